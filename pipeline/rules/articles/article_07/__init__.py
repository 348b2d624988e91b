"""Art. 7: application, review, decision, publicity, naming, and the order of all acts."""

from pipeline.rules.articles.article_07 import (
    again,
    applied,
    applying,
    certified,
    committee,
    falsehood,
    naming,
    objections,
    order,
    others,
    outcome,
    panel,
    publicity,
    review,
    sheets,
    supplement,
)
from pipeline.rules.finding import Rule

RULES: tuple[Rule, ...] = (
    *applying.RULES,
    *naming.RULES,
    *supplement.RULES,
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
    *outcome.RULES,
    *again.RULES,
)
