"""A page as a reader shows it, for those who hold another picture against it.

Must load the reader's library only when a page is asked for: few packages hold pictured pages.
"""

from __future__ import annotations


def page_shown(data: bytes, at: int) -> tuple[bytes, tuple[int, int]] | None:
    """Page `at` (from 0) of the PDF `data`: its RGB pixels, upright, and their columns and rows;
    None if no reader can show it."""
    from pipeline.pdf.seen.reader import Reader
    from pipeline.pdf.seen.unshowable import Unshowable

    try:
        with Reader(data) as reader:
            shot, _ = reader.show(at)
    except Unshowable:
        return None
    return shot.rgb, (shot.width, shot.height)
