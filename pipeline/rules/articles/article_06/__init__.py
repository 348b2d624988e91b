"""Art. 6: the conditions of applying, and what becomes of them in the cycle."""

from pipeline.rules.articles.article_06 import (
    conditions,
    cycle,
    kept,
    once,
    people,
)
from pipeline.rules.finding import Rule

RULES: tuple[Rule, ...] = (
    *conditions.RULES,
    *people.RULES,
    *once.RULES,
    *cycle.RULES,
    *kept.RULES,
)
