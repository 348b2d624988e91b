"""Filling one template: this project's, and docxtpl as its manual shows it."""

from __future__ import annotations

import datetime
import io
import time
from pathlib import Path

import jinja2
from docxtpl import DocxTemplate

from pipeline.documents.kinds import load_kinds
from pipeline.documents.plan import Job, Verdict, plan
from pipeline.documents.render import Template, _compile
from pipeline.documents.template.filters import FILTERS
from pipeline.dossier.workspace import load_workspace
from pipeline.rules.check import check_workspace

ROUNDS = 30
DAY = datetime.date(2026, 11, 23)
#: Of those that use no tag of ours which docxtpl does not know.
KINDS = ("publicity-notice", "disbursement-notice", "party-request")


def bench_rendering(root: Path) -> None:
    """Prints ms a document; the median of ROUNDS, so that a busy moment does not count."""
    checked = check_workspace(load_workspace(root, ("2024",)), DAY)
    jobs = plan(checked, load_kinds(root / "templates"), DAY)
    print(f"填模板（每份，{ROUNDS} 次的中位数）")
    for kind in KINDS:
        job = next((j for j in jobs if j.kind.name == kind and j.verdict is Verdict.DUE), None)
        if job is not None:
            _bench(job)


def _bench(job: Job) -> None:
    cold, warm, naive = [], [], []
    for _ in range(ROUNDS):
        _compile.cache_clear()
        cold.append(_seconds(lambda: Template.load(job.kind.template, FILTERS)))
        template = Template.load(job.kind.template, FILTERS)
        warm.append(_seconds(lambda t=template: t.render(job.context)))
        naive.append(_seconds(lambda: _docxtpl(job)))
    ours, theirs, load = (sorted(times)[ROUNDS // 2] * 1e3 for times in (warm, naive, cold))
    print(
        f"  {job.kind.name}：Template.render {ours:.2f} ms，docxtpl {theirs:.1f} ms"
        f"（快 {theirs / ours:.0f} 倍）；首次载入模板 {load:.1f} ms"
    )


def _seconds(work: object) -> float:
    assert callable(work)
    start = time.process_time()
    work()
    return time.process_time() - start


def _docxtpl(job: Job) -> bytes:
    """Open, render, save: docxtpl's own way, with the filters the templates need."""
    document = DocxTemplate(job.kind.template)
    plain = jinja2.Environment(autoescape=True)
    plain.filters.update(FILTERS)
    document.render(dict(job.context), jinja_env=plain, autoescape=True)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
