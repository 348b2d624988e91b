"""Which documents are due, and why the others are not: drafts and findings into jobs.

All planning happens before anything is written. Must not render, convert or touch output.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from pipeline.diagnostics import Diagnostic
from pipeline.documents.docx.photo_file import PictureFile
from pipeline.documents.draft import Draft
from pipeline.documents.drafts import drafts
from pipeline.documents.enclosed import Enclosed
from pipeline.documents.gates import Gates
from pipeline.documents.kinds import Kind
from pipeline.documents.template.condition import BadCondition, Condition, Undecidable
from pipeline.documents.view.written import View
from pipeline.errors import ExitCode, PipelineError
from pipeline.files import Sha256
from pipeline.names.comparison import ComparedName
from pipeline.rules.check import Checked

#: What a file name must not hold, here or on Windows, as it stands in Chinese text.
_FULL_WIDTH = str.maketrans('/\\:*?"<>|', "／＼：＊？＂＜＞｜")


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
    context: View = field(default_factory=dict, repr=False)
    fingerprint: Sha256 | None = None
    verdict: Verdict = Verdict.DUE
    reason: str = ""
    blockers: tuple[Diagnostic, ...] = ()
    #: The studios that it names.
    named: tuple[str, ...] = ()
    #: What is bound behind it.
    enclosed: tuple[Enclosed, ...] = ()
    #: Made though blocked: every page must say so.
    draft: bool = False

    @property
    def owner(self) -> str:
        """The studio (YEAR/SLUG) or the intake (YEAR) that it is a document of."""
        return self.subject.partition("#")[0]


def plan(
    checked: Checked, kinds: tuple[Kind, ...], today: datetime.date | None = None
) -> tuple[Job, ...]:
    """Every job of the workspace, studios first by key, then intakes; each by archive order.

    `today` dates the notices of ledger gaps; without a day none is planned. What bears a later
    day than `today` is not due yet.
    """
    gates = Gates(checked)
    found = drafts(checked, kinds, today)
    jobs = tuple(_job(gates, kind, draft, today) for kind, draft in found)
    _each_its_own_file(jobs)
    return jobs


def _each_its_own_file(jobs: tuple[Job, ...]) -> None:
    """Raises PipelineError where two documents would be one file: the later one would be all that
    is left. What is written twice in a dossier has one subject, and is for the rules to tell."""
    first: dict[str, Job] = {}
    for job in jobs:
        other = first.setdefault(job.target, job) if job.context else job
        if (other.kind.name, other.subject) != (job.kind.name, job.subject):
            raise PipelineError(
                f"templates/{job.kind.name}/kind.toml：file_name 分不开 {other.subject} 和 "
                f"{job.subject}，两份文件都会是 {job.target}",
                "在 file_name 里加上分得开的名字，如 {次}、{事项}。",
                ExitCode.FINDINGS,
            )


def _job(gates: Gates, kind: Kind, draft: Draft, today: datetime.date | None) -> Job:
    names = _Names(draft.names)
    job = Job(
        kind=kind,
        subject=f"{draft.owner}{draft.part}",
        title=kind.title.format_map(names),
        target=draft.owner,
    )
    if draft.waits:
        return replace(job, verdict=Verdict.NOT_YET, reason=draft.waits)
    job = replace(
        job,
        target=f"{draft.owner}/{kind.order:02d}-{_file_name(kind.file_name.format_map(names))}",
        date=draft.date,
        number=draft.number,
        named=draft.named,
        enclosed=draft.enclosed,
        context=draft.view,
        fingerprint=_fingerprint(kind, draft.view, draft.number),
    )
    blockers = gates.in_the_way(kind, draft)
    unread = any(one.code[0] in "RF" for one in blockers)  # its condition may be any way
    if kind.when and not unread and (unmet := _unmet(kind, draft.view)):
        verdict, reason = unmet
        return replace(job, verdict=verdict, reason=reason)
    if blockers:
        return _blocked(job, blockers)
    if today and draft.date and draft.date > today:
        return replace(job, verdict=Verdict.NOT_YET, reason=f"要到 {draft.date}")
    return job


def _unmet(kind: Kind, view: View) -> tuple[Verdict, str] | None:
    """Why a document is not due although its act is recorded; None if it is."""
    file, told = f"templates/{kind.name}/kind.toml", " ".join(kind.when.split())
    try:
        condition = Condition.of(kind.when)
        if condition.holds(view):
            return None
    except BadCondition as error:
        raise PipelineError(
            f"{file}：when 写得不对：{error}", "studio templates 可单独检查。", ExitCode.FINDINGS
        ) from error
    except Undecidable as error:
        return Verdict.BLOCKED, f"{file}：条件 {told} 不能判断：{error}"
    return Verdict.NOT_YET, kind.when_not or f"条件不成立：{told}"


def _file_name(text: str) -> str:
    """`text` as the name of one file on every system: a list to nominate for may hold a slash."""
    return text.translate(_FULL_WIDTH)


class _Names(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return ""


def _blocked(job: Job, blockers: tuple[Diagnostic, ...]) -> Job:
    first = blockers[0]
    more = f"等 {len(blockers)} 处" if len(blockers) > 1 else ""
    reason = f"{first.place}: {first.code} {first.message}{more}"
    return replace(job, verdict=Verdict.BLOCKED, reason=reason, blockers=blockers)


def _fingerprint(kind: Kind, view: View, number: str) -> Sha256:
    """Digest of all that a document is made of: template, values, number."""
    hasher = hashlib.sha256(f"{kind.template_digest}\n{number}\n".encode())
    _feed(hasher, view)
    return Sha256(hasher.hexdigest())


class _Hasher(Protocol):
    def update(self, data: bytes, /) -> None: ...


def _feed(hasher: _Hasher, value: object) -> None:
    # Leaves first: most values are, and whether something is a Mapping is slow to ask.
    if isinstance(value, ComparedName):  # as it is printed, not as it is compared
        value = str(value)
    if value is None or isinstance(value, str | int | Decimal | datetime.date):
        hasher.update(f"{type(value).__name__}{value!r}\n".encode())
    elif isinstance(value, Mapping):
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
    else:
        raise TypeError(f"no fingerprint for {type(value).__name__}")
