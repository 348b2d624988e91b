"""Turns a PDF into PDF/A-2b with the same bytes each time, and checks a claim to be one.

It changes structure and metadata, never what a page shows. Dates come from the caller: the clock
would make other bytes tomorrow.
"""

from __future__ import annotations

import datetime
import io
import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pikepdf import Pdf

FLAVOUR = "2b"
#: Of PDF; a page of a later version that shows nothing newer is judged like any other.
LATEST = "1.7"
_ADDED = re.compile(r"^/(?:[A-Z]{6}\+)?|-Synthetic\w+$")
_SPOKEN = re.compile(
    rb"/Span\s*<<\s*/ActualText\s*(?:<[0-9A-Fa-f\s]*>|\((?:\\.|[^\\()])*\))\s*>>\s*BDC", re.DOTALL
)
#: Where a finding lies and what it says of keys, in the judge's own words (pikepdf 10.17).
_PLACE = re.compile(r"obj (\d+) 0((?: .*)?)$", re.DOTALL)
_KEYS = re.compile(r"unrecognized key\(s\) (.+) are not checked$", re.DOTALL)
#: Unknown to the judge, but not to readers.
_DRAWN_WITH = frozenset(("/OC", "/BG", "/BG2", "/UCR", "/UCR2", "/Group"))
#: Neither version nor machine: a library's new release must not change what a document says.
PRODUCER = "studio-pipeline"


def finish(pdf: bytes, *, title: str, created: datetime.date) -> bytes:
    """`pdf` as PDF/A-2b (ISO 19005-2): OutputIntent, XMP, title, zh-CN, fixed dates and /ID."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        _unspeak(document)
        return written(document, title=title, created=created, creator=PRODUCER)


def _unspeak(document: Pdf) -> None:
    """Let letters speak for themselves: rdocx gives a line's first letter the whole line's text.

    Viewers then mark that one letter for any word of the line that is sought or selected
    (measured: a box of 16 pt for 28 characters). ToUnicode has the same text, letter by letter.
    """
    for page in document.pages:
        page.contents_coalesce()
        content = page.obj.get("/Contents")
        if content is not None:
            content.write(_SPOKEN.sub(b"/Span BMC", content.read_bytes()))


def written(document: Pdf, *, title: str, created: datetime.date, creator: str) -> bytes:
    """Like `finish` for a document that is open already, for those who assemble one."""
    from pikepdf import Dictionary, Name, String, pdfa

    # What an engine left (its name, its date, a claim of PDF/UA it loses here) is replaced whole;
    # a paper does nothing by itself when opened (LibreOffice writes an OpenAction).
    for key in (Name.Metadata, Name.OutputIntents, Name.OpenAction, Name.AA):
        if key in document.Root:
            del document.Root[key]
    document.Root.Lang = String("zh-CN")
    document.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    # LibreOffice's digest of its dated bytes, and a random /ID whose first half would be kept.
    for name in ("/DocChecksum", "/ID"):
        if name in document.trailer:
            del document.trailer[name]
    # Legal acts here are dated in China; a date without a zone would read the machine's.
    # A new dictionary: a foreign /Info may be a page tree or anything else that is still needed.
    document.trailer.Info = document.make_indirect(Dictionary())
    _set_info(document, title=title, creator=creator, stamp=f"D:{created:%Y%m%d}000000+08'00'")
    pdfa.prepare(document, FLAVOUR)
    with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        xmp["xmp:MetadataDate"] = f"{created:%Y-%m-%d}T00:00:00+08:00"
        xmp["pdf:Producer"] = PRODUCER
    document.docinfo["/Producer"] = PRODUCER
    saving = pdfa.resolve_save_kwargs(FLAVOUR, deterministic_id=True)
    if document.pdf_version > LATEST:
        saving["force_version"] = LATEST
    target = io.BytesIO()
    document.save(target, **saving)
    return target.getvalue()


def _set_info(document: Pdf, *, title: str, creator: str, stamp: str) -> None:
    for key, value in (
        ("/Title", title),
        ("/Creator", creator),
        ("/CreationDate", stamp),
        ("/ModDate", stamp),
    ):
        document.docinfo[key] = value


def problems(pdf: bytes) -> tuple[str, ...]:
    """Why `pdf` is not PDF/A-2b; empty when it is. Stricter than veraPDF (measured)."""
    import pikepdf

    try:
        judgement = judged(pdf)
    except pikepdf.PasswordError:
        return ("PDF 有密码保护",)
    except pikepdf.PdfError as error:
        return (f"PDF 已损坏：{error}",)
    return (*judgement.breaches, *judgement.unsure)


@dataclass(frozen=True, slots=True)
class Unknown:
    """Keys that the judge does not know, in the object `number` or what lies directly in it."""

    number: int
    path: tuple[str, ...]
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What PDF/A-2b says of a file: `breaches` of it, and what could not be judged (`unsure`).

    `places`: numbers of the objects spoken of; 0 stands for the file.
    """

    pages: int
    breaches: tuple[str, ...]
    unsure: tuple[str, ...]
    unknown: tuple[Unknown, ...]
    places: frozenset[int]

    @property
    def passed(self) -> bool:
        return not self.breaches and not self.unsure


