"""The cells of one studio's ledgers: period × item, and for each what is there and what is missing.

Art. 6(六)(七), 9–11. Exchanges and results are counted per year as the policy counts years; plans,
summaries and self-assessments per calendar year.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.acts import LEADER
from pipeline.dossier.acts.cycle import AssessmentFiling
from pipeline.dossier.ledger import (
    ASSESSED,
    DAILY,
    DISCLOSED,
    EXCHANGES,
    EXCHANGES_MADE,
    FILED,
    PLANS,
    RECOGNITION,
    RESULTS,
    RESULTS_RECOGNISED,
    YEARLY_PLAN,
    YEARLY_SUMMARY,
    Disclosure,
    Ledger,
    Plan,
    SelfAssessment,
    class_named,
    classes_in,
    plain_names,
)
from pipeline.dossier.load import Case
from pipeline.dossier.paths import RECORD_FILE, ledger_file
from pipeline.lifecycle import Stage, name_now
from pipeline.lifted import last_word, lifted, put_off
from pipeline.rules.facts import (
    CountedYear,
    classes_due,
    counted,
    counted_years,
    disclosed_years,
    is_recognised,
    plan_day,
)
from pipeline.rules.lacking.cell import LATE_PAPER, NEVER_MADE_UP, Gap, GapState
from pipeline.rules.waiving.excused import excused
from pipeline.rules.waiving.stated import stated

#: The states in which something is still to be done.
_OPEN = (GapState.MISSING, GapState.OVERDUE, GapState.NOT_DUE)


def cells_of(
    case: Case, stage: Stage, today: datetime.date, unread: frozenset[int] = frozenset()
) -> Iterator[Gap]:
    """Every cell of one studio that was named; `unread` are the years whose ledger cannot be
    read."""
    return _Matrix(case, stage, today, unread).cells()


@dataclass(frozen=True, slots=True)
class _Matrix:
    """`unread` are the years whose ledger is there but cannot be read: nobody is told that
    anything else is missing in them."""

    case: Case
    stage: Stage
    today: datetime.date
    unread: frozenset[int]

    def cells(self) -> Iterator[Gap]:
        for year in self.stage.years:
            if year <= self.today.year and (
                self.stage.ended_on is None or year <= self.stage.ended_on.year
            ):
                yield from self._unread(year) if year in self.unread else self._calendar_year(year)
        for span in counted_years(self.case, self.stage):
            if not self.unread.isdisjoint(range(span.first.year, span.last.year + 1)):
                continue
            if span.first <= min(self.today, self.stage.ended_on or self.today):
                yield from self._counted_year(span)

    def _cell(
        self,
        year: int,
        period: str,
        group: str,
        item: str,
        article: str,
        present: bool,
        due: datetime.date | None,
        detail: str,
        step: str,
    ) -> Gap:
        declared = excused(self.case, year, self.today).get(item)
        if due == datetime.date.max:  # a general act of the union lifted it
            word = last_word(lifted(self.stage, self.today), "年度自评备案", year)
            declared, due = word.told if word else declared, None
        ended = self.stage.ended_on
        if present:
            state = GapState.PRESENT
        elif declared:
            state, detail = GapState.NOT_APPLICABLE, declared
        elif statement := stated(self.case, self.stage, self.today).get(
            (period.partition("（")[0], item)
        ):
            state = GapState.STATED
            detail = "，".join(one for one in (detail, f"校工会 {statement.date} 认定") if one)
        elif ended and due and due > ended:
            state, detail = GapState.NOT_APPLICABLE, f"{ended} 已取消"
        elif due is None:
            state = GapState.MISSING
        else:
            state = GapState.OVERDUE if due < self.today else GapState.NOT_DUE
        return Gap(
            studio=self.case.key,
            name=name_now(self.case, self.stage),
            year=year,
            period=period,
            ledger_class=group,
            item=item,
            article=article,
            state=state,
            detail=detail,
            due=due,
            who=LEADER,
            next_step=step if state in _OPEN else "",
        )

    def _unread(self, year: int) -> Iterator[Gap]:
        file = ledger_file(year)
        yield self._cell(
            year,
            f"{year}年",
            PLANS.name,
            "台账文件",
            "10",
            False,
            None,
            f"{file} 有错，读不了",
            f"先按 studio check 的提示改正 {file}",
        )

    def _calendar_year(self, year: int) -> Iterator[Gap]:
        assert self.stage.cycle is not None
        ledger = self.case.ledgers.get(year)
        plans = ledger.plans if ledger else None
        period, first = f"{year}年", self.stage.cycle[0]
        plan = plans.plan if plans else None
        planned = plan_day(self.stage, year)
        if plan or planned:
            yield self._paper(year, YEARLY_PLAN, "10", plan, planned, of_the_past=self._over(year))
        if year in self.stage.assessed_years:
            due = self.stage.policy.ledger.summary_due.of(year + 1)
            yield self._paper(year, YEARLY_SUMMARY, "10", plans.summary if plans else None, due)
            yield from self._assessment(year, plans.assessment if plans else None)
        if year in disclosed_years(self.stage):
            due = self.stage.policy.ledger.assessment_due.of(year + 1)
            shown = next(iter(ledger.disclosures if ledger else ()), None)
            yield self._paper(year, DISCLOSED, "9", shown, due)
        whole = first <= datetime.date(year, 1, 1) and year in self.stage.years_ended
        least = self.stage.policy.ledger.daily_min if whole else 1
        count = len(counted(ledger.daily, self.stage)) if ledger else 0
        yield self._cell(
            year,
            period,
            DAILY.name,
            DAILY.recorded,
            "10",
            count >= least,
            min(datetime.date(year, 12, 31), self.stage.cycle[1]),
            f"{count}/{least} 条",
            self._entered(year, DAILY.name),
        )
        yield from self._plain(year, period)
        if ledger:
            yield from self._evidence(year, period, ledger)

    def _over(self, year: int) -> bool:
        return year < self.today.year

    def _entered(self, year: int, name: str) -> str:
        """What to do about entries that lack: of a year that is over nothing can be made up."""
        return NEVER_MADE_UP if self._over(year) else f"在 {ledger_file(year)} 的“{name}”里补记"

    def _plain(self, year: int, period: str) -> Iterator[Gap]:
        """Classes that only the policy names: some entry in each whole year."""
        if self.stage.cycle is None or year not in self.stage.years_ended:
            return
        ledger = self.case.ledgers.get(year)
        for name in plain_names(classes_due(self.stage, year)):
            kept = class_named(name)
            count = len(counted(kept.entries(ledger), self.stage)) if ledger else 0
            yield self._cell(
                year,
                period,
                name,
                kept.recorded,
                "10",
                count > 0,
                min(datetime.date(year, 12, 31), self.stage.cycle[1]),
                f"{count}/1 条",
                self._entered(year, name),
            )

    def _paper(
        self,
        year: int,
        item: str,
        article: str,
        written: Plan | SelfAssessment | Disclosure | None,
        due: datetime.date | None,
        *,
        of_the_past: bool = False,
    ) -> Gap:
        """A plan, a summary or a self-assessment: written or not. A plan is written for a year to
        come; the others look back."""
        return self._cell(
            year,
            f"{year}年",
            PLANS.name,
            item,
            article,
            written is not None,
            due,
            str(written.date) if written else "",
            NEVER_MADE_UP if of_the_past else f"在 {ledger_file(year)} 填“{item}”{self._late(due)}",
        )

    def _late(self, due: datetime.date | None) -> str:
        return f"，{LATE_PAPER}" if due and due < self.today else ""

    def _assessment(self, year: int, written: SelfAssessment | None) -> Iterator[Gap]:
        by = self.stage.policy.ledger.assessment_due.of(year + 1)
        due = put_off(self.stage, "年度自评备案", by, self.today, year)
        yield self._paper(year, ASSESSED, "11", written, due)
        filed = [
            a
            for a in self.stage.of("年度自评备案")
            if isinstance(a.record, AssessmentFiling) and a.record.year == year
        ]
        yield self._cell(
            year,
            f"{year}年",
            PLANS.name,
            FILED,
            "11",
            bool(filed),
            due,
            str(filed[0].date) if filed else "",
            f"签字盖章后报校工会，校工会在 {RECORD_FILE} 登记",
        )

    def _evidence(self, year: int, period: str, ledger: Ledger) -> Iterator[Gap]:
        for kept in classes_in(ledger):
            group, entries = kept.name, kept.entries(ledger)
            if not entries or not kept.needs_evidence:
                continue
            bare = [entry for entry in entries if not entry.evidence]
            lines = "、".join(str(entry.marks.at().line) for entry in bare)
            yield self._cell(
                year,
                period,
                group,
                kept.proved,
                "10",
                not bare,
                None,
                f"{len(entries) - len(bare)}/{len(entries)} 条有佐证",
                f"补 {ledger_file(year)} 第 {lines} 行的佐证",
            )
        for result in counted(ledger.results, self.stage):
            if is_recognised(self.case, result.recogniser):
                continue
            yield self._cell(
                year,
                period,
                RESULTS.name,
                f"{RECOGNITION}：{result.name}",
                "6.7",
                False,
                None,
                "认定单位是本工作室" if result.recogniser else "没有认定单位",
                f"补 {ledger_file(year)} 第 {result.marks.at().line} 行的认定单位、编号和证书",
            )

    def _counted_year(self, span: CountedYear) -> Iterator[Gap]:
        policy, last = self.stage.policy, span.last
        period = f"{span.label}（{span.first}—{last}）"
        exchanges, results = span.exchanges, span.recognised
        over = last < self.today
        least = policy.application.exchanges_min
        yield self._cell(
            last.year,
            period,
            EXCHANGES.name,
            EXCHANGES_MADE,
            "6.6",
            len(exchanges) >= least,
            last,
            f"{len(exchanges)}/{least} 次",
            NEVER_MADE_UP if over else f"还差 {least - len(exchanges)} 次，{last} 前举办并记入台账",
        )
        least = policy.application.results_min
        yield self._cell(
            last.year,
            period,
            RESULTS.name,
            RESULTS_RECOGNISED,
            "6.7",
            len(results) >= least,
            last,
            f"{len(results)}/{least} 项",
            NEVER_MADE_UP if over else "补记成果及认定单位、证书",
        )
