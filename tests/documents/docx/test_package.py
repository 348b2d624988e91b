"""Foreign docx files: refused by name before anything of them is used."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from pipeline.documents.docx.package import BadPackage, ZipEntry, read_package, write_package
from tests.documents.docx_maker import repacked, template

_RELS = "word/_rels/document.xml.rels"


def _with(name: str, body: bytes, tmp_path: Path) -> bytes:
    path = template(tmp_path / "t.docx", "x")
    return repacked(path, lambda parts: {**parts, name: body}).read_bytes()


@pytest.mark.parametrize(
    ("name", "body", "message"),
    [
        ("word/vbaProject.bin", b"x", "宏"),
        ("word/embeddings/a.bin", b"x", "嵌入对象"),
        ("word/activeX/activeX1.xml", b"<x/>", "控件"),
        ("../evil.xml", b"<x/>", "越出文档"),
        (
            "word/a.xml",
            b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>",
            "DOCTYPE",
        ),
        ("word/a.xml", "<x/>".encode("utf-16"), "UTF-8"),
        ("word/a.xml", b'<w:altChunk r:id="x"/>', "外部引用"),
        ("word/a.xml", b"<w:instrText> INCLUDETEXT /etc/passwd </w:instrText>", "外部引用"),
        (
            "word/a.xml",
            b"<x:instrText>inclu</x:instrText><x:instrText>detext /a</x:instrText>",
            "外部引用",
        ),
        ("word/a.xml", b"<w:fldSimple w:instr='&#68;DEAUTO c'/>", "外部引用"),
        ("word/_rels/a.xml.rels", b'<r Target="x" TargetMode="External"/>', "外部链接"),
        ("word/_rels/a.xml.rels", b'<r Target="file:///etc/passwd"/>', "之外"),
        ("word/bomb.xml", b"0" * (32 * 2**20 + 1), "压缩炸弹"),
    ],
)
def test_refused(tmp_path: Path, name: str, body: bytes, message: str) -> None:
    with pytest.raises(BadPackage, match=message):
        read_package(_with(name, body, tmp_path))


def test_two_parts_of_one_name(tmp_path: Path) -> None:
    data = template(tmp_path / "t.docx", "x").read_bytes()
    buffer = io.BytesIO(data)
    with zipfile.ZipFile(buffer, "a") as package:
        package.writestr("word/Document.xml", b"<x/>")
    with pytest.raises(BadPackage, match="同名"):
        read_package(buffer.getvalue())


@pytest.mark.parametrize("data", [b"", b"PK", b"%PDF-1.7", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1xx"])
def test_not_a_docx(data: bytes) -> None:
    with pytest.raises(BadPackage):
        read_package(data)


def test_every_truncation_is_refused(tmp_path: Path) -> None:
    data = template(tmp_path / "t.docx", "x").read_bytes()
    for cut in range(0, len(data), len(data) // 40):
        with pytest.raises(BadPackage):
            read_package(data[:cut])


def test_written_package_is_a_plain_zip_with_fixed_times() -> None:
    entries = [
        ZipEntry.of("b.xml", b"<b/>" * 99),
        ZipEntry.of("[Content_Types].xml", b"<t/>"),
        ZipEntry.of("媒.png", b"\x89PNG", store=True),
    ]
    data = write_package(entries)
    assert data == write_package(reversed(entries))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        assert package.namelist() == ["[Content_Types].xml", "b.xml", "媒.png"]
        assert {one.date_time for one in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
