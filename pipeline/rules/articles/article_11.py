"""Art. 11: the yearly self-assessment, written and filed; striking off, its grounds and plaque."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping

from pipeline.chinese import mark
from pipeline.dossier.ledger import PLANS, SelfAssessment
from pipeline.dossier.paths import RECORD_FILE, ledger_file
from pipeline.dossier.record import (
    CheckVerdict,
    Grade,
    MidtermCheck,
    Rereview,
    Revocation,
)
from pipeline.lifecycle import failures, leader_on
from pipeline.policies.sections import Support
from pipeline.rules.facts import counted_years, filings
from pipeline.rules.finding import (
    DOSSIER,
    INTAKE,
    LEDGERS,
    NOTED,
    RECORD,
    Finding,
    Placed,
    Rule,
    forbids,
    hints,
    warns,
)
from pipeline.rules.listed import allowed, unlisted
from pipeline.rules.scoring import full_marks


def _assessments(p: Placed) -> Iterator[tuple[int, SelfAssessment]]:
    for year, ledger in p.case.ledgers.items():
        if ledger.plans and ledger.plans.assessment:
            yield year, ledger.plans.assessment


def assessment_missing(p: Placed) -> Iterator[Finding]:
    """11: a self-assessment for every year whose end lies in the cycle."""
    written = {year for year, _ in _assessments(p)}
    for year in p.stage.assessed_years:
        due = p.stage.policy.ledger.assessment_due.of(year + 1)
        ledger = p.case.ledgers.get(year)
        if year not in written and ledger and due < p.today:
            yield Finding(
                ledger.marks.at(PLANS.name),
                f"没有 {year} 年度自评，{due} 已过{p.stage.policy.remark('ledger.assessment_due')}",
                f"在“{PLANS.name}”里补“年度自评”，签字后报校工会备案。",
            )


def assessment_not_filed(p: Placed) -> Iterator[Finding]:
    """11: what was written is filed with the union."""
    filed = {filing.year for filing in filings(p.stage)}
    for year, assessment in _assessments(p):
        due = p.stage.policy.ledger.assessment_due.of(year + 1)
        if year in p.stage.assessed_years and year not in filed and due < p.today:
            yield Finding(
                assessment.marks.at("日期"),
                f"{year} 年度自评没有备案，{due} 已过"
                f"{p.stage.policy.remark('ledger.assessment_due')}",
                f"报校工会；由校工会在 {RECORD_FILE} 记“年度自评备案”。",
            )


def filing_late(p: Placed) -> Iterator[Finding]:
    """11: in time. A year that needs no filing has no day; A11-1d speaks of it."""
    for filing in filings(p.stage):
        if filing.year not in p.stage.assessed_years:
            continue
        due = p.stage.policy.ledger.assessment_due.of(filing.year + 1)
        if filing.date > due:
            yield Finding(
                filing.marks.at("日期"),
                f"{filing.year} 年度自评 {filing.date} 才备案，应在 {due} 前"
                f"{p.stage.policy.remark('ledger.assessment_due')}",
                f"核对日期；确属延迟的，{NOTED}",
            )


def filing_without_assessment(p: Placed) -> Iterator[Finding]:
    """11: what is filed was written before, once, and for a year of the cycle."""
    written = dict(_assessments(p))
    seen: set[int] = set()
    for filing in filings(p.stage):
        assessment = written.get(filing.year)
        if filing.year not in p.stage.assessed_years:
            yield Finding(
                filing.marks.at("年度"),
                f"{filing.year} 年不在要自评的年度里",
                f"要自评的年度：{'、'.join(map(str, p.stage.assessed_years)) or '无'}。",
            )
        elif assessment is None:
            yield Finding(
                filing.marks.at("年度"),
                f"{filing.year} 年度自评已备案，台账里却没有",
                f"在 {ledger_file(filing.year)} 补“年度自评”，或删去备案。",
            )
        elif filing.date < assessment.date:
            yield Finding(
                filing.marks.at("日期"),
                f"备案 {filing.date} 早于自评 {assessment.date}",
                "改正其中一个日期。",
                (assessment.marks.at("日期"),),
            )
        if filing.year in seen:
            yield Finding(
                filing.marks.at("年度"), f"{filing.year} 年度自评备案了两次", "删去一处。"
            )
        seen.add(filing.year)


def assessment_before_year_end(p: Placed) -> Iterator[Finding]:
    """11: a year is assessed when it is nearly over."""
    for year, assessment in _assessments(p):
        first = p.stage.policy.ledger.assessment_from.of(year)
        if assessment.date < first:
            yield Finding(
                assessment.marks.at("日期"),
                f"{year} 年度自评写于 {assessment.date}，应在 {first} 以后，这一年还没有过完"
                f"{p.stage.policy.remark('ledger.assessment_from')}",
                "年末再写；核对日期和台账年度。",
            )


def assessment_not_by_leader(p: Placed) -> Iterator[Finding]:
    """11: signed by who led the studio on that day (Art. 14 may have changed it)."""
    for _, assessment in _assessments(p):
        leader = leader_on(p.case, p.stage, assessment.date).name
        if assessment.signed != leader:
            yield Finding(
                assessment.marks.at("带头人签名"),
                f"签名是{assessment.signed}，{assessment.date} 的带头人是{leader}",
                "由当时的带头人签名；核对日期。",
            )


def self_score_incomplete(p: Placed) -> Iterator[Finding]:
    """11, 12: the self-score has the indicators of the re-review, none above its full mark; by the
    policy of the day on which it was written."""
    for _, assessment in _assessments(p):
        full = full_marks(p.policy_on(assessment.date))
        given = {
            (aspect, indicator): value
            for aspect, indicators in assessment.scores.items()
            for indicator, value in indicators.items()
        }
        place = assessment.marks.at("自评分")
        for key in full:
            if key not in given:
                yield Finding(place, f"自评分缺“{key[0]} → {key[1]}”", "补上这一项。")
        for key, value in given.items():
            if key not in full:
                yield Finding(place, f"没有“{key[0]} → {key[1]}”这一项", "对照复核评分表。")
            elif value > full[key]:
                yield Finding(
                    place,
                    f"自评分“{key[1]}”{mark(value)} 分，满分 {mark(full[key])}",
                    "核对自评分。",
                )


def ground_unlisted(p: Placed) -> Iterator[Finding]:
    """11: there are no grounds for striking off but those."""
    remark = p.stage.policy.remark("revocation.grounds")
    for act in p.stage.of("取消称号"):
        if isinstance(act.record, Revocation):
            known = allowed(p, act.date, lambda policy: policy.revocation.grounds)
            for row, ground in enumerate(act.record.grounds):
                place = act.record.marks.at("事由", row)
                yield from unlisted(ground, known, place, "“事由”", remark)


def ground_unsupported(p: Placed) -> Iterator[Finding]:
    """11: each ground for striking off rests on something recorded before the decision, as the
    policy of its day asks; what was owed before is the cycle's."""
    for act in p.stage.of("取消称号"):
        if not isinstance(act.record, Revocation):
            continue
        policy = p.policy_on(act.date)
        for row, ground in enumerate(act.record.grounds):
            support = policy.revocation.support.get(ground)
            if support and not _SUPPORT[support](p, act.date):
                yield Finding(
                    act.record.marks.at("事由", row),
                    f"事由“{ground}”在 {act.date} 以前的记录里找不到支持"
                    f"{policy.remark('revocation.support')}",
                    f"应有：{_NEEDED[support]}。补记事实，或改事由。",
                )


