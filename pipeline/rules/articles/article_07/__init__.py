"""Art. 7: application, review, decision, publicity, naming, and the order of all acts."""

from pipeline.rules.articles.article_07 import (
    again,
    applied,
    certified,
    committee,
    falsehood,
    naming,
    objections,
    order,
    others,
    panel,
    publicity,
    review,
    sheets,
)
from pipeline.rules.finding import Rule

RULES: tuple[Rule, ...] = (
    *naming.RULES,
    *falsehood.RULES,
    *applied.RULES,
    *publicity.RULES,
    *objections.RULES,
    *review.RULES,
    *panel.RULES,
    *certified.RULES,
    *committee.RULES,
    *sheets.RULES,
    *order.RULES,
    *others.RULES,
    *again.RULES,
)
