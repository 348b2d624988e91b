"""Why an expert or an inspector steps aside (Art. 7(二), 9, 12), and who is left to review.

The articles ask for experts and say nothing of conflicts: the policy lists what counts as one.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from pipeline.dossier.acts.cycle import RereviewExpert
from pipeline.dossier.acts.review import ExpertReview
from pipeline.dossier.intake import Expert, Panel
from pipeline.dossier.load import Case
from pipeline.names.comparison import ComparedName, comparison_key
from pipeline.policies import Policy
from pipeline.rules.facts import without_school


def conflict_of(
    expert: Expert | RereviewExpert, case: Case, people: Set[ComparedName], policy: Policy
) -> str:
    """What ties `expert` to a studio and its `people`, in words; empty if nothing does."""
    grounds = policy.review.recusal
    if steps_aside(expert.name, people, policy):
        return "是工作室的人"
    unit = case.dossier.profile.unit
    if "同单位" in grounds and expert.unit == unit:
        return f"与工作室同属{unit}"
    return ""


def near_unit(expert: Expert | RereviewExpert, case: Case, policy: Policy) -> str:
    """What looks like the studio's own unit under another name, in words: that is for people to
    say, so it is no conflict yet."""
    unit = case.dossier.profile.unit
    theirs, ours = (comparison_key(without_school(case, one)) for one in (expert.unit, unit))
    near = expert.unit != unit and (theirs.startswith(ours) or ours.startswith(theirs))
    asked = "同单位" in policy.review.recusal and policy.switch("recusal") != "不查"
    if not (near and asked):
        return ""
    return f"的单位“{expert.unit}”与工作室所在单位“{unit}”写法相近"


#: What to do about such a unit.
ASK_UNIT = "是同一单位的应回避，写成同样的名称；不是的不必改。"


def steps_aside(name: ComparedName, people: Set[ComparedName], policy: Policy) -> bool:
    """Whether who inspects, of whom only the name is written, belongs to the studio's `people`."""
    return "本工作室的人" in policy.review.recusal and name in people


@dataclass(frozen=True, slots=True, kw_only=True)
class Judges:
    """The experts of a panel who came, as one studio has them: who judges it and gives two sheets
    and a vote, and who steps aside, each with the reason. `in_spite` are those who should step
    aside and gave a sheet all the same."""

    judging: tuple[Expert, ...]
    aside: tuple[tuple[Expert, str], ...]
    in_spite: tuple[tuple[Expert, str], ...]

    @property
    def left_out(self) -> str:
        """Who steps aside, for the end of a sentence."""
        codes = "、".join(expert.code for expert, _ in self.aside)
        return f"（{codes} 应回避）" if codes else ""


def judges_of(case: Case, panel: Panel, review: ExpertReview, policy: Policy) -> Judges:
    """Who judges this studio. Where the union does not ask after conflicts, all do who came."""
    dossier = case.dossier
    people = {dossier.leader.name, *(member.name for member in dossier.members)}
    asked = policy.switch("recusal") != "不查"
    scored = {sheet.expert for sheet in review.sheets}
    judging: list[Expert] = []
    aside: list[tuple[Expert, str]] = []
    in_spite: list[tuple[Expert, str]] = []
    for expert in panel.experts:
        why = conflict_of(expert, case, people, policy) if asked else ""
        if why and expert.code in scored:
            in_spite.append((expert, why))
        if why and expert.present:
            aside.append((expert, why))
        elif expert.present:
            judging.append(expert)
    return Judges(judging=tuple(judging), aside=tuple(aside), in_spite=tuple(in_spite))
