"""四性检测 (DA/T 70—2018): the four properties of a package, each item 通过, 不通过 or 未检测.

Nothing that was not looked at is ever 通过. Item numbers follow a common vendor's list; they are
not clause numbers of the standard. Must not look at files: it weighs what others found.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.archive.compared.everything import Compared
from pipeline.archive.proof import OutsideProof
from pipeline.archive.report import Check, Fault, Outcome
from pipeline.archive.reread import Reread

TRUE, WHOLE, USABLE, SAFE = "真实性", "完整性", "可用性", "安全性"
_CONTENT = (
    "V-CHANGED", "V-TRUNCATED", "V-EMPTY", "V-SWAPPED", "V-MANIFEST-EDITED", "V-UNREADABLE",
    "V-MANIFEST-MISSING", "V-MANIFEST-MALFORMED",
)  # fmt: skip
_MEMBERSHIP = (
    "V-MISSING", "V-EXTRA", "V-RENAMED", "V-FETCH", "V-FOLDER", "V-MANIFEST-MISSING",
    "V-MANIFEST-MALFORMED",
)  # fmt: skip
_METADATA = (
    "V-INFO", "V-CATALOGUE", "V-INDEX", "V-NOT-BAG", "V-ENVIRONMENT", "V-ENCODING",
)  # fmt: skip
_REGISTERED = ("V-INDEX", "V-NAME", "V-TRUNCATED", "V-EMPTY")
_LINKED = ("V-CATALOGUE", "V-LABEL", "V-STAMP", "V-BOOKMARK", "V-LINK", "V-BOUND")
_PROOF = ("V-SEAL", "V-NO-SEAL", "V-NO-REGISTER", "V-REGISTER", "V-CODE")
#: Files that an item names; the rest it counts.
_MOST_NAMED = 8
_HAZARDS = ("V-HAZARD", "V-PATH", "V-SPECIAL", "V-FETCH")


def properties(
    faults: Iterable[Fault],
    book: Reread | None,
    more: Compared | None,
    *,
    proof: OutsideProof,
    foreign: bool,
    digested: bool,
    events: int | None,
) -> tuple[Check, ...]:
    """Weigh `faults`. `book` and `more` are None in a quick run; `proof` is what lies outside the
    package.

    `foreign`: the package has no register of ours; `digested`: its digests could be compared at
    all. `events` is the number of recorded acts, None
    if the log cannot be read.
    """
    scale = _Scale(
        codes=frozenset(fault.code for fault in faults),
        book=book,
        more=more,
        foreign=foreign,
        digested=digested,
    )
    return (
        *_authentic(scale, proof),
        *_complete(scale, events),
        *_usable(scale),
        *_secure(scale),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    """What an item is weighed by: the codes that were found, and what was looked at."""

    codes: frozenset[str]
    book: Reread | None
    more: Compared | None
    foreign: bool
    digested: bool

    def by(self, aspect: str, item: str, name: str, *bad: str, tested: bool = True) -> Check:
        if hit := sorted(self.codes.intersection(bad)):
            return Check(
                aspect=aspect, item=item, name=name, outcome=Outcome.FAILED, detail="、".join(hit)
            )
        if tested:
            return Check(aspect=aspect, item=item, name=name, outcome=Outcome.PASSED)
        why = "快速校验不重读合订本" if self.book is None else "合订本读不出来"
        if self.foreign:
            why = "不是本程序封存的包，只核对摘要" if self.digested else "清单没有读，没有核对摘要"
        return _untested(aspect, item, name, why)

    def files(self, check: Check, bad: Iterable[str], otherwise: str = "") -> Check:
        """`check` with what was found in the files themselves: it fails if any is `bad`."""
        if check.outcome is not Outcome.PASSED or self.more is None:
            return check
        named = tuple(bad)
        if not named:
            return replace(check, detail=otherwise)
        shown = "；".join(named[:_MOST_NAMED])
        rest = f"等 {len(named)} 个" if len(named) > _MOST_NAMED else ""
        return replace(check, outcome=Outcome.FAILED, detail=f"文件：{shown}{rest}")


def _untested(aspect: str, item: str, name: str, why: str) -> Check:
    return Check(aspect=aspect, item=item, name=name, outcome=Outcome.UNTESTED, detail=why)


def _authentic(scale: _Scale, proof: OutsideProof) -> Iterator[Check]:
    readable = scale.book is not None and scale.book.readable
    yield scale.by(TRUE, "1-1", "固化信息（摘要）有效", *_CONTENT, tested=scale.digested)
    yield _untested(TRUE, "1-1", "电子签名、印章、时间戳有效", "本包未作电子签名")
    yield _metadata(scale.book)
    yield _references(scale.book)
    yield scale.by(TRUE, "1-10", "文件名、大小与登记一致", *_REGISTERED, tested=not scale.foreign)
    yield _linked(scale, scale.by(TRUE, "1-11", "目录与正文关联", *_LINKED, tested=readable))
    outside = scale.by(TRUE, "1-14", "归档包与包外的摘要、登记册一致", *_PROOF)
    if outside.outcome is Outcome.PASSED and proof.there:
        yield replace(outside, detail=proof.remark)
    elif outside.outcome is Outcome.PASSED:
        yield _untested(TRUE, "1-14", outside.name, "包外没有另存的摘要和登记册")
    else:
        yield outside


def _complete(scale: _Scale, events: int | None) -> Iterator[Check]:
    yield scale.by(WHOLE, "2-1", "文件数与总字节数", "V-OXUM", "V-INFO", tested=not scale.foreign)
    yield _required(scale.book)
    yield _process(scale, events)
    yield _running_numbers(scale.book)
    yield _untested(WHOLE, "2-7", "正文与附件齐全", "须由档案人员对照归档范围核对")
    yield scale.by(WHOLE, "2-10", "包内文件与清单双向一致", *_MEMBERSHIP, tested=scale.digested)


def _usable(scale: _Scale) -> Iterator[Check]:
    full, files = scale.book is not None, scale.more.files if scale.more else None
    yield scale.by(USABLE, "3-1", "元数据可读", *_METADATA, tested=full)
    kept = scale.by(
        USABLE, "3-3", "通用长期保存格式（合订本 PDF/A-2b）", "V-PDFA", "V-BUNDLE", tested=full
    )
    formats = (f"{name} {count} 个" for name, count in (files.formats if files else {}).items())
    yield scale.files(kept, files.passing if files else (), "其余文件：" + "、".join(formats))
    opened = scale.by(
        USABLE, "3-8", "无加密，可打开，可提取文字", "V-BUNDLE", "V-UNREADABLE", tested=full
    )
    yield scale.files(opened, files.closed if files else ())


def _linked(scale: _Scale, check: Check) -> Check:
    """With how many pages were held against the files they were made of."""
    bound = scale.more.bound if scale.more else None
    if check.outcome is not Outcome.PASSED or bound is None:
        return check
    detail = f"逐页比对 {bound.compared} 页"
    if bound.uncompared:
        files = "、".join(bound.uncompared[:_MOST_NAMED])
        more = f"等 {len(bound.uncompared)} 个文件" if len(bound.uncompared) > _MOST_NAMED else ""
        detail += f"；以图像编入而未能逐页比对：{files}{more}"
    return replace(check, detail=detail)


def _secure(scale: _Scale) -> Iterator[Check]:
    yield _untested(SAFE, "4-1", "病毒检测", "请用本单位的杀毒软件扫描")
    safe = scale.by(SAFE, "4-7", "无脚本、动作、越界路径", *_HAZARDS, tested=scale.book is not None)
    yield scale.files(safe, scale.more.files.acting if scale.more else ())
    yield _untested(SAFE, "4-8", "载体外观与保管环境", "须人工检查")


def _judged(aspect: str, item: str, name: str, book: Reread | None, bad: list[str]) -> Check:
    """The verdict over the rows of the catalogue; without rows nothing was tested."""
    if book is None or not book.rows:
        outcome, detail = Outcome.UNTESTED, "快速校验不读目录" if book is None else "目录读不出来"
    else:
        outcome = Outcome.FAILED if bad else Outcome.PASSED
        detail = "；".join(bad[:5])
    return Check(aspect=aspect, item=item, name=name, outcome=outcome, detail=detail)


def _metadata(book: Reread | None) -> Check:
    bad = []
    for row in book.rows if book else ():
        if any(ord(c) < 32 or 0xE000 <= ord(c) <= 0xF8FF for c in row.title + row.number):
            bad.append(f"第 {row.sequence} 行有异常字符")
        if row.date and not _real(row.date):
            bad.append(f"第 {row.sequence} 行日期 {row.date} 不存在")
    return _judged(TRUE, "1-2", "元数据类型、值域、字符", book, bad)


def _references(book: Reread | None) -> Check:
    bad, seen = [], set[str]()
    for row in book.rows if book else ():
        for value in filter(None, (row.reference, row.number)):
            if value in seen:
                bad.append(f"{value} 重复")
            seen.add(value)
    return _judged(TRUE, "1-3", "档号、文号不重复", book, bad)


def _required(book: Reread | None) -> Check:
    bad = [
        f"第 {row.sequence} 行缺{name}"
        for row in (book.rows if book else ())
        for name, value in (("档号", row.reference), ("题名", row.title), ("日期", row.date))
        if not value
    ]
    return _judged(WHOLE, "2-3", "必备元数据齐全（DA/T 46）", book, bad)


def _running_numbers(book: Reread | None) -> Check:
    bad = [
        f"第 {at} 行件号应为 {at:04d}"
        for at, row in enumerate(book.rows if book else (), start=1)
        if not row.reference.endswith(f"-{at:04d}")
    ]
    return _judged(WHOLE, "2-6", "件号连续无缺", book, bad)


def _process(scale: _Scale, events: int | None) -> Check:
    name = "过程记录（何人何时何事）"
    if (check := scale.by(WHOLE, "2-5", name, "V-EVENTS")).outcome is Outcome.FAILED:
        return check
    if events is None:
        outcome, detail = Outcome.FAILED, "events.csv 读不出来或有缺项"
    elif events == 0:
        outcome, detail = Outcome.UNTESTED, "没有登记办理过程"
    else:
        outcome, detail = Outcome.PASSED, f"{events} 条"
    return Check(aspect=WHOLE, item="2-5", name=name, outcome=outcome, detail=detail)


def _real(written: str) -> bool:
    try:
        datetime.date(int(written[:4]), int(written[4:6]), int(written[6:]))
    except ValueError:
        return False
    return len(written) == 8
