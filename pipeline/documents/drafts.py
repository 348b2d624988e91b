"""What each kind of document could be about: one table, subject → how its drafts are found.

A draft is everything a job is made of but the judging: whose it is, its day, its number, what the
template will see. Where nothing is there to write about yet, a draft says what it waits for.
Must not judge, and must not read the clock: the day comes with the run.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from pipeline.documents.draft import Draft, Run, not_yet, number_of, spots, titled
from pipeline.documents.enclosed import attached
from pipeline.documents.intake_drafts import OF_INTAKE, IntakeYear
from pipeline.documents.kinds import Kind, Subject
from pipeline.documents.view.gaps import gaps_view
from pipeline.documents.view.payment import payment_words
from pipeline.documents.view.studio import act_view, studio_view
from pipeline.documents.view.written import block_view
from pipeline.documents.view.year import year_view
from pipeline.dossier.acts.end import NameCancelling, Renaming
from pipeline.dossier.acts.review import ExpertReview, Method
from pipeline.dossier.load import Case
from pipeline.leaders import signed_anew
from pipeline.lifecycle import Act, Stage, name_on
from pipeline.rounds import steps_open_to
from pipeline.rules.check import Checked
from pipeline.rules.waiving.waivers import waived_sentences
from pipeline.shares import AwardedShare, JointShare


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
            steps=spots(steps_open_to(self.case.intake, self.case.slug)),
        )

    def waived(self, until: datetime.date) -> tuple[str, ...]:
        """What the union had let pass for it by that day, as a paper tells it."""
        return waived_sentences(self.case, self.run.waived, until)

    def waiting(self, kind: Kind) -> Draft:
        draft = self.draft(self.run.today or self.case.dossier.pledge.date)
        waits = _WAITS.get(kind.subject) or not_yet(kind)
        return replace(draft, names=titled(draft, kind), date=None, waits=waits)


Finder = Callable[[Studio, Kind], Iterator[Draft]]


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
        own = number_of(kind, acts[-1].record) if acts else ""
        view = studio_view(studio.case, studio.stage, day)
        yield replace(studio.draft(day), number=own, view=view)


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
        view = act_view(studio.case, studio.stage, act, studio.waived(act.date))
        target = getattr(act.record, "target", "")
        same = [one for one in same if getattr(one.record, "target", "") == target]
        names = {
            "事项": name,
            "对象": target,
            "题名": getattr(act.record, "title", "") or _decided(studio, act),
            "次": f"（第{same.index(act) + 1}次）" if len(same) > 1 else "",
            **payment_words(view),
        }
        yield replace(
            studio.draft(act.date, **names),
            part=f"#{name}",
            number=number_of(kind, act.record),
            view=view,
            act=act,
            enclosed=attached(act.record),
        )


def _decided(studio: Studio, act: Act) -> str:
    """What a decision on a studio's name decides, as its title says (Art. 14)."""
    if isinstance(act.record, Renaming):
        return f"将{act.record.old_name}重新命名为{act.record.new_name}"
    name = name_on(studio.case, studio.stage, act.date)
    return f"取消{name}命名" if isinstance(act.record, NameCancelling) else ""


def _with_others(act: Act) -> str:
    """Why there is no paper of its own: it stands in one for several."""
    if isinstance(act.record, JointShare):
        return f"与其他工作室合发一份（{act.record.number}）"
    return f"在批次的“复核通报 {act.date}”里写明，不另行文"


def _of_sheets(studio: Studio, kind: Kind) -> Iterator[Draft]:
    for act in studio.acts(kind):
        if isinstance(act.record, ExpertReview):
            whole, review = act_view(studio.case, studio.stage, act), act.record
            for sheet in review.sheets:
                # The day that is printed on it: a defence is days before the visit.
                defence = sheet.method is Method.DEFENCE
                yield replace(
                    studio.draft(act.date, 专家=sheet.expert, 方式=sheet.method.value),
                    date=review.defence_date if defence else review.visit_date,
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
