"""The face for stamps: measured, shortened, broken, and honest about what it lacks."""

import pytest

from pipeline.errors import PipelineError
from pipeline.pdf.typeface import Typeface
from tests.archive.samples import FACE

#: A character of a private use area: no face of ours has it.
UNKNOWN = "\ue123"


def test_a_chinese_character_is_one_em() -> None:
    assert Typeface(FACE).width("页", 10) == pytest.approx(10, abs=0.1)


def test_text_is_shortened_to_the_room() -> None:
    face = Typeface(FACE)
    short = face.fit("归档文件目录", 10, 35)
    assert short == "归档…" and face.width(short, 10) <= 35
    assert face.fit("归档", 10, 35) == "归档"


def test_lines_are_broken_to_the_room_and_nothing_is_lost() -> None:
    face = Typeface(FACE)
    lines = face.wrap("归档文件目录" * 3, 10, 50)
    assert "".join(lines) == "归档文件目录" * 3
    assert all(face.width(line, 10) <= 50 for line in lines) and len(lines) > 3


def test_a_missing_character_takes_the_room_of_the_sign_for_it() -> None:
    face = Typeface(FACE)
    assert face.width(f"甲{UNKNOWN}乙", 10) == face.width("甲〓乙", 10)


@pytest.mark.parametrize("data", [b"", b"not a font", FACE[:2000]])
def test_a_bad_font_is_the_operators_problem(data: bytes) -> None:
    with pytest.raises(PipelineError):
        Typeface(data)
