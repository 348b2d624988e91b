"""Art. 9: the money of a cycle, and the mid-term check."""

from pipeline.rules.articles.article_09 import (
    joint,
    midterm,
    money,
    payments,
    recheck,
)
from pipeline.rules.finding import Rule

RULES: tuple[Rule, ...] = (
    *payments.RULES,
    *joint.RULES,
    *money.RULES,
    *midterm.RULES,
    *recheck.RULES,
)
