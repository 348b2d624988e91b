"""Reading a part back as Word shows it."""

from __future__ import annotations

import pytest

from pipeline.documents.docx.readback import first_lost, part_text
from pipeline.documents.docx.xml import WORD, Unreadable

_PRESERVE = 'xml:space="preserve"'


def _text(body: str) -> str:
    return part_text(f'<w:body xmlns:w="{WORD}">{body}</w:body>'.encode())


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (f"<w:p><w:r><w:t {_PRESERVE}> 甲 </w:t></w:r></w:p><w:p/>", " 甲 \n"),
        ("<w:p><w:r><w:t> 甲 </w:t></w:r></w:p>", "甲"),
        ("<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/></w:r></w:p>", "甲\n乙\t"),
        ("<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>", "甲"),
        ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>隐</w:t></w:r></w:p>", ""),
        ('<w:p><w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>显</w:t></w:r></w:p>', "显"),
        ("<w:p><w:del><w:r><w:delText>删</w:delText></w:r></w:del></w:p>", ""),
        ("<w:p><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>", ""),
        ("<w:p>裸<w:r/></w:p>", ""),
    ],
)
def test_visible_text(body: str, text: str) -> None:
    assert _text(body) == text


def test_not_xml() -> None:
    with pytest.raises(Unreadable):
        part_text(b"<w:p>")


@pytest.mark.parametrize(
    ("values", "lost"),
    [(["甲", "乙"], None), (["乙", "甲"], "甲"), (["甲", "甲"], "甲"), (["甲乙", ""], None)],
)
def test_values_stand_in_order(values: list[str], lost: str | None) -> None:
    assert first_lost("甲乙丙", values) == lost
