"""Every word inside a PDF, seen or not: pages, notes, properties, metadata, attachments, pictures.

For searching a finished file of our own. Must not judge what it finds.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipeline.pdf.drawing import Drawn, drawings
from pipeline.pdf.read import DAMAGED, PdfFault

if TYPE_CHECKING:
    from pikepdf import Object, Stream


def pdf_texts(pdf: bytes) -> Iterator[tuple[str, str]]:
    """(where, text) of everything. Raises PdfFault."""
    import pikepdf

    for at, page in enumerate(drawings(pdf), start=1):
        yield f"第 {at} 页", _words(page)
    try:
        with pikepdf.open(io.BytesIO(pdf)) as document:
            yield "属性", "\n".join(str(value) for _, value in document.docinfo.items())
            waiting: list[Object] = list(document.objects)
            while waiting:
                one = waiting.pop()
                if isinstance(one, pikepdf.Stream):
                    yield from _stream(one)
                if isinstance(one, pikepdf.Array):
                    children = list(one.as_list())
                elif isinstance(one, pikepdf.Dictionary | pikepdf.Stream):
                    children = [one[key] for key in one.keys()]  # noqa: SIM118
                else:
                    children = []
                strings = (str(x) for x in children if isinstance(x, pikepdf.String))
                yield from (("注释或书签", one) for one in strings)
                waiting += [
                    x for x in children if isinstance(x, pikepdf.Object) and not x.is_indirect
                ]
    except (pikepdf.PdfError, ValueError, TypeError, LookupError) as error:
        raise PdfFault("damaged", DAMAGED) from error


def _stream(stream: Stream) -> Iterator[tuple[str, str]]:
    kind, subtype = str(stream.get("/Type", "")), str(stream.get("/Subtype", ""))
    if kind == "/Metadata" or subtype == "/XML":
        yield "元数据", stream.read_bytes().decode("utf-8", "replace")
    elif kind == "/EmbeddedFile":
        body = stream.read_bytes()
        yield "附件", body.decode("utf-8", "replace")
        yield "附件", body.decode("utf-16", "replace")
    elif subtype == "/Image":
        raw = stream.read_raw_bytes()
        yield "图片", raw.decode("latin-1")
        yield "图片", raw.replace(b"\0", b"").decode("latin-1")


def _words(page: Drawn) -> str:
    """The page's letters with a space where they stand apart and a line's end where they drop."""
    pieces: list[str] = []
    before = None
    for letter in sorted(page.letters, key=lambda one: (round(one.y), one.x)):
        if before is not None and round(letter.y) != round(before.y):
            pieces.append("\n")
        elif before is not None and letter.x - before.end > 0.3 * letter.size:
            pieces.append(" ")
        pieces.append(letter.text)
        before = letter
    return "".join(pieces)
