"""Art. 6(二)(六)(七) through the cycle: what earned the name must go on. Shortfalls only warn."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from pipeline.diagnostics import Place
from pipeline.dossier.application import PastResult
from pipeline.dossier.ledger import (
    EXCHANGES,
    EXCHANGES_MADE,
    RECOGNITION,
    RESULTS,
    RESULTS_RECOGNISED,
    Result,
)
from pipeline.dossier.paths import ledger_file, shown_path
from pipeline.leaders import leader_on
from pipeline.rules.facts import (
    Membership,
    finished_years,
    is_recognised,
    last_day,
    member_changes,
    results,
    stated_of,
)
from pipeline.rules.finding import DOSSIER, LEDGERS, Finding, Placed, Rule
from pipeline.rules.rows import forbids, warns
from pipeline.rules.waiving.stated import stated


def team_shrunk(p: Placed) -> Iterator[Finding]:
    """6(二): the team keeps its size while the cycle runs; who takes over as leader is no member
    any more. A gap that was filled, as when a leader hands over, is none."""
    if not p.stage.cycle:
        return
    policy, team = p.stage.policy, Membership.of(p.case)
    least, counts = policy.application.members_min, policy.application.leader_counts

    def size(day: datetime.date) -> int:
        leader = leader_on(p.case, p.stage, day).name
        after = day + datetime.timedelta(days=1)
        return team.count_on(day) - team.belongs(leader, after) + bool(counts)

    short: tuple[datetime.date, Place, str] | None = None
    for moment in sorted(_team_changes(p), key=lambda one: one[0]):
        if moment[0] <= min(last_day(p.stage), p.today):
            short = (short or moment) if size(moment[0]) < least else None
    if short:
        day, place, what = short
        yield Finding(
            place,
            f"{day} {what}后成员 {size(day)} 人，要求 {least} 人以上，一直没有补足；"
            f"带头人{'计入' if counts else '不计入'}{policy.remark('application.leader_counts')}；"
            "周期末复核时计入",
            "及时吸收新成员并记入“人员变动”。",
        )


def _team_changes(p: Placed) -> Iterator[tuple[datetime.date, Place, str]]:
    """(day, where, what) of everything that makes the team larger or smaller."""
    for change in member_changes(p.case):
        yield change.date, change.marks.at("姓名"), f"{change.name}{change.kind.value}"
    for act in p.stage.of("重新命名"):
        name = leader_on(p.case, p.stage, act.date).name
        yield act.date, act.place, f"{name}接任带头人"


def _listed(p: Placed, year: int, key: str) -> Place:
    """Where the ledger of `year` lists such entries, or should, if there is no such ledger."""
    ledger = p.case.ledgers.get(year)
    return ledger.marks.at(key) if ledger else Place(file=shown_path(p.case.key, ledger_file(year)))


def too_few_exchanges(p: Placed) -> Iterator[Finding]:
    """6(六): each counted year of the cycle has its exchanges."""
    policy = p.stage.policy
    least = policy.application.exchanges_min
    for year in finished_years(p.case, p.stage, p.today):
        known = EXCHANGES_MADE in stated_of(p.case, p.stage, year.label, p.today)
        if len(year.exchanges) < least and not known:
            yield Finding(
                _listed(p, year.last.year, EXCHANGES.name),
                f"{year.label}（{year.first} 至 {year.last}）培训交流活动 "
                f"{len(year.exchanges)} 次，要求 {least} 次以上；"
                f"“每年”按{policy.application.exchange_year}计"
                f"{policy.remark('application.exchange_year')}",
                "这一年已过，不能再补办；办过而漏记的，补记并附佐证；没有办的，在自评里说明，"
                "由校工会记“缺项认定”。",
            )


def too_few_results(p: Placed) -> Iterator[Finding]:
    """6(七): each counted year of the cycle has a recognised result."""
    policy = p.stage.policy
    least = policy.application.results_min
    for year in finished_years(p.case, p.stage, p.today):
        known = RESULTS_RECOGNISED in stated_of(p.case, p.stage, year.label, p.today)
        if len(year.recognised) < least and not known:
            yield Finding(
                _listed(p, year.last.year, RESULTS.name),
                f"{year.label}（{year.first} 至 {year.last}）得到认可的成果 "
                f"{len(year.recognised)} 项，要求 {least} 项以上；"
                f"“每年”按{policy.application.exchange_year}计"
                f"{policy.remark('application.exchange_year')}",
                "有而漏记的，补记成果及认定单位、编号、证书；没有的，在自评里说明，"
                "由校工会记“缺项认定”。",
            )


def result_unrecognised(p: Placed) -> Iterator[Finding]:
    """6(七): a result counts once others recognised it."""
    shown: tuple[PastResult | Result, ...] = (*p.case.dossier.results, *results(p.case))
    known = {item for _, item in stated(p.case, p.stage, p.today)}
    for result in shown:
        if f"{RECOGNITION}：{result.name}" in known:
            continue
        if not is_recognised(p.case, result.recogniser):
            told = (
                f"的认定单位“{result.recogniser}”就是本工作室"
                if result.recogniser
                else "没有认定单位"
            )
            yield Finding(
                result.marks.at("认定单位" if result.recogniser else "名称"),
                f"成果“{result.name}”{told}，不计入每年的成果",
                "得到认可后补“认定单位”“认定日期”“编号”和证书。",
            )


def recognition_day_wrong(p: Placed) -> Iterator[Finding]:
    """6(七): who recognised a result did so when it was there, and is named."""
    for result in results(p.case):
        if result.recognised is None:
            continue
        if result.recogniser is None:
            yield Finding(
                result.marks.at("认定日期"),
                f"成果“{result.name}”写了认定日期 {result.recognised}，没有认定单位",
                "补“认定单位”；还没有认定的，删去“认定日期”。",
            )
        if result.recognised < result.date:
            yield Finding(
                result.marks.at("认定日期"),
                f"成果“{result.name}”{result.recognised} 认定，早于完成的 {result.date}",
                "核对两个日期：“日期”是完成的日子，“认定日期”照证书写。",
                (result.marks.at("日期"),),
            )


def result_without_benefit(p: Placed) -> Iterator[Finding]:
    """6(七): a recognised result brings benefit."""
    for result in results(p.case):
        if result.recogniser and not result.benefit and not result.economic:
            yield Finding(
                result.marks.at("名称"),
                f"成果“{result.name}”没有写效益",
                "补“效益”（经济或社会效益，写可核对的数）。",
            )


RULES: tuple[Rule, ...] = (
    warns("A06-2d", "6.2", "周期内成员减到下限以下", team_shrunk,
          "application.members_min", "application.leader_counts", about=("台账", "重新命名")),
    warns("A06-6c", "6.6", "周期内活动次数不足", too_few_exchanges,
          "application.exchanges_min", "application.exchange_year", about=("台账",)),
    warns("A06-7b", "6.7", "周期内成果不足", too_few_results,
          "application.results_min", "application.exchange_year", about=("台账",)),
    warns("A06-7c", "6.7", "成果没有得到认可", result_unrecognised, needs=DOSSIER, parts=LEDGERS,
          about=("申报", "台账")),
    forbids("A06-7e", "6.7", "成果的认定日期不对", recognition_day_wrong, needs=DOSSIER,
            parts=LEDGERS, about=("台账",)),
    warns("A06-7d", "6.7", "成果没有效益", result_without_benefit, needs=DOSSIER, parts=LEDGERS,
          about=("申报", "台账")),
)  # fmt: skip
