"""One studio as templates read it, under the dossier's own Chinese keys.

`studio_view` and `act_view` build plain nested values: what a leader typed as 带头人 → 姓名 is
`{{ 带头人.姓名 }}` in a template. Values keep their type (dates, 分, marks); templates format them
with `filters`. A name derived here also stands in `derived.toml`, against which templates are
checked. Must not judge, and must not read the clock.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from types import MappingProxyType

from pipeline.acts import TO_THE_NAME, acts_by_name
from pipeline.chinese import mark
from pipeline.documents.view.duties import duty_rows
from pipeline.documents.view.evidence import application_evidence, evidence_by_condition
from pipeline.documents.view.marks import (
    rereview_rows,
    review_items,
    review_view,
    self_marked_year,
)
from pipeline.documents.view.payment import account_view, payment_view
from pipeline.documents.view.period import period_view
from pipeline.documents.view.written import View, as_view, block_view
from pipeline.dossier.acts.cycle import (
    CorrectionCheck,
    Disbursement,
    MidtermCheck,
    Nomination,
    PeriodicAssessment,
    Purse,
    Refund,
    Rereview,
)
from pipeline.dossier.acts.end import Revocation
from pipeline.dossier.acts.lists import NomineePublicity
from pipeline.dossier.acts.review import ExpertReview, PreliminaryCheck
from pipeline.dossier.intake import Intake
from pipeline.dossier.load import Case
from pipeline.leaders import leader_on, signed_anew, told_as_leader
from pipeline.lifecycle import Act, Stage, name_on, paid
from pipeline.owed.orders import orders
from pipeline.policies import Policy
from pipeline.rounds import named_later
from pipeline.rules.facts import type_on


def studio_view(case: Case, stage: Stage, day: datetime.date) -> dict[str, object]:
    """Everything about one studio as of `day` (the date of the document, not today's)."""
    dossier = case.dossier
    view: dict[str, object] = dict(block_view(dossier))
    view["工作室"] = MappingProxyType(
        {
            **block_view(dossier.profile),
            "名称": name_on(case, stage, day),
            "类型": type_on(case, stage, day),
            "申报名称": dossier.name,
            "编号": case.key,
        }
    )
    view["带头人"] = as_view(leader_on(case, stage, day))
    view["当日带头人"] = told_as_leader(case, stage, day)
    view["原带头人"] = as_view(dossier.leader)
    if anew := signed_anew(stage, day):
        pledge = {**block_view(dossier.pledge), "承诺人": anew[0], "日期": anew[1]}
        view["承诺"] = MappingProxyType(pledge)
    view["技艺"] = as_view(dossier.craft)
    view["预算合计"] = sum(item.amount for item in dossier.budget)
    view["一线人数"] = sum(member.front_line for member in dossier.members)
    view["制度种数"] = len({regulation.kind for regulation in dossier.regulations})
    view["事项"] = _acts_known(case, stage, day)
    view["周期"] = (
        MappingProxyType({"起": stage.cycle[0], "止": stage.cycle[1]}) if stage.cycle else ""
    )
    view["已划拨"] = paid(stage, day)
    view["细则文号"] = case.rulebook.on(day).document
    view["佐证清单"] = attached = application_evidence(case)
    view["条件佐证"] = evidence_by_condition(attached)
    view["评审"] = review_view(case, stage)
    view["标准"] = MappingProxyType({**standards(case.rulebook.on(day)), **_owed(case, stage, day)})
    met = [one.committee for one in case.intake.rounds if one.committee] if case.intake else []
    view["拟命名"] = any(case.slug in committee.approved for committee in met)
    view |= intake_view(case.intake)
    if case.intake:
        # The steps of the round that was its own, in place of the first round's.
        own = {act.name: as_view(act.record) for act in stage.acts if act.name in TO_THE_NAME[3:]}
        view["批次"] = MappingProxyType({**block_view(case.intake), **own})
    view["补充命名"] = named_later(case)
    return view


class _Acts(dict[str, object]):
    """What is on record. An act that is not is blank, as an empty field is: `{% if 事项.命名 %}`
    may ask for it. A name that no act has stays unknown."""

    def __init__(self, known: Iterable[tuple[str, object]], names: frozenset[str]) -> None:
        super().__init__(known)
        self._names = names

    def __missing__(self, name: str) -> str:
        if name in self._names:
            return ""
        raise KeyError(name)


def standards(policy: Policy) -> View:
    """The thresholds that forms print beside what was found."""
    defence = int(policy.review.defence_weight * 100)
    return MappingProxyType(
        {
            "成员数": policy.application.members_min,
            "交流次数": policy.application.exchanges_min,
            "成果数": policy.application.results_min,
            "制度": policy.application.regulation_kinds,
            "标志": policy.application.signs,
            "推荐线": mark(policy.review.pass_mark),
            "周期资金": policy.funds.cycle_total,
            "等级": policy.rereview.bands,
            "答辩占比": f"{defence}%",
            "考察占比": f"{100 - defence}%",
        }
    )


def _owed(case: Case, stage: Stage, day: datetime.date) -> View:
    """Of the thresholds, what was settled before `day`: the conditions when the application was
    signed, and from the naming on all that the cycle owes and gets."""
    named = stage.cycle is not None and stage.cycle[0] <= day
    settled = stage.policy if named else case.rulebook.on(case.dossier.pledge.date)
    known = standards(settled)
    words = ("成员数", "交流次数", "成果数", "制度", "标志", "周期资金")
    return MappingProxyType({word: known[word] for word in words})


def intake_view(intake: Intake | None) -> dict[str, object]:
    """校工会 and 批次, as written in intake.yaml."""
    if intake is None:
        return {"校工会": "", "批次": ""}
    batch = block_view(intake)
    return {"校工会": batch["校工会"], "批次": batch}


def _ordered_by(record: Revocation, policy: Policy) -> str:
    """The articles that know its grounds: falsehood is of Art. 7, the others of Art. 11."""
    false = [ground == policy.revocation.falsehood for ground in record.grounds]
    articles = [
        name for name, told in (("第七条", any(false)), ("第十一条", not all(false))) if told
    ]
    return "、".join(articles)


def _looked_at(stage: Stage, check: CorrectionCheck) -> tuple[View, ...]:
    """What a 整改验收 looked at: each demand of each order that was open, or that it names."""
    return tuple(
        MappingProxyType(
            {
                "通知日期": one.act.date,
                "整改期限": one.record.correct_by,
                "整改要求": demand,
            }
        )
        for one in orders(stage, check.date)
        if check in one.checks and (check.ordered or not one.replaced(stage, check))
        for demand in one.record.demands
    )


def _acts_known(case: Case, stage: Stage, day: datetime.date, target: str | None = None) -> View:
    """Of several acts of one name, the last that was known: a later check is not what was paid
    upon. For a nomination, of its publicities the last that showed the studio for its own list."""

    def known(act: Act) -> bool:
        shown = act.record if isinstance(act.record, NomineePublicity) else None
        return act.date <= day and (shown is None or target is None or target in shown.targets)

    acts = sorted(stage.acts, key=known)
    names = frozenset(acts_by_name(case.rulebook.on(day).funds.payments))
    return MappingProxyType(_Acts(((act.name, as_view(act.record)) for act in acts), names))


def act_view(case: Case, stage: Stage, act: Act, waived: tuple[str, ...] = ()) -> dict[str, object]:
    """The studio on the day of an act, with that act as `本事项` and what its form needs; `waived`
    says what the union had let pass by then."""
    record = act.record
    view = {**studio_view(case, stage, act.date), "本事项": as_view(record)}
    if isinstance(record, PreliminaryCheck):
        view["放行"] = waived
    elif isinstance(record, ExpertReview):
        view["评分项"] = review_items(case.rulebook.on(act.date))
    elif isinstance(record, Disbursement):
        view["划拨"] = payment_view(case, stage, act)
    elif isinstance(record, MidtermCheck | PeriodicAssessment):
        view["期间"] = period_view(case, stage, record.first, record.last)
    elif isinstance(record, CorrectionCheck):
        view["所验收"] = _looked_at(stage, record)
    elif isinstance(record, Nomination) and stage.cycle:
        view["事项"] = _acts_known(case, stage, act.date, record.target)
        view["期间"] = period_view(case, stage, *stage.cycle)
    elif isinstance(record, Revocation):
        view["取消依据"] = _ordered_by(record, case.rulebook.on(act.date))
        view["账目"] = account_view(case, stage, act.date, Purse.SUPPORT)
    elif isinstance(record, Refund):
        view["账目"] = account_view(case, stage, act.date, record.purse)
    elif isinstance(record, Rereview) and stage.cycle:
        view["期间"] = period_view(case, stage, *stage.cycle)
        view["复核表"] = rereview_rows(case, stage, record)
        view["自评年度"] = self_marked_year(case, record)
        view["职责"] = duty_rows(case, stage, stage.years, *stage.cycle)
    return view
