"""What a general act of the union suspends, ends or replaces: duties that go on no more, or later.

What nobody may lift (Art. 7) stays due whatever is written; that it was written is for `rules` to
tell. Must not judge whether the union might.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from pipeline.acts import TO_THE_NAME, all_acts
from pipeline.dossier.acts.base import Effect, GeneralAct
from pipeline.lifecycle import Stage
from pipeline.policies import Policy
from pipeline.policies.sections import PAYMENT_ACTS

#: Experts, Party committee and public decide these: the union can neither do without them nor put
#: somebody off for good; and it cannot name without its own look and its own decision (Art. 7).
NEVER_LIFTED = TO_THE_NAME[2:8]
NEVER_SPARED = (*NEVER_LIFTED, "初审", "命名")
#: What follows from falsehood (Art. 7).
FOR_FALSEHOOD = "取消称号"
#: What the articles order of every studio: who does without has a meeting behind him.
BY_A_MEETING = {
    "周期末复核": "12",
    "年度自评备案": "11",
    "中期检查": "9",
    "收回牌匾": "11",
    "退回经费": "9",
}
#: Duties that come back every year: which one is meant, its year says.
YEARLY = ("年度自评备案",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifted:
    """One duty that a general act lifted: `until` is the day to which it is put off, if any."""

    duty: str
    year: int | None
    effect: Effect
    until: datetime.date | None
    act: GeneralAct

    @property
    def told(self) -> str:
        """已暂停：题名."""
        word = "由其他事项代替" if self.effect is Effect.REPLACES else f"已{self.effect.value}"
        return f"{word}：{self.act.title}"


def needs_a_meeting(act: GeneralAct) -> bool:
    """Whether it does away with what the rules order of every studio, and no body decided so."""
    ended = act.effect in (Effect.ENDS, Effect.REPLACES)
    return ended and act.duty in BY_A_MEETING and act.decision is None


def duties(policy: Policy) -> tuple[str, ...]:
    """The acts that may fall due to somebody, in the order of the table."""
    rules = all_acts(policy.funds.payments)
    brought = {name for rule in rules for name in rule.brings}
    named = (rule.name for rule in rules)
    return tuple(name for name in named if name in brought or name in PAYMENT_ACTS)


def lifted(stage: Stage, on: datetime.date) -> tuple[Lifted, ...]:
    """All that was lifted by `on`, oldest first; the last word on a duty counts. What was put off
    to a day that was over is as due as before."""
    false = any(act.date <= on for act in stage.of("通报批评"))
    return tuple(
        Lifted(duty=act.duty, year=act.year, effect=act.effect, until=act.until, act=act)
        for act in stage.general
        if act.date <= on and act.effect and act.duty
        if act.duty not in (NEVER_LIFTED if act.effect is Effect.SUSPENDS else NEVER_SPARED)
        if not (false and act.duty == FOR_FALSEHOOD)
        if not needs_a_meeting(act)
        if act.effect is not Effect.SUSPENDS or not act.until or act.until > act.date  # A08-1a
    )


def last_word(lifts: tuple[Lifted, ...], duty: str, year: int | None = None) -> Lifted | None:
    """What holds for a duty; one that is told of a year is lifted for that year alone."""
    found = [one for one in lifts if one.duty == duty and one.year in (None, year)]
    return found[-1] if found else None


def spared(
    stage: Stage, duty: str, on: datetime.date = datetime.date.max, year: int | None = None
) -> Lifted | None:
    """The word by which a duty need not be done any more, or something else counts as it."""
    word = last_word(lifted(stage, on), duty, year)
    return word if word and word.effect is not Effect.SUSPENDS else None


def put_off(
    stage: Stage, duty: str, by: datetime.date, on: datetime.date, year: int | None = None
) -> datetime.date:
    """By when a duty of that day is due, as known on `on`: the day to which it was put off, where
    that is later; never where it was ended, replaced, or suspended without a day."""
    word = last_word(lifted(stage, on), duty, year)
    if word is None:
        return by
    until = word.until if word.effect is Effect.SUSPENDS else None
    return max(until, by) if until else datetime.date.max
