"""`# 忽略 A06-2：理由` at the end of a line: that rule is waived there, with a reason on record.

Only rules of the rule document can be waived, never the reader's faults; a remark without a reason
or without anything to waive is itself a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.diagnostics import Diagnostic, RuleCode, Severity
from pipeline.dossier.paths import owner_of
from pipeline.dossier.source import Suppression
from pipeline.rules.unasked import Unasked

NO_REASON = RuleCode("S01")
UNUSED = RuleCode("S02")


def apply_suppressions(
    found: Iterable[Diagnostic], written: Iterable[Suppression], unasked: tuple[Unasked, ...] = ()
) -> Iterator[Diagnostic]:
    """The findings that remain, and those about the remarks themselves. A remark on what was
    `unasked` may only seem to be unused."""
    remarks: dict[tuple[str, int], list[Suppression]] = {}
    for remark in written:
        remarks.setdefault((remark.place.file, remark.place.line), []).append(remark)
    used: set[int] = set()
    for one in found:
        waived = False
        for remark in remarks.get((one.place.file, one.place.line), ()):
            if one.code.startswith("A") and one.code.startswith(remark.code) and remark.reason:
                used.add(id(remark))
                waived = True
        if not waived:
            yield one
    for listed in remarks.values():
        for remark in listed:
            if not remark.reason:
                yield _about(remark, NO_REASON, "没有写理由", f"写成“# 忽略 {remark.code}：理由”。")
            elif not remark.code.startswith("A"):
                hint = "只有 A 开头的代码可以忽略；改正内容，删去这条备注。"
                yield _about(remark, UNUSED, "不起作用：读入的问题不能忽略", hint)
            elif id(remark) not in used and not any(
                one.leaves_open(remark.code, owner_of(remark.place)) for one in unasked
            ):
                yield _about(remark, UNUSED, "没有可忽略的发现", "删去这条备注，或改正代码。")


def _about(remark: Suppression, code: RuleCode, what: str, hint: str) -> Diagnostic:
    return Diagnostic(
        place=remark.place,
        code=code,
        severity=Severity.WARNING,
        article="",
        message=f"“忽略 {remark.code}”{what}",
        hint=hint,
    )
