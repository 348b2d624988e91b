"""Art. 11: who fails loses the title: the decision, its grounds, the plaque."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal

from pipeline.dossier.acts.cycle import (
    CorrectionCheck,
    Grade,
    Mended,
    MidtermCheck,
    PeriodicAssessment,
    Rereview,
)
from pipeline.dossier.acts.end import Criticism, NameCancelling, Revocation, Truth, Verification
from pipeline.due import FAILED_AS
from pipeline.lifecycle import Act, failed, failures, sent_back
from pipeline.lifted import put_off, spared
from pipeline.owed.orders import orders
from pipeline.policies import Policy
from pipeline.policies.sections import Support
from pipeline.rules.facts import counted_years
from pipeline.rules.finding import INTAKE, NOTED, RECORD, Finding, Placed, Rule
from pipeline.rules.listed import allowed, unlisted
from pipeline.rules.regulations import regulations_on
from pipeline.rules.rows import forbids, hints, warns


def ground_unlisted(p: Placed) -> Iterator[Finding]:
    """11: there are no grounds for striking off but those and that of Art. 7, each once."""
    remark = p.stage.policy.remark("revocation.grounds")
    for act in p.stage.of("取消称号"):
        if isinstance(act.record, Revocation):
            known = allowed(p, act.date, _grounds)
            for row, ground in enumerate(act.record.grounds):
                place = act.record.marks.at("事由", row)
                yield from unlisted(ground, known, place, "“事由”", remark)
                if ground in act.record.grounds[:row]:
                    yield Finding(place, f"事由“{ground}”写了两次", "删去一处。")


def ground_unsupported(p: Placed) -> Iterator[Finding]:
    """11: each ground for striking off rests on something recorded before the decision, as the
    policy of its day asks; what was owed before is the cycle's."""
    for act in p.stage.of("取消称号"):
        if not isinstance(act.record, Revocation):
            continue
        policy = p.policy_on(act.date)
        for row, ground in enumerate(act.record.grounds):
            if ground in act.record.grounds[:row]:
                continue  # A11-3d says that it is written twice
            support: Support | Literal["通报批评"] | None = policy.revocation.support.get(ground)
            if ground == policy.revocation.falsehood:
                support = "通报批评"
            if support and not (_SUPPORT[support](p, act.date) or _told_of(p, act.date, support)):
                yield Finding(
                    act.record.marks.at("事由", row),
                    f"事由“{ground}”在 {act.date} 以前的记录里找不到支持"
                    f"{policy.remark('revocation.support')}",
                    f"应有：{_NEEDED[support]}"
                    f"{'' if support == '通报批评' else '；经核实属实的，记“核实听取”'}。"
                    "补记事实，或改事由。",
                    article="7" if support == "通报批评" else "",
                )


def _grounds(policy: Policy) -> tuple[str, ...]:
    return (*policy.revocation.grounds, policy.revocation.falsehood)


def _failed(p: Placed, day: datetime.date) -> bool:
    """A mid-term check or an assessment not passed, and none since, or a re-review failed."""
    unmended: set[str] = set()
    for act in p.stage.acts:
        if act.date > day:
            break
        if failed(act.record):
            unmended.add(act.name)
        elif not sent_back(act.record):
            unmended.discard(act.name)
    return bool(unmended)


def _exchanges_short(p: Placed, day: datetime.date) -> bool:
    least = p.stage.policy.application.exchanges_min
    years = counted_years(p.case, p.stage)
    return any(year.last <= day and len(year.exchanges) < least for year in years)


def _regulations_short(p: Placed, day: datetime.date) -> bool:
    policy = p.stage.policy
    wanted = policy.application.regulation_kinds
    return len(regulations_on(p.case, policy, day).kinds(wanted)) < len(wanted)


def _told_of(p: Placed, day: datetime.date, support: str) -> bool:
    """Whether an inspection tells of it: a check or an assessment that was not passed names what
    lacks, or the facts were looked into and found true. Falsehood is criticised all the same."""
    if support == "通报批评":
        return False
    words = p.policy_on(day).revocation.lack_words
    for act in p.stage.acts:
        record = act.record
        if act.date > day:
            break
        if isinstance(record, Verification) and record.verdict is not Truth.FALSE:
            return True
        unpassed = failed(record) or sent_back(record) is not None
        found = ""
        if isinstance(record, MidtermCheck | PeriodicAssessment) and unpassed:
            found = record.problems
        elif isinstance(record, CorrectionCheck) and record.verdict is not Mended.DONE:
            if support == "检查或复核没有通过":
                return True
            found = record.findings
        if any(_tells_of_lack(found, topic, words) for topic in _TOPICS.get(support, ())):
            return True
    return False


#: Of what a clause speaks that tells of a ground.
_TOPICS: Mapping[str, tuple[str, ...]] = {
    "交流活动不足": ("活动", "交流"),
    "制度不全或有问题": ("制度",),
    "没有认可的成果": ("成果", "成效"),
}


