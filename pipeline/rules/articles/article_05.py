"""Art. 5(三): the year's innovation projects: proposed, accepted, put to use, in this order."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from pipeline.diagnostics import Place
from pipeline.dossier.duties import ACCEPTED, USED, Project
from pipeline.dossier.fields import without_note
from pipeline.dossier.paths import ledger_file
from pipeline.leaders import signatories_on
from pipeline.rules.compared.traces import bare
from pipeline.rules.facts import Membership, everybody
from pipeline.rules.finding import DOSSIER, LEDGERS, RECORD, Finding, Placed, Rule
from pipeline.rules.rows import forbids, warns

#: The key of a day → of what is told of that day.
_TOLD = {ACCEPTED: "验收结论", USED: "启用情况"}


def project_days_wrong(p: Placed) -> Iterator[Finding]:
    """5(三): a project is proposed, then accepted, then put to use; what is told has its day."""
    for _, project in _projects(p):
        days = project.days
        for (before, first), (after, then) in itertools.pairwise(days.items()):
            if then < first:
                yield Finding(
                    project.marks.at(after),
                    f"项目“{project.name}”{after} {then}，早于{before} {first}",
                    "先立项，再验收，再启用；核对两个日期。",
                    (project.marks.at(before),),
                )
        for key, told in ((ACCEPTED, project.verdict), (USED, project.use)):
            if told and key not in days:
                yield Finding(
                    project.marks.at(_TOLD[key]),
                    f"项目“{project.name}”写了{_TOLD[key]}，没有{key}",
                    f"补“{key}”；还没有办的，删去“{_TOLD[key]}”。",
                )


def project_contradicts_itself(p: Placed) -> Iterator[Finding]:
    """5(三): a project that runs over years is the same in each ledger, and stands in each once:
    what was known in an earlier year is repeated or left out later, never told otherwise. What was
    not accepted may be looked at again."""
    seen: dict[str, tuple[int, Project]] = {}
    for year, project in _projects(p):
        known = seen.get(bare(project.name))
        seen[bare(project.name)] = (year, project)
        if known is None:
            continue
        earlier, before = known
        if earlier == year:
            yield Finding(
                project.marks.at("名称"),
                f"项目“{project.name}”在 {year} 年的台账里写了两次",
                "一个项目一年只写一行；并成一行。",
                (before.marks.at("名称"),),
            )
            continue
        for key, day in project.days.items():
            again = key == ACCEPTED and _refused(before.verdict) and day > before.days.get(key, day)
            if before.days.get(key, day) != day and not again:
                yield Finding(
                    project.marks.at(key),
                    f"项目“{project.name}”{key}写 {day}，{ledger_file(earlier)} 里是 "
                    f"{before.days[key]}",
                    "核对后改成一致；是另一个项目的，换一个名称。",
                    (before.marks.at(key),),
                )


def used_though_refused(p: Placed) -> Iterator[Finding]:
    """5(三): what was not accepted is not put to use; the last word on it counts."""
    refused: dict[str, tuple[str, Place]] = {}
    for _, project in _projects(p):
        name, word = bare(project.name), project.verdict
        if word and _refused(word):
            refused[name] = (word, project.marks.at(_TOLD[ACCEPTED]))
        elif word:
            refused.pop(name, None)
        if project.used and name in refused:
            word, place = refused.pop(name)
            yield Finding(
                project.marks.at(USED),
                f"项目“{project.name}”验收结论是“{word}”，{project.used} 却已启用",
                "复验通过的，验收日期、验收结论改记复验的；没有通过的，删去启用日期和启用情况。",
                (place,),
            )


def _refused(verdict: str | None) -> bool:
    """Whether the last word of a verdict is a refusal: “初验不通过，复验通过” is none, nor is
    “通过，没有不合格项”."""
    words = [(twice, no) for twice, no in _PASSED.findall(verdict or "")]
    return bool(words) and bool(words[-1][1]) and not words[-1][0]


_PASSED = re.compile(
    "(?:(无|没有|未发现|未见)(?=不|未))?(不予|未予|未获|未能|暂不|暂缓|没有|不|未|没)?(?:通过|合格|同意|达标)"
)


def project_of_another_year(p: Placed) -> Iterator[Finding]:
    """5(三): a project stands in the ledger of a year in which something happened to it, and by
    then nothing of a later year has happened."""
    for year, project in _projects(p):
        days = project.days
        if all(day.year != year for day in days.values()):
            told = "、".join(f"{key} {day}" for key, day in days.items())
            yield Finding(
                project.marks.at("名称"),
                f"项目“{project.name}”在 {year} 年没有进展（{told}）",
                "写在立项、验收或启用那一年的台账里；这一年只在进行中的，不用写。",
            )
        elif late := next((key for key, day in days.items() if day.year > year), None):
            yield Finding(
                project.marks.at(late),
                f"项目“{project.name}”{late} {days[late]}，不是 {year} 年的事",
                f"移到 {ledger_file(days[late].year)}，以同一名称再写一行。",
            )


def project_head_unknown(p: Placed) -> Iterator[Finding]:
    """5(三): who heads a project belongs to the studio when it is proposed."""
    team = Membership.of(p.case)
    known = {without_note(name) for name in everybody(p.case, p.stage)}
    for _, project in _projects(p):
        head, day = project.head, project.proposed
        if without_note(head) not in known:
            why = "不是本工作室的人"
        elif head in team.changes and not (
            team.belongs(head, day) or head in signatories_on(p.case, p.stage, day)
        ):
            why = f"在 {day} 立项时不是成员"
        else:
            continue
        yield Finding(
            project.marks.at("负责人"),
            f"项目“{project.name}”的负责人{head}{why}",
            "写本工作室的带头人或成员；新成员先记入“人员变动”。",
        )


def _projects(p: Placed) -> Iterator[tuple[int, Project]]:
    for year, ledger in sorted(p.case.ledgers.items()):
        for project in ledger.projects:
            yield year, project


RULES: tuple[Rule, ...] = (
    forbids(
        "A05-1a",
        "5",
        "创新项目的日期不对",
        project_days_wrong,
        needs=DOSSIER,
        parts=LEDGERS,
        about=("台账",),
    ),
    forbids(
        "A05-1b",
        "5",
        "创新项目前后不一",
        project_contradicts_itself,
        needs=DOSSIER,
        parts=LEDGERS,
        about=("台账",),
    ),
    forbids(
        "A05-1c",
        "5",
        "创新项目不是这一年的",
        project_of_another_year,
        needs=DOSSIER,
        parts=LEDGERS,
        about=("台账",),
    ),
    warns(
        "A05-1d",
        "5",
        "创新项目的负责人不是本工作室的人",
        project_head_unknown,
        needs=RECORD | LEDGERS,
        about=("台账",),
    ),
    warns(
        "A05-1e",
        "5",
        "创新项目验收没有通过却已启用",
        used_though_refused,
        needs=DOSSIER,
        parts=LEDGERS,
        about=("台账",),
    ),
)
