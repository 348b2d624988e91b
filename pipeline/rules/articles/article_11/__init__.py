"""Art. 11: the yearly self-assessment, and striking off."""

from pipeline.rules.articles.article_11 import assessment, revocation
from pipeline.rules.finding import Rule

RULES: tuple[Rule, ...] = (
    *assessment.RULES,
    *revocation.RULES,
)
