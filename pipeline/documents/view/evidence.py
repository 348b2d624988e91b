"""Evidence as numbered lists, so that a form can cite "佐证 3—5" and a reader can find them.

Names files as the studio named them. Must not open any of them: whether they exist and can be read
is for the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath
from types import MappingProxyType

from pipeline.chinese import runs
from pipeline.documents.view.written import View
from pipeline.dossier.evidence import EvidenceReference, references
from pipeline.dossier.load import Case
from pipeline.dossier.paths import FileKind, owner_of

#: The section of dossier.yaml that answers each condition of Art. 6; (二) is the roster itself.
CONDITION_SECTIONS: Mapping[str, tuple[str, ...]] = {
    "一": ("带头人", "技艺"), "二": (), "三": ("场所",), "四": ("经费保障",), "五": ("制度",),
    "六": ("活动",), "七": ("成果",),
}  # fmt: skip
_LABELS = ("theme", "name", "title", "purpose", "source", "address")


def application_evidence(case: Case) -> tuple[View, ...]:
    """What is attached to the application, numbered through."""
    return _numbered(
        one for one in references(case) if owner_of(one.place).kind is FileKind.DOSSIER
    )


def ledger_evidence(case: Case, year: int) -> tuple[View, ...]:
    """What the ledger of one year cites, numbered through."""
    return _numbered(one for one in references(case) if owner_of(one.place).ledger_year == year)


def evidence_by_condition(rows: Iterable[View]) -> Mapping[str, str]:
    """Condition of Art. 6 → numbers of the evidence attached for it: "1—3、7".

    `rows` are the whole list of what is attached, so a row's place in it is its number.
    """
    numbers: dict[str, list[int]] = {condition: [] for condition in CONDITION_SECTIONS}
    for number, row in enumerate(rows, 1):
        for condition, sections in CONDITION_SECTIONS.items():
            if row["类别"] in sections:
                numbers[condition].append(number)
    return MappingProxyType({one: runs(found) for one, found in numbers.items()})


def _numbered(found: Iterable[EvidenceReference]) -> tuple[View, ...]:
    return tuple(
        MappingProxyType(
            {
                "序号": number,
                "类别": one.section[0] if one.section else "其他",
                "内容": _label(one),
                "文件": PurePosixPath(one.written).stem,
            }
        )
        for number, one in enumerate(found, 1)
    )


def _label(one: EvidenceReference) -> str:
    """What the file proves, in the words of the block that cites it."""
    owner = one.owner
    found = (getattr(owner, name, None) for name in _LABELS)
    return next((text for text in found if isinstance(text, str)), "")
