"""Many clean PDFs become one: bookmarks, running feet with page numbers, links, page labels.

The first part is extended, because a fresh file loses the output intent and XMP (measured).
Stamps go onto the parts as given, never onto an earlier bundle, so nothing is stamped twice.
Must not know what the parts are, nor read the clock.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf

from pipeline.pdf import pdfa
from pipeline.pdf.typeface import Align, Typeface
from pipeline.pdf.upright import upright

A4 = (595.28, 841.89)
FOOT_SIZE, NUMBER_SIZE = 8.0, 10.5
FOOT_BASE = 22.7  # 8 mm above the edge: below every document's own page number (GB/T 9704: 28 mm)
FOOT_SIDE = 56.7  # 20 mm
FOOT_STRIP = 38.0  # what the foot needs, from the edge up
#: A till receipt is 58 mm wide: on a smaller sheet than this the foot would lose its 档号.
LEAST_WIDTH, LEAST_HEIGHT = 420.0, 200.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A line drawn on a part's first page; (x, y) is its baseline, in points from bottom left."""

    text: str
    x: float
    y: float
    size: float
    align: Align = "left"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One piece of the bundle: an adopted PDF, its bookmark (below `group`, if any), its foot.

    `inset`: draw the pages a little smaller, so that the foot covers nothing (foreign evidence
    may reach the edge of the sheet; our own documents keep their margins to the millimetre).
    """

    title: str
    pdf: bytes
    foot: str
    group: str = ""
    texts: tuple[Text, ...] = ()
    inset: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A clickable box on page `page` that leads to page `target`; pages count from 0."""

    page: int
    box: tuple[float, float, float, float]
    target: int


def page_number(number: int) -> str:
    """The stamp of page `number`. The verifier looks for the same words."""
    return f"第 {number} 页"


def assemble(
    parts: Sequence[Part],
    *,
    face: Typeface,
    title: str,
    created: datetime.date,
    links: Sequence[Link] = (),
) -> bytes:
    """The bundle, meant as PDF/A-2b; whoever seals it has the whole judged (`archive.verify`).

    Page number, page label and position in the file are one and the same number everywhere.
    """
    with pikepdf.open(io.BytesIO(parts[0].pdf)) as pdf:
        starts = [0]
        for part in parts[1:]:
            starts.append(len(pdf.pages))
            with pikepdf.open(io.BytesIO(part.pdf)) as other:
                pdf.pages.extend(other.pages)
        ends = [*starts[1:], len(pdf.pages)]
        for part, start, end in zip(parts, starts, ends, strict=True):
            for index in range(start, end):
                _stamp(pdf, index, part, face, first=index == start)
        _link(pdf, links)
        font = face.embed(pdf)
        for page in pdf.pages:
            page.obj.Resources.XObject.ArchiveFoot.Resources.Font.F0 = font
        _outline(pdf, parts, starts)
        pdf.Root.PageLabels = pikepdf.Dictionary(
            Nums=[0, pikepdf.Dictionary(S=pikepdf.Name.D, St=1)]
        )
        pdf.Root.PageMode = pikepdf.Name.UseOutlines
        return pdfa.written(pdf, title=title, created=created, creator=pdfa.PRODUCER)


def blank_sheet() -> bytes:
    """One empty A4 page, to be written on by `Text`."""
    pdf = pikepdf.new()
    page = pikepdf.Dictionary(
        Type=pikepdf.Name.Page,
        MediaBox=[0, 0, *A4],
        Resources=pikepdf.Dictionary(),
        Contents=pdf.make_stream(b""),
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    stream = io.BytesIO()
    pdf.save(stream, deterministic_id=True)
    return stream.getvalue()


def _stamp(pdf: pikepdf.Pdf, index: int, part: Part, face: Typeface, *, first: bool) -> None:
    """Normalise page `index` and lay the running foot over it: number outside, title inside."""
    width, height = _normalise(pdf, index, inset=part.inset)
    scale = _foot_scale(width, height)
    base, side = FOOT_BASE * scale, FOOT_SIDE * scale
    number, number_size = page_number(index + 1), NUMBER_SIZE * scale
    room = width - 2 * side - face.width(number, number_size) - 12 * scale
    foot = (face.fit(part.foot, FOOT_SIZE * scale, room), FOOT_SIZE * scale)
    outer = (number, number_size)
    content = b""
    for at, (text, size) in enumerate((foot, outer) if index % 2 == 0 else (outer, foot)):
        start = side if at == 0 else width - side - face.width(text, size)
        # White below the letters: a dark scan may reach the edge of the sheet.
        box = (start - 2, base - 0.3 * size, face.width(text, size) + 4, 1.35 * size)
        content += f"q 1 g {' '.join(f'{v:.2f}' for v in box)} re f Q\n".encode("ascii")
        content += face.run(text, start, base, size)
    for line in part.texts if first else ():
        content += face.run(line.text, line.x, line.y, line.size, line.align)
    form = pikepdf.Stream(
        pdf,
        content,
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Form,
        BBox=[0, 0, round(width, 2), round(height, 2)],
        Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary()),
    )
    page = pdf.pages[index]
    objects = page.obj.Resources.get("/XObject", pikepdf.Dictionary())
    # A copy: several pages may share one dictionary of resources.
    objects = pikepdf.Dictionary(dict(objects.items()))
    objects["/ArchiveFoot"] = pdf.make_indirect(form)
    resources = pikepdf.Dictionary(dict(page.obj.Resources.items()))
    resources["/XObject"] = objects
    page.obj.Resources = resources
    page.contents_add(b"q /ArchiveFoot Do Q", prepend=False)


