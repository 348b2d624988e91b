"""Why an expert steps aside, in the review and the re-review, or who inspects (Art. 7(二), 9, 12).

The articles ask for experts and say nothing of conflicts: the policy lists what counts as one.
"""

from __future__ import annotations

from collections.abc import Set

from pipeline.dossier.intake import Expert
from pipeline.dossier.record import RereviewExpert
from pipeline.policies import Policy


def conflict_of(
    expert: Expert | RereviewExpert, unit: str, people: Set[str], policy: Policy
) -> str:
    """What ties `expert` to a studio of `unit` and `people`, in words; empty if nothing does."""
    grounds = policy.review.recusal
    if steps_aside(expert.name, people, policy):
        return "是工作室的人"
    if "同单位" in grounds and expert.unit == unit:
        return f"与工作室同属{unit}"
    return ""


def steps_aside(name: str, people: Set[str], policy: Policy) -> bool:
    """Whether who inspects, of whom only the name is written, belongs to the studio's `people`."""
    return "本工作室的人" in policy.review.recusal and name in people
