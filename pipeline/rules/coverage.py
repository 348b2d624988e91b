"""What carries an article: the rules, acts and thresholds that cite it. Document kinds cite their
articles in their own kind.toml and are added by those who know the templates."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.acts import ActRule, acts_under
from pipeline.policies import Policy
from pipeline.policies.settings import Setting
from pipeline.rules.all import RULES
from pipeline.rules.finding import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """Everything in the program that cites one article."""

    rules: tuple[Rule, ...]
    acts: tuple[ActRule, ...]
    settings: tuple[Setting, ...]


def coverage(number: str, policy: Policy) -> Coverage:
    """What cites exactly this article or paragraph."""
    return Coverage(
        rules=tuple(rule for rule in RULES if rule.article == number),
        acts=tuple(a for a in acts_under(policy.funds.payments) if a.article == number),
        settings=tuple(s for s in policy.settings.values() if s.article == number),
    )
