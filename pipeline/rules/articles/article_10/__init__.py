"""Art. 10: the ledgers, who stands in them, and their evidence."""

from pipeline.rules.articles.article_10 import (
    days,
    entries,
    evidence,
    file_names,
    of_intake,
    opened,
    others,
    people,
    plans,
)
from pipeline.rules.finding import Rule

RULES: tuple[Rule, ...] = (
    *days.RULES,
    *entries.RULES,
    *people.RULES,
    *plans.RULES,
    *evidence.RULES,
    *file_names.RULES,
    *of_intake.RULES,
    *opened.RULES,
    *others.RULES,
)
