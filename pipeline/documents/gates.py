"""What holds a document back: errors in what it states or rests on, wherever they stand.

Which matters those are stands in kind.toml (`relies`), which studios in the draft. Nothing else is
in the way: neither the order of the intake in that of a mid-term check, nor a later act in the
paper of an earlier one. Must not judge; the rules have.
"""

from __future__ import annotations

from pipeline.diagnostics import Diagnostic
from pipeline.documents.drafts import Draft
from pipeline.documents.kinds import Kind, Subject
from pipeline.dossier.paths import FileKind, Owner, owner_of
from pipeline.rules.check import Checked
from pipeline.rules.matters import LEDGER, Matter, Matters, spot_of


class Gates:
    """The errors of a workspace, by whose they are."""

    def __init__(self, checked: Checked) -> None:
        self._matters = Matters(checked.loaded)
        self._errors: dict[str, list[tuple[Diagnostic, Owner, Matter | None]]] = {}
        for one in checked.report.errors:
            owner = owner_of(one.place)
            found = (one, owner, self._matters.at(one.place))
            self._errors.setdefault(owner.key, []).append(found)

    def in_the_way(self, kind: Kind, draft: Draft) -> tuple[Diagnostic, ...]:
        """The errors that hold this draft back, in the report's order."""
        whose = {draft.owner[:4], *draft.named}
        return tuple(
            error
            for key in sorted(whose)
            for error, owner, matter in self._errors.get(key, ())
            if (
                _unread(kind, draft, owner)
                if error.code[0] in "RF"
                else matter is not None and _rests_on(kind, draft, matter)
            )
        )


def _unread(kind: Kind, draft: Draft, owner: Owner) -> bool:
    """Whether a document needs a file that cannot be read: what it says is not known then, and the
    rules about it were not asked. Every paper but the application needs the record; a ledger is
    needed by what rests on ledgers, and perhaps by a condition."""
    if owner.kind is FileKind.LEDGER:
        reads = LEDGER in kind.relies or kind.when or kind.subject is Subject.GAPS
        return bool(reads) and draft.ledger in (None, owner.ledger_year)
    application = kind.subject is Subject.STUDIO and not kind.after
    return not (application and owner.kind is FileKind.RECORD)


def _rests_on(kind: Kind, draft: Draft, matter: Matter) -> bool:
    if matter.name not in kind.relies:
        return False
    if matter.year is not None:  # a ledger: the paper's own year, or all that it could look back on
        return matter.year == draft.ledger if draft.ledger else _by_then(matter.year, draft)
    if draft.act is not None and draft.act.name == matter.name and draft.owner == matter.owner:
        return matter.spot == spot_of(draft.act.record.marks.at())
    return matter.date is None or draft.date is None or matter.date <= draft.date


def _by_then(year: int, draft: Draft) -> bool:
    return draft.date is None or year <= draft.date.year
