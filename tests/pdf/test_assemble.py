"""The bundle: one number for position, label and stamp; upright stamps; stable bytes."""

import io
import random

import pikepdf
import pytest

from pipeline.pdf import pdfa
from pipeline.pdf.adopt import Adopted, adopt
from pipeline.pdf.assemble import Link, Part, assemble, page_number
from pipeline.pdf.read import page_texts
from pipeline.pdf.structure import structure_of
from pipeline.pdf.typeface import Typeface
from tests.archive.samples import CREATED, FACE, document


def part(title: str, data: bytes, group: str = "") -> Part:
    result = adopt(data, title=title, created=CREATED)
    assert isinstance(result, Adopted), result
    return Part(title=title, pdf=result.pdf, foot=f"脚注 {title}", group=group)


def bundle(*parts: Part, links: tuple[Link, ...] = ()) -> bytes:
    return assemble(parts, face=Typeface(FACE), title="合订本", created=CREATED, links=links)


def turned(**boxes: object) -> bytes:
    with pikepdf.open(io.BytesIO(document("歪页"))) as pdf:
        for key, value in boxes.items():
            pdf.pages[0].obj[f"/{key}"] = value
        stream = io.BytesIO()
        pdf.save(stream)
    return stream.getvalue()


def test_every_number_is_the_same_number_in_random_bundles() -> None:
    chance = random.Random(7)
    sizes = [chance.randint(1, 3) for _ in range(6)]
    parts = [
        part(f"文件{at}", document(f"文件{at}", size), group=f"组{at // 2}")
        for at, size in enumerate(sizes)
    ]
    made = bundle(*parts)
    body, texts = structure_of(made), [text.replace(" ", "") for text in page_texts(made)]
    assert body is not None and pdfa.problems(made) == ()
    assert body.labels == tuple(str(at) for at in range(1, sum(sizes) + 1))
    for at, text in enumerate(texts, start=1):
        assert page_number(at).replace(" ", "") in text
    leaves = [mark for mark in body.bookmarks if mark.level == 2]
    assert [mark.title for mark in leaves] == [one.title for one in parts]
    for mark in leaves:
        assert f"脚注{mark.title}" in texts[mark.page - 1]
    assert [m.title for m in body.bookmarks if m.level == 1] == ["组0", "组1", "组2"]


@pytest.mark.parametrize(
    ("boxes", "size"),
    [
        ({"Rotate": 90}, (842, 595)),
        ({"Rotate": -90}, (842, 595)),
        ({"Rotate": 180}, (595, 842)),
        ({"UserUnit": 2}, (1190, 1684)),
        ({"CropBox": [90, 50, 500, 720]}, (410, 670)),
        ({"CropBox": [90, 50, 500, 720], "Rotate": 90}, (670, 410)),
        ({"MediaBox": [-100, -200, 495, 742]}, (595, 942)),
    ],
)
def test_an_odd_page_is_laid_straight(boxes: dict[str, object], size: tuple[int, int]) -> None:
    made = bundle(part("歪页", turned(**boxes)))
    with pikepdf.open(io.BytesIO(made)) as pdf:
        page = pdf.pages[0]
        assert [round(float(v)) for v in page.mediabox] == [0, 0, *size]
        assert "/Rotate" not in page.obj and "/UserUnit" not in page.obj
        assert "/CropBox" not in page.obj
    assert "第1页" in page_texts(made)[0].replace(" ", "") and pdfa.problems(made) == ()


def test_an_unbalanced_page_cannot_move_the_stamp() -> None:
    with pikepdf.open(io.BytesIO(document("歪页"))) as pdf:
        pdf.pages[0].contents_add(b"q 0.1 0 0 0.1 0 0 cm", prepend=True)
        stream = io.BytesIO()
        pdf.save(stream)
    with pikepdf.open(io.BytesIO(bundle(part("歪页", stream.getvalue())))) as pdf:
        drawn = [stream.read_bytes().strip() for stream in pdf.pages[0].obj.Contents.as_list()]
    assert drawn == [b"q /ArchivePage Do Q", b"q /ArchiveFoot Do Q"]


def test_inset_pages_leave_the_foot_free() -> None:
    plain = part("证书", document("证书"))
    for inset, bottom in ((False, 0), (True, 38)):
        one = Part(title="证书", pdf=plain.pdf, foot="证书", inset=inset)
        with pikepdf.open(io.BytesIO(bundle(one))) as pdf:
            form = pdf.pages[0].obj.Resources.XObject.ArchivePage
            matrix = pikepdf.Matrix(*(float(v) for v in form.Matrix.as_list()))
            drawn = matrix.transform(pikepdf.Rectangle(0, 0, 595, 842))
        assert drawn.lly == pytest.approx(bottom, abs=0.5)
        assert drawn.ury == pytest.approx(842, abs=0.5)
        assert drawn.llx == pytest.approx(595 - drawn.urx, abs=0.5)


@pytest.mark.parametrize("size", [(164, 800), (800, 90), (50, 50)])
def test_a_till_receipt_keeps_its_size_and_bears_the_whole_foot(size: tuple[int, int]) -> None:
    reference = "Z109-WS·2026·D30·工会-A01-0006"
    narrow = Part(title="小票", pdf=turned(MediaBox=[0, 0, *size]), foot=reference, inset=True)
    made = bundle(narrow)
    assert reference in page_texts(made)[0].replace(" ", "")
    with pikepdf.open(io.BytesIO(made)) as pdf:
        form = pdf.pages[0].obj.Resources.XObject.ArchivePage
        assert 0.8 < float(form.Matrix[0]) <= 1


def test_links_lead_where_they_say() -> None:
    link = Link(page=0, box=(10, 10, 50, 20), target=2)
    made = bundle(part("目录", document("目录")), part("正文", document("正文", 2)), links=(link,))
    body = structure_of(made)
    assert body is not None and body.links == (3,)


def test_the_same_parts_give_the_same_bytes() -> None:
    parts = (part("甲", document("甲")), part("乙", document("乙", 2)))
    assert bundle(*parts) == bundle(*parts)


def test_a_long_foot_is_shortened_before_the_number() -> None:
    long = Part(title="长", pdf=part("长", document("长")).pdf, foot="很长的题名" * 40)
    text = page_texts(bundle(long))[0]
    assert "…" in text and "第1页" in text.replace(" ", "")
