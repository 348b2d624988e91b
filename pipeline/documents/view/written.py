"""Written blocks as templates read them: read-only mappings under the dossier's own Chinese keys.

Values keep their type (dates, 分, marks). Must not add, count or judge anything.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pipeline.dossier.fields import Written

#: What a template may read: name → value, block or rows.
View = Mapping[str, object]


def as_view(value: object) -> object:
    """A written value as a template may hold it: blocks by Chinese key, blanks as ""."""
    if isinstance(value, Written):
        return block_view(value)
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(as_view(one) for one in value)
    if isinstance(value, dict):
        return MappingProxyType({key: as_view(one) for key, one in value.items()})
    return "" if value is None else value


def block_view(block: Written) -> View:
    """A written block as a read-only mapping by Chinese key."""
    return MappingProxyType(
        {
            (info.alias or name): as_view(getattr(block, name))
            for name, info in type(block).model_fields.items()
            if name != "marks"
        }
    )
