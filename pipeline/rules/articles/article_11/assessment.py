"""Art. 11: the yearly self-assessment, written and filed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from pipeline.chinese import mark
from pipeline.dossier.fields import without_note
from pipeline.dossier.ledger import ASSESSED, FILED, PLANS, SelfAssessment
from pipeline.dossier.paths import RECORD_FILE, ledger_file
from pipeline.leaders import signatories_on
from pipeline.lifted import put_off
from pipeline.rules.facts import filings, stated_of
from pipeline.rules.finding import DOSSIER, INTAKE, LEDGERS, NOTED, RECORD, Finding, Placed, Rule
from pipeline.rules.lacking.cell import LATE_PAPER
from pipeline.rules.rows import forbids, warns
from pipeline.rules.scoring import full_marks


def _assessments(p: Placed) -> Iterator[tuple[int, SelfAssessment]]:
    for year, ledger in p.case.ledgers.items():
        if ledger.plans and ledger.plans.assessment:
            yield year, ledger.plans.assessment


def _filed_by(p: Placed, year: int, on: datetime.date) -> datetime.date:
    due = p.stage.policy.ledger.assessment_due.of(year + 1)
    return put_off(p.stage, "年度自评备案", due, on, year)


def assessment_missing(p: Placed) -> Iterator[Finding]:
    """11: a self-assessment for every year whose end lies in the cycle."""
    written = {year for year, _ in _assessments(p)}
    for year in p.stage.assessed_years:
        due = _filed_by(p, year, p.today)
        ledger = p.case.ledgers.get(year)
        known = ASSESSED in stated_of(p.case, p.stage, f"{year}年", p.today)
        if year not in written and ledger and due < p.today and not known:
            yield Finding(
                ledger.marks.at(PLANS.name),
                f"没有 {year} 年度自评，{due} 已过{p.stage.policy.remark('ledger.assessment_due')}",
                f"在“{PLANS.name}”里填“年度自评”，签字后报校工会备案；{LATE_PAPER}。",
            )


def assessment_not_filed(p: Placed) -> Iterator[Finding]:
    """11: what was written is filed with the union."""
    filed = {filing.year for filing in filings(p.stage)}
    for year, assessment in _assessments(p):
        due = _filed_by(p, year, p.today)
        known = FILED in stated_of(p.case, p.stage, f"{year}年", p.today)
        asked = year in p.stage.assessed_years and year not in filed
        if asked and due < p.today and not known:
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
        due = _filed_by(p, filing.year, filing.date)
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
    # Of one who was never named, A07-5a speaks.
    for filing in filings(p.stage) if p.stage.cycle else ():
        assessment = written.get(filing.year)
        if filing.year not in p.stage.assessable_years:
            yield Finding(
                filing.marks.at("年度"),
                f"{filing.year} 年不在要自评的年度里",
                f"要自评的年度：{'、'.join(map(str, p.stage.assessable_years)) or '无'}。",
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
    """11: signed by who led the studio on that day (Art. 14 may have changed it); while a change is
    not decided, by who goes or who comes."""
    for _, assessment in _assessments(p):
        leaders = signatories_on(p.case, p.stage, assessment.date)
        if without_note(assessment.signed) not in map(without_note, leaders):
            yield Finding(
                assessment.marks.at("带头人签名"),
                f"签名是{assessment.signed}，{assessment.date} 的带头人是{leaders[0]}",
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
            needs=RECORD | INTAKE, parts=LEDGERS, about=("台账",)),
    forbids("A11-1g", "11", "自评分不全或超过满分", self_score_incomplete, "rereview.aspects",
            needs=DOSSIER, parts=LEDGERS, about=("台账",)),
)  # fmt: skip
