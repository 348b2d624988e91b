"""Art. 7(三), 13: what goes before everybody was looked at for secrets, where the union wants that.

A review speaks of the next thing that it was made for: the publicity of an intake's list, that of
nominees, or a nomination. A fault stands there, and holds the one paper that shows it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from pipeline.diagnostics import Place, RuleCode
from pipeline.dossier.acts.deciding import Publicity
from pipeline.dossier.acts.lists import ListSecrecyReview
from pipeline.dossier.acts.review import SecrecyReview, SecrecyVerdict
from pipeline.lifecycle import Act
from pipeline.rules.finding import DOSSIER, INTAKE, RECORD, Batch, Finding, Placed, Rule
from pipeline.rules.rows import forbids, forbids_in_batch

_Review = SecrecyReview | ListSecrecyReview
_SHOWN, _NOMINEES, _SENT = "公示", "推荐公示", "推荐"
#: What a purpose may name; one that names none of them is of whatever comes next.
_PURPOSES = (_SHOWN, _SENT, "展", "宣传")
#: What each of them follows: a review before that was of something else.
_AFTER = {_NOMINEES: (_SHOWN, _NOMINEES), _SENT: (_SHOWN,)}


def made_for(one: _Review, name: str) -> bool:
    """Whether a review was made for that act, as its purpose says in whatever words."""
    purpose = one.purpose.replace("推荐申报", "申报")
    if not any(word in purpose for word in _PURPOSES):
        return True
    return _SHOWN in purpose if name == _NOMINEES else name in purpose.replace(_NOMINEES, "")


def _within(
    reviews: Sequence[_Review], name: str, after: datetime.date, until: datetime.date
) -> list[_Review]:
    """Those made for the act from the day after one day to the other."""
    return [one for one in reviews if after < one.date <= until and made_for(one, name)]


def _of_lists(b: Batch) -> Iterator[tuple[Publicity, list[_Review], list[_Review]]]:
    """(publicity, reviews before it, reviews too late) of each list of the intake."""
    last, listed = datetime.date.min, b.intake.secrecy if b.intake else ()
    for one in (round_.publicity for round_ in b.rounds if round_.publicity):
        before = _within(listed, _SHOWN, last, one.date)
        yield one, before, _within(listed, _SHOWN, one.date, one.last)
        last = one.date


def _of_nominee(p: Placed) -> Iterator[tuple[Act, list[_Review], list[_Review], list[_Review]]]:
    """(act, own reviews before it, those of the list, those too late) where the studio is shown as
    a nominee, or is nominated."""
    listed = p.case.intake.secrecy if p.case.intake else ()
    for act in p.stage.acts:
        if act.name in _AFTER:
            last = _last(p, act)
            until = act.record.last if isinstance(act.record, Publicity) else act.date
            late = _within((*_own(p), *listed), act.name, act.date, until)
            own = _within(_own(p), act.name, last, act.date)
            yield act, own, _within(listed, act.name, last, act.date), late


def _own(p: Placed) -> list[SecrecyReview]:
    acts = (act.record for act in p.stage.of("保密审查"))
    return [record for record in acts if isinstance(record, SecrecyReview)]


def _last(p: Placed, act: Act) -> datetime.date:
    """When the studio was last shown before: what was looked at by then was shown then."""
    names = _AFTER.get(act.name, (act.name,))
    days = [one.date for one in p.stage.acts if one.name in names and one.date < act.date]
    return max(days, default=datetime.date.min)


def published_without_secrecy_review(b: Batch) -> Iterator[Finding]:
    """7(三): each list was looked at before it went onto the site."""
    for publicity, before, _ in _of_lists(b):
        if not before:
            yield _unlooked(publicity.marks.at("日期"), _SHOWN, publicity.date)


def nominated_without_secrecy_review(p: Placed) -> Iterator[Finding]:
    """7(三), 13: and so was each nominee, before he was shown, and before he was sent up."""
    for act, own, listed, _ in _of_nominee(p):
        if not (own or listed):
            yield _unlooked(act.place, act.name, act.date)


def _unlooked(place: Place, name: str, day: datetime.date) -> Finding:
    return Finding(
        place,
        f"{name} {day} 以前没有记“保密审查”",
        f"审查以后再{name}：补“保密审查”（日期、用途、审查人、结论），“用途”里写“{name}”。",
    )


def shown_though_closed(b: Batch) -> Iterator[Finding]:
    """7(三): what must not be public is not shown; and it is looked at before, not afterwards."""
    for publicity, before, late in _of_lists(b):
        place, shown = publicity.marks.at("日期"), f"公示 {publicity.date}"
        yield from _closed(before, place, shown)
        yield from _late(() if before else late, place, shown)


def own_shown_though_closed(p: Placed) -> Iterator[Finding]:
    """As above, of one studio: before it is shown to the public, and before it is nominated."""
    for act in p.stage.of(_SHOWN):
        before = _within(_own(p), _SHOWN, _last(p, act), act.date)
        yield from _closed(before, act.place, f"{_SHOWN} {act.date}")
    for act, own, listed, late in _of_nominee(p):
        shown = f"{act.name} {act.date}"
        for before in (own, listed):
            yield from _closed(before, act.place, shown)
        yield from _late(() if own or listed else late, act.place, shown)


def _closed(before: Sequence[_Review], place: Place, shown: str) -> Iterator[Finding]:
    last = max(before, key=lambda one: one.date, default=None)
    if last and last.verdict is SecrecyVerdict.CLOSED:
        yield Finding(
            place,
            f"保密审查 {last.date} 的结论是“{last.verdict}”，却有“{shown}”",
            "不宜公开的不能公示、推荐；修改后又审查过的，补记后一次；为别的事审查的，写明“用途”。",
            (last.marks.at("结论"),),
        )


def _late(late: Sequence[_Review], place: Place, shown: str) -> Iterator[Finding]:
    for one in late:
        yield Finding(
            place,
            f"保密审查 {one.date} 晚于{shown}",
            "审查在先；核对日期。",
            (one.marks.at("日期"),),
        )


_OUTSIDE = ("对外公开",)
RULES: tuple[Rule, ...] = (
    forbids_in_batch(
        "A07-3p",
        "7.3",
        "公示以前没有保密审查",
        published_without_secrecy_review,
        needs=INTAKE,
        about=_OUTSIDE,
        family="secrecy",
    ),
    forbids(
        "A07-3t",
        "7.3",
        "推荐以前没有保密审查",
        nominated_without_secrecy_review,
        needs=RECORD | INTAKE,
        about=_OUTSIDE,
        family="secrecy",
    ),
    Rule(
        code=RuleCode("A07-3q"),
        article="7.3",
        title="不宜公开的却公示、推荐",
        on_case=own_shown_though_closed,
        on_batch=shown_though_closed,
        needs=DOSSIER | RECORD | INTAKE,
        about=_OUTSIDE,
    ),
)
