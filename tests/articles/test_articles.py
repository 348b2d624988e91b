"""Every article is carried by something or says why nothing can; nothing cites a stranger."""

from __future__ import annotations

import datetime
import tomllib
from pathlib import Path

import pytest

from pipeline.acts import acts_under
from pipeline.articles import REGISTER, Article, all_articles
from pipeline.policies import built_in
from pipeline.rules.all import RULES
from pipeline.rules.coverage import coverage

NUMBERS = [article.number for article in all_articles()]
POLICY = built_in().on(datetime.date(2026, 1, 1))


@pytest.mark.parametrize("article", all_articles(), ids=lambda article: article.number)
def test_carried_or_uncheckable(article: Article) -> None:
    carried = coverage(article.number, POLICY)
    assert bool(carried.rules or carried.acts) is not bool(article.uncheckable)


def test_all_fifteen_articles_in_order() -> None:
    assert len(NUMBERS) == len(set(NUMBERS))
    whole = {number.split(".")[0] for number in NUMBERS}
    assert whole == {str(number) for number in range(1, 16)}
    assert [n for n in NUMBERS if n.startswith("6.")] == [f"6.{n}" for n in range(1, 8)]
    assert [n for n in NUMBERS if n.startswith("7.")] == [f"7.{n}" for n in range(1, 5)]


def test_nothing_cites_an_article_that_does_not_exist() -> None:
    cited = {rule.article for rule in RULES} | {
        act.article for act in acts_under(POLICY.funds.payments)
    }
    assert cited <= {*NUMBERS, REGISTER}


def test_document_kinds_cite_articles_that_exist(root: Path) -> None:
    kinds = sorted((root / "templates").glob("*/kind.toml"))
    assert kinds
    for path in kinds:
        cited = tomllib.loads(path.read_text(encoding="utf-8"))["articles"]
        assert set(cited) <= {*NUMBERS, "6"}, path.parent.name


def test_codes_are_unique_and_name_their_article() -> None:
    codes = [rule.code for rule in RULES]
    assert len(codes) == len(set(codes))
    for rule in RULES:
        subjects = [rule.on_case, rule.on_batch, rule.on_whole]
        assert any(subjects), rule.code
        assert rule.title
