"""Art. 7–14: what happens once in a cycle is entered once; the row stands in `order`."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.dossier.acts.cycle import Rereview
from pipeline.lifecycle import Act
from pipeline.rules.finding import Finding, Placed

#: Acts of which one day may see several, told apart by rules of their own (A11-1d, A13-1c, A13-3l).
_SEVERAL_A_DAY = ("年度自评备案", "推荐", "推荐结果")

#: What tells two acts of one name and day apart: outcome, title, purse, order, gap, purpose, lists.
_TOLD_APART = (
    "verdict",
    "title",
    "purse",
    "ordered",
    "period",
    "item",
    "purpose",
    "target",
    "targets",
)

#: Acts of which the last counts: two of one day would leave unknown which.
_ONE_A_DAY = ("中期检查", "考核", "周期末复核")


def act_repeated(p: Placed) -> Iterator[Finding]:
    """Most acts happen once in a cycle; none is entered twice for the same day and outcome, and no
    day sees two checks or re-reviews: which of them counts would be unknown."""
    yield from _reviewed_again(p)
    first: dict[tuple[object, ...], Act] = {}
    key: tuple[object, ...]
    for act in p.stage.acts:
        if act.name == "命名":
            continue  # A07-4c says so in the lists
        if not p.stage.rule_of(act.name).repeatable:
            key, day, hint = (act.name,), "", "一个周期只有一次；删去多余的一项。"
        elif act.name in _SEVERAL_A_DAY:
            continue
        else:
            key = (act.name, act.date)
            if act.name not in _ONE_A_DAY:
                key = (*key, *(getattr(act.record, name, None) for name in _TOLD_APART))
            day, hint = f"在 {act.date} 这一天", "删去多余的一项；确是两次的，核对日期。"
        if key in first:
            yield Finding(
                act.place,
                f"“{act.name}”{day}记了两次",
                hint,
                (first[key].place,),
                p.stage.rule_of(act.name).article,
            )
        first.setdefault(key, act)


def _reviewed_again(p: Placed) -> Iterator[Finding]:
    """12: a cycle is reviewed once, and once more where the studio objected; the last counts."""
    reviews = p.stage.of("周期末复核")
    for number, act in enumerate(reviews[1:], 2):
        why = act.record.appeal if isinstance(act.record, Rereview) else None
        if act.date != reviews[number - 2].date and (number > 2 or not why):
            yield Finding(
                act.place,
                f"“周期末复核”记了 {number} 次" if why else f"“周期末复核 {act.date}”又记了一次",
                "一个周期复核一次，有异议的复议一次；删去多余的一项。"
                if why
                else "一个周期只有一次；因异议重新复核的，写“复议理由”；重复的，删去一项。",
                (reviews[0].place,),
                "12",
            )
