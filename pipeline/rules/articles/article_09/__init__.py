"""Art. 9: the money of a cycle, and the mid-term check."""

from pipeline.rules.articles.article_09 import (
    award,
    disclosure,
    joint,
    midterm,
    money,
    of_the_year,
    payments,
    recheck,
    refunds,
)
from pipeline.rules.finding import Rule

RULES: tuple[Rule, ...] = (
    *payments.RULES,
    *joint.RULES,
    *refunds.RULES,
    *award.RULES,
    *disclosure.RULES,
    *of_the_year.RULES,
    *money.RULES,
    *midterm.RULES,
    *recheck.RULES,
)