def judged(pdf: bytes) -> Judgement:
    """Judge `pdf`. Raises pikepdf.PdfError where it cannot be opened."""
    import pikepdf
    from pikepdf import pdfa

    # It tells of old dates in font files, in English and on the screen; they break nothing.
    logging.getLogger("fontTools").setLevel(logging.CRITICAL)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        report = pdfa.check(document, FLAVOUR)
        pages = len(document.pages)
    unknown = []
    told = [_PLACE.match(one.where) for one in report.findings]
    places = [int(place[1]) if place else 0 for place in told]
    for one in report.unsupported:
        place, said = _PLACE.match(one.where), _KEYS.match(one.message)
        if place and said:
            path = tuple(step for step in place[2].split() if step.startswith(("/", "[")))
            keys = tuple(key for key in said[1].split(", ") if key not in _DRAWN_WITH)
            unknown.append(Unknown(int(place[1]), path, keys))
    return Judgement(
        pages=pages,
        breaches=tuple(str(one) for one in report.violations),
        unsure=tuple(str(one) for one in report.unsupported),
        unknown=tuple(unknown),
        places=frozenset(places),
    )


def strip(document: Pdf, unknown: Sequence[Unknown]) -> None:
    """Leave out the keys that no standard knows; readers skip them (ISO 32000-1, 6.1)."""
    import pikepdf

    for one in unknown:
        place: pikepdf.Object | None = document.get_object(one.number, 0)
        for step in one.path:
            if isinstance(place, pikepdf.Dictionary | pikepdf.Stream):
                place = place.get(step)
            elif isinstance(place, pikepdf.Array) and step.startswith("["):
                place = place[int(step.strip("[]"))]
        for key in one.keys:
            if isinstance(place, pikepdf.Dictionary | pikepdf.Stream) and key in place:
                del place[key]


def fonts_of(pdf: bytes) -> dict[str, bool]:
    """Each font of `pdf`, and whether its program is embedded, as PDF/A asks (6.2.11.4).

    Names come without the subset tag and without what engines add for thickened strokes.
    """
    import pikepdf

    found: dict[str, bool] = {}
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for one in document.objects:
            if not isinstance(one, pikepdf.Dictionary) or one.get("/Type") != "/FontDescriptor":
                continue
            name = _ADDED.sub("", str(one.get("/FontName", "?")))
            carried = any(key in one for key in ("/FontFile", "/FontFile2", "/FontFile3"))
            found[name] = found.get(name, True) and carried
    return dict(sorted(found.items()))
