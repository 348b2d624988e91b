"""Which checks apply to which `layout` of a kind.toml, and the figures they compare with.

The figures are those of GB/T 9704—2012 as handed down by others (second-hand), so a page that
passes is never called conforming; it only shows no difference.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.documents.layout.grid import MM

QUOTED = "GB/T 9704—2012（转引）"
OWN = "程序的版面要求"

PAPER = (210.0, 297.0)
#: Left, top, right, bottom of the text frame, upright and turned (bound at the top).
FRAME = (28.0, 37.0, 184.0, 262.0)
#: Top of the organ's name on a letter's first page.
LETTERHEAD = 30.0
FRAME_TURNED = (35.0, 28.0, 260.0, 184.0)
SLACK = 1.0
BODY, TITLE, NUMBER = 16.0, 22.0, 14.0
ROWS, COLUMNS = 22, 28
PITCH = (FRAME[3] - FRAME[1]) / ROWS / MM
CHARACTER = BODY * MM


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutProfile:
    """What is checked of one layout.

    `paper`: A4 and the frame; `prose`: running text at 22 × 28; `numbers`: page numbers, if
    "all" on every page, if "some" on every page once one has it; `head`: red head and imprint.
    """

    paper: bool = True
    prose: bool = False
    numbers: str = ""
    head: bool = False
    single: bool = False
    #: 信函格式: on page 1 the organ's name stands above the frame, and there is no number.
    letterhead: bool = False


LAYOUTS = {
    "official": LayoutProfile(prose=True, numbers="all", head=True),
    "notice": LayoutProfile(prose=True, numbers="all"),
    "letter": LayoutProfile(prose=True, numbers="all", letterhead=True),
    "form": LayoutProfile(numbers="some"),
    "catalogue": LayoutProfile(numbers="some"),
    "plaque": LayoutProfile(paper=False, single=True),
}
