"""What is let pass: by a remark `# 忽略 A06-2：理由` at the end of its line, or by a 放行.

Only rules of the rule document can be let pass, never the reader's faults. A remark without a
reason, of somebody who may not, or without anything to pass is itself a finding; so is a 放行.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pipeline.chinese import ordinal
from pipeline.diagnostics import REMARKED, Diagnostic, Place, RuleCode, Severity, visible
from pipeline.dossier.paths import INTAKE_FILE, RECORD_FILE, FileKind, owner_of
from pipeline.dossier.source import Suppression
from pipeline.rules.unasked import Unasked
from pipeline.rules.waiving.waivable import (
    NOT_THE_LEADERS,
    UNIONS,
    never_waived,
    remark_silences,
    rules_named,
    what_it_names,
)
from pipeline.rules.waiving.waivers import UNUSED_WAIVER, UnionWaiver

NO_REASON = RuleCode("S01")
UNUSED = RuleCode("S02")
NOT_THEIRS = RuleCode("S03")
_FORM = "写成“# 忽略 A09-1d：见备注”：代码用半角，几个代码用顿号隔开，一行只写一处。"


class _Remarks:
    """The remarks of a workspace, by line, and what became of them."""

    def __init__(self, written: Iterable[Suppression]) -> None:
        self._by_line: dict[tuple[str, int], list[Suppression]] = {}
        for remark in written:
            line = (remark.place.file, remark.place.line)
            self._by_line.setdefault(line, []).append(remark)
        self._used: dict[int, list[Diagnostic]] = {}
        self._refused: set[int] = set()

    def silence(self, one: Diagnostic) -> bool:
        silenced = False
        for remark in self._by_line.get((one.place.file, one.place.line), ()):
            if one.code.startswith(remark.code) and remark.reason:
                if remark_silences(owner_of(remark.place).kind, one.severity, one.article):
                    self._used.setdefault(id(remark), []).append(one)
                    silenced = True
                else:
                    self._refused.add(id(remark))
        return silenced

    def told(self, unasked: tuple[Unasked, ...]) -> Iterator[Diagnostic]:
        for listed in self._by_line.values():
            for remark in listed:
                if (silenced := self._used.get(id(remark))) and _of_union(remark):
                    yield _in_force(remark, silenced)
                if not remark.code:
                    yield _about(remark, NO_REASON, "写得不对，不起作用", _FORM)
                elif not remark.reason:
                    hint = f"写成“# 忽略 {remark.code}：理由”。"
                    yield _about(remark, NO_REASON, "没有写理由", hint)
                elif not remark.code.startswith("A"):
                    hint = "只有 A 开头的代码可以忽略；改正内容，删去这条备注。"
                    yield _about(remark, UNUSED, "不起作用：读入的问题不能忽略", hint)
                elif id(remark) in self._refused or _never_theirs(remark):
                    yield _overreaching(remark)
                elif id(remark) not in self._used and not _left_open(
                    remark.code, remark.place, unasked
                ):
                    yield _about(remark, UNUSED, "没有可忽略的发现", "删去这条备注，或改正代码。")


class _Waivers:
    """The sound 放行 of a workspace, by whose findings they let pass, and what they let pass."""

    def __init__(self, sound: Iterable[UnionWaiver]) -> None:
        self._by_key: dict[str, list[tuple[UnionWaiver, list[Place]]]] = {}
        self._again: list[UnionWaiver] = []
        known: set[tuple[str, str, str]] = set()
        for waiver in sorted(sound, key=lambda one: one.date):
            same = (waiver.place.file, waiver.code, waiver.about)
            if same in known:
                self._again.append(waiver)
                continue
            known.add(same)
            self._by_key.setdefault(waiver.key, []).append((waiver, []))

    def let_pass(self, one: Diagnostic) -> bool:
        passed = False
        for waiver, places in self._by_key.get(owner_of(one.place).key, ()):
            if one.code.startswith(waiver.code):
                places.append(one.place)
                passed = True
        return passed

    def told(self, unasked: tuple[Unasked, ...]) -> Iterator[Diagnostic]:
        for waiver in self._again:
            what = f"“放行 {waiver.code}”写了两次"
            yield waiver.told(UNUSED_WAIVER, Severity.WARNING, what, "删去一条。")
        for listed in self._by_key.values():
            for waiver, places in listed:
                if places:
                    yield waiver.in_force(tuple(sorted(set(places), key=str)))
                elif not _left_open(waiver.code, waiver.place, unasked):
                    what = f"“放行 {waiver.code}”没有可放行的发现"
                    hint = "删去这一条，或改正代码、对象。"
                    yield waiver.told(UNUSED_WAIVER, Severity.WARNING, what, hint)


def apply_suppressions(
    found: Iterable[Diagnostic],
    written: Iterable[Suppression],
    waived: Sequence[UnionWaiver],
    today: datetime.date,
    folders: Mapping[str, datetime.date | None],
    unasked: tuple[Unasked, ...] = (),
) -> Iterator[Diagnostic]:
    """The findings that remain, and those about the remarks and the 放行 themselves. What is on
    something `unasked` may only seem to be unused. `folders` are all studios, as YEAR/SLUG, with
    the day of the application where that is known."""
    remarks = _Remarks(written)
    faults = [waiver.fault(today, folders) for waiver in waived]
    waivers = _Waivers(w for w, fault in zip(waived, faults, strict=True) if fault is None)
    for one in found:
        if one.code.startswith("A"):  # each is asked: both may be meant, and neither is unused
            passes = [remarks.silence(one), waivers.let_pass(one)]
            if any(passes):
                continue
        yield one
    yield from (fault for fault in faults if fault is not None)
    yield from remarks.told(unasked)
    yield from waivers.told(unasked)


def _of_union(remark: Suppression) -> bool:
    return bool(owner_of(remark.place).kind & UNIONS)


def _in_force(remark: Suppression, silenced: Sequence[Diagnostic]) -> Diagnostic:
    """That a remark of the union stands: as a 放行 does."""
    said = (
        f"忽略 {remark.code}（{what_it_names(remark.code)}）；理由：{visible(remark.reason, 300)}；"
        f"放过 {len(silenced)} 处"
    )
    return Diagnostic(
        place=remark.place,
        code=REMARKED,
        severity=Severity.NOTE,
        article="",
        message=said,
        hint="不再需要时删去这条备注。",
        concerns=tuple(sorted({key for one in silenced for key in one.concerns})),
    )


def _left_open(code: str, place: Place, unasked: tuple[Unasked, ...]) -> bool:
    return any(one.leaves_open(code, owner_of(place)) for one in unasked)


def _never_theirs(remark: Suppression) -> bool:
    """Whether the code names rules, and none of them could be silenced from that file."""
    rules, kind = rules_named(remark.code), owner_of(remark.place).kind
    return bool(rules) and not any(remark_silences(kind, r.severity, r.article) for r in rules)


def _overreaching(remark: Suppression) -> Diagnostic:
    kind = owner_of(remark.place).kind
    if kind & UNIONS:
        file = RECORD_FILE if kind is FileKind.RECORD else INTAKE_FILE
        what = "不起作用：忽略只对警告有效，这是错误"
        hint = f"改正内容；确需放行的，写进 {file} 的“放行”：代码、理由、批准、日期。"
    else:
        articles = "、".join(ordinal(int(one)) for one in NOT_THE_LEADERS)
        what = f"不起作用：带头人的文件里不能忽略错误和第{articles}条的警告"
        hint = f"改正内容，删去这条备注；确需放行的，由校工会在 {RECORD_FILE} 的“放行”里写。"
    if (rules := rules_named(remark.code)) and all(map(never_waived, rules)):
        hint = "改正内容，删去这条备注；这样的规则谁也不能放行。"
    return _about(remark, NOT_THEIRS, what, hint)


def _about(remark: Suppression, code: RuleCode, what: str, hint: str) -> Diagnostic:
    return Diagnostic(
        place=remark.place,
        code=code,
        severity=Severity.WARNING,
        article="",
        message=f"“{f'忽略 {remark.code}'.strip()}”{what}",
        hint=hint,
    )
