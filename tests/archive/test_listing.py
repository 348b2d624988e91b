"""The whole of a package, read as an archivist reads it, is what it was."""

from tests.archive.listing import GOLDEN, listing


def test_a_package_is_to_the_letter_what_it_was() -> None:
    assert listing() == GOLDEN.read_text(encoding="utf-8"), "`make golden`: read the diff"
