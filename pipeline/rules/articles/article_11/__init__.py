"""Art. 11: the yearly self-assessment, what the union finds out, and striking off."""

from pipeline.rules.articles.article_11 import assessment, corrections, periodic, revocation
from pipeline.rules.finding import Rule

RULES: tuple[Rule, ...] = (
    *assessment.RULES,
    *periodic.RULES,
    *corrections.RULES,
    *revocation.RULES,
)
