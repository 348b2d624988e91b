"""Where everything stands on pages that were bound, photographed or enlarged, as a golden text.

Points from the top left, to a tenth: a sign exchanged or a half forgotten moves something.
"""

from __future__ import annotations

import io
import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pikepdf
from PIL import Image

from pipeline.pdf.adopt import Adopted, adopt
from pipeline.pdf.assemble import Link, Part, Text, assemble, blank_sheet
from pipeline.pdf.drawing import Letter, drawings
from pipeline.pdf.enlarge import enlarged
from pipeline.pdf.images import read_photo
from pipeline.pdf.locate import rows
from pipeline.pdf.pictures.sheet import CodedPhoto, photo_sheet
from pipeline.pdf.read import spots
from pipeline.pdf.structure import structure_of
from pipeline.pdf.typeface import Typeface
from tests.archive.samples import CREATED, FACE, document, jpeg, pdf_of

GOLDEN = Path(__file__).parent / "geometry.txt"
WEB = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://example.com"))


def _sheet(size: tuple[int, int] = (595, 842), **keys: object) -> bytes:
    """A page with two words far apart and a web link, changed by `keys`."""
    words = ((60, 60, "脚"), (size[0] - 90, size[1] - 60, "顶"))
    with pikepdf.open(io.BytesIO(pdf_of(words, size=size))) as pdf:
        page = pdf.pages[0].obj
        page.Annots = pikepdf.Array(
            [
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot,
                    Subtype=pikepdf.Name.Link,
                    Rect=[60, 60, 100, 80],
                    F=4,
                    A=WEB,
                    QuadPoints=[0, 0, 1, 0, 0, 1, 1, 1],
                )
            ]
        )
        for key, value in keys.items():
            page[f"/{key}"] = value
        stream = io.BytesIO()
        pdf.save(stream)
    result = adopt(stream.getvalue(), title="页", created=CREATED)
    assert isinstance(result, Adopted), result
    return result.pdf


#: Name → a page as people hand it in.
SHEETS: Mapping[str, Callable[[], bytes]] = {
    "upright": _sheet,
    "lying": lambda: _sheet((842, 595)),
    "receipt": lambda: _sheet((165, 150)),
    "wide and low": lambda: _sheet((500, 120)),
    "plaque": lambda: _sheet((1701, 1134)),
    "poster": lambda: _sheet((3000, 3400)),
    "turned 90": lambda: _sheet(Rotate=90),
    "turned 180": lambda: _sheet(Rotate=180),
    "turned 270": lambda: _sheet(Rotate=270),
    "turned back": lambda: _sheet(Rotate=-90),
    "cut": lambda: _sheet(CropBox=pikepdf.Array([50, 40, 550, 800])),
    "cut and turned": lambda: _sheet(CropBox=pikepdf.Array([50, 40, 550, 800]), Rotate=90),
    "corners exchanged": lambda: _sheet(CropBox=pikepdf.Array([550, 800, 50, 40])),
    "in half units": lambda: _sheet(UserUnit=0.5),
    "in half units, turned": lambda: _sheet(UserUnit=0.5, Rotate=180),
    "cut, in double units, turned back": lambda: _sheet(
        CropBox=pikepdf.Array([50, 40, 550, 800]), UserUnit=2, Rotate=270
    ),
}


def geometry() -> str:
    return "\n".join((*_bound(), *_photographs(), *_rest()))


