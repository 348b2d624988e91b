"""Art. 7–14: acts in their order, once, and not in the future (the table is in `acts`)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from pipeline.acts import AFTER_ARCHIVE, AFTER_END, ENDS, GIVEN, INTAKE_ACTS, ActRule, article_of
from pipeline.diagnostics import Place, RuleCode
from pipeline.dossier.acts.cycle import AssessmentFiling
from pipeline.dossier.acts.deciding import Publicity
from pipeline.dossier.acts.end import NameCancelling
from pipeline.dossier.intake import Intake
from pipeline.dossier.load import Case
from pipeline.due import STRIKING_OFF, due_acts
from pipeline.lifecycle import Act, Phase
from pipeline.lifted import spared
from pipeline.owed.before import TAKING_DOWN, refused_on
from pipeline.rounds import withheld
from pipeline.rules.articles.article_07.repeated import act_repeated
from pipeline.rules.articles.article_07.review import supplement_overdue
from pipeline.rules.finding import DOSSIER, INTAKE, RECORD, Batch, Finding, Placed, Rule
from pipeline.rules.rows import forbids, warns
from pipeline.rules.wording import misspelt


def act_too_early(p: Placed) -> Iterator[Finding]:
    """An act needs what the article orders before it: recorded, and not later."""
    first: dict[str, Act] = {}
    for act in p.stage.acts:
        first.setdefault(act.name, act)
    intake, told = p.case.intake, False
    for act in p.stage.acts:
        rule = p.stage.rule_of(act.name)
        for needed in rule.after:
            before = first.get(needed)
            if spared(p.stage, needed, act.date):
                continue
            if before is None and needed == "专家评审" and act.name == "工会委员会研究":
                continue  # the committee's list names the studio: A07-3b says so there
            others = intake and _taken(intake, needed)
            if before is None and act.name == "命名" and others and _told_in_lists(p, act):
                continue
            if before is None and needed == "命名" and (meant := _named_otherwise(p.case)):
                if not told and intake and meant not in intake.ever_proposed:
                    yield _unnamed(act, p.case, rule.article)
                told = True
                continue
            lacking = {*rule.after}.difference(first).intersection(p.stage.rule_of(needed).after)
            if before is None and not lacking:  # else the other is told, and this one needs it
                yield _missing(act.name, act.date, act.place, needed, rule.article)
            elif before and before.date > act.date and not _withheld_then(p, act):
                yield _early(act.name, act.date, act.place, before, rule.article)
        yield from _too_late(act, rule, first)
        if rule.after_any and not any(
            (name in first and first[name].date <= act.date) or _spared_for(p, name, act)
            for name in rule.after_any
        ):
            yield Finding(
                act.place,
                f"有“{act.name} {act.date}”，却没有在先的"
                f"{'、'.join(f'“{n}”' for n in rule.after_any)}之一",
                "补记在先的事项，或删去这一项。",
                article=rule.article,
            )


def _too_late(act: Act, rule: ActRule, first: Mapping[str, Act]) -> Iterator[Finding]:
    """What an act closes is closed: there is no application to take back once it is named."""
    for name in rule.until:
        closed = first.get(name)
        if closed and closed.date <= act.date:
            yield Finding(
                act.place,
                f"{closed.date} 已“{name}”，不应再有“{act.name} {act.date}”",
                f"核对日期；“{act.name}”只在“{name}”以前。",
                (closed.place,),
                rule.article,
            )


def _spared_for(p: Placed, needed: str, act: Act) -> bool:
    """Whether an act may do without: a cycle whose re-review was lifted still runs to its end."""
    over = p.stage.cycle is None or act.name != "归档" or act.date > p.stage.cycle[1]
    return over and spared(p.stage, needed, act.date) is not None


def _told_in_lists(p: Placed, naming: Act) -> bool:
    """Whether the steps were others' and not the studio's: it was not approved (A07-4a), named in
    a round that does not list it (A07-4a), not consented to (A07-4e), or had left (A07-4d,
    A07-7a)."""
    intake, slug = p.case.intake, p.case.slug
    left = (*p.stage.of("撤回申报"), *p.stage.of("通报批评"))
    return (
        intake is None
        or slug not in intake.ever_proposed
        or any(one.naming is naming.record and slug not in one.listed for one in intake.supplements)
        or withheld(intake, slug, naming.date) is not None
        or any(act.date <= naming.date for act in left)
    )


def _withheld_then(p: Placed, act: Act) -> bool:
    """Whether it is a naming of whom the Party committee had not agreed to, so that the step which
    came after it is of a later round: A07-4e tells of the one name; the others stand."""
    return act.name == "命名" and withheld(p.case.intake, p.case.slug, act.date) is not None


def _taken(intake: Intake, step: str) -> bool:
    """Whether some round of the intake took a step."""
    return any(one.steps.get(step) for one in intake.rounds)


def _missing(act: str, day: datetime.date, place: Place, needed: str, article: str) -> Finding:
    return Finding(
        place,
        f"有“{act} {day}”，却没有在先的“{needed}”",
        f"补记“{needed}”及其日期，或删去这一项。",
        article=article,
    )


def _named_otherwise(case: Case) -> str:
    """The name in the naming list that is this studio's but for one letter; A07-4a tells of it."""
    intake = case.intake
    if intake is None or intake.committee is None:
        return ""
    met = (one.committee for one in intake.rounds if one.committee)
    approved = {slug for committee in met for slug in committee.approved}
    strange = (one for one in intake.ever_named if one not in approved)
    return next((one for one in strange if misspelt(one, case.slug)), "")


