"""Art. 9: a payment that one notice makes to several studios; from where money is paid, and how."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.diagnostics import RuleCode, Severity
from pipeline.dossier.acts.cycle import Award, Disbursement
from pipeline.dossier.acts.lists import JointPayment
from pipeline.policies import Policy
from pipeline.rules.finding import DOSSIER, INTAKE, RECORD, Batch, Finding, Placed, Rule
from pipeline.rules.listed import instead, unlisted
from pipeline.rules.rows import forbids_in_batch


def joint_payment_to_stranger(b: Batch) -> Iterator[Finding]:
    """9: a notice pays studios of its own intake; whether each may be paid, the rules say that
    judge a notice of its own."""
    for payment in b.intake.payments if b.intake else ():
        for share in payment.shares:
            if share.studio not in b.folders:
                yield Finding(
                    share.marks.at("工作室"),
                    f"合并划拨（{payment.act} {payment.date}）里的“{share.studio}”"
                    f"不是 {b.year} 年批次的工作室",
                    instead(share.studio, sorted(b.folders), "填文件夹名，可选"),
                )


def _source(one: Disbursement | Award | JointPayment, policy: Policy) -> Iterator[Finding]:
    if one.source:
        remark, place = policy.remark("funds.sources"), one.marks.at("来源")
        yield from unlisted(one.source, policy.funds.sources, place, "“来源”", remark)


def _way(one: Disbursement | JointPayment, policy: Policy) -> Iterator[Finding]:
    if one.way:
        remark, place = policy.remark("funds.ways"), one.marks.at("方式")
        yield from unlisted(one.way, policy.funds.ways, place, "“方式”", remark)


def source_unlisted(p: Placed) -> Iterator[Finding]:
    """9: the notice says of which money it is, in the union's words."""
    for act in p.case.record.acts if p.case.record else ():
        if isinstance(act, Disbursement | Award):
            yield from _source(act, p.policy_on(act.date))


def joint_source_unlisted(b: Batch) -> Iterator[Finding]:
    """As `source_unlisted`, of a notice for several."""
    for payment in b.intake.payments if b.intake else ():
        yield from _source(payment, b.rulebook.on(payment.date))


def way_unlisted(p: Placed) -> Iterator[Finding]:
    """9: money is handed to the unit, or kept and paid upon vouchers; the union's words say so."""
    for act in p.case.record.acts if p.case.record else ():
        if isinstance(act, Disbursement):
            yield from _way(act, p.policy_on(act.date))


def joint_way_unlisted(b: Batch) -> Iterator[Finding]:
    """As `way_unlisted`, of a notice for several."""
    for payment in b.intake.payments if b.intake else ():
        yield from _way(payment, b.rulebook.on(payment.date))


RULES: tuple[Rule, ...] = (
    forbids_in_batch(
        "A09-5a",
        "9",
        "合并划拨里没有这个工作室",
        joint_payment_to_stranger,
        needs=INTAKE,
        about=("各笔划拨",),
    ),
    Rule(
        code=RuleCode("A09-5b"),
        article="9",
        title="经费来源不在标准里",
        severity=Severity.WARNING,
        settings=("funds.sources",),
        on_case=source_unlisted,
        on_batch=joint_source_unlisted,
        needs=DOSSIER,
        parts=RECORD | INTAKE,
        about=("各笔划拨", "奖励"),
    ),
    Rule(
        code=RuleCode("A09-5c"),
        article="9",
        title="支付方式不在标准里",
        severity=Severity.WARNING,
        settings=("funds.ways",),
        on_case=way_unlisted,
        on_batch=joint_way_unlisted,
        needs=DOSSIER,
        parts=RECORD | INTAKE,
        about=("各笔划拨",),
    ),
)
