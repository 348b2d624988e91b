"""How far the decisions of an intake carried one studio: which steps of which round are its own.

An intake decides once, and in supplements on those who were added, put off or shown again
(Art. 7(三)(四)). Must not judge: what a list says is taken as written.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from pipeline.dossier.acts.deciding import Deciding, NotConsented, Step, Withheld
from pipeline.dossier.acts.end import Criticism
from pipeline.dossier.acts.review import ExpertReview, Withdrawal
from pipeline.dossier.intake import Intake
from pipeline.dossier.load import Case


def steps_of(case: Case) -> Iterator[tuple[str, Step]]:
    """(act, block) of each step towards a name that was the studio's own, in the order of the
    rounds: as far as the committee's list, the Party committee and the naming list carried it, and
    until it was withdrawn or criticised; who is named all the same was named, and once."""
    if case.intake is None:
        return
    acts = case.record.acts if case.record else ()
    reviewed = any(isinstance(act, ExpertReview) for act in acts)
    gone = left_on(case) or datetime.date.max
    named = named_on(case.intake, case.slug)
    for one in case.intake.rounds:
        for name, step in _carried(one, case.intake, case.slug, reviewed=reviewed):
            if step.date == named if name == "命名" else step.date <= gone:
                yield name, step


def left_on(case: Case) -> datetime.date | None:
    """The day on which the applicant withdrew or was criticised for falsehood (Art. 7)."""
    acts = case.record.acts if case.record else ()
    return min((a.date for a in acts if isinstance(a, Withdrawal | Criticism)), default=None)


def _carried(
    one: Deciding, intake: Intake, slug: str, *, reviewed: bool
) -> Iterator[tuple[str, Step]]:
    proposed, agreed = slug in one.proposed, consented(one, intake)
    steps: list[tuple[str, Step | None]] = []
    met = one.committee is not None and slug in one.committee.approved
    if met or (isinstance(one, Intake) and reviewed):
        steps.append(("工会委员会研究", one.committee))
    if proposed:
        steps.append(("请示", one.request))
        if slug in agreed:
            steps += [("党委同意", one.consent), ("公示", one.publicity)]
            steps.append(("公示结果", one.publicity_result))
    if one.naming and slug in one.naming.named:
        steps.append(("命名", one.naming))
    for name, step in steps:
        if step is not None:
            yield name, step


def steps_under(intake: Intake, round_: Deciding) -> tuple[Step, ...]:
    """The steps that the papers of a round rest on: its own, and of those that it did not take
    again the last that an earlier round took for one of its studios."""
    found: dict[str, Step] = {}
    for one in intake.rounds:
        if one is round_ or {*one.proposed} & {*round_.proposed}:
            found |= {name: step for name, step in one.steps.items() if step is not None}
        if one is round_:
            break
    return tuple(found.values())


def steps_open_to(intake: Intake | None, slug: str) -> tuple[Step, ...]:
    """The steps of every round that lists the studio, be it rightly or not."""
    return tuple(
        step
        for one in (intake.rounds if intake else ())
        if slug in one.proposed or (one.naming and slug in one.naming.named)
        for step in one.steps.values()
        if step is not None
    )


def consented(one: Deciding, intake: Intake) -> tuple[str, ...]:
    """Whom a round may show to the public: those it proposes and the Party committee, as far as it
    was heard by then, did not refuse or put off. Who dropped out since is not known here."""
    days = [step.date for step in (one.consent, one.publicity) if step]
    day = max(days, default=datetime.date.max)
    return tuple(slug for slug in one.proposed if withheld(intake, slug, day) is None)


def shown_in(intake: Intake, slug: str, on: datetime.date) -> tuple[Deciding, ...]:
    """The rounds that showed a studio to the public by `on`, in their order. A later publicity
    stands beside the first, and replaces none (Art. 7(三))."""
    return tuple(
        one
        for one in intake.rounds
        if one.publicity and one.publicity.date <= on and slug in consented(one, intake)
    )


def named_on(intake: Intake, slug: str) -> datetime.date | None:
    """The day of the first naming list that holds the studio."""
    days = [one.naming.date for one in intake.rounds if one.naming and slug in one.naming.named]
    return min(days, default=None)


def withheld(
    intake: Intake | None, slug: str, on: datetime.date = datetime.date.max
) -> NotConsented | None:
    """What the Party committee last decided on a studio by `on`, where that was not to agree."""
    found: NotConsented | None = None
    for one in intake.rounds if intake else ():
        if one.consent and one.consent.date <= on and slug in one.proposed:
            rows = (row for row in one.consent.withheld if row.studio == slug)
            found = next(rows, None)
    return found


def passed_over(case: Case, on: datetime.date) -> bool:
    """Whether by `on` the intake went on without this studio: it is on no list of a committee that
    met, the Party committee refused it, or it dropped out before the naming. Who is only put off,
    or stands in a round that goes on, is not passed over (Art. 7)."""
    intake, slug = case.intake, case.slug
    refused = withheld(intake, slug, on)
    if refused is not None:
        return refused.verdict is Withheld.REFUSED
    if intake is None or slug in intake.ever_named:
        return False
    met = [one for one in intake.rounds if one.committee and one.committee.date <= on]
    if slug not in intake.ever_proposed:
        return bool(met)
    last = [one for one in intake.rounds if slug in one.proposed][-1]
    return bool(last.naming and last.naming.date <= on)


def named_later(case: Case) -> bool:
    """Whether a supplement named the studio, and not the intake's own decision."""
    later = case.intake.supplements if case.intake else ()
    return any(one.naming and case.slug in one.naming.named for one in later)