def _unnamed(act: Act, case: Case, article: str) -> Finding:
    """Said of the first act alone: the slip is in the list."""
    meant = _named_otherwise(case)
    rounds = case.intake.rounds if case.intake else ()
    namings = [one.naming for one in rounds if one.naming and meant in one.naming.named]
    return Finding(
        act.place,
        f"有“{act.name} {act.date}”，命名名单里却没有“{case.slug}”，只有“{meant}”",
        "文件夹名写错了，改正“命名名单”。",
        tuple(naming.marks.at("命名名单") for naming in namings[:1]),
        article,
    )


def _early(act: str, day: datetime.date, place: Place, before: Act, article: str) -> Finding:
    return Finding(
        place,
        f"“{act}”{day} 早于“{before.name}”{before.date}",
        f"“{before.name}”在先；改正其中一个日期。",
        (before.place,),
        article,
    )


def intake_act_too_early(b: Batch) -> Iterator[Finding]:
    """As `act_too_early`, for the acts of an intake among themselves: without a committee's list
    they are acts of no studio. A supplement holds only the steps that were taken again; what its
    studios lack is told of each."""
    shared = b.intake.blocks if b.intake else {}
    for one in b.rounds:
        first = one is b.intake
        acts = {
            name: Act(name=name, date=block.date, place=block.marks.at("日期"), record=block)
            for name, block in (shared if first else one.steps).items()
            if block is not None
        }
        for act in acts.values():
            rule = INTAKE_ACTS.get(act.name)
            for needed in rule.after if rule else ():
                before = acts.get(needed)
                if rule and before is None and first:
                    yield _missing(act.name, act.date, act.place, needed, rule.article)
                elif rule and before and before.date > act.date:
                    yield _early(act.name, act.date, act.place, before, rule.article)


def act_after_the_end(p: Placed) -> Iterator[Finding]:
    """After a title is struck off or a name cancelled, only the consequences follow, and on that
    day nothing is given any more; after the archiving nothing happens, since the volume is
    closed."""
    ended = p.stage.ended_on
    end = next((act for act in p.stage.acts if act.name in ENDS and act.date == ended), None)
    told: set[Place] = set()
    for act in p.stage.acts:
        if end is None or act.date > p.today or act.name in AFTER_END or _of_before(p, act):
            continue
        that_day = end.date == act.date and act.name in GIVEN
        if end.date < act.date or that_day:
            told.add(act.place)
            yield Finding(
                act.place,
                f"{end.date} 已{end.name}，{'当天' if that_day else '之后'}不应再有"
                f"“{act.name} {act.date}”",
                "核对日期，或删去这一项。",
                (end.place,),
                p.stage.rule_of(end.name).article,
            )
    archived = p.stage.last("归档")
    for act in p.stage.acts:
        if act.name in INTAKE_ACTS or act.name in AFTER_ARCHIVE or act.place in told:
            continue
        if archived and archived.date < act.date <= p.today:
            yield Finding(
                act.place,
                f"{archived.date} 已归档，之后不应再有“{act.name} {act.date}”，归档包里不会有它",
                "核对日期；归档以前的事补全以后再记“归档”。",
                (archived.place,),
                p.stage.rule_of(archived.name).article,
            )


def _of_before(p: Placed, act: Act) -> bool:
    """Whether it files the self-assessment of a year in which the studio still had its title."""
    filing = act.record if isinstance(act.record, AssessmentFiling) else None
    return filing is not None and filing.year in p.stage.assessable_years


def act_in_future(p: Placed) -> Iterator[Finding]:
    """A record holds what has happened; nothing is entered in advance."""
    for act in p.case.record.acts if p.case.record else ():
        if act.date > p.today:
            yield Finding(
                act.marks.at("日期"),
                f"“{act.act}”的日期 {act.date} 还没有到（今天 {p.today}）",
                "事情办完再记；核对日期。",
                article=p.stage.rule_of(act.act).article,
            )


