"""Which assumed settings the union has confirmed, and by which document.

In a policy file, once for each document: `[[confirmed]]` with its number, its day and the settings
that it confirms. Must not change a value: who confirms another one writes that value.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace

from pipeline.diagnostics import visible
from pipeline.policies.settings import Setting
from pipeline.policies.shape import filled


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmation:
    """One document of the union: it stands behind every setting that it names."""

    document: str
    date: datetime.date
    keys: tuple[str, ...]

    def __str__(self) -> str:
        return f"{self.document}，{self.date}"


def read_confirmations(raw: object, faults: list[str]) -> tuple[Confirmation, ...]:
    """The documents of a policy file; what is wrong with them goes into `faults`."""
    if not isinstance(raw, list) or not all(isinstance(one, dict) for one in raw):
        faults.append("confirmed 应写成“[[confirmed]]”，下面是 document、date、keys 三行")
        return ()
    read = (
        filled(Confirmation, one, faults, head=f"confirmed 第 {number} 份")
        for number, one in enumerate(raw, 1)
    )
    return tuple(one for one in read if one is not None)


def with_confirmations(
    settings: Mapping[str, Setting], documents: tuple[Confirmation, ...], faults: list[str]
) -> dict[str, Setting]:
    """The settings, each with the document that confirms it; what cannot be confirmed, and what
    two documents do, goes into `faults`."""
    found = dict(settings)
    for one in documents:
        for key in one.keys:
            shown = visible(key)
            if key not in settings:
                faults.append(f"{one.document}确认的 {shown} 不是标准里的一项，写“节.名称”")
            elif settings[key].basis != "assumed":
                faults.append(f"{one.document}确认的 {shown} 是细则规定的，不用确认，删去")
            elif other := found[key].confirmed_by:
                faults.append(f"{shown} 由两份文件确认（{other}；{one}），留一份")
            else:
                found[key] = replace(found[key], confirmed_by=str(one))
    return found
