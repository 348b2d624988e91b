"""Runs are split by script and named to faces that can draw them; no letter changes."""

from __future__ import annotations

import pytest

from pipeline.documents.convert.asian_spacing import is_latin
from pipeline.documents.convert.prepare import Needs, prepare
from pipeline.documents.docx.package import read_package
from pipeline.documents.docx.readback import part_text
from pipeline.documents.docx.xml import parse
from pipeline.errors import PipelineError
from tests.documents.convert.samples import NOTICE, notice

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def runs(docx: bytes) -> list[tuple[str, str]]:
    tree = parse(read_package(docx)["word/document.xml"])
    found = []
    for run in tree.iter(f"{W}r"):
        fonts = run.find(f"{W}rPr/{W}rFonts")
        assert fonts is not None
        names = {fonts.get(f"{W}{key}") for key in ("ascii", "hAnsi", "eastAsia", "cs")}
        assert len(names) == 1
        found.append((str(names.pop()), "".join(t.text or "" for t in run.iter(f"{W}t"))))
    return found


def test_text_stays_letter_by_letter() -> None:
    docx = notice()
    before = part_text(read_package(docx)["word/document.xml"])
    assert part_text(read_package(prepare(docx, Needs()).docx)["word/document.xml"]) == before


def test_a_run_is_split_where_the_script_changes() -> None:
    found = runs(prepare(notice(("2024年4月 OK，“好”",)), Needs()).docx)
    assert [text for _, text in found] == ["2024", "年", "4", "月 ", "OK", "，“好”"]
    assert found[0][0] == found[2][0] != found[1][0] == found[3][0]


def test_stand_ins_are_reported() -> None:
    prepared = prepare(notice(NOTICE[:1]), Needs())
    if any(not face.bundled for face in prepared.faces):
        pytest.skip("this machine has real faces for 仿宋 or Times New Roman")
    used = {one.wanted: one.used for one in prepared.substitutions}
    assert used == {"仿宋_GB2312": "Studio Song", "宋体": "Studio Song"}


def test_no_name_of_the_machine_is_left() -> None:
    parts = read_package(prepare(notice(), Needs()).docx)
    styles = parts["word/styles.xml"].decode()
    assert "Theme=" not in styles
    assert "Calibri" not in styles.split("w:latentStyles")[0]


@pytest.mark.parametrize(
    ("character", "latin"),
    [
        ("A", True),
        ("0", True),
        (" ", True),
        ("é", True),
        ("ǎ", True),
        ("×", False),
        ("“", False),
        ("—", False),
        ("°", False),
        ("中", False),
        ("α", False),
        ("１", False),
    ],
)
def test_script_of_a_character(character: str, latin: bool) -> None:
    assert is_latin(character) is latin


def test_plain_spacing_parts_scripts_by_characters_of_no_width() -> None:
    docx = notice(("〔2024〕年，A B",))
    prepared = prepare(docx, Needs(plain_spacing=True))
    written = "".join(text for _, text in runs(prepared.docx))
    assert written == "〔\u20602024\u2060〕年，\u200bA B"
    assert prepared.text == prepare(docx, Needs()).text  # what the PDF is compared with


def test_plain_spacing_leaves_no_language_whose_marks_hang() -> None:
    styles = parse(
        read_package(prepare(notice(), Needs(plain_spacing=True)).docx)["word/styles.xml"]
    )
    languages = list(styles.iter(f"{W}lang"))
    assert languages
    assert {one.get(f"{W}eastAsia") for one in languages} == {"en-US"}


def test_what_is_not_a_docx_is_refused() -> None:
    with pytest.raises(PipelineError, match="无法读取"):
        prepare(b"%PDF-1.7", Needs())