def _failed(p: Placed, day: datetime.date) -> bool:
    """A mid-term check not passed, or a re-review failed."""
    for act in p.stage.acts:
        if act.date > day:
            continue
        if isinstance(act.record, MidtermCheck) and act.record.verdict is CheckVerdict.FAILED:
            return True
        if isinstance(act.record, Rereview) and act.record.grade is Grade.FAILED:
            return True
    return False


def _exchanges_short(p: Placed, day: datetime.date) -> bool:
    least = p.stage.policy.application.exchanges_min
    years = counted_years(p.case, p.stage)
    return any(year.last <= day and len(year.exchanges) < least for year in years)


def _regulations_short(p: Placed, day: datetime.date) -> bool:
    kinds = {regulation.kind for regulation in p.case.dossier.regulations}
    lacking = set(p.stage.policy.application.regulation_kinds) - kinds
    checks = (act.record for act in p.stage.of("中期检查") if act.date <= day)
    found = (
        check
        for check in checks
        if isinstance(check, MidtermCheck) and check.verdict is not CheckVerdict.PASSED
    )
    return bool(lacking) or any("制度" in check.problems for check in found)


def _results_short(p: Placed, day: datetime.date) -> bool:
    least = p.stage.policy.application.results_min
    years = counted_years(p.case, p.stage)
    return any(year.last <= day and len(year.recognised) < least for year in years)


_SUPPORT: Mapping[Support, Callable[[Placed, datetime.date], bool]] = {
    "检查或复核没有通过": _failed,
    "交流活动不足": _exchanges_short,
    "制度不全或有问题": _regulations_short,
    "没有认可的成果": _results_short,
}
_NEEDED: Mapping[Support, str] = {
    "检查或复核没有通过": "中期检查不通过，或复核不合格",
    "交流活动不足": "已过完的一年里培训交流活动不足",
    "制度不全或有问题": "制度类别不全，或没有通过的中期检查写明制度问题",
    "没有认可的成果": "已过完的一年里没有得到认可的成果",
}