def _bound() -> Iterator[str]:
    """Each sheet bound as it is and inset; the letters of its foot and its own two."""
    names = list(itertools.product(SHEETS, (False, True)))
    parts = [
        Part(
            title=f"{name}{'，缩入' if inset else ''}",
            pdf=SHEETS[name](),
            foot=f"DQ16-0001　{name}" + "很长的题名" * 20 * (name == "upright"),
            group=("甲", "乙")[at // 16],
            inset=inset,
        )
        for at, (name, inset) in enumerate(names)
    ]
    cover = Part(title="封面", pdf=_sheet(), foot="DQ16　封面")
    texts = (
        Text(text="左起", x=100, y=700, size=12),
        Text(text="居中", x=297, y=680, size=22, align="centre"),
        Text(text="右齐", x=500, y=660, size=10.5, align="right"),
    )
    sheet = Part(title="代页", pdf=blank_sheet(), foot="DQ16-0099　代页", texts=texts)
    two = Part(title="两页", pdf=document("两页", 2), foot="DQ16-0100　两页", texts=texts[:1])
    links = (
        Link(page=0, box=(60, 500, 500.123, 520), target=3),
        Link(page=0, box=(1, 2, 3, 4), target=1),
    )
    made = assemble(
        (cover, *parts, sheet, two),
        face=Typeface(FACE),
        title="合订本",
        created=CREATED,
        links=links,
    )
    structure = structure_of(made)
    assert structure is not None
    yield f"页 {structure.pages}；标签 {' '.join(structure.labels)}；链接 {structure.links}"
    for mark in structure.bookmarks:
        yield f"{'  ' * mark.level}{mark.title} → {mark.page}"
    with pikepdf.open(io.BytesIO(made)) as pdf:
        boxes = [
            [[f"{float(v):.1f}" for v in one.Rect] for one in page.obj.get("/Annots", ())]
            for page in pdf.pages
        ]
        feet = [page.obj.Resources.XObject.ArchiveFoot.read_bytes() for page in pdf.pages]
    for at, page in enumerate(drawings(made)):
        yield f"\n第 {at + 1} 页 {page.width:.1f}×{page.height:.1f} {boxes[at]}"
        yield from lines(page.letters)
        white = re.findall(rb"1 g ([0-9. -]+) re", feet[at])
        yield f"  留白 {' | '.join(one.decode() for one in white)}"


def _photographs() -> Iterator[str]:
    for width, height, orientation in ((400, 300, 1), (300, 400, 1), (400, 300, 6), (30, 600, 3)):
        found = read_photo(jpeg(width, height, orientation))
        assert isinstance(found, CodedPhoto)
        made = photo_sheet([found])
        with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
            page = pdf.pages[0].obj
            box = [f"{float(v):.1f}" for v in page.MediaBox]
            content = page.Contents.read_bytes().decode()
        yield f"\n照片 {width}×{height} 方向 {orientation}：{found.shown} {found.orientation}"
        yield f"  纸 {box} 宽 {made.width:.1f} 下缘 {made.below:.1f} {' '.join(content.split())}"
    large = io.BytesIO()
    Image.new("RGB", (5000, 2500), (9, 9, 9)).save(large, "PNG")
    found = read_photo(large.getvalue())
    assert isinstance(found, CodedPhoto)
    yield f"\n大图 {found.width}×{found.height} {found.filter} {found.colours} 色"


def _rest() -> Iterator[str]:
    for factor in (1, 3):
        (page,) = drawings(enlarged(document("放大"), factor))
        yield f"\n放大 {factor} 倍：{page.width:.1f}×{page.height:.1f}"
        yield from lines(page.letters)
    table = pdf_of(
        ((60, 670, "1"), (60, 640, "2"), (60, 610, "3"), (100, 640, "2")), size=(595, 842)
    )
    found = rows(table, 3)
    yield f"\n行 {[(one.page, round(one.x), round(one.y)) for one in found or ()]}"
    yield f"四行 {rows(table, 4)}"
    yield f"位 {[(one.text, one.page, round(one.x), round(one.y)) for one in spots(table)]}"


def lines(letters: tuple[Letter, ...]) -> Iterator[str]:
    """Letters of one line and size together: where it begins and where it ends."""

    def line(one: Letter) -> tuple[float, float]:
        return round(one.y, 1), round(one.size, 1)

    for (y, size), found in itertools.groupby(letters, key=line):
        row = list(found)
        text = "".join(one.text for one in row)
        yield f"  {row[0].x:.1f}–{row[-1].end:.1f} {y} 字号 {size} {text}"
