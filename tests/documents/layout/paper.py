"""Pages drawn letter by letter, with no engine: as wrong as a test wants them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass, field

import pikepdf

MM = 25.4 / 72
PITCH = 28.95
SONG, HEI, TITLE = "StudioSong", "StudioHei", "StudioBiaosong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """Words from `left`, on `baseline`, in mm; `step` is the advance of a character in points."""

    words: str
    left: float
    baseline: float
    size: float = 16.0
    face: str = SONG
    step: float = 0.0

    @property
    def width(self) -> float:
        tight = (self.step or self.size) - self.size
        ems = sum(0.5 if one.isascii() else 1.0 for one in self.words)
        return (ems * self.size + len(self.words) * tight) * MM


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One A4 page: words, and rules as (left, top, right, bottom) in mm."""

    texts: Sequence[Text] = ()
    rules: Sequence[tuple[float, float, float, float]] = field(default=())
    size: tuple[float, float] = (210.0, 297.0)


def pdf(papers: Sequence[Paper]) -> bytes:
    """A PDF that draws them; its fonts have names, widths and meanings, but no outlines."""
    document = pikepdf.new()
    fonts: dict[str, pikepdf.Object] = {}
    for one in papers:
        for text in one.texts:
            if text.face not in fonts:
                fonts[text.face] = _font(document, papers, text.face)
        width, height = (side / MM for side in one.size)
        names = pikepdf.Dictionary({f"/{face}": font for face, font in fonts.items()})
        page = pikepdf.Dictionary(
            Type=pikepdf.Name.Page,
            MediaBox=[0, 0, width, height],
            Resources=pikepdf.Dictionary(Font=names),
            Contents=document.make_stream(_content(one, height)),
        )
        document.pages.append(pikepdf.Page(document.make_indirect(page)))
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _content(paper: Paper, height: float) -> bytes:
    drawn = ["0.5 w"]
    for x0, y0, x1, y1 in paper.rules:
        ends = (x0 / MM, height - y0 / MM, x1 / MM, height - y1 / MM)
        drawn.append("{:.3f} {:.3f} m {:.3f} {:.3f} l S".format(*ends))
    for text in paper.texts:
        codes = text.words.encode("utf-16-be").hex()
        gap = (text.step or text.size) - text.size
        drawn.append(
            f"BT /{text.face} {text.size} Tf {gap:.4f} Tc 1 0 0 1 {text.left / MM:.3f}"
            f" {height - text.baseline / MM:.3f} Tm <{codes}> Tj ET"
        )
    return "\n".join(drawn).encode()


def _font(document: pikepdf.Pdf, papers: Sequence[Paper], face: str) -> pikepdf.Object:
    """Codes are UTF-16; Latin is half as wide as Chinese."""
    used = sorted({c for one in papers for text in one.texts for c in text.words})
    pairs = "\n".join(f"<{ord(c):04x}> <{ord(c):04x}>" for c in used)
    meaning = (
        "1 begincodespacerange <0000> <ffff> endcodespacerange\n"
        f"{len(used)} beginbfchar\n{pairs}\nendbfchar"
    )
    inner = pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.CIDFontType2,
        BaseFont=pikepdf.Name(f"/{face}"),
        DW=1000,
        W=[32, 126, 500],
    )
    return document.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Font,
            Subtype=pikepdf.Name.Type0,
            BaseFont=pikepdf.Name(f"/{face}"),
            Encoding=pikepdf.Name("/Identity-H"),
            DescendantFonts=[inner],
            ToUnicode=document.make_stream(meaning.encode()),
        )
    )
