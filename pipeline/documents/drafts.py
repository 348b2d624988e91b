"""What each kind of document could be about: one table, subject → how its drafts are found.

A draft is everything a job is made of but the judging: whose it is, its day, its number, what the
template will see. Where nothing is there to write about yet, a draft says what it waits for.
Must not judge, and must not read the clock: the day comes with the run.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from pipeline.diagnostics import Place
from pipeline.documents.kinds import Kind, Subject
from pipeline.documents.named import concerned, keys_named, studios_of
from pipeline.documents.view.gaps import gaps_view, open_gaps
from pipeline.documents.view.intake import listed_act_view, whole_intake_view
from pipeline.documents.view.naming import in_public_order
from pipeline.documents.view.public import nominees_view, public_studio, public_view
from pipeline.documents.view.studio import act_view, studio_view
from pipeline.documents.view.written import View, block_view
from pipeline.documents.view.year import year_view
from pipeline.dossier.acts.deciding import Deciding, Step
from pipeline.dossier.acts.lists import NomineePublicity
from pipeline.dossier.acts.review import ExpertReview, Sheet
from pipeline.dossier.fields import Written
from pipeline.dossier.intake import Call, Intake, Panel
from pipeline.dossier.load import Case
from pipeline.leaders import signed_anew
from pipeline.lifecycle import Act, Stage, name_on
from pipeline.policies.sections import PAYMENT_ACTS
from pipeline.rounds import steps_open_to, steps_under
from pipeline.rules.check import Checked
from pipeline.rules.lacking.cell import Gap
from pipeline.rules.matters import spot_of
from pipeline.rules.waiving.waivers import waived_places, waived_sentences
from pipeline.shares import AwardedShare, JointShare


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One document that could be made. `owner` is the studio or the intake, as a folder; `part`
    tells its documents of one kind apart, as `#初审-2`; `names` fill the patterns of the title.

    `waits` says why there is nothing to write about yet; such a draft has no view.
    """

    owner: str
    part: str = ""
    names: Mapping[str, str]
    date: datetime.date | None = None
    number: str = ""
    view: View = field(default_factory=dict, repr=False)
    #: The studios that it names.
    named: tuple[str, ...] = ()
    #: The act that it is of, and of a review the one sheet; or the block out of an intake's list.
    act: Act | None = None
    block: Written | None = None
    sheet: Sheet | None = None
    #: The one ledger that it is of.
    ledger: int | None = None
    #: Where the steps towards a name begin that it rests on: its own, and of those not taken again
    #: the earlier ones.
    steps: frozenset[tuple[int, int]] = frozenset()
    #: Whether it sums up what came after its own day too.
    sums_up: bool = False
    waits: str = ""


@dataclass(frozen=True, kw_only=True)
class Run:
    """What all drafts are found in. Without a day there are no notices of gaps."""

    checked: Checked
    today: datetime.date | None

    @cached_property
    def gaps(self) -> Mapping[str, tuple[Gap, ...]]:
        return open_gaps(self.checked, self.today) if self.today else {}

    @cached_property
    def waived(self) -> frozenset[Place]:
        return waived_places(self.checked.report)


@dataclass(frozen=True, slots=True, kw_only=True)
class Studio:
    """One studio, as the finders of its drafts take it."""

    case: Case
    stage: Stage
    run: Run

    def acts(self, kind: Kind) -> tuple[Act, ...]:
        return tuple(act for act in self.stage.acts if act.name in kind.after)

    def draft(self, day: datetime.date, **names: str) -> Draft:
        """Of that day, under the name the studio had on it."""
        named = {"工作室": name_on(self.case, self.stage, day), "批次": str(self.case.year)}
        return Draft(
            owner=self.case.key,
            names=named | names,
            date=day,
            named=(self.case.key,),
            steps=_spots(steps_open_to(self.case.intake, self.case.slug)),
        )

    def waived(self, until: datetime.date) -> tuple[str, ...]:
        """What the union had let pass for it by that day, as a paper tells it."""
        return waived_sentences(self.case, self.run.waived, until)

    def waiting(self, kind: Kind) -> Draft:
        draft = self.draft(self.run.today or self.case.dossier.pledge.date)
        waits = _WAITS.get(kind.subject) or _not_yet(kind)
        return replace(draft, names=_titled(draft, kind), date=None, waits=waits)


