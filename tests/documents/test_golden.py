"""Every kind of document says what it said: its text, from a fixed sample, against a kept file."""

from __future__ import annotations

import pytest

from tests.documents.golden import FOLDER, golden_texts, kinds

REWRITE = "`python -m tests.documents.golden` rewrites it: read the diff"


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    return golden_texts()


@pytest.mark.parametrize("name", [kind.name for kind in kinds()])
def test_text_of_a_kind(name: str, texts: dict[str, str]) -> None:
    assert name in texts, "no sample makes this kind due: add one to dossiers/"
    assert texts[name] == (FOLDER / f"{name}.txt").read_text(encoding="utf-8"), REWRITE


def test_nothing_is_kept_for_a_kind_that_is_gone() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == {kind.name for kind in kinds()}


def test_no_paper_that_is_signed_or_sealed_calls_its_own_figures_assumed(
    texts: dict[str, str],
) -> None:
    """The remark is for those who prepare a paper: it stands in explain, check and drafts."""
    assert {kind.name for kind in kinds()} == set(texts)
    assert [name for name, text in texts.items() if "默认值" in text or "待校工会" in text] == []


def test_no_tag_and_no_python_word_is_left(texts: dict[str, str]) -> None:
    for name, text in texts.items():
        assert not any(sign in text for sign in ("{{", "{%", "None", "True", "False")), name
