"""Format, 稿本 and manner of binding: what a file is, not what its name says or what is hoped."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from pipeline.archive import catalogue
from pipeline.archive.described import draft_of, format_of
from pipeline.archive.model import Original, Paper
from pipeline.archive.package import seal
from tests.archive.samples import FACE, compose, cycle, document, jpeg, usual_papers


def picture(kind: str) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (8, 8), (200, 10, 10)).save(stream, kind)
    return stream.getvalue()


def zipped(part: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(part, "<x/>")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (document("甲"), "PDF 1.5"),
        (b"%PDF-1.4\n", "PDF 1.4"),
        (b"\n\n%PDF-1.5\n", "PDF 1.5"),
        (b"%PDF-9.9\n", "不能识别"),
        (jpeg(), "JPEG"),
        *((picture(kind), kind) for kind in ("PNG", "GIF", "BMP", "TIFF")),
        (picture("WEBP"), "WebP"),
        (zipped("word/document.xml"), "DOCX"),
        (zipped("xl/workbook.xml"), "XLSX"),
        (zipped("a.txt"), "ZIP"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Office"),
        (b"", "不能识别"),
    ],
)
def test_the_content_tells_the_format(data: bytes, name: str) -> None:
    assert format_of(data, ours=False) == name


def test_only_our_own_claim_of_pdfa_is_believed() -> None:
    assert format_of(document("甲"), ours=True) == "PDF/A-2b"
    assert format_of(b"%PDF-1.4\n", ours=True) == "PDF 1.4"


def proof(title: str, name: str, data: bytes, *originals: Original) -> Paper:
    return Paper(
        kind="evidence",
        group="04台账",
        title=title,
        source=Original(name=name, data=data),
        originals=originals,
    )


def test_nothing_is_called_an_original_that_is_none() -> None:
    word = Original(name="甲.docx", data=zipped("word/document.xml"))
    assert draft_of(usual_papers()[0]) == "定稿"
    assert draft_of(usual_papers()[2]) == "副本"
    assert draft_of(proof("甲", "甲.docx.pdf", document("甲"), word)) == "转换件"


def test_each_row_says_what_lies_there_and_how_it_was_bound(tmp_path: Path) -> None:
    word = Original(name="evidence/甲.docx", data=zipped("word/document.xml"))
    papers = (
        *usual_papers(),
        proof("甲", "evidence/甲.docx.pdf", document("甲"), word),
        proof("乙", "evidence/乙.pdf", document("乙")),
        proof("丙", "evidence/丙.xls", b"\xd0\xcf\x11\xe0"),
    )
    made = seal(cycle(*papers), target=tmp_path / "a", compose=compose, face=FACE)
    rows = catalogue.read_table((made.package / "data/catalogue.csv").read_bytes())
    wanted = ("稿本", "格式", "编入方式", "文件", "同存文件")
    assert [tuple(row[name] for name in wanted) for row in rows] == [
        ("定稿", "PDF/A-2b", "直接编入", "documents/0001.pdf", "documents/0001-1.docx"),
        ("定稿", "PDF/A-2b", "直接编入", "documents/0002.pdf", ""),
        ("副本", "JPEG", "图片排成一页", "evidence/0003.jpg", ""),
        ("转换件", "PDF/A-2b", "转换后编入", "evidence/0004.pdf", "evidence/0004-1.docx"),
        ("副本", "PDF 1.5", "直接编入", "evidence/0005.pdf", ""),
        ("副本", "旧版 Office", "代页", "evidence/0006.xls", ""),
    ]
    index = catalogue.read_table((made.package / "data/index.csv").read_bytes())
    uses = {row["文件"]: row["用途"] for row in index if "000" in row["文件"]}
    assert uses["documents/0001.pdf"] == "定稿的 PDF，编入合订本"
    assert uses["documents/0001-1.docx"] == "定稿的 Word 文件"
    assert uses["evidence/0004.pdf"] == "佐证的转换件，编入合订本"
    assert {uses[f"evidence/000{end}"] for end in ("4-1.docx", "5.pdf", "6.xls")} == {
        "佐证，收到时的原样"
    }


def test_the_readme_explains_every_file_and_every_word(tmp_path: Path) -> None:
    """Whoever opens the package in 2046 has nothing else."""
    made = seal(cycle(), target=tmp_path / "a", compose=compose, face=FACE)
    told = (made.package / "README.txt").read_bytes().decode("utf-8-sig")
    for path in made.package.rglob("*.*"):
        if path.is_file() and path.parent.name not in ("documents", "evidence", "dossier"):
            name = path.name.partition("-")[0] if "manifest" in path.name else path.name
            assert name in told, path
    for word in (
        "定稿",
        "副本",
        "转换件",
        "代页",
        "图片排成一页",
        "逐页成像",
        "转换后编入",
        "不详",
        "[ ]",
        "所证事项日期",
        "0003-1.docx",
        ".report.txt",
        "保管期限",
    ):
        assert word in told, word
