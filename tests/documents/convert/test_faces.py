"""The bundled faces draw every listed character, under names of our own."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont

from pipeline.documents.convert.faces import BUNDLED, face_named, fallback_for, undrawable
from tests.tools.build_fonts import FACES, characters, latin

CHINESE = ("Studio Song", "Studio Biaosong", "Studio Hei", "Studio Kai")


def test_the_list_holds_the_standard_table() -> None:
    lines = (BUNDLED / "characters.txt").read_text(encoding="utf-8").splitlines()
    start = next(i for i, line in enumerate(lines) if not line.startswith("# "))
    end = next(i for i, line in enumerate(lines) if i > start and line.startswith("# "))
    table = "".join(lines[start:end])
    assert len(table) == len(set(table)) == 8105
    assert table.startswith("一乙二十丁厂七卜八人") and table.endswith("蠼")


@pytest.mark.parametrize("family", CHINESE)
def test_every_character_in_every_chinese_face(family: str) -> None:
    face = face_named(family)
    assert [c for c in characters() if not face.has(c)] == []


@pytest.mark.parametrize("mark", list("□☐☑☒✓✔■▲★※→①⑳〔〕〇㎡℃×±≥≤—…·‘’“”♦ⅠⅫαΩ㈠"))
def test_marks_of_official_papers(mark: str) -> None:
    assert all(face_named(family).has(mark) for family in CHINESE)


def test_latin_face_draws_latin() -> None:
    assert [c for c in latin() if not face_named("Studio Latin").has(c)] == []


@pytest.mark.parametrize("face", FACES, ids=lambda face: face.file)
def test_file_is_small_free_and_renamed(face: object) -> None:
    from tests.tools.build_fonts import Face

    assert isinstance(face, Face)
    path = BUNDLED / face.file
    assert path.stat().st_size < 5_000_000
    with TTFont(path) as font:
        assert "glyf" in font
        assert font["OS/2"].fsType == 0
        shown = " ".join(font["name"].getDebugName(i) for i in (1, 3, 4, 6))
        assert font["name"].getDebugName(1) == face.family
    # OFL 1.1 (3): a subset may not carry a reserved name.
    assert not any(name in shown for name in ("Source", "LXGW", "霞鹜", "Liberation", "Tinos"))
    assert any(
        face.file.split(".")[0].split("-")[0] in licence.name
        for licence in BUNDLED.glob("OFL-*.txt")
    )


def test_dashes_join_and_quotes_are_full_width() -> None:
    for family in CHINESE:
        with TTFont(face_named(family).files[0][0]) as font:
            names = font.getBestCmap()
            assert all(font["hmtx"][names[ord(c)]][0] == 1000 for c in "—“”‘’·…")
            dash = font["glyf"][names[ord("—")]]
            assert dash.xMin <= 0 and dash.xMax >= 1000 - 1


@pytest.mark.parametrize(
    ("wanted", "role"),
    [
        ("仿宋_GB2312", "Studio Song"),
        ("方正小标宋简体", "Studio Biaosong"),
        ("黑体", "Studio Hei"),
        ("楷体_GB2312", "Studio Kai"),
        ("没有的字体", "Studio Song"),
    ],
)
def test_a_wanted_face_is_real_or_its_stand_in(wanted: str, role: str) -> None:
    face = face_named(wanted)
    assert face.family == role or not face.bundled


def test_undrawable_passes_what_the_bundled_faces_have() -> None:
    assert undrawable("李䶮在\t2024年\n㎡\u3000☑") == ()


def test_undrawable_names_each_character_once() -> None:
    # A Kaktovik numeral of Unicode 15: an office machine that has it would be a surprise.
    rare = "\U0001d2c0"
    if fallback_for(rare) is not None:
        pytest.skip("this machine has a face for U+1D2C0")
    assert undrawable(f"甲{rare}乙{rare}") == (rare,)
