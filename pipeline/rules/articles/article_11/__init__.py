"""Art. 11: the yearly self-assessment, what the union finds out, and striking off."""

from pipeline.rules.articles.article_11 import (
    assessment,
    corrections,
    deciding,
    periodic,
    revocation,
    shortfalls,
)
from pipeline.rules.finding import Rule

RULES: tuple[Rule, ...] = (
    *assessment.RULES,
    *periodic.RULES,
    *corrections.RULES,
    *shortfalls.RULES,
    *revocation.RULES,
    *deciding.RULES,
)
