"""Art. 6(五)(六), 10: what counts, counts once: a regulation for one kind, an event for one
exchange, and an exchange with others is one with others."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from pipeline.dossier.application import ExchangeKind, PastActivity, Regulation
from pipeline.dossier.ledger import Exchange
from pipeline.names.comparison import comparison_key
from pipeline.rules.facts import exchanges, without_school
from pipeline.rules.finding import DOSSIER, INTAKE, LEDGERS, Finding, Placed, Rule
from pipeline.rules.rows import warns
from pipeline.rules.same_event import agreement
from pipeline.rules.wording import parts_of

#: A part of a unit, as it is named after it.
_OFFICE = re.compile(r".*(室|科|部|系|所|中心|处|车间|组|分工会|工作室)$")
_OURSELVES = re.compile(r"(本|我)(单位|部门|学院|院|中心|处|馆|部|系|工作室)")


def regulation_of_several_kinds(p: Placed) -> Iterator[Finding]:
    """6(五): each kind has its regulation; one text under several kinds is one regulation."""
    first: dict[str, Regulation] = {}
    kinds: dict[str, list[str]] = {}
    last: dict[str, Regulation] = {}
    for regulation in p.case.dossier.regulations:
        name = regulation.name.strip("《》 ")
        first.setdefault(name, regulation)
        listed = kinds.setdefault(name, [])
        if regulation.kind not in listed:
            listed.append(regulation.kind)
            last[name] = regulation
    for name, listed in kinds.items():
        if len(listed) > 1:
            yield Finding(
                last[name].marks.at("名称"),
                f"《{name}》同时算作{'、'.join(listed)} {len(listed)} 类制度",
                "各类制度各有文本；写各类自己的制度名称，没有的制定后再列。",
                (first[name].marks.at("名称"),),
            )


def exchange_with_ourselves(p: Placed) -> Iterator[Finding]:
    """6(六): an exchange with others has a partner outside the studio's own unit."""
    unit, name = without_school(p.case, p.case.dossier.profile.unit), p.case.dossier.name
    for entry in _exchanges(p):
        partners = parts_of(entry.partner or "")
        if entry.kind is not ExchangeKind.EXTERNAL or not partners:
            continue
        if all(one == name or _is_own(without_school(p.case, one), unit) for one in partners):
            yield Finding(
                entry.marks.at("合作单位"),
                f"{entry.kind}“{entry.theme}”的合作单位“{entry.partner}”就是本单位，不是对外",
                "写校外或其他单位的名称；在本单位内办的，按导师带徒、技能竞赛、技能培训、五小竞赛或"
                "日常活动记。",
            )


def _exchanges(p: Placed) -> Iterator[Exchange | PastActivity]:
    """Those that the application cites, and those of the ledgers."""
    yield from p.case.dossier.activities
    yield from exchanges(p.case)


def _is_own(partner: str, unit: str) -> bool:
    whole = comparison_key(partner)
    rest = whole.removeprefix(comparison_key(unit))
    within = rest != whole and (not rest or _OFFICE.fullmatch(rest) is not None)
    return within or _OURSELVES.fullmatch(partner) is not None


def event_in_several_entries(p: Placed) -> Iterator[Finding]:
    """10, 6(六): one event is one entry: what one day saw with the same people or at the same
    place under other topics is counted once."""
    seen: list[Exchange | PastActivity] = []
    for entry in _exchanges(p):
        for before in seen:
            shared = max(entry.date, before.date)
            if shared > min(_last(entry), _last(before)):
                continue
            twice = entry.theme == before.theme and entry.date == before.date  # A10-1i
            if not twice and (same := agreement(before, entry)):
                yield Finding(
                    entry.marks.at("主题"),
                    f"“{entry.theme}”与“{before.theme}”同在 {shared}，"
                    f"{'、'.join(same)}相同，像是一次活动拆成两条",
                    "一次活动只记一条，并入前一条；确是两次的，写清各自的时间、地点和合作单位。",
                    (before.marks.at("主题"),),
                )
                break
        seen.append(entry)


def _last(entry: Exchange | PastActivity) -> datetime.date:
    ends = entry.ends if isinstance(entry, Exchange) else None
    return max(entry.date, ends or entry.date)


RULES: tuple[Rule, ...] = (
    warns("A06-5d", "6.5", "一份制度算作几类", regulation_of_several_kinds, needs=DOSSIER,
          about=("申报",)),
    warns("A06-6d", "6.6", "对外交流的合作单位是本单位", exchange_with_ourselves,
          needs=DOSSIER, parts=LEDGERS | INTAKE, about=("申报", "台账")),
    warns("A10-1n", "10", "一次活动拆成几条", event_in_several_entries,
          needs=DOSSIER, parts=LEDGERS, about=("申报", "台账")),
)  # fmt: skip