def plaque_kept(p: Placed) -> Iterator[Finding]:
    """11: with the title goes the plaque, by the day that the decision sets."""
    returned = p.stage.last("收回牌匾")
    for act in p.stage.of("取消称号"):
        if not isinstance(act.record, Revocation) or not p.stage.of("挂牌"):
            continue
        due = act.record.plaque_due
        if due < act.date:
            yield Finding(
                act.record.marks.at("牌匾交回期限"),
                f"牌匾交回期限 {due} 早于决定 {act.date}",
                "核对日期。",
            )
        elif due < min(returned.date if returned else p.today, p.today):
            state = f"{returned.date} 才收回" if returned else "还没有收回"
            yield Finding(
                act.record.marks.at("牌匾交回期限"),
                f"牌匾应在 {due} 前交回，{state}",
                f"收回后记“收回牌匾”；逾期的，{NOTED}",
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
        later = [
            one
            for one in p.stage.acts
            if one.name in ("周期末复核", "归档") and act.date <= one.date <= p.today
            if one is not act
        ]
        if late is bool(later or due < p.today):
            checked = act.name == "中期检查"
            key, outcome = ("结论", "不通过") if checked else ("等级", "不合格")
            state = f"就记了“{later[0].name} {later[0].date}”" if later else f"应在 {due} 前"
            yield Finding(
                act.record.marks.at(key),
                f"{act.name} {act.date} {outcome}，属“考核不达标”，还没有取消称号的决定，"
                f"{state}{'' if later else policy.remark('revocation.decide_days')}",
                f"作出决定后记“取消称号”{'；整改后复查通过的，补记复查' if checked else ''}。",
                tuple(one.place for one in later[:1]),
            )


def failure_unanswered(p: Placed) -> Iterator[Finding]:
    """11: who fails a check or the re-review loses the title, unless a later check is passed."""
    yield from _failures(p, late=True)


def failure_to_answer(p: Placed) -> Iterator[Finding]:
    """11: as `failure_unanswered`, while there is still time to decide."""
    yield from _failures(p, late=False)


_DUE = "ledger.assessment_due"
RULES: tuple[Rule, ...] = (
    warns("A11-1a", "11", "没有年度自评", assessment_missing, _DUE,
          needs=RECORD | INTAKE, parts=LEDGERS, about=("台账",)),
    warns("A11-1b", "11", "年度自评没有备案", assessment_not_filed, _DUE,
          needs=RECORD | INTAKE, parts=LEDGERS, about=("台账",)),
    warns("A11-1c", "11", "年度自评备案延迟", filing_late, _DUE, needs=RECORD | INTAKE,
          about=("年度自评备案",), family="delays"),
    forbids("A11-1d", "11", "备案与自评不符", filing_without_assessment, about=("年度自评备案",)),
    forbids("A11-1e", "11", "自评写得过早", assessment_before_year_end,
            "ledger.assessment_from", needs=INTAKE, parts=LEDGERS, about=("台账",),
            family="assessment_time"),
    forbids("A11-1f", "11", "自评不是当时的带头人签名", assessment_not_by_leader,
            needs=RECORD, parts=LEDGERS, about=("台账",)),
    forbids("A11-1g", "11", "自评分不全或超过满分", self_score_incomplete, "rereview.aspects",
            needs=DOSSIER, parts=LEDGERS, about=("台账",)),
    forbids("A11-3a", "11", "取消称号的事由没有记录支持", ground_unsupported,
            "revocation.support", "application.exchanges_min", "application.results_min",
            about=("取消称号",), family="grounds_proved"),
    forbids("A11-3d", "11", "取消称号的事由不在标准里", ground_unlisted, "revocation.grounds",
            needs=RECORD | INTAKE, about=("取消称号",)),
    warns("A11-3b", "11", "牌匾没有按期收回", plaque_kept, needs=RECORD, about=("取消称号",)),
    forbids("A11-3c", "11", "复核不合格却没有取消称号", failed_but_title_kept, needs=RECORD,
            about=("归档",)),
    warns("A11-3e", "11", "检查或复核没有通过却没有处理", failure_unanswered,
          "revocation.decide_days", needs=RECORD | INTAKE, about=("中期检查", "周期末复核")),
    hints("A11-3f", "11", "检查或复核没有通过，待作决定", failure_to_answer,
          "revocation.decide_days", needs=RECORD | INTAKE, about=("中期检查", "周期末复核")),
)  # fmt: skip
