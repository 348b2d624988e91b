"""Why an expert steps aside, in the review and the re-review, or who inspects (Art. 7(二), 9, 12).

The articles ask for experts and say nothing of conflicts: the policy lists what counts as one.
"""

from __future__ import annotations

from collections.abc import Set

from pipeline.dossier.intake import Expert
from pipeline.dossier.load import Case
from pipeline.dossier.record import RereviewExpert
from pipeline.policies import Policy
from pipeline.rules.facts import without_school


def conflict_of(
    expert: Expert | RereviewExpert, case: Case, people: Set[str], policy: Policy
) -> str:
    """What ties `expert` to a studio and its `people`, in words; empty if nothing does."""
    grounds = policy.review.recusal
    if steps_aside(expert.name, people, policy):
        return "是工作室的人"
    unit = case.dossier.profile.unit
    if "同单位" in grounds and without_school(case, expert.unit) == without_school(case, unit):
        return f"与工作室同属{unit}"
    return ""


def steps_aside(name: str, people: Set[str], policy: Policy) -> bool:
    """Whether who inspects, of whom only the name is written, belongs to the studio's `people`."""
    return "本工作室的人" in policy.review.recusal and name in people
