"""Every rule, in one tuple. Each article's file ends with its own rows; codes never change."""

from __future__ import annotations

from pipeline.rules.articles import (
    article_04,
    article_06,
    article_06_cycle,
    article_06_people,
    article_07,
    article_07_again,
    article_07_order,
    article_07_others,
    article_07_publicity,
    article_07_review,
    article_09,
    article_10,
    article_10_evidence,
    article_10_others,
    article_10_people,
    article_11,
    article_12,
    article_13,
    article_14,
    numbering,
)
from pipeline.rules.finding import Rule

RULES: tuple[Rule, ...] = (
    *article_04.RULES,
    *article_06.RULES,
    *article_06_people.RULES,
    *article_06_cycle.RULES,
    *article_07.RULES,
    *article_07_publicity.RULES,
    *article_07_review.RULES,
    *article_07_order.RULES,
    *article_07_others.RULES,
    *article_07_again.RULES,
    *article_09.RULES,
    *article_10.RULES,
    *article_10_people.RULES,
    *article_10_evidence.RULES,
    *article_10_others.RULES,
    *article_11.RULES,
    *article_12.RULES,
    *article_13.RULES,
    *article_14.RULES,
    *numbering.RULES,
)
RULE_BY_CODE = {rule.code: rule for rule in RULES}
