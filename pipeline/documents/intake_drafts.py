"""The drafts of a whole intake: once for each round of its decision, and for each act in its lists.

Must not judge, and must not read the clock: the day comes with the run.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from pipeline.documents.draft import Draft, Run, not_yet, number_of, spots, titled
from pipeline.documents.enclosed import enclosed_in
from pipeline.documents.kinds import Kind, Subject
from pipeline.documents.named import concerned, keys_named, studios_of
from pipeline.documents.view.intake import listed_act_view, whole_intake_view
from pipeline.documents.view.naming import in_public_order
from pipeline.documents.view.payment import payment_words
from pipeline.documents.view.public import nominees_view, public_studio, public_view
from pipeline.dossier.acts.deciding import Deciding, Step
from pipeline.dossier.acts.lists import NomineePublicity
from pipeline.dossier.intake import Call, Intake, Panel
from pipeline.rounds import steps_under
from pipeline.rules.articles.article_07.objections import none_left


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakeYear:
    """One intake and its studios. `year` is its folder's, which the file may contradict."""

    year: int
    intake: Intake
    run: Run

    def draft(self) -> Draft:
        return Draft(owner=str(self.year), names={"批次": str(self.year)})

    def waiting(self, kind: Kind) -> Draft:
        draft = self.draft()
        return replace(draft, names=titled(draft, kind), waits=not_yet(kind))


def _of_intake(batch: IntakeYear, kind: Kind) -> Iterator[Draft]:
    """One for each round of the intake that took the step (Art. 7(三)(四))."""
    intake = batch.intake
    for nth, round_ in enumerate(intake.rounds):
        found = intake.blocks if nth == 0 else round_.steps
        block = next((one for name in kind.after if (one := found.get(name))), None)
        if block is not None:
            yield _of_round(batch, kind, block, round_, nth)


def _of_round(
    batch: IntakeYear, kind: Kind, block: Call | Panel | Step, round_: Deciding, nth: int
) -> Draft:
    intake, checked = batch.intake, batch.run.checked
    own = intake.blocks if round_ is intake else round_.steps
    # Applications are summed up once they are in, not on the day they were called for; reviews once
    # every studio was visited, which is later than the panel's day.
    day = intake.call.deadline if block is intake.call else block.date
    sums_up = block is intake.call or block is intake.panel
    cases = [(case, checked.stages[case.key]) for case in checked.loaded.of_year(batch.year)]
    rulebook = checked.loaded.rulebook
    listed = in_public_order(concerned(intake, cases, block), day, rulebook.on(day))
    if kind.subject is Subject.PUBLIC:
        shown = tuple(public_studio(*one, day) for one in listed)
        view = public_view(intake, round_, shown, rulebook)
    else:
        view = whole_intake_view(intake, round_, cases, listed, day, rulebook)
    unread = (key for key in checked.loaded.unusable if key.startswith(f"{batch.year:04}/"))
    if sums_up:
        named = (*(case.key for case, _ in cases), *unread)
    else:
        named = (*(case.key for case, _ in listed), *_perhaps_named(round_, unread))
    again = f"补{nth}" if nth else ""
    if not named and round_.proposed:
        draft = batch.draft()
        names = {**draft.names, "补充": "补充" if nth else ""}
        return replace(
            draft, part=f"#{again}" if again else "", names=names, waits="名单里已没有工作室"
        )
    return replace(
        batch.draft(),
        part=f"#{again}" if again else "",
        names={
            "批次": str(batch.year),
            "补": f"（补{nth}）" if nth else "",
            "补充": "补充" if nth else "",
        },
        date=day,
        number=number_of(kind, block),
        view=view,
        named=named,
        steps=spots(steps_under(intake, round_)),
        own=spots((round_, *(step for step in own.values() if step is not None))),
        sums_up=sums_up,
        enclosed=enclosed_in(block, intake.evidence if block is intake.publicity else ()),
    )


def _of_public(batch: IntakeYear, kind: Kind) -> Iterator[Draft]:
    """As of an intake; and one for each list of nominees (Art. 13). Public fields only."""
    yield from _of_intake(batch, kind)
    if "推荐公示" not in kind.after:
        return
    intake, checked = batch.intake, batch.run.checked
    rulebook = checked.loaded.rulebook
    for nth, block in enumerate(intake.nominees, 1):
        studios = tuple(studios_of(checked, batch.year, block))
        listed = in_public_order(studios, block.date, rulebook.on(block.date))
        shown = tuple(public_studio(*one, block.date) for one in listed)
        several = len(intake.nominees) > 1
        yield replace(
            batch.draft(),
            part=f"#推荐公示-{nth}" if several else "#推荐公示",
            names={"批次": str(batch.year), "次": f"（第{nth}次）" if several else ""},
            date=block.date,
            view=nominees_view(intake, block, shown, rulebook),
            named=tuple(case.key for case, _ in studios),
            block=block,
            enclosed=enclosed_in(block),
        )


def _of_listed(batch: IntakeYear, kind: Kind) -> Iterator[Draft]:
    """One for each act of the intake's lists; of several of one name the number is told."""
    intake, checked = batch.intake, batch.run.checked
    policy_on = checked.loaded.rulebook.on
    for name in kind.after:
        acts = intake.lists.get(name, ())
        for block in acts:
            act = str(getattr(block, "act", name))
            same = [one for one in acts if getattr(one, "act", name) == act]
            several, nth = len(same) > 1, same.index(block) + 1
            studios = tuple(studios_of(checked, batch.year, block))
            # What became of a list is certified when it is known.
            closed = block.closed if isinstance(block, NomineePublicity) else None
            day = closed or block.date
            view = listed_act_view(intake, block, studios, day, checked.loaded)
            gone = isinstance(block, NomineePublicity) and none_left(block, policy_on(day))
            yield replace(
                batch.draft(),
                part=f"#{act}-{nth}" if several else f"#{act}",
                names={
                    "批次": str(batch.year),
                    "次": f"（第{nth}次）" if several else "",
                    "事项": act,
                    "题名": getattr(block, "title", "") or getattr(block, "office", ""),
                    "年度": str(getattr(block, "year", "")),
                    **payment_words(view),
                },
                date=day,
                number=number_of(kind, block),
                view=view,
                named=tuple(dict.fromkeys(keys_named(checked, batch.year, block))),
                block=block,
                enclosed=enclosed_in(block),
                waits="查实以后名单里已没有可推荐的" if gone else "",
            )


def _perhaps_named(round_: Deciding, unread: Iterable[str]) -> Iterator[str]:
    """Studios that would stand in the list if their dossiers could be read."""
    return (key for key in unread if key.partition("/")[2] in round_.proposed)


#: How the drafts of a subject are found.
OF_INTAKE: Mapping[Subject, Callable[[IntakeYear, Kind], Iterator[Draft]]] = {
    Subject.INTAKE: _of_intake,
    Subject.LISTED: _of_listed,
    Subject.PUBLIC: _of_public,
}
