"""Nothing moves on bound, photographed or enlarged pages."""

from tests.pdf.geometry import GOLDEN, geometry


def test_everything_stands_where_it_stood() -> None:
    assert geometry() == GOLDEN.read_text(encoding="utf-8"), "`make golden`: read the diff"
