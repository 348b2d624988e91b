"""Word files of others: bound without their links, or refused with a reason that is theirs."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from pipeline.documents.convert.embedded import Embedded
from pipeline.documents.convert.foreign import WordFault, WordPages, pages_of_word, pages_within
from pipeline.documents.docx.package import BODY
from pipeline.foreign.bounded import Bounded
from pipeline.pdf.read import page_texts
from tests.documents.docx_maker import repacked, template

DAY = datetime.date(2026, 7, 1)
RELS = "word/_rels/document.xml.rels"
Parts = dict[str, bytes]
Change = Callable[[Parts], Mapping[str, bytes]]


def word(tmp_path: Path, change: Change = lambda parts: parts) -> bytes:
    return repacked(template(tmp_path / "成果.docx", "成果说明", "联系人王工"), change).read_bytes()


def drawn(docx: bytes) -> WordPages | WordFault:
    return pages_of_word(docx, Embedded(), title="成果", created=DAY)


def external(kind: str, target: str) -> bytes:
    return (
        '<Relationship Id="rId900" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        f'relationships/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    ).encode()


def related(parts: Parts, kind: str, target: str, part: str = RELS) -> Parts:
    there = parts.get(part, b"<Relationships></Relationships>")
    return {**parts, part: there.replace(b"</Relationships>", external(kind, target))}


def in_body(parts: Parts, xml: str) -> Parts:
    return {**parts, BODY: parts[BODY].replace(b"<w:sectPr", xml.encode() + b"<w:sectPr", 1)}


def linked(target: str) -> Change:
    link = (
        '<w:p><w:hyperlink r:id="rId900" xmlns:r="http://schemas.openxmlformats.org/officeDocument/'
        '2006/relationships"><w:r><w:t>写信到这里</w:t></w:r></w:hyperlink></w:p>'
    )
    return lambda parts: in_body(related(parts, "hyperlink", target), link)


@pytest.mark.parametrize(
    "target", ["mailto:a@b.cn", "http://b.cn/?a=1&amp;b=2", "file:///c:/x.doc"]
)
def test_a_link_goes_and_its_words_stay(tmp_path: Path, target: str) -> None:
    found = drawn(word(tmp_path, linked(target)))
    assert isinstance(found, WordPages), found
    assert found.told == "超链接只留文字"
    text = "".join(page_texts(found.pdf))
    assert "写信到这里" in text and "成果说明" in text
    assert b"mailto" not in found.pdf and b"/URI" not in found.pdf


def test_a_plain_file_is_bound_without_a_word(tmp_path: Path) -> None:
    found = drawn(word(tmp_path))
    assert isinstance(found, WordPages) and found.told == ""


def test_the_template_a_file_was_written_with_is_of_no_consequence(tmp_path: Path) -> None:
    def change(parts: Parts) -> Parts:
        name = "word/_rels/settings.xml.rels"
        here = (
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        )
        empty = {**parts, name: here + b"</Relationships>"}
        return related(empty, "attachedTemplate", "file:///C:/a.dotx", name)

    found = drawn(word(tmp_path, change))
    assert isinstance(found, WordPages) and found.told == ""


FIELD = "<w:p><w:r><w:instrText>{}</w:instrText></w:r></w:p>"
SPOILT: Mapping[str, tuple[Change, str]] = {
    "altChunk": (lambda parts: in_body(parts, "<w:altChunk/>"), "嵌入"),
    "OLE": (lambda parts: {**parts, "word/embeddings/oleObject1.bin": b"x"}, "嵌入对象"),
    "VBA": (lambda parts: {**parts, "word/vbaProject.bin": b"x"}, "宏"),
    "INCLUDETEXT": (lambda parts: in_body(parts, FIELD.format("INCLUDETEXT a.docx")), "外部引用"),
    "DDE": (lambda parts: in_body(parts, FIELD.format("DDEAUTO cmd")), "外部引用"),
    "linked picture": (lambda parts: related(parts, "image", "http://b.cn/a.png"), "外部链接"),
    "XXE": (
        lambda parts: {**parts, BODY: b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
                       + parts[BODY].split(b"?>", 1)[1]},
        "DOCTYPE",
    ),
    "no XML": (lambda parts: {**parts, BODY: parts[BODY][:200]}, "XML"),
    "no body": (lambda parts: {k: v for k, v in parts.items() if k != BODY}, "不是 Word 文档"),
    "bomb": (lambda parts: {**parts, "word/a.xml": b" " * 40_000_000}, "压缩炸弹"),
}  # fmt: skip


@pytest.mark.parametrize("name", SPOILT)
def test_what_is_refused_says_why_and_blames_no_template(tmp_path: Path, name: str) -> None:
    change, why = SPOILT[name]
    found = drawn(word(tmp_path, change))
    assert isinstance(found, WordFault), found
    assert why in found.reason and "检查模板" not in found.reason


def test_a_zip_and_what_is_cut_are_refused(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("a.txt", "x")
    assert "不是 Word 文档" in str(drawn(stream.getvalue()))
    whole = word(tmp_path)
    for at in range(1, 11):
        assert isinstance(drawn(whole[: len(whole) * at // 11]), WordFault)


def test_comments_and_what_a_revision_deletes_are_named(tmp_path: Path) -> None:
    def change(parts: Parts) -> Parts:
        gone = "<w:p><w:del><w:r><w:delText>旧数</w:delText></w:r></w:del></w:p>"
        space = b'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        said = b"<w:comments " + space + b'><w:comment w:id="0"/></w:comments>'
        return {**in_body(parts, gone), "word/comments.xml": said}

    found = drawn(word(tmp_path, change))
    assert isinstance(found, WordPages)
    assert found.told == "Word 里的批注未编入；修订中删去的文字未编入"


def test_it_is_drawn_within_bounds_as_without(tmp_path: Path) -> None:
    docx = word(tmp_path)
    with Bounded() as reader:
        found = pages_within(reader, docx, Embedded(), title="成果", created=DAY)
    assert found == drawn(docx)