Finder = Callable[[Studio, Kind], Iterator[Draft]]


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
        return replace(draft, names=_titled(draft, kind), waits=_not_yet(kind))


def drafts(
    checked: Checked, kinds: tuple[Kind, ...], today: datetime.date | None
) -> Iterator[tuple[Kind, Draft]]:
    """Every draft with its kind: studios first by key, then intakes; each by archive order."""
    run = Run(checked=checked, today=today)
    for key, case in checked.loaded.cases.items():
        studio = Studio(case=case, stage=checked.stages[key], run=run)
        for kind in kinds:
            if find := _finder(studio, kind):
                for draft in tuple(find(studio, kind)) or (studio.waiting(kind),):
                    yield kind, draft
    for year, intake in checked.loaded.intakes.items():
        batch = IntakeYear(year=year, intake=intake, run=run)
        for kind in kinds:
            if finder := OF_INTAKE.get(kind.subject):
                for draft in tuple(finder(batch, kind)) or (batch.waiting(kind),):
                    yield kind, draft


def _finder(studio: Studio, kind: Kind) -> Finder | None:
    """None where the kind is not for such a studio, or for such a run."""
    suits = not kind.types or studio.case.dossier.profile.type.value in kind.types
    asked = studio.run.today or kind.subject is not Subject.GAPS
    return OF_STUDIO.get(kind.subject) if suits and asked else None


def _of_studio(studio: Studio, kind: Kind) -> Iterator[Draft]:
    acts = studio.acts(kind)
    if acts or not kind.after:
        anew = signed_anew(studio.stage, datetime.date.max)
        signed = anew[1] if anew else studio.case.dossier.pledge.date
        day = acts[-1].date if acts else signed
        number = _number(kind, acts[-1].record) if acts else ""
        view = studio_view(studio.case, studio.stage, day)
        yield replace(studio.draft(day), number=number, view=view)


def _of_acts(studio: Studio, kind: Kind) -> Iterator[Draft]:
    acts = studio.acts(kind)
    for act in acts:
        same = [one for one in acts if one.name == act.name]
        nth = same.index(act) + 1 if len(same) > 1 else 0
        name = f"{act.name}-{nth}" if nth else act.name
        if isinstance(act.record, AwardedShare | JointShare):
            draft = replace(studio.draft(act.date, 事项=act.name), part=f"#{act.name}", date=None)
            yield replace(draft, waits=_with_others(act))
            continue
        names = {
            "事项": name,
            "对象": getattr(act.record, "target", ""),
            "题名": getattr(act.record, "title", ""),
            "次": f"（第{nth}次）" if nth else "",
        }
        yield replace(
            studio.draft(act.date, **names),
            part=f"#{name}",
            number=_number(kind, act.record),
            view=act_view(studio.case, studio.stage, act, studio.waived(act.date)),
            act=act,
        )


def _with_others(act: Act) -> str:
    """Why there is no paper of its own: it stands in one for several."""
    if isinstance(act.record, JointShare):
        return f"与其他工作室合发一份（{act.record.number}）"
    return f"在批次的“复核通报 {act.date}”里写明，不另行文"


def _of_sheets(studio: Studio, kind: Kind) -> Iterator[Draft]:
    for act in studio.acts(kind):
        if isinstance(act.record, ExpertReview):
            whole = act_view(studio.case, studio.stage, act)
            for sheet in act.record.sheets:
                yield replace(
                    studio.draft(act.date, 专家=sheet.expert, 方式=sheet.method.value),
                    part=f"#{sheet.expert}{sheet.method}",
                    view={**whole, "本表": block_view(sheet)},
                    act=act,
                    sheet=sheet,
                )


