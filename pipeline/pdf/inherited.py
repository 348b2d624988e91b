"""Values that a page or a form field takes from what it stands below (PDF 32000-1, 7.7.3.4)."""

from __future__ import annotations

import pikepdf

#: A chain longer than this is a ring.
_MOST = 50


def inherited(node: pikepdf.Object, key: str) -> pikepdf.Object | None:
    """`key` of a page or a field, or of what it stands below; None if nobody has it."""
    for _ in range(_MOST):
        if key in node:
            return node[key]
        if "/Parent" not in node:
            return None
        node = node["/Parent"]
    return None