def _tells_of_lack(text: str, topic: str, words: Iterable[str]) -> bool:
    """Whether a clause that speaks of the topic says what is lacking: praise of it is no fault."""
    clauses = (one for one in _CLAUSES.split(text) if topic in one)
    return any(word in _DENIED.sub("", one) for one in clauses for word in words)


_CLAUSES = re.compile(r"[。；;！!？?，,\n]")
#: “没有发现问题” tells of none.
_DENIED = re.compile(
    "(没有|无|未见|未|不存在)(发现|任何|明显|重大)*"
    "(欠缺|缺失|缺项|缺陷|缺少|缺漏|缺|问题|不足|漏洞)"
)


def _falsehood_verified(p: Placed, day: datetime.date) -> bool:
    """Verified by then; the criticism may go out later."""
    found = (act.record for act in p.stage.of("通报批评"))
    return any(isinstance(one, Criticism) and one.verified_on <= day for one in found)


def _results_short(p: Placed, day: datetime.date) -> bool:
    least = p.stage.policy.application.results_min
    years = counted_years(p.case, p.stage)
    return any(year.last <= day and len(year.recognised) < least for year in years)


_SUPPORT: Mapping[Support | Literal["通报批评"], Callable[[Placed, datetime.date], bool]] = {
    "检查或复核没有通过": _failed,
    "交流活动不足": _exchanges_short,
    "制度不全或有问题": _regulations_short,
    "没有认可的成果": _results_short,
    "通报批评": _falsehood_verified,
}
_NEEDED: Mapping[Support | Literal["通报批评"], str] = {
    "检查或复核没有通过": "中期检查不通过、考核不达标，或复核不合格",
    "交流活动不足": "已过完的一年里培训交流活动不足",
    "制度不全或有问题": "制度类别不全，或没有通过的检查、考核写明制度问题",
    "没有认可的成果": "已过完的一年里没有得到认可的成果",
    "通报批评": "通报批评，查证日期不晚于决定",
}


def _plaques_due(p: Placed) -> Iterator[tuple[Act, Revocation | NameCancelling, datetime.date]]:
    """Each decision that takes a plaque back, and the day that it sets."""
    for act in (*p.stage.of("取消称号"), *p.stage.of("取消命名")):
        record = act.record
        if isinstance(record, Revocation | NameCancelling) and record.plaque_due:
            yield act, record, record.plaque_due


def plaque_kept(p: Placed) -> Iterator[Finding]:
    """11, 14: with the title goes the plaque, by the day that the decision sets."""
    returned = p.stage.last("收回牌匾")
    for act, record, ordered in _plaques_due(p):
        if not p.stage.of("挂牌"):
            continue
        due = put_off(p.stage, "收回牌匾", ordered, returned.date if returned else p.today)
        if act.date <= ordered and due < min(returned.date if returned else p.today, p.today):
            state = f"{returned.date} 才收回" if returned else "还没有收回"
            yield Finding(
                record.marks.at("牌匾交回期限"),
                f"牌匾应在 {due} 前交回，{state}",
                f"收回后记“收回牌匾”；逾期的，{NOTED}",
                article=p.stage.rule_of(act.name).article,
            )


def plaque_kept_at_archiving(p: Placed) -> Iterator[Finding]:
    """11: the volume of who was struck off is closed when the plaque is back. Once its day is over
    A11-3b speaks; of a name that was cancelled, A14-2e."""
    archived, act = p.stage.last("归档"), p.stage.last("取消称号")
    if archived is None or act is None or not act.date <= archived.date <= p.today:
        return
    kept = p.stage.of("挂牌") and not p.stage.of("收回牌匾") and not spared(p.stage, "收回牌匾")
    if kept and all(due >= p.today for _, _, due in _plaques_due(p)):
        yield Finding(
            archived.place,
            f"取消称号 {act.date} 后牌匾还没有收回，就记了“归档 {archived.date}”",
            f"收回后补记“收回牌匾”；不能收回的，{NOTED}",
        )


def plaque_due_before_decision(p: Placed) -> Iterator[Finding]:
    """11, 14: what a decision orders lies after it."""
    for act, record, due in _plaques_due(p):
        if due < act.date:
            yield Finding(
                record.marks.at("牌匾交回期限"),
                f"牌匾交回期限 {due} 早于决定 {act.date}",
                "写决定当天或以后的一天；核对两个日期。",
                (act.place,),
                p.stage.rule_of(act.name).article,
            )


def _for_falsehood(p: Placed, act: Act) -> bool:
    """Whether the title is lost for falsehood (Art. 7): that cannot be mended."""
    ground = p.policy_on(act.date).revocation.falsehood
    return isinstance(act.record, Revocation) and ground in act.record.grounds


def _time_given(p: Placed, day: datetime.date) -> tuple[Act, datetime.date] | None:
    """What last gave the studio time to mend that is not over on `day`."""
    for name in ("中期检查", "考核"):
        before = [act for act in p.stage.of(name) if act.date <= day]
        until = sent_back(before[-1].record) if before else None
        if until and day <= until:
            return before[-1], until
    for order in orders(p.stage, day):
        if not order.checks and day <= order.record.correct_by:
            return order.act, order.record.correct_by
    return None


