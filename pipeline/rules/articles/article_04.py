"""Art. 4: how many studios a year; a target, so only a warning."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.dossier.acts.deciding import Withheld
from pipeline.rounds import withheld
from pipeline.rules.finding import INTAKE, Batch, Finding, Rule
from pipeline.rules.rows import warns_in_batch


def studios_outside_target(b: Batch) -> Iterator[Finding]:
    """4: 5–8 studios are to be fostered each year, all namings of the year together; told when the
    committee approves a list, while the request to the Party committee can still say why."""
    intake = b.intake
    if intake is None:
        return
    waiting = 0
    namings = [one.naming for one in b.rounds if one.naming]
    committees = [one.committee for one in b.rounds if one.committee]
    if namings:
        last = namings[-1]
        day, place, what = last.date, last.marks.at("命名名单"), "命名"
        count = len(intake.ever_named)
        # Who is only put off may still be named this year.
        put_off = (withheld(intake, slug) for slug in intake.ever_proposed)
        waiting = sum(word is not None and word.verdict is Withheld.PUT_OFF for word in put_off)
    elif committees:
        last_met = committees[-1]
        day, place = last_met.date, last_met.marks.at("同意命名")
        what, count = "工会委员会同意命名", len(intake.ever_proposed)
    else:
        return
    policy = b.rulebook.on(day)
    least, most = policy.intake.studios_min, policy.intake.studios_max
    if count > most or count + waiting < least:
        yield Finding(
            place,
            f"{b.year} 年{what} {count} 个，培育目标是每年 {least}—{most} 个",
            "核对名单；确属工作需要的，在请示中说明。",
        )


RULES: tuple[Rule, ...] = (
    warns_in_batch(
        "A04-1",
        "4",
        "命名数量超出培育目标",
        studios_outside_target,
        "intake.studios_min",
        "intake.studios_max",
        needs=INTAKE,
        about=("工会委员会研究", "命名"),
    ),
)
