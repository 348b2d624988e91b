"""Where every studio stands, as rows: what `studio status` prints, exports and puts into calendars.

Days stay days until a form is written. Must not print.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

from pipeline.acts import UNION
from pipeline.diagnostics import REMARKED
from pipeline.documents.kinds import Kind
from pipeline.dossier.load import Case
from pipeline.dossier.paths import INTAKE_FILE, FileKind, owner_of, owner_of_file
from pipeline.due import due_acts
from pipeline.lifecycle import name_on
from pipeline.owed.duty import Due
from pipeline.owed.union_year import union_dues
from pipeline.rules.check import Checked
from pipeline.rules.matters import Matter, Matters
from pipeline.rules.waiving.waivers import waived_places, waivers_of_intake


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusRow:
    """One studio. `cycle` is (first day, last day) once it has begun; `errors` those of its files,
    `intake_errors` those of its intake that concern it, and so stand in its way as well;
    `waivers` what the union lets pass for it or for its whole intake, as far as that is in force;
    `next` what comes next, with the errors as what stands in the way where nothing else does."""

    studio: str
    name: str
    phase: str
    cycle: tuple[datetime.date, datetime.date] | None = None
    errors: int = 0
    intake_errors: int = 0
    waivers: int = 0
    next: tuple[Due, ...] = ()

    def as_json(self) -> dict[str, object]:
        return {
            "studio": self.studio,
            "name": self.name,
            "phase": self.phase,
            "cycle": [day.isoformat() for day in self.cycle] if self.cycle else None,
            "errors": self.errors,
            "intake_errors": self.intake_errors,
            "waivers": self.waivers,
            "next": [
                {
                    "act": due.act,
                    "by": due.by.isoformat() if due.by else None,
                    "who": due.who,
                    "blocked_by": due.blocked_by,
                    "detail": due.detail,
                }
                for due in self.next
            ],
        }


def told_act(due: Due) -> str:
    """The act with what is told of it: 年度自评备案（2026年度）."""
    return f"{due.act}（{due.detail}）" if due.detail else due.act


def status_rows(
    checked: Checked, kinds: tuple[Kind, ...], today: datetime.date
) -> tuple[StatusRow, ...]:
    """One row for each studio; then those whose dossier cannot be used, and what the union owes in
    a year of its own. What an act rests on, the papers of these kinds say."""
    errors = Counter(owner_of(one.place).key for one in checked.report.errors)
    matters = Matters(checked.loaded)
    of_intake: dict[str, list[Matter | None]] = {}
    for one in checked.report.errors:
        for key in one.concerns:
            of_intake.setdefault(key, []).append(matters.of(one))
    return (
        *(
            _row(checked, kinds, key, errors[key], of_intake.get(key, []), today)
            for key in checked.loaded.cases
        ),
        *(
            StatusRow(studio=key, name="", phase="档案不能用", errors=1)
            for key in checked.loaded.unusable
        ),
        *(
            StatusRow(studio=str(due.by.year), name=UNION, phase="年度事项", next=(due,))
            for due in union_dues(checked.loaded, checked.stages, today)
            if due.by
        ),
    )


def _row(
    checked: Checked,
    kinds: tuple[Kind, ...],
    key: str,
    errors: int,
    of_intake: list[Matter | None],
    today: datetime.date,
) -> StatusRow:
    """One studio, with the number of errors in its files, and what those in its intake are
    about."""
    case, stage = checked.loaded.cases[key], checked.stages[key]
    held = sum(owner_of(one.place).key == key for one in checked.in_the_way) if errors else 0
    own = f"档案有 {held} 处错误" if held else ""
    unread = _unread(case)
    dues = due_acts(case, stage, today)
    if unread:
        dues = (Due(act=f"改正 {unread}", by=None, who=UNION, detail="有错，读不了"),)
    return StatusRow(
        studio=key,
        name=name_on(case, stage, today),
        phase="阶段不明" if unread else stage.phase.value,
        cycle=stage.cycle if stage.cycle and stage.cycle[0] <= today else None,
        errors=errors,
        intake_errors=len(of_intake),
        waivers=_in_force(checked, case),
        next=tuple(
            replace(due, blocked_by=due.blocked_by or _in_the_way(own, of_intake, kinds, due.act))
            for due in dues
        ),
    )


def _in_the_way(own: str, of_intake: list[Matter | None], kinds: tuple[Kind, ...], act: str) -> str:
    """The errors before an act: those of the intake only where a paper of the act rests on what
    they are about; the archive takes all papers."""
    made_by = (act, *_PAPER_BY.get(act, ()))
    rests_on = {act, *(name for one in kinds if {*made_by} & {*one.after} for name in one.relies)}
    every = act == "归档" or not kinds
    number = sum(every or one is None or one.name in rests_on for one in of_intake)
    return "，".join(filter(None, (own, f"{INTAKE_FILE} 有 {number} 处错误" if number else "")))


#: Acts whose paper is made by another: the plaque is drawn once the studio is named.
_PAPER_BY: Mapping[str, tuple[str, ...]] = {"挂牌": ("命名",)}


def _in_force(checked: Checked, case: Case) -> int:
    """How many 放行, consents to 不适用 and remarks of the union let something of it pass."""
    places = waived_places(checked.report)
    of_intake = waivers_of_intake(case.year, case.intake) if case.intake else ()
    keys = (case.key, f"{case.year:04}")
    own = sum(owner_of(place).key == case.key for place in places)
    own += sum(one.key in keys and one.place in places for one in of_intake)
    return own + sum(
        case.key in (owner_of(one.place).key, *one.concerns)
        for one in checked.report
        if one.code == REMARKED
    )


def _unread(case: Case) -> str:
    """The union's file without which nobody knows where the studio stands; empty if none."""
    unions = FileKind.INTAKE | FileKind.RECORD
    names = (file for file in case.unread if owner_of_file(file).kind & unions)
    return next((file.rpartition("/")[2] for file in names), "")
