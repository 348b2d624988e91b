"""A rule needs the files that its row names, and no others: the samples and every seeded fault are
judged whole, and again without each record, ledger and intake."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from pipeline.diagnostics import UNASKED, Diagnostic, Place
from pipeline.dossier.load import Case
from pipeline.dossier.paths import (
    RECORD_FILE,
    FileKind,
    intake_path,
    kinds_of,
    ledger_file,
    shown_path,
)
from pipeline.dossier.workspace import Loaded, load_workspace
from pipeline.lifecycle import place
from pipeline.rules.all import RULES
from pipeline.rules.check import Checked, check_workspace, placed_of
from pipeline.rules.compared.outline import outline_of
from pipeline.rules.finding import NOTHING, Batch, Rule, RuleSubject, Whole
from pipeline.show.findings import one_line
from tests.conftest import ROOT
from tests.rules.corpus import BASE, TODAY, all_cases, seed

pytestmark = pytest.mark.thorough

DAY = datetime.date(2026, 11, 23)
KINDS = (FileKind.RECORD, FileKind.LEDGER, FileKind.INTAKE)


@dataclass(frozen=True, slots=True)
class Without:
    """A workspace as it is read when `file` cannot be: whole, if there is none."""

    loaded: Loaded
    today: datetime.date
    file: str = ""

    @property
    def cases(self) -> Mapping[str, Case]:
        return self.loaded.cases

    @property
    def kind(self) -> FileKind:
        return kinds_of((self.file,)) if self.file else FileKind.OTHER


def workspaces(tmp: Path) -> Iterator[Without]:
    """The samples, and those seeded cases that a rule is about."""
    yield Without(load_workspace(ROOT), DAY)
    for case in all_cases():
        if case.code.startswith("A") and not case.clean:
            day = seed(case.folder, root := tmp / case.folder.name)
            yield Without(load_workspace(root), day)


def all_without_one(whole: Without) -> Iterator[Without]:
    """The same workspace without each record, ledger and intake, one at a time."""
    cases = whole.loaded.cases
    for key, case in cases.items():
        if case.record is not None:
            file = shown_path(key, RECORD_FILE)
            yield changed(
                whole, file, {key: replace(case, record=None, unread=(*case.unread, file))}
            )
        for year in case.ledgers:
            file = shown_path(key, ledger_file(year))
            rest = {y: ledger for y, ledger in case.ledgers.items() if y != year}
            yield changed(
                whole, file, {key: replace(case, ledgers=rest, unread=(*case.unread, file))}
            )
    for year in whole.loaded.intakes:
        file = intake_path(year)
        own = {key: case for key, case in cases.items() if case.year == year}
        yield changed(
            whole,
            file,
            {k: replace(c, intake=None, unread=(*c.unread, file)) for k, c in own.items()},
        )


def changed(whole: Without, file: str, cases: Mapping[str, Case]) -> Without:
    intakes = {y: i for y, i in whole.loaded.intakes.items() if intake_path(y) != file}
    loaded = replace(whole.loaded, cases={**whole.loaded.cases, **cases}, intakes=intakes)
    return Without(loaded, whole.today, file)


@dataclass(frozen=True, slots=True)
class Compared:
    """Findings only without a file; (code, kind) where a rule that was asked said less without it,
    and where what one says, asked or not, was seen to change."""

    cries: tuple[str, ...]
    touched: frozenset[tuple[str, FileKind]]
    matters: frozenset[tuple[str, FileKind]]


@pytest.fixture(scope="module")
def compared(tmp_path_factory: pytest.TempPathFactory) -> Compared:
    cries: list[str] = []
    touched: set[tuple[str, FileKind]] = set()
    matters: set[tuple[str, FileKind]] = set()
    for whole in workspaces(tmp_path_factory.mktemp("seeded")):
        before = asked(whole)
        for without in all_without_one(whole):
            after = asked(without)
            cries += [
                f"{without.file}: {one_line(new)}" for new in after - before if new.code != UNASKED
            ]
            lost = {one.code for one in before - after}
            touched |= {
                (rule.code, without.kind)
                for rule in RULES
                if rule.code in lost and not rule.needs & without.kind
            }
            open_rules = [
                replace(rule, needs=NOTHING)
                for rule in RULES
                if rule.needs & without.kind and (rule.code, without.kind) not in matters
            ]
            differs = forced(whole, open_rules) ^ forced(without, open_rules)
            matters |= {(one.code, without.kind) for one in differs}
    return Compared(tuple(cries), frozenset(touched), frozenset(matters | touched))


def asked(one: Without) -> frozenset[Diagnostic]:
    return frozenset(check_workspace(one.loaded, one.today).report)


def forced(one: Without, rules: Sequence[Rule]) -> frozenset[Diagnostic]:
    """What rules say that are asked in spite of what they need."""
    placed = [placed_of(case, place(case, one.today), one.today) for case in one.cases.values()]
    members = [outline_of(p.case, p.stage, one.today, p.references, p.seen) for p in placed]
    batches = tuple(
        Batch(
            year=year,
            intake=one.loaded.intakes.get(year),
            members=tuple(member for member in members if member.year == year),
            today=one.today,
            rulebook=one.loaded.rulebook,
            folders=frozenset(member.slug for member in members if member.year == year),
        )
        for year in sorted({member.year for member in members})
    )
    whole = Whole(batches=batches, today=one.today, root=one.loaded.root)
    subjects: list[RuleSubject] = [*placed, *batches, whole]
    return frozenset(
        found for subject in subjects for rule in rules for found in rule.judge(subject)
    )


def test_no_rule_cries_after_a_missing_file(compared: Compared) -> None:
    assert compared.cries == ()


def test_no_rule_is_touched_by_a_file_that_its_row_does_not_name(compared: Compared) -> None:
    named = {
        (rule.code, kind) for rule in RULES for kind in KINDS if (rule.needs | rule.parts) & kind
    }
    assert compared.touched <= named


#: (code, file) that no sample and no seeded fault shows, and why the row names it all the same.
NOT_SHOWN = {
    ("A06-5e", FileKind.RECORD): "no cycle ends before the day of a repeal",
    ("A10-1d", FileKind.RECORD): "every successor was a member",
    ("A10-1g", FileKind.RECORD): "a cycle that begins with the plaque: the policy says naming",
    ("A10-2b", FileKind.RECORD): "no act of a seeded record cites evidence",
    ("A10-2d", FileKind.RECORD): "as A10-2b",
    ("A10-2e", FileKind.RECORD): "as A10-2b",
    ("A10-2i", FileKind.RECORD): "evidence stays closed here",
    ("A10-2i", FileKind.LEDGER): "evidence stays closed here",
    ("A10-2j", FileKind.RECORD): "evidence stays closed here",
    ("A10-2j", FileKind.LEDGER): "evidence stays closed here",
    ("A10-2k", FileKind.INTAKE): "evidence stays closed here",
    ("A10-2l", FileKind.INTAKE): "evidence stays closed here",
    ("A10-2g", FileKind.RECORD): "as A10-2b",
    ("A10-2q", FileKind.RECORD): "as A10-2b",
    ("A10-2r", FileKind.RECORD): "as A10-2b",
    ("A10-3d", FileKind.RECORD): "every successor was a member",
    ("A07-2o", FileKind.INTAKE): "a condition let pass by the intake is a clean case",
    ("A09-4d", FileKind.LEDGER): "no inspector joined the team later",
    ("A10-1o", FileKind.RECORD): "no cycle ends before a plan is due",
    ("A14-1d", FileKind.INTAKE): "a unit written with the school's name is a clean case",
    ("A14-2g", FileKind.LEDGER): "every successor stands in the dossier",
    ("A05-1d", FileKind.RECORD): "no leader of a project led the studio later",
    ("A06-3d", FileKind.RECORD): "no title ends between the loss of a place and today",
    ("A09-6c", FileKind.RECORD): "no award in a seeded case comes after what was spent of it",
    ("A11-3i", FileKind.LEDGER): "who was heard stands in the dossier",
    ("A11-4c", FileKind.LEDGER): "no assessor joined the team later",
    ("A11-5e", FileKind.LEDGER): "as A11-4c",
    ("A12-3f", FileKind.INTAKE): "no award in a seeded case stands in an announcement",
    (
        "A09-6k",
        FileKind.RECORD,
    ): "no record of a seeded case ends a cycle before the year asked for",
    ("A11-3q", FileKind.INTAKE): "what ends a title stands in the record",
    ("A14-2k", FileKind.INTAKE): "who went and came back stands in the record",
    ("A14-3c", FileKind.LEDGER): "who acts stands in the dossier",
    ("A14-3e", FileKind.INTAKE): "what went on stands in the record",
}


def test_what_a_row_names_matters_to_its_rule(compared: Compared) -> None:
    """Else the rule would be left unasked for nothing. There is but one policy, so that it does not
    show which day chose it."""
    idle = {
        (str(rule.code), kind)
        for rule in RULES
        for kind in KINDS
        if (rule.needs | rule.parts) & kind
        and (rule.code, kind) not in compared.matters
        and not (kind is FileKind.INTAKE and rule.settings)
    }
    told = {f"{code} {kind.name}" for code, kind in idle}
    known = {f"{code} {kind.name}" for code, kind in NOT_SHOWN}
    assert ("; ".join(sorted(told - known)), "; ".join(sorted(known - told))) == ("", "")


def test_a_rule_of_a_studio_needs_its_dossier() -> None:
    assert all(rule.needs & FileKind.DOSSIER for rule in RULES if rule.on_case)


#: File made unreadable → codes that are asked all the same, and codes that are not.
STILL = {
    "record.yaml": ("A06-1h A06-2a A09-3a A10-1a A10-2c A10-3a", "A06-2d A07-2a A10-2f A11-3b"),
    "ledger-2025.yaml": ("A06-1h A07-2a A09-1a A10-2c A11-3b", "A06-2d A09-2c A10-1h A10-2f"),
    "../intake.yaml": ("A06-1h A07-2a A10-1a A10-2c", "A10-2f A06-2d A07-2b A07-5e A10-1e"),
}


@pytest.mark.parametrize("name", STILL)
def test_what_does_not_need_the_file_is_asked(name: str, tmp_path: Path) -> None:
    checked = broken(tmp_path, name)
    (unasked,) = checked.unasked
    codes = {rule.code for rule in unasked.rules}
    still, not_asked = (frozenset(part.split()) for part in STILL[name])
    assert (still & codes, not_asked - codes) == (frozenset(), frozenset())
    (told,) = (one for one in checked.report if one.code == UNASKED)
    assert told.place == Place(file=unasked.file)
    assert f"有 {len(unasked.rules)} 条规则没有查" in told.message


def test_a_day_of_founding_is_judged_beside_a_broken_record(tmp_path: Path) -> None:
    (fault,) = (one for one in all_cases() if one.folder.name == "A06-1h-day-after")
    seed(fault.folder, tmp_path)
    assert "A06-1h" in {one.code for one in broken(tmp_path, "record.yaml").report}


def test_a_studio_whose_dossier_is_broken_is_still_a_folder(tmp_path: Path) -> None:
    """The committee's list names it, and is not told that there is no such studio."""
    checked = broken(tmp_path, "dossier.yaml")
    codes = [one.code for one in checked.report if one.code[0] == "A"]
    assert codes == ["A04-1"]
    assert {rule.code for rule in RULES} - {rule.code for rule in checked.unasked[0].rules} == {
        rule.code for rule in RULES if rule.needs | rule.parts == FileKind.INTAKE
    }


def broken(root: Path, name: str) -> Checked:
    """The base workspace with a file that nobody can read."""
    if not (root / "dossiers").exists():
        shutil.copytree(BASE / "dossiers", root / "dossiers")
    path = root / "dossiers/2024/sample" / name
    path.write_text(f"多余: [\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    return check_workspace(load_workspace(root), TODAY)