def _foot_scale(width: float, height: float) -> float:
    """The foot grows with the sheet: a plaque drawing is not read from as near as A4."""
    return min(max(min(width, height) / A4[0], 0.5), 4.0)


def _normalise(pdf: pikepdf.Pdf, index: int, *, inset: bool) -> tuple[float, float]:
    """Make the page lie upright with its origin at bottom left and isolate its drawing.

    The old page becomes one form: an unbalanced `q` in it, a Rotate, a CropBox off the origin or
    a UserUnit then cannot move the stamp.
    """
    page = pdf.pages[index]
    matrix, wide, high = upright(page)
    x0, y0, x1, y1 = (float(v) for v in page.cropbox)
    left, low, right, top = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
    if inset:
        aside, above = max(0.0, LEAST_WIDTH - wide), max(0.0, LEAST_HEIGHT - high)
        wide, high = wide + aside, high + above
        matrix = matrix @ pikepdf.Matrix(1, 0, 0, 1, aside / 2, above / 2)
        strip = FOOT_STRIP * _foot_scale(wide, high)
        small = (high - strip) / high
        matrix = matrix @ pikepdf.Matrix(small, 0, 0, small, wide * (1 - small) / 2, strip)
    for annotation in page.obj.get("/Annots", pikepdf.Array()):
        box = pikepdf.Rectangle(*(float(value) for value in annotation.Rect.as_list()))
        annotation.Rect = matrix.transform(box).as_array()
        if "/QuadPoints" in annotation:
            del annotation["/QuadPoints"]
    form = _form(pdf, page)
    form.BBox = pikepdf.Array([left, low, right, top])
    form.Matrix = pikepdf.Array(list(matrix.shorthand))
    annotations = page.obj.get("/Annots")
    for key in set(page.obj.keys()) - {"/Type", "/Parent"}:
        del page.obj[key]
    page.obj.MediaBox = pikepdf.Array([0, 0, round(wide, 3), round(high, 3)])
    page.obj.Resources = pikepdf.Dictionary(
        XObject=pikepdf.Dictionary(ArchivePage=pdf.make_indirect(form))
    )
    page.obj.Contents = pdf.make_stream(b"q /ArchivePage Do Q\n")
    if annotations is not None:
        page.obj.Annots = annotations
    return wide, high


def _form(pdf: pikepdf.Pdf, page: pikepdf.Page) -> pikepdf.Stream:
    """The page's drawing as a form of its own.

    Not `as_form_xobject`: that reads the page's content only when the file is saved, by which
    time it would find the form itself there.
    """
    contents = page.obj.get("/Contents", pikepdf.Array())
    streams = [contents] if isinstance(contents, pikepdf.Stream) else list(contents.as_list())
    form = pdf.make_stream(b"\n".join(stream.read_bytes() for stream in streams))
    form.Type, form.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
    form.Resources = page.obj.get("/Resources", pikepdf.Dictionary())
    if "/Group" in page.obj:
        form.Group = page.obj.Group
    return form


def _link(pdf: pikepdf.Pdf, links: Sequence[Link]) -> None:
    for link in links:
        page = pdf.pages[link.page].obj
        if "/Annots" not in page:
            page.Annots = pikepdf.Array()
        annotation = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Link,
            F=4,
            Border=[0, 0, 0],
            Rect=[round(v, 2) for v in link.box],
            Dest=[pdf.pages[link.target].obj, pikepdf.Name.Fit],
        )
        page.Annots.append(pdf.make_indirect(annotation))


def _outline(pdf: pikepdf.Pdf, parts: Sequence[Part], starts: Sequence[int]) -> None:
    with pdf.open_outline() as outline:
        for part, start in zip(parts, starts, strict=True):
            item = pikepdf.OutlineItem(part.title, start, pikepdf.PageLocation.Fit)
            if not part.group:
                outline.root.append(item)
                continue
            if not outline.root or outline.root[-1].title != part.group:
                group = pikepdf.OutlineItem(part.group, start, pikepdf.PageLocation.Fit)
                outline.root.append(group)
            outline.root[-1].children.append(item)