def _of_years(studio: Studio, kind: Kind) -> Iterator[Draft]:
    for year, ledger in studio.case.ledgers.items():
        if ledger.plans and ledger.plans.assessment:
            yield replace(
                studio.draft(ledger.plans.assessment.date, 年度=str(year)),
                part=f"#{year}年度",
                view=year_view(studio.case, studio.stage, ledger),
                ledger=year,
            )


def _of_gaps(studio: Studio, kind: Kind) -> Iterator[Draft]:
    day, gaps = studio.run.today, studio.run.gaps.get(studio.case.key)
    if day and gaps:
        view = gaps_view(studio.case, studio.stage, gaps, day)
        yield replace(studio.draft(day), view=view)


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
    return replace(
        batch.draft(),
        part=f"#{again}" if again else "",
        names={"批次": str(batch.year), "补": f"（补{nth}）" if nth else ""},
        date=day,
        number=_number(kind, block),
        view=view,
        named=named,
        steps=_spots(steps_under(intake, round_)),
        sums_up=sums_up,
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
        )


def _of_listed(batch: IntakeYear, kind: Kind) -> Iterator[Draft]:
    """One for each act of the intake's lists; of several of one name the number is told."""
    intake, checked = batch.intake, batch.run.checked
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
            yield replace(
                batch.draft(),
                part=f"#{act}-{nth}" if several else f"#{act}",
                names={
                    "批次": str(batch.year),
                    "次": f"（第{nth}次）" if several else "",
                    "事项": act,
                    "题名": getattr(block, "title", "") or getattr(block, "office", ""),
                    "年度": str(getattr(block, "year", "")),
                },
                date=day,
                number=_number(kind, block),
                view=listed_act_view(intake, block, studios, day, checked.loaded),
                named=tuple(dict.fromkeys(keys_named(checked, batch.year, block))),
                block=block,
            )


def _spots(steps: Iterable[Step]) -> frozenset[tuple[int, int]]:
    return frozenset(spot_of(step.marks.at()) for step in steps)


def _perhaps_named(round_: Deciding, unread: Iterable[str]) -> Iterator[str]:
    """Studios that would stand in the list if their dossiers could be read."""
    return (key for key in unread if key.partition("/")[2] in round_.proposed)


def _number(kind: Kind, record: Written) -> str:
    """The 文号 that the document itself bears; a plaque made after a decision bears none."""
    return str(getattr(record, "number", "") or "") if kind.numbered else ""


def _titled(draft: Draft, kind: Kind) -> Mapping[str, str]:
    """Its names, and for a title that the act itself will bring, that of the act."""
    return {**draft.names, "题名": "、".join(kind.after)}


def _not_yet(kind: Kind) -> str:
    later = PAYMENT_ACTS[1:]  # of all payments, the first is waited for
    after = [name for name in kind.after if name not in later]
    return f"尚未{'、'.join(after)}" if after else "档案还不能用"


#: Why there is nothing to write about, where that is not an act to come.
_WAITS: Mapping[Subject, str] = {
    Subject.YEAR: "台账里还没有年度自评",
    Subject.GAPS: "台账没有缺项",
}
#: How the drafts of a subject are found; those of a volume are made by `studio archive`.
OF_STUDIO: Mapping[Subject, Finder] = {
    Subject.STUDIO: _of_studio,
    Subject.ACT: _of_acts,
    Subject.SHEET: _of_sheets,
    Subject.YEAR: _of_years,
    Subject.GAPS: _of_gaps,
}
OF_INTAKE: Mapping[Subject, Callable[[IntakeYear, Kind], Iterator[Draft]]] = {
    Subject.INTAKE: _of_intake,
    Subject.LISTED: _of_listed,
    Subject.PUBLIC: _of_public,
}
