"""Run every rule over everything that was read, and know which were not asked."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.diagnostics import Diagnostic, Report
from pipeline.dossier.evidence import (
    locate_all,
    look_at,
    look_into_all,
    present_files,
    references,
)
from pipeline.dossier.intake import Intake
from pipeline.dossier.load import Case
from pipeline.dossier.paths import (
    DOSSIER_FILE,
    intake_path,
    is_key,
    kinds_of,
    owner_of,
    shown_path,
)
from pipeline.dossier.source import Suppression
from pipeline.dossier.workspace import Loaded
from pipeline.foreign.look import Looking, looks_nowhere
from pipeline.lifecycle import Phase, Stage, place
from pipeline.policies import Rulebook
from pipeline.policies.taken_over import lines_taken_over
from pipeline.rules.all import RULES
from pipeline.rules.compared.outline import Outline, outline_of
from pipeline.rules.concerned import with_concerns
from pipeline.rules.finding import Batch, Placed, RuleSubject, Whole
from pipeline.rules.unasked import Unasked, unasked_without
from pipeline.rules.waiving.declared import declarations
from pipeline.rules.waiving.suppress import apply_suppressions
from pipeline.rules.waiving.waivers import UnionWaiver, waivers_of_case, waivers_of_intake


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """Stages and findings of a whole workspace. `report` includes the reader's faults, and a
    finding for each of the `unasked`."""

    loaded: Loaded
    stages: Mapping[str, Stage]
    report: Report
    unasked: tuple[Unasked, ...] = ()

    @property
    def in_the_way(self) -> tuple[Diagnostic, ...]:
        """The errors that hold papers and the archiving back. That an application does not meet a
        condition (Art. 6) is why it was refused, or taken back: then it holds nothing back."""
        return tuple(one for one in self.report.errors if not self._settled(one))

    def _settled(self, error: Diagnostic) -> bool:
        stage = self.stages.get(owner_of(error.place).key)
        over = stage is not None and stage.phase in (
            Phase.REJECTED,
            Phase.WITHDRAWN,
            Phase.ARCHIVED,
        )
        if stage is None or not over or stage.last("命名") or not stage.last("推荐申报"):
            return False
        return error.article.partition(".")[0] == "6"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What one studio gave: its own findings, its remarks, what the union waived, and what the
    others may ask of it; none of these where its dossier cannot be used. `unread` are its files
    that cannot. `key` is YEAR/SLUG, or the YEAR of an intake that has no studio yet."""

    key: str
    unread: tuple[str, ...]
    member: Outline | None = None
    found: tuple[Diagnostic, ...] = ()
    remarks: tuple[Suppression, ...] = ()
    waivers: tuple[UnionWaiver, ...] = ()


def check_workspace(
    loaded: Loaded, today: datetime.date, looking: Looking = looks_nowhere
) -> Checked:
    """Place and judge all that was loaded, as of `today`; evidence is opened by `looking`."""
    stages = {key: place(case, today) for key, case in loaded.cases.items()}
    judged = [judge(case, stages[key], today, looking) for key, case in loaded.cases.items()]
    judged += [
        unusable(key, loaded.intakes.get(int(key[:4]))) for key in loaded.unusable if is_key(key)
    ]
    judged += [lone(year) for year in loaded.lone_unread]
    report = conclude(
        loaded.report,
        judged,
        loaded.intakes,
        today,
        loaded.rulebook,
        loaded.remarks,
        loaded.root,
        looking,
    )
    return Checked(loaded=loaded, stages=stages, report=report, unasked=_unasked(judged))


def judge(
    case: Case, stage: Stage, today: datetime.date, looking: Looking = looks_nowhere
) -> Judged:
    """Run over one studio the rules whose files could be read: with a file missing from the case,
    the others would cry after it."""
    placed = placed_of(case, stage, today, looking)
    lacking = kinds_of(case.unread)
    rules = [rule for rule in RULES if not rule.needs & lacking] if lacking else RULES
    return Judged(
        key=case.key,
        unread=case.unread,
        member=outline_of(case, stage, today, placed.references, placed.seen),
        found=(*(one for rule in rules for one in rule.judge(placed)), *declarations(placed)),
        remarks=tuple(one for source in case.sources.values() for one in source.suppressions),
        waivers=waivers_of_case(case),
    )


def placed_of(
    case: Case, stage: Stage, today: datetime.date, looking: Looking = looks_nowhere
) -> Placed:
    """A studio as its rules see it, its evidence looked at once for all of them."""
    cited, present = references(case), present_files(case)
    located = locate_all(case, cited, present)
    seen = look_at(located, present)
    return Placed(
        case=case,
        stage=stage,
        today=today,
        references=cited,
        present=present,
        evidence=located,
        seen=seen,
        looks=look_into_all(seen, looking),
    )


def unusable(key: str, intake: Intake | None) -> Judged:
    """A studio whose dossier cannot be read: no rule can be asked about it."""
    dossier = shown_path(key, DOSSIER_FILE)
    return Judged(key=key, unread=(dossier,) if intake else (intake_path(int(key[:4])), dossier))


def lone(year: int) -> Judged:
    """A year without studios whose intake cannot be read."""
    return Judged(key=f"{year:04}", unread=(intake_path(year),))


def conclude(
    read: Iterable[Diagnostic],
    judged: Sequence[Judged],
    intakes: Mapping[int, Intake],
    today: datetime.date,
    rulebook: Rulebook,
    of_intakes: Iterable[Suppression] = (),
    root: Path | None = None,
    looking: Looking = looks_nowhere,
) -> Report:
    """Run the rules over intakes and over everything, and put all findings together. `of_intakes`
    are the remarks in their files; `root` is where the evidence lies, for what only whole files
    can tell."""
    unasked = _unasked(judged)
    found: list[Diagnostic] = [*read, *(one.finding() for one in unasked)]
    found += lines_taken_over(rulebook)
    remarks = [one for one in of_intakes if owner_of(one.place).year in intakes]
    waivers = [w for year, one in intakes.items() for w in waivers_of_intake(year, one)]
    for one in judged:
        found += one.found
        remarks += one.remarks
        waivers += one.waivers
    batches = tuple(_batches(judged, intakes, today, rulebook))
    whole = Whole(batches=batches, today=today, root=root, looking=looking)
    shared: tuple[RuleSubject, ...] = (*batches, whole)
    for subject in shared:
        for rule in RULES:
            found += rule.judge(subject)
    folders = {one.key: one.member.applied if one.member else None for one in judged}
    found = list(with_concerns(found, intakes, folders))
    return Report.of(apply_suppressions(found, remarks, waivers, today, folders, unasked))


def _batches(
    judged: Iterable[Judged],
    intakes: Mapping[int, Intake],
    today: datetime.date,
    rulebook: Rulebook,
) -> Iterator[Batch]:
    by_year: dict[int, list[Judged]] = defaultdict(list)
    for one in judged:
        by_year[int(one.key[:4])].append(one)
    for year in sorted({*by_year, *intakes}):
        studios = by_year[year]
        yield Batch(
            year=year,
            intake=intakes.get(year),
            members=tuple(one.member for one in studios if one.member),
            today=today,
            rulebook=rulebook,
            folders=frozenset(one.key.partition("/")[2] for one in studios if "/" in one.key),
            lacking={
                one.member.slug: kinds_of(one.unread)
                for one in studios
                if one.member and one.unread
            },
        )


def _unasked(judged: Iterable[Judged]) -> tuple[Unasked, ...]:
    return unasked_without(file for one in judged for file in one.unread)
