"""Which documents are due, and why the others are not: cases, stages and findings into jobs.

All planning happens before anything is written. Must not render, convert or touch output.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

from pipeline.diagnostics import Diagnostic
from pipeline.documents.docx.photo_file import PictureFile
from pipeline.documents.kinds import Kind, Subject
from pipeline.documents.view.gaps import gaps_view, open_gaps
from pipeline.documents.view.naming import in_public_order, named_view
from pipeline.documents.view.studio import (
    act_view,
    intake_view,
    public_studio,
    public_view,
    standards,
    studio_view,
    year_view,
)
from pipeline.dossier.fields import Written
from pipeline.dossier.intake import Intake
from pipeline.dossier.load import Case
from pipeline.dossier.paths import FileKind, owner_of
from pipeline.dossier.record import ExpertReview
from pipeline.files import Sha256
from pipeline.lifecycle import Stage, name_on
from pipeline.policies import policy_on
from pipeline.rules.check import Checked
from pipeline.rules.gaps import Gap


class Verdict(StrEnum):
    """What became of a job. `due` only stands in a plan; a run turns it into the others."""

    DUE = "due"
    MADE = "made"
    FRESH = "fresh"
    NOT_YET = "not-yet"
    BLOCKED = "blocked"
    FAILED = "failed"

    @property
    def label(self) -> str:
        return {
            "due": "待生成",
            "made": "已生成",
            "fresh": "无变化",
            "not-yet": "未到时候",
            "blocked": "被拦下",
            "failed": "失败",
        }[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """One document to make. `target` is relative to the output folder, without suffix."""

    kind: Kind
    subject: str
    title: str
    target: str
    date: datetime.date | None = None
    number: str = ""
    context: Mapping[str, Any] = field(default_factory=dict, repr=False)
    fingerprint: Sha256 | None = None
    verdict: Verdict = Verdict.DUE
    reason: str = ""
    blockers: tuple[Diagnostic, ...] = ()
    #: Made though blocked: every page must say so.
    draft: bool = False


def plan(
    checked: Checked, kinds: tuple[Kind, ...], today: datetime.date | None = None
) -> tuple[Job, ...]:
    """Every job of the workspace, studios first by key, then intakes; each by archive order.

    `today` dates the notices of ledger gaps; without a day none is planned. What bears a later
    day than `today` is not due yet.
    """
    jobs: list[Job] = []
    gaps = open_gaps(checked, today) if today else {}
    for key, case in checked.loaded.cases.items():
        for kind in kinds:
            if kind.subject in (Subject.STUDIO, Subject.ACT, Subject.SHEET, Subject.YEAR):
                jobs += _studio_jobs(checked, case, checked.stages[key], kind)
            elif kind.subject is Subject.GAPS and today:
                jobs.append(_gaps_job(checked, case, kind, gaps.get(key, ()), today))
    for year, intake in checked.loaded.intakes.items():
        for kind in kinds:
            if kind.subject in (Subject.INTAKE, Subject.PUBLIC):
                jobs += _intake_jobs(checked, year, intake, kind)
    return tuple(_awaited(job, today) for job in jobs)


def _awaited(job: Job, today: datetime.date | None) -> Job:
    due = job.verdict is Verdict.DUE
    if today is None or job.date is None or job.date <= today or not due:
        return job
    return replace(job, verdict=Verdict.NOT_YET, reason=f"要到 {job.date}")


def _studio_jobs(checked: Checked, case: Case, stage: Stage, kind: Kind) -> Iterator[Job]:
    if kind.types and case.dossier.profile.type.value not in kind.types:
        return
    names = {"工作室": case.dossier.name, "批次": str(case.year)}
    folder = f"{case.year}/{case.slug}"
    found = tuple(_subjects(case, stage, kind))
    if not found:
        yield Job(
            kind=kind,
            subject=case.key,
            title=kind.title.format_map(_Names(names)),
            target=folder,
            verdict=Verdict.NOT_YET,
            reason=_missing(kind),
        )
    for extra, subject, date, number, context in found:
        named = {**names, **extra}
        named["工作室"] = name_on(case, stage, date)
        job = Job(
            kind=kind,
            subject=f"{case.key}{subject}",
            date=date,
            number=number,
            context=context,
            title=kind.title.format_map(_Names(named)),
            target=f"{folder}/{kind.order:02d}-{kind.file_name.format_map(_Names(named))}",
            fingerprint=_fingerprint(kind, context, number),
        )
        yield _gated(job, _blockers(checked, kind, case.year, case.slug, extra))


def _gaps_job(
    checked: Checked, case: Case, kind: Kind, gaps: tuple[Gap, ...], today: datetime.date
) -> Job:
    stage, folder = checked.stages[case.key], f"{case.year}/{case.slug}"
    names = _Names({"工作室": name_on(case, stage, today), "批次": str(case.year)})
    title = kind.title.format_map(names)
    if not gaps:
        return Job(
            kind=kind,
            subject=case.key,
            title=title,
            target=folder,
            verdict=Verdict.NOT_YET,
            reason="台账没有缺项",
        )
    context = gaps_view(case, stage, gaps, today)
    job = Job(
        kind=kind,
        subject=case.key,
        title=title,
        date=today,
        context=context,
        target=f"{folder}/{kind.order:02d}-{kind.file_name.format_map(names)}",
        fingerprint=_fingerprint(kind, context, ""),
    )
    return _gated(job, _blockers(checked, kind, case.year, case.slug, {}))


class _Names(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


_Found = tuple[dict[str, str], str, datetime.date, str, dict[str, Any]]


def _subjects(case: Case, stage: Stage, kind: Kind) -> Iterator[_Found]:
    acts = [act for act in stage.acts if act.name in kind.after]
    if kind.subject is Subject.STUDIO:
        if acts or not kind.after:
            date = acts[-1].date if acts else case.dossier.pledge.date
            number = _number(kind, acts[-1].record) if acts else ""
            yield {}, "", date, number, studio_view(case, stage, date)
    elif kind.subject is Subject.ACT:
        for act in acts:
            same = [one for one in acts if one.name == act.name]
            nth = "" if len(same) == 1 else f"-{same.index(act) + 1}"
            extra = {
                "事项": f"{act.name}{nth}",
                "对象": getattr(act.record, "target", ""),
                "次": f"（第{same.index(act) + 1}次）" if nth else "",
            }
            subject = f"#{act.name}{nth}"
            yield extra, subject, act.date, _number(kind, act.record), act_view(case, stage, act)
    elif kind.subject is Subject.SHEET:
        for act in acts:
            if isinstance(act.record, ExpertReview):
                whole = act_view(case, stage, act)
                for sheet in whole["本事项"]["评分表"]:
                    extra = {"专家": sheet["专家"], "方式": str(sheet["方式"])}
                    view = {**whole, "本表": sheet}
                    yield extra, f"#{sheet['专家']}{sheet['方式']}", act.date, "", view
    elif kind.subject is Subject.YEAR:
        for year, ledger in case.ledgers.items():
            if ledger.plans and ledger.plans.assessment:
                view = year_view(case, stage, ledger)
                date = ledger.plans.assessment.date
                yield {"年度": str(year)}, f"#{year}年度", date, "", view


def _number(kind: Kind, record: Written) -> str:
    """The 文号 that the document itself bears; a plaque made after a decision bears none."""
    return str(getattr(record, "number", "") or "") if kind.numbered else ""


def _missing(kind: Kind) -> str:
    if kind.subject is Subject.YEAR:
        return "台账里还没有年度自评"
    return f"尚未{'、'.join(kind.after)}" if kind.after else "档案还不能用"


def _intake_jobs(checked: Checked, year: int, intake: Intake, kind: Kind) -> Iterator[Job]:
    blocks = {
        "申报通知": intake.call,
        "评审组": intake.panel,
        "工会委员会研究": intake.committee,
        "请示": intake.request,
        "党委同意": intake.consent,
        "公示": intake.publicity,
        "公示结果": intake.publicity_result,
        "命名": intake.naming,
    }
    block = next((blocks[name] for name in kind.after if blocks.get(name)), None)
    names = _Names({"批次": str(year)})
    title = kind.title.format_map(names)
    if block is None:
        yield Job(
            kind=kind,
            subject=str(year),
            title=title,
            target=f"{year}",
            verdict=Verdict.NOT_YET,
            reason=_missing(kind),
        )
        return
    # Applications are summed up once they are in, not on the day they were called for.
    day = intake.call.deadline if block is intake.call else block.date
    approved = intake.committee.approved if intake.committee else ()
    cases = [(c, checked.stages[c.key]) for c in checked.loaded.of_year(year)]
    chosen = [(c, s) for c, s in cases if c.slug in approved] if approved else cases
    decided = sorted(chosen, key=lambda one: approved.index(one[0].slug)) if approved else cases
    listed = in_public_order(decided, day)
    if kind.subject is Subject.PUBLIC:
        context = public_view(intake, tuple(public_studio(c, s, day) for c, s in listed))
    else:
        rows = tuple(studio_view(c, s, day) for c, s in listed)
        context = {
            **intake_view(intake),
            "年度": year,
            "名单": rows,
            "全部": tuple(studio_view(c, s, day) for c, s in cases),
            "细则文号": policy_on(day).document,
            "标准": standards(policy_on(day)),
            **named_view(intake, tuple(cases)),
        }
    number = _number(kind, block)
    job = Job(
        kind=kind,
        subject=str(year),
        title=title,
        date=day,
        number=number,
        context=context,
        target=f"{year}/{kind.order:02d}-{kind.file_name.format_map(names)}",
        fingerprint=_fingerprint(kind, context, number),
    )
    yield _gated(job, _blockers(checked, kind, year, "", {}))


def _blockers(
    checked: Checked, kind: Kind, year: int, slug: str, extra: Mapping[str, str]
) -> tuple[Diagnostic, ...]:
    """Errors in the way: faults of the files a document is built from, and its gate rules. A
    paper of the whole intake has no `slug`.

    A file of the studio that cannot be read is in the way of every paper but the application: what
    it says is not counted, and the gate rules were not asked.
    """
    ledger = int(extra["年度"]) if "年度" in extra else None
    application = kind.subject is Subject.STUDIO and not kind.after
    blocked = []
    for one in checked.report.errors:
        file = owner_of(one.place)
        if file.year != year or not (file.kind is FileKind.INTAKE or (slug and file.slug == slug)):
            continue
        of_ledger = file.kind is FileKind.LEDGER
        if one.code[0] in "RF":
            stops = not (application and (of_ledger or file.kind is FileKind.RECORD))
        else:
            stops = one.code.startswith(kind.gates) and (
                not of_ledger or file.ledger_year == ledger
            )
        if stops:
            blocked.append(one)
    return tuple(blocked)


def _gated(job: Job, blockers: tuple[Diagnostic, ...]) -> Job:
    if not blockers:
        return job
    first = blockers[0]
    more = f"等 {len(blockers)} 处" if len(blockers) > 1 else ""
    reason = f"{first.place}: {first.code} {first.message}{more}"
    return replace(job, verdict=Verdict.BLOCKED, reason=reason, blockers=blockers)


def _fingerprint(kind: Kind, context: Mapping[str, Any], number: str) -> Sha256:
    """Digest of all that a document is made of: template, values, number."""
    hasher = hashlib.sha256(f"{kind.template_digest}\n{number}\n".encode())
    _feed(hasher, context)
    return Sha256(hasher.hexdigest())


def _feed(hasher: Any, value: object) -> None:
    if isinstance(value, Mapping):
        for key in sorted(value):
            hasher.update(f"{{{key!r}".encode())
            _feed(hasher, value[key])
    elif isinstance(value, tuple):
        hasher.update(b"[")
        for one in value:
            _feed(hasher, one)
        hasher.update(b"]")
    elif isinstance(value, PictureFile):
        hasher.update(f"picture {value.digest} {value.caption}\n".encode())
    elif value is None or isinstance(value, str | int | Decimal | datetime.date):
        hasher.update(f"{type(value).__name__}{value!r}\n".encode())
    else:
        raise TypeError(f"no fingerprint for {type(value).__name__}")
