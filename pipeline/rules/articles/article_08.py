"""Art. 8: the general act, by which the union suspends, ends or replaces one duty of a studio."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.diagnostics import RuleCode, visible
from pipeline.dossier.acts.base import Effect, GeneralAct
from pipeline.dossier.acts.cycle import AssessmentFiling
from pipeline.due import before_lifting
from pipeline.lifecycle import place
from pipeline.lifted import (
    BY_A_MEETING,
    FOR_FALSEHOOD,
    NEVER_LIFTED,
    NEVER_SPARED,
    YEARLY,
    duties,
    needs_a_meeting,
)
from pipeline.policies import Policy
from pipeline.rules.finding import DOSSIER, INTAKE, RECORD, Batch, Finding, Placed, Rule
from pipeline.rules.listed import instead
from pipeline.rules.rows import hints


def _of_studio(p: Placed) -> list[GeneralAct]:
    acts = p.case.record.acts if p.case.record else ()
    return [act for act in acts if isinstance(act, GeneralAct)]


def _of_intake(b: Batch) -> list[GeneralAct]:
    acts = b.intake.year_acts if b.intake else ()
    return [act for act in acts if isinstance(act, GeneralAct)]


def effect_without_duty(act: GeneralAct) -> Iterator[Finding]:
    """8: what is done to a duty and which duty it is stand together; only a suspended one has a
    day, after that of the decision; and which year is meant is said of what comes back yearly."""
    if act.effect and not act.duty:
        yield Finding(
            act.marks.at("影响"),
            f"其他事项 {act.date} 写了“影响: {act.effect}”，没有写所及事项",
            "补“所及事项”，写事项的名字，如 中期检查；不影响哪一项的，删去“影响”。",
        )
    for key, value in (("所及事项", act.duty), ("年度", act.year), ("顺延至", act.until)):
        if value and not act.effect:
            yield Finding(
                act.marks.at(key),
                f"其他事项 {act.date} 写了“{key}”，没有写影响",
                "补“影响”：暂停、免除、代替；没有影响的，删去这一行。",
            )
    if act.until and act.effect in (Effect.ENDS, Effect.REPLACES):
        yield Finding(
            act.marks.at("顺延至"),
            f"其他事项 {act.date} 的影响是{act.effect}，又写了顺延至 {act.until}",
            "只是推迟的，影响写“暂停”；不再办的，删去“顺延至”。",
            (act.marks.at("影响"),),
        )
    elif act.until and act.effect and act.until <= act.date:
        yield Finding(
            act.marks.at("顺延至"),
            f"顺延至 {act.until}，不晚于作出决定的 {act.date}",
            "核对日期；推迟到的日子在决定以后。",
            (act.marks.at("日期"),),
        )
    if act.effect and act.duty in YEARLY and not act.year:
        yield Finding(
            act.marks.at("所及事项"),
            f"“{act.duty}”每年一次，其他事项 {act.date} 没有写是哪一年的",
            "补“年度”，如 年度: 2025。",
        )
    elif act.effect and act.year and act.duty and act.duty not in YEARLY:
        yield Finding(
            act.marks.at("年度"),
            f"“{visible(act.duty, 30)}”不分年度，其他事项 {act.date} 写了 {act.year} 年度",
            f"删去“年度”；分年度的只有{'、'.join(YEARLY)}。",
        )


def duty_unknown(act: GeneralAct, policy: Policy) -> Iterator[Finding]:
    """8: only what somebody owes can be lifted: an act that falls due."""
    known = duties(policy)
    if act.effect and act.duty and act.duty not in known:
        yield Finding(
            act.marks.at("所及事项"),
            f"所及事项“{visible(act.duty, 30)}”不是到时要办的事项",
            instead(act.duty, [one for one in known if one not in NEVER_SPARED]),
        )


def lifted_what_nobody_may(act: GeneralAct, false: bool) -> Iterator[Finding]:
    """7 with 8: what experts, the Party committee and the public decide, and what follows from
    falsehood, no decision of the union suspends or ends; nor is it named without its own look."""
    if not act.effect or not act.duty:
        return
    article = ""
    never = NEVER_LIFTED if act.effect is Effect.SUSPENDS else NEVER_SPARED
    if act.duty in never:
        told = f"“{act.duty}”是第七条定的，不能{act.effect}"
        hint = "删去“影响”和“所及事项”；推迟办理的，办了再记，备注里写明原因。"
    elif act.duty == FOR_FALSEHOOD and false:
        told = f"已因弄虚作假通报批评，“{act.duty}”不能{act.effect}"
        hint = "删去“影响”和“所及事项”；查明不属实的，先撤销通报批评。"
    elif needs_a_meeting(act):
        told = f"“{act.duty}”是细则定的，{act.effect}要有会议决定"
        hint = "写“审定”：机构、会议、日期；只是推迟的，影响写“暂停”。"
        article = BY_A_MEETING[act.duty]
    else:
        return
    yield Finding(act.marks.at("所及事项"), told, hint, article=article)


def studio_effect_without_duty(p: Placed) -> Iterator[Finding]:
    """8: of one studio."""
    for act in _of_studio(p):
        yield from effect_without_duty(act)


def intake_effect_without_duty(b: Batch) -> Iterator[Finding]:
    """8: of all studios of an intake."""
    for act in _of_intake(b):
        yield from effect_without_duty(act)


def studio_duty_unknown(p: Placed) -> Iterator[Finding]:
    """8: of one studio."""
    for act in _of_studio(p):
        yield from duty_unknown(act, p.stage.policy)


def intake_duty_unknown(b: Batch) -> Iterator[Finding]:
    """8: of all studios of an intake."""
    for act in _of_intake(b):
        yield from duty_unknown(act, b.policy)


def studio_lifted_what_nobody_may(p: Placed) -> Iterator[Finding]:
    """7 with 8: of one studio."""
    false = bool(p.stage.of("通报批评"))
    for act in _of_studio(p):
        yield from lifted_what_nobody_may(act, false)


def intake_lifted_what_nobody_may(b: Batch) -> Iterator[Finding]:
    """7 with 8: of all studios of an intake; whoever of them was criticised is not spared."""
    for act in _of_intake(b):
        yield from lifted_what_nobody_may(act, false=False)


def lifted_in_vain(p: Placed) -> Iterator[Finding]:
    """8: what was done by then, or is of no year of the cycle, cannot be lifted any more; and a day
    that is no later than the duty's own puts nothing off."""
    for act in _of_studio(p):
        if not act.effect or not act.duty or act.date > p.today:
            continue
        yield from _no_later(p, act)
        done = [one for one in p.stage.of(act.duty) if one.date <= act.date]
        years = p.stage.assessable_years
        if act.duty in YEARLY:
            done = [
                one
                for one in done
                if isinstance(one.record, AssessmentFiling) and one.record.year == act.year
            ]
        elif done and (p.stage.rule_of(act.duty).repeatable or act.duty == "挂牌"):
            continue  # it may fall due again, as the plaque does with a new name
        if done or (act.duty in YEARLY and act.year and p.stage.cycle and act.year not in years):
            told = f"已在 {done[-1].date} 办过" if done else f"在本周期没有 {act.year} 年度的"
            yield Finding(
                act.marks.at("所及事项"),
                f"其他事项 {act.date} 的影响是{act.effect}，“{act.duty}”{told}，不起作用",
                "核对所及事项、年度和日期；不影响哪一项的，删去“影响”和“所及事项”。",
                tuple(one.place for one in done[-1:]),
            )


