"""Art. 7(三): what goes before everybody was looked at for secrets, where the union wants that."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from pipeline.diagnostics import RuleCode
from pipeline.dossier.acts.deciding import Publicity
from pipeline.dossier.acts.lists import ListSecrecyReview
from pipeline.dossier.acts.review import SecrecyReview, SecrecyVerdict
from pipeline.rules.finding import DOSSIER, INTAKE, RECORD, Batch, Finding, Placed, Rule
from pipeline.rules.rows import forbids_in_batch

_SHOWN = "公示"


def published_without_secrecy_review(b: Batch) -> Iterator[Finding]:
    """7(三): each list was looked at before it went onto the site."""
    last = datetime.date.min
    for publicity in _publicities(b):
        days = [one.date for one in b.intake.secrecy] if b.intake else []
        if not any(last < day <= publicity.date for day in days):
            yield Finding(
                publicity.marks.at("日期"),
                f"公示 {publicity.date} 以前没有记“保密审查”",
                "审查以后再公示：在批次文件里补“保密审查”（日期、用途、审查人、结论）。",
            )
        last = publicity.date


def _publicities(b: Batch) -> Iterator[Publicity]:
    for one in b.rounds:
        if one.publicity:
            yield one.publicity


def shown_though_closed(b: Batch) -> Iterator[Finding]:
    """7(三): what must not be public is not shown; and it is looked at before, not afterwards."""
    if b.intake is None:
        return
    asked = [one for one in b.intake.secrecy if _SHOWN in one.purpose]
    for publicity in _publicities(b):
        before = [one for one in asked if one.date <= publicity.date]
        if before:
            yield from _closed(before, f"{_SHOWN} {publicity.date}")
        for one in asked if not before else ():
            if publicity.date < one.date <= publicity.last:
                yield Finding(
                    one.marks.at("日期"),
                    f"保密审查 {one.date} 晚于公示 {publicity.date}",
                    "审查在先；核对日期。",
                    (publicity.marks.at("日期"),),
                )


def own_shown_though_closed(p: Placed) -> Iterator[Finding]:
    """As above, of one studio: before it is shown to the public, and before it is nominated."""
    reviews = [act.record for act in p.stage.of("保密审查")]
    for act in p.stage.acts:
        if act.name in (_SHOWN, "推荐"):
            before = [
                one
                for one in reviews
                if isinstance(one, SecrecyReview)
                and act.name in one.purpose
                and one.date <= act.date
            ]
            yield from _closed(before, f"{act.name} {act.date}")


def _closed(before: Sequence[SecrecyReview | ListSecrecyReview], after: str) -> Iterator[Finding]:
    for last in before[-1:]:
        if last.verdict is SecrecyVerdict.CLOSED:
            yield Finding(
                last.marks.at("结论"),
                f"保密审查 {last.date} 的结论是“{last.verdict}”，却有“{after}”",
                "不宜公开的不能公示、推荐；修改后又审查过的，补记后一次。",
            )


RULES: tuple[Rule, ...] = (
    forbids_in_batch(
        "A07-3p",
        "7.3",
        "公示以前没有保密审查",
        published_without_secrecy_review,
        needs=INTAKE,
        about=("公示",),
        family="secrecy",
    ),
    Rule(
        code=RuleCode("A07-3q"),
        article="7.3",
        title="不宜公开的却公示、推荐",
        on_case=own_shown_though_closed,
        on_batch=shown_though_closed,
        needs=DOSSIER | RECORD | INTAKE,
        about=("保密审查",),
    ),
)