def struck_off_in_time_to_mend(p: Placed) -> Iterator[Finding]:
    """11: who was given time to mend has it: the decision names what else it rests on."""
    for act in p.stage.of("取消称号"):
        given = None if _for_falsehood(p, act) else _time_given(p, act.date)
        if given:
            yield Finding(
                act.place,
                f"{given[0].name} {given[0].date} 限期整改到 {given[1]}，"
                f"期限还没有过就记了“取消称号 {act.date}”",
                "期满复查以后再决定；另有事由的，在“事实”里写明，"
                "这一行末尾加“# 忽略 {code}：另有事由”。",
                (given[0].record.marks.at("整改期限"),),
            )


def failed_but_title_kept(p: Placed) -> Iterator[Finding]:
    """11: who fails the re-review is not archived as if the title stood."""
    review = p.stage.last("周期末复核")
    archived = p.stage.last("归档")
    if (
        review
        and archived
        and isinstance(review.record, Rereview)
        and review.record.grade is Grade.FAILED
        and p.stage.ended_on is None
    ):
        yield Finding(
            archived.place,
            f"周期末复核 {review.date} 不合格，没有“取消称号”就记了“归档 {archived.date}”",
            "先作取消称号的决定并收回牌匾，再归档。",
            (review.record.marks.at("等级"),),
        )


def _failures(p: Placed, *, late: bool) -> Iterator[Finding]:
    """Failed checks and re-reviews without a decision: those on which it is late, the record
    having gone on or the day having passed; or the others. Of a failed re-review whose papers are
    archived, A11-3c speaks."""
    policy = p.stage.policy
    for act in failures(p.stage):
        if act.date > p.today or (act.name == "周期末复核" and p.stage.of("归档")):
            continue
        due = act.date + datetime.timedelta(days=policy.revocation.decide_days)
        due = put_off(p.stage, "取消称号", due, p.today)
        later = [
            one
            for one in p.stage.acts
            if one.name in ("周期末复核", "归档") and act.date <= one.date <= p.today
            if one is not act
        ]
        if late is bool(later or due < p.today):
            key = "等级" if act.name == "周期末复核" else "结论"
            outcome = FAILED_AS[act.name].removeprefix(act.name.removeprefix("周期末"))
            state = f"就记了“{later[0].name} {later[0].date}”" if later else f"应在 {due} 前"
            yield Finding(
                act.record.marks.at(key),
                f"{act.name} {act.date} {outcome}，属“考核不达标”，还没有取消称号的决定，"
                f"{state}{'' if later else policy.remark('revocation.decide_days')}",
                f"作出决定后记“取消称号”{_AGAIN.get(act.name, '')}。",
                tuple(one.place for one in later[:1]),
            )


_AGAIN: Mapping[str, str] = {
    "中期检查": "；整改后复查通过的，补记复查",
    "考核": "；再考核达标的，补记那次考核",
}


def failure_unanswered(p: Placed) -> Iterator[Finding]:
    """11: who fails a check or the re-review loses the title, unless a later check is passed."""
    yield from _failures(p, late=True)


def failure_to_answer(p: Placed) -> Iterator[Finding]:
    """11: as `failure_unanswered`, while there is still time to decide."""
    yield from _failures(p, late=False)


RULES: tuple[Rule, ...] = (
    forbids("A11-3a", "11", "取消称号的事由没有记录支持", ground_unsupported,
            "revocation.support", "revocation.lack_words", "application.exchanges_min",
            "application.results_min", about=("取消称号",), family="grounds_proved"),
    forbids("A11-3d", "11", "取消称号的事由不在标准里或重复", ground_unlisted, "revocation.grounds",
            "revocation.falsehood",
            needs=RECORD | INTAKE, about=("取消称号",)),
    warns("A11-3b", "11", "牌匾没有按期收回", plaque_kept, needs=RECORD,
          about=("取消称号", "取消命名")),
    warns("A11-3q", "11", "牌匾没有收回就归档", plaque_kept_at_archiving, needs=RECORD | INTAKE,
          about=("归档",)),
    forbids("A11-3g", "11", "牌匾交回期限早于决定", plaque_due_before_decision, needs=RECORD,
            about=("取消称号", "取消命名")),
    warns("A11-3h", "11", "整改期限未满就取消称号", struck_off_in_time_to_mend, needs=RECORD,
          about=("取消称号",)),
    forbids("A11-3c", "11", "复核不合格却没有取消称号", failed_but_title_kept, needs=RECORD,
            about=("归档",)),
    warns("A11-3e", "11", "检查或复核没有通过却没有处理", failure_unanswered,
          "revocation.decide_days", needs=RECORD | INTAKE,
          about=("考核", "中期检查", "周期末复核")),
    hints("A11-3f", "11", "检查或复核没有通过，待作决定", failure_to_answer,
          "revocation.decide_days", needs=RECORD | INTAKE,
          about=("考核", "中期检查", "周期末复核")),
)  # fmt: skip
