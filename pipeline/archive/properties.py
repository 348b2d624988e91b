"""四性检测 (DA/T 70—2018): the four properties of a package, each item 通过, 不通过 or 未检测.

Nothing that was not looked at is ever 通过. Item numbers follow a common vendor's list; they are
not clause numbers of the standard. Must not look at files: it weighs what others found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.archive.proof import Proof
from pipeline.archive.report import Check, Fault, Outcome
from pipeline.archive.reread import Reread, RereadLine
from pipeline.archive.row_checks import (
    SAFE,
    TRUE,
    USABLE,
    WHOLE,
    numbers_running,
    process_recorded,
    references_unique,
    required_there,
    untested,
    values_sound,
)

_CONTENT = (
    "V-CHANGED", "V-TRUNCATED", "V-EMPTY", "V-SWAPPED", "V-MANIFEST-EDITED", "V-UNREADABLE",
    "V-MANIFEST-MISSING", "V-MANIFEST-MALFORMED",
)  # fmt: skip
_MEMBERSHIP = (
    "V-MISSING", "V-EXTRA", "V-RENAMED", "V-FETCH", "V-MANIFEST-MISSING", "V-MANIFEST-MALFORMED",
)  # fmt: skip
_METADATA = ("V-INFO", "V-CATALOGUE", "V-INDEX", "V-NOT-BAG")
_REGISTERED = ("V-INDEX", "V-NAME", "V-TRUNCATED", "V-EMPTY")
_LINKED = ("V-CATALOGUE", "V-LABEL", "V-STAMP", "V-BOOKMARK", "V-LINK")
_PROOF = ("V-SEAL", "V-NO-SEAL", "V-NO-REGISTER", "V-REGISTER", "V-CODE")
_HAZARDS = ("V-HAZARD", "V-PATH", "V-SPECIAL", "V-FETCH")


def properties(
    faults: Iterable[Fault],
    book: Reread | None,
    *,
    proof: Proof,
    foreign: bool,
    events: int | None,
) -> tuple[Check, ...]:
    """Weigh `faults`. `book` is None in a quick run, `proof` is what lies outside the package.

    `foreign`: the package has no register of ours. `events` is the number of recorded acts, None
    if the log cannot be read.
    """
    scale = _Scale(codes=frozenset(fault.code for fault in faults), book=book, foreign=foreign)
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
    foreign: bool

    @property
    def rows(self) -> tuple[RereadLine, ...]:
        return self.book.rows if self.book else ()

    @property
    def unread(self) -> str:
        """Why there are no rows, where there are none."""
        return "快速校验不读目录" if self.book is None else "目录读不出来"

    def by(self, aspect: str, item: str, name: str, *bad: str, tested: bool = True) -> Check:
        if hit := sorted(self.codes.intersection(bad)):
            return Check(
                aspect=aspect, item=item, name=name, outcome=Outcome.FAILED, detail="、".join(hit)
            )
        if tested:
            return Check(aspect=aspect, item=item, name=name, outcome=Outcome.PASSED)
        why = "快速校验不重读合订本" if self.book is None else "合订本读不出来"
        return untested(
            aspect, item, name, "不是本程序封存的包，只核对摘要" if self.foreign else why
        )


def _authentic(scale: _Scale, proof: Proof) -> Iterator[Check]:
    readable = scale.book is not None and scale.book.readable
    yield scale.by(TRUE, "1-1", "固化信息（摘要）有效", *_CONTENT)
    yield untested(TRUE, "1-1", "电子签名、印章、时间戳有效", "本包未作电子签名")
    yield values_sound(scale.rows, scale.unread)
    yield references_unique(scale.rows, scale.unread)
    yield scale.by(TRUE, "1-10", "文件名、大小与登记一致", *_REGISTERED, tested=not scale.foreign)
    yield scale.by(TRUE, "1-11", "目录与正文关联", *_LINKED, tested=readable)
    outside = scale.by(TRUE, "1-14", "归档包与包外的摘要、登记册一致", *_PROOF)
    if outside.outcome is Outcome.PASSED and proof.there:
        yield replace(outside, detail=proof.remark)
    elif outside.outcome is Outcome.PASSED:
        yield untested(TRUE, "1-14", outside.name, "包外没有另存的摘要和登记册")
    else:
        yield outside


def _complete(scale: _Scale, events: int | None) -> Iterator[Check]:
    yield scale.by(WHOLE, "2-1", "文件数与总字节数", "V-OXUM", "V-INFO", tested=not scale.foreign)
    yield required_there(scale.rows, scale.unread)
    yield process_recorded(events)
    yield numbers_running(scale.rows, scale.unread)
    yield untested(WHOLE, "2-7", "正文与附件齐全", "须由档案人员对照归档范围核对")
    yield scale.by(WHOLE, "2-10", "包内文件与清单双向一致", *_MEMBERSHIP)


def _usable(scale: _Scale) -> Iterator[Check]:
    full = scale.book is not None
    yield scale.by(USABLE, "3-1", "元数据可读", *_METADATA, tested=full)
    yield scale.by(USABLE, "3-3", "通用长期保存格式（PDF/A-2b）", "V-PDFA", "V-BUNDLE", tested=full)
    yield scale.by(
        USABLE, "3-8", "无加密，可打开，可提取文字", "V-BUNDLE", "V-UNREADABLE", tested=full
    )


def _secure(scale: _Scale) -> Iterator[Check]:
    yield untested(SAFE, "4-1", "病毒检测", "请用本单位的杀毒软件扫描")
    yield scale.by(SAFE, "4-7", "无脚本、动作、越界路径", *_HAZARDS, tested=scale.book is not None)
    yield untested(SAFE, "4-8", "载体外观与保管环境", "须人工检查")
