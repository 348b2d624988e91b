"""Which pages a finding about an object lies on, so that only those become pictures."""

from __future__ import annotations

from collections.abc import Iterable

import pikepdf


def pages_with(pdf: pikepdf.Pdf, numbers: Iterable[int]) -> list[int]:
    """The pages (from 0) that are, or draw with, one of these objects.

    Every page, if one of the objects belongs to none: then the fault is the file's.
    """
    wanted, found, seen = set(numbers), list[int](), set[int]()
    for index, page in enumerate(pdf.pages):
        reached = _reached(page.obj)
        seen |= reached
        if reached & wanted:
            found.append(index)
    return found if wanted and wanted <= seen else list(range(len(pdf.pages)))


def _reached(page: pikepdf.Object) -> set[int]:
    """Numbers of the objects below `page`, and its own."""
    reached: set[int] = set()
    waiting: list[pikepdf.Object] = [page]
    while waiting:
        one = waiting.pop()
        if one.is_indirect:
            if one.objgen[0] in reached:
                continue
            reached.add(one.objgen[0])
        children: list[pikepdf.Object]
        if isinstance(one, pikepdf.Array):
            children = list(one.as_list())
        elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
            children = [value for key, value in one.items() if key != "/Parent"]
        else:
            continue
        waiting += [child for child in children if isinstance(child, pikepdf.Object)]
    return reached