def intake_act_in_future(b: Batch) -> Iterator[Finding]:
    """As `act_in_future`, for the acts that an intake's studios share."""
    if b.intake is None:
        return
    for name, block in b.intake.dated:
        if block.date > b.today:
            yield Finding(
                block.marks.at("日期"),
                f"“{name}”的日期 {block.date} 还没有到（今天 {b.today}）",
                "事情办完再记；核对日期。",
                article=article_of(name),
            )
        down = block.taken_down if isinstance(block, Publicity) else None
        if down and down > b.today:
            yield Finding(
                block.marks.at("撤下日期"),
                f"撤下日期 {down} 还没有到（今天 {b.today}）",
                "撤下以后再记；核对日期。",
                article=article_of(name),
            )


#: Acts whose delay is judged by rules of their own (A11-1a, A11-1b), or by none: what money is left
#: only the vouchers show; as is that of taking a list
#: down (A07-3e), and of striking off for a failure (A11-3e).
_JUDGED_ELSEWHERE = ("年度自评备案", "退回经费")
#: Acts that the article of another orders: the plaque's return, the end of who is criticised.
_ORDERED_BY = ("收回牌匾", "取消称号")


def act_overdue(p: Placed) -> Iterator[Finding]:
    """What a cycle needs next has its day; each is told where the act stands that it follows. Of a
    plaque that a decision orders back by a day, A11-3b speaks; of what is entered under a day to
    come, A07-5d."""
    yield from supplement_overdue(p)
    if not p.stage.cycle and not _refused_lately(p):
        return
    record = p.case.record
    place = record.marks.at("事项记录") if record else p.case.dossier_place
    cancelled = (act.record for act in p.stage.of("取消命名"))
    dated = any(isinstance(one, NameCancelling) and one.plaque_due for one in cancelled)
    plaque = ("收回牌匾",) if p.stage.of("取消称号") or dated else ()
    elsewhere = {*_JUDGED_ELSEWHERE, *plaque}
    elsewhere |= {act.name for act in p.stage.acts if act.date > p.today}
    ended, asked = p.stage.ended_on, p.stage.policy.funds.refund_from
    if ended and ended.year < asked:  # before this act was known it stood in words elsewhere
        elsewhere.add("退回经费")
    if p.stage.phase is Phase.ARCHIVED:  # where the volume was closed over them: A11-3b, A09-5e
        elsewhere |= {"收回牌匾", "退回经费"}
    for due in due_acts(p.case, p.stage, p.today):
        told = due.act in elsewhere or due.setting in (TAKING_DOWN, STRIKING_OFF)
        if due.by is not None and due.by < p.today and not told:
            remark = p.stage.policy.remark(due.setting) if due.setting else ""
            after = f"{due.since.name} {due.since.date} 后，" if due.since else ""
            what = f"“{due.act}”（{due.detail}）" if due.detail else f"“{due.act}”"
            orders = due.since if due.since and due.act in _ORDERED_BY else None
            yield Finding(
                due.since.place if due.since else place,
                f"{after}{what}应在 {due.by} 前办{remark}，还没有记"
                + (f"（{due.blocked_by}）" if due.blocked_by else ""),
                f"由{due.who}办理后补记；办过的，补记日期。",
                article=p.stage.rule_of(orders.name if orders else due.act).article,
            )


def _refused_lately(p: Placed) -> bool:
    """Whether what was applied for was refused or withdrawn since the year that has a sequel."""
    if p.case.record is None or p.stage.phase not in (Phase.REJECTED, Phase.WITHDRAWN):
        return False
    refused = refused_on(p.case, p.stage, p.today)
    return refused.year >= p.policy_on(refused).review.tell_from


RULES: tuple[Rule, ...] = (
    Rule(code=RuleCode("A07-5a"), article="7", title="事项次序不对",
         on_case=act_too_early, on_batch=intake_act_too_early,
         needs=DOSSIER | RECORD | INTAKE, about=("各事项",)),
    forbids("A07-5b", "7", "事项重复", act_repeated, needs=RECORD, parts=INTAKE,
            about=("各事项",)),
    forbids("A07-5c", "11", "取消或归档以后又有事项", act_after_the_end,
            needs=RECORD, parts=INTAKE, about=("各事项",)),
    Rule(code=RuleCode("A07-5d"), article="7", title="事项日期在将来",
         on_case=act_in_future, on_batch=intake_act_in_future,
         needs=DOSSIER | RECORD, parts=INTAKE, about=("各事项",)),
    warns("A07-5e", "7", "事项逾期", act_overdue,
          "cycle.plaque_days", "cycle.midterm_month", "cycle.rereview_days", "cycle.archive_by",
          "funds.payments", "funds.award_days", "nomination.within_days",
          "leader_change.decide_days", "leader_change.plaque_days", "funds.refund_days",
          "funds.refund_from", "review.tell_days", "review.tell_from",
          needs=RECORD | INTAKE, about=("各事项",)),
)  # fmt: skip
