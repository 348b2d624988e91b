"""Every rule, in one tuple. Each article's file ends with its own rows; codes never change."""

from __future__ import annotations

from pipeline.rules.articles import (
    article_04,
    article_05,
    article_06,
    article_07,
    article_08,
    article_09,
    article_10,
    article_10_volumes,
    article_11,
    article_12,
    article_13,
    article_13_nominated,
    article_13_nominees,
    article_13_outcome,
    article_13_results,
    article_14,
    article_14_before,
    article_14_people,
    numbering,
)
from pipeline.rules.finding import Rule

RULES: tuple[Rule, ...] = (
    *article_04.RULES,
    *article_05.RULES,
    *article_06.RULES,
    *article_07.RULES,
    *article_08.RULES,
    *article_09.RULES,
    *article_10.RULES,
    *article_10_volumes.RULES,
    *article_11.RULES,
    *article_12.RULES,
    *article_13.RULES,
    *article_13_results.RULES,
    *article_13_nominees.RULES,
    *article_13_nominated.RULES,
    *article_13_outcome.RULES,
    *article_14.RULES,
    *article_14_people.RULES,
    *article_14_before.RULES,
    *numbering.RULES,
)
RULE_BY_CODE = {rule.code: rule for rule in RULES}