def _no_later(p: Placed, act: GeneralAct) -> Iterator[Finding]:
    if act.effect is not Effect.SUSPENDS or not act.until or act.until <= act.date:
        return
    dues = before_lifting(p.case, place(p.case, act.date), act.date)
    year = act.year if act.duty in YEARLY else None
    days = [due.by for due in dues if due.by and due.act == act.duty and due.year == year]
    if days and act.until <= max(days):
        yield Finding(
            act.marks.at("顺延至"),
            f"顺延至 {act.until}，不晚于“{act.duty}”本来的期限 {max(days)}，不起作用",
            "核对日期；期限仍是本来的那一天。",
        )


RULES: tuple[Rule, ...] = (
    Rule(
        code=RuleCode("A08-1a"),
        article="8",
        title="影响与所及事项不配",
        on_case=studio_effect_without_duty,
        on_batch=intake_effect_without_duty,
        needs=DOSSIER | RECORD,
        parts=INTAKE,
        about=("其他事项",),
    ),
    Rule(
        code=RuleCode("A08-1b"),
        article="8",
        title="所及事项不是到时要办的",
        on_case=studio_duty_unknown,
        on_batch=intake_duty_unknown,
        needs=DOSSIER | RECORD | INTAKE,
        about=("其他事项",),
    ),
    Rule(
        code=RuleCode("A08-1c"),
        article="7",
        title="暂停、免除了第七条定的事项",
        on_case=studio_lifted_what_nobody_may,
        on_batch=intake_lifted_what_nobody_may,
        needs=DOSSIER | RECORD,
        parts=INTAKE,
        about=("其他事项",),
    ),
    hints(
        "A08-1z",
        "8",
        "所及事项已经办过或不在周期里",
        lifted_in_vain,
        needs=RECORD | INTAKE,
        about=("其他事项",),
    ),
)
