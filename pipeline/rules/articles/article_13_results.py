"""Art. 12, 13: the announcement of re-review results: whom it lists, whom it awards."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.dossier.acts.lists import Announcement
from pipeline.dossier.paths import RECORD_FILE
from pipeline.rules.finding import INTAKE, RECORD, Batch, Finding, Placed, Rule
from pipeline.rules.rows import forbids, forbids_in_batch, warns


def _listing(p: Placed) -> Iterator[Announcement]:
    for one in p.case.intake.announcements if p.case.intake else ():
        if p.case.slug in one.listed:
            yield one


def listed_without_review(p: Placed) -> Iterator[Finding]:
    """12: what is announced is the result of a re-review that has been."""
    reviews = p.stage.of("周期末复核")
    for one in _listing(p):
        if any(act.date <= one.date for act in reviews):
            continue
        if reviews:  # of all of that day at once: it is the announcement's day that is wrong
            yield Finding(
                one.marks.at("日期"),
                f"复核通报 {one.date} 早于名单里工作室的周期末复核 {reviews[0].date}",
                "核对日期；那时还没有复核的，从名单里删去。",
                (reviews[0].place,),
            )
            continue
        yield Finding(
            one.marks.at("名单", one.listed.index(p.case.slug)),
            f"复核通报 {one.date} 的名单里有“{p.case.slug}”，它没有“周期末复核”",
            f"还没有复核的，从名单里删去，或在 {RECORD_FILE} 补记“周期末复核”。",
        )


def listed_out_of_order(b: Batch) -> Iterator[Finding]:
    """12, 13: a list names studios of its intake, each once; awards go to studios on the list."""
    for one in b.intake.announcements if b.intake else ():
        for row, slug in enumerate(one.listed):
            place = one.marks.at("名单", row)
            if slug not in b.folders:
                yield Finding(
                    place,
                    f"复核通报 {one.date} 的名单里写“{slug}”，{b.year} 批次没有这个文件夹",
                    f"写文件夹名；{b.year} 批次有：{'、'.join(sorted(b.folders))}。",
                )
            elif slug in one.listed[:row]:
                yield Finding(place, f"复核通报 {one.date} 的名单里“{slug}”写了两次", "删去一处。")
        for award in one.awards:
            if award.studio not in one.listed:
                yield Finding(
                    award.marks.at("工作室"),
                    f"复核通报 {one.date} 奖励“{award.studio}”，它不在这份通报的名单里",
                    "写文件夹名；要奖励的也列入“名单”，不奖励的删去这一行。",
                    (one.marks.at("名单"),),
                )


def result_unannounced(p: Placed) -> Iterator[Finding]:
    """12: an announcement tells of all who were re-reviewed by then, as good or bad as it was."""
    reviews, intake = p.stage.of("周期末复核"), p.case.intake
    if intake is None or not reviews or any(True for _ in _listing(p)):
        return
    for one in intake.announcements:
        if reviews[0].date <= one.date:
            yield Finding(
                one.marks.at("名单"),
                f"“{p.case.slug}”{reviews[0].date} 已复核，复核通报 {one.date} 的名单里没有",
                "补入名单；另文通报的，再记一份“复核通报”。",
                (reviews[0].place,),
            )
            return


_ANNOUNCED = ("复核通报",)
RULES: tuple[Rule, ...] = (
    forbids(
        "A13-2a",
        "12",
        "通报了没有复核的工作室",
        listed_without_review,
        needs=RECORD | INTAKE,
        about=_ANNOUNCED,
    ),
    forbids_in_batch(
        "A13-2b", "13", "复核通报的名单不符", listed_out_of_order, needs=INTAKE, about=_ANNOUNCED
    ),
    warns(
        "A13-2c",
        "12",
        "复核了没有通报",
        result_unannounced,
        needs=RECORD | INTAKE,
        about=_ANNOUNCED,
    ),
)
