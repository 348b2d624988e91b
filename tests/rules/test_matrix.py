"""The matrix of what carries each article is current, and nothing in it is empty unexplained."""

from __future__ import annotations

from tests.rules import matrix


def test_the_matrix_of_articles_is_current() -> None:
    """After adding a rule, an act or a kind: python -m tests.rules.matrix."""
    assert matrix.README.read_text(encoding="utf-8") == matrix.readme()


def test_every_reason_for_an_empty_cell_is_needed() -> None:
    table = "\n".join(matrix.matrix())
    assert all(f"（{reason}）" in table for reason in matrix.EMPTY.values())
