"""One paper's PDF made fit to stand in the bundle: pages only, no scripts, no foreign settings.

What a reader shows is what is bound: as drawing where PDF/A allows it, else as a picture of each
page (`seen`). What neither shows is named. A file that cannot be opened gives the value `Unfit`;
the caller keeps the original beside the bundle either way.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pikepdf

from pipeline.pdf import bounds, pdfa
from pipeline.pdf.hazards import hazards
from pipeline.pdf.inherited import inherited
from pipeline.pdf.seen import blame, layers, links, marks, words
from pipeline.pdf.seen.unshowable import Unshowable

if TYPE_CHECKING:
    from pipeline.pdf.seen.pictures import Pictured

MOST_PAGES = 2000
MOST_BYTES = 200_000_000
#: What a page keeps. Everything else acts, hides or points outside the page.
PAGE_KEYS = frozenset(
    {"/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Resources",
     "/Contents", "/Group", "/Annots"}
)  # fmt: skip
DAMAGED = "文件已损坏或不是 PDF"
#: pikepdf speaks through PdfError; the others come from objects of an unexpected type.
FAULTS = (
    pikepdf.PdfError,
    ArithmeticError,
    AttributeError,
    LookupError,
    RuntimeError,
    TypeError,
    ValueError,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted:
    """Pages that pass PDF/A-2b under the bundle's colour space, and what was left out for that.

    `pictured`: which pages are pictures, and why, in Chinese; "" when all are drawings as they
    came. `named`: marks and files that are on no page of it, in Chinese, bounded.
    """

    pdf: bytes
    pages: int
    stripped: tuple[str, ...]
    signed: bool
    repaired: bool
    pictured: str = ""
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfit:
    """Why the file cannot stand in the bundle, in Chinese."""

    reason: str


def adopt(
    data: bytes, *, title: str, created: datetime.date, judge: bool = True
) -> Adopted | Unfit:
    """Take over the pages of `data`.

    `judge` looks at the file as a stranger's: bounds, marks, layers, PDF/A here and now. What
    this program drew itself is judged once, in the finished bundle (0.1–0.3 s a file saved).
    """
    if len(data) > MOST_BYTES:
        return Unfit(reason="文件过大（超过 200 MB）")
    if judge and (reason := bounds.excess_of_tables(data)):
        return Unfit(reason=reason)
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if (reason := _obstacle(pdf)) is not None:
                return Unfit(reason=reason)
            if judge:
                return _stranger(data, pdf, title, created)
            return _taken(pdf, title, created)
    except pikepdf.PasswordError:
        return Unfit(reason="文件已加密，需要口令")
    except FAULTS:
        return Unfit(reason=DAMAGED)


def _taken(pdf: pikepdf.Pdf, title: str, created: datetime.date) -> Adopted | Unfit:
    """Our own pages: nothing on them is hidden, stale or foreign."""
    stripped, signed, repaired = hazards(pdf), _signed(pdf), bool(pdf.get_warnings())
    pdf.flatten_annotations("print")
    pages = len(pdf.pages)
    clean = _clean(pdf, title, created)
    return Adopted(pdf=clean, pages=pages, stripped=stripped, signed=signed, repaired=repaired)


def _stranger(data: bytes, pdf: pikepdf.Pdf, title: str, created: datetime.date) -> Adopted | Unfit:
    if (reason := bounds.excess(pdf)) is not None:
        return Unfit(reason=reason)
    stripped, signed, repaired = hazards(pdf), _signed(pdf), bool(pdf.get_warnings())
    named = (*_attached(pdf), *(found := marks.survey(pdf)).named)
    pages, hiding = len(pdf.pages), layers.may_hide(pdf)
    # A reader draws what it makes of the file as it came; else, of the file as it was repaired.
    source = _saved(pdf) if found.changed or (repaired and not _opens(data, pages)) else data
    which: Sequence[int] = range(pages) if hiding else sorted(found.drawn)
    why = words.HIDING if hiding else words.UNDRAWN
    paper = _Paper(source, title, created, keep_text=not hiding)
    try:
        made = paper.bound(pdf, which)
        if not made.judgement.passed and len(which) < pages:
            first = made.judgement
            why = words.in_words(first)
            for chosen in (_faulty(made), range(pages)):
                which = sorted({*found.drawn, *chosen})
                made = paper.again(which)
                if made.judgement.passed or len(which) == pages:
                    break
            why = words.why_pictured(first, made.how, drawn=bool(found.drawn))
    except Unshowable as error:
        return Unfit(reason=f"{why}；{error}")
    if not made.judgement.passed or made.judgement.pages != pages:
        return Unfit(reason=words.in_words(made.judgement))
    return Adopted(
        pdf=made.pdf,
        pages=pages,
        stripped=stripped,
        signed=signed,
        repaired=repaired,
        pictured=words.told(which, pages, why, made.how) if made.how is not None else "",
        named=marks.bounded(list(named)),
    )


@dataclass(frozen=True, slots=True)
class _Bound:
    """One attempt: the file, what PDF/A says of it, and how its pictures were drawn, if any."""

    pdf: bytes
    judgement: pdfa.Judgement
    how: Pictured | None


@dataclass(frozen=True, slots=True)
class _Paper:
    """A foreign file whose pages are bound, as drawings or as pictures of `source`."""

    source: bytes
    title: str
    created: datetime.date
    keep_text: bool

    def again(self, which: Sequence[int]) -> _Bound:
        with pikepdf.open(io.BytesIO(self.source)) as pdf:
            marks.survey(pdf)
            return self.bound(pdf, which)

    def bound(self, pdf: pikepdf.Pdf, which: Sequence[int]) -> _Bound:
        """`pdf`, an opened `source`, with the pages `which` as pictures. Raises Unshowable."""
        how = None
        if which:
            # Loaded only here: most files need no reader, and every command would wait for it.
            from pipeline.pdf.seen import pictures

            how = pictures.picture(pdf, self.source, which, keep_text=self.keep_text)
        pdf.flatten_annotations("screen")
        layers.merge(pdf)
        clean = _clean(pdf, self.title, self.created)
        judgement = pdfa.judged(clean)
        if not judgement.passed and not judgement.breaches:
            clean = self._trimmed(clean, judgement)
            judgement = pdfa.judged(clean)
        return _Bound(clean, judgement, how)

    def _trimmed(self, clean: bytes, judgement: pdfa.Judgement) -> bytes:
        """Without what no page uses and keys that nobody knows: the judge knows nothing of them."""
        with pikepdf.open(io.BytesIO(clean)) as pdf:
            pdfa.strip(pdf, judgement.unknown)
            pdf.remove_unreferenced_resources()
            return pdfa.written(pdf, title=self.title, created=self.created, creator=pdfa.PRODUCER)


def _opens(data: bytes, pages: int) -> bool:
    from pipeline.pdf.seen.reader import opens

    return opens(data, pages)


def _faulty(made: _Bound) -> list[int]:
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        return blame.pages_with(pdf, made.judgement.places)


def _clean(pdf: pikepdf.Pdf, title: str, created: datetime.date) -> bytes:
    for page in pdf.pages:
        _keep_page_only(page)
    # The output intent stays: `pdfa.finish` replaces it, and judges colours under the new one.
    for key in set(pdf.Root.keys()) - {"/Type", "/Pages", "/Metadata", "/OutputIntents"}:
        del pdf.Root[key]
    return pdfa.written(pdf, title=title, created=created, creator=pdfa.PRODUCER)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    target = io.BytesIO()
    pdf.save(target, deterministic_id=True)
    return target.getvalue()


def _attached(pdf: pikepdf.Pdf) -> list[str]:
    """The names of files carried inside, which no page shows."""
    names = pdf.Root.get("/Names")
    if not isinstance(names, pikepdf.Dictionary) or "/EmbeddedFiles" not in names:
        return []
    return [f"内嵌文件“{marks.said(pikepdf.String(name))}”" for name in pdf.attachments]


def _obstacle(pdf: pikepdf.Pdf) -> str | None:
    if pdf.is_encrypted:
        return "文件已加密（设有权限口令）"
    if len(pdf.pages) == 0:
        return "文件没有页面"
    if len(pdf.pages) > MOST_PAGES:
        return f"页数过多（{len(pdf.pages)} 页，超过 {MOST_PAGES} 页）"
    return None


def _signed(pdf: pikepdf.Pdf) -> bool:
    form = pdf.Root.get("/AcroForm")
    return isinstance(form, pikepdf.Dictionary) and bool(int(form.get("/SigFlags", 0)) & 1)


def _keep_page_only(page: pikepdf.Page) -> None:
    for key in ("/MediaBox", "/CropBox", "/Rotate", "/Resources"):
        # Inherited from the page tree of the old file, which stays behind.
        if key not in page.obj and (value := inherited(page.obj, key)) is not None:
            page.obj[key] = value
    for key in set(page.obj.keys()) - PAGE_KEYS:
        del page.obj[key]
    kept = links.kept_links(page)
    if "/Annots" in page.obj:
        del page.obj["/Annots"]
    if kept:
        page.obj["/Annots"] = pikepdf.Array(kept)
