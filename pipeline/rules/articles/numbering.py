"""Document and voucher numbers over all records: each used once, of its act's year (Art. 9, 10).

GB/T 9704: a number names one document of one issuer in one year; two documents cannot share it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from pipeline.articles import REGISTER
from pipeline.diagnostics import Place
from pipeline.rules.finding import INTAKE, LEDGERS, NOTHING, RECORD, Batch, Finding, Rule, Whole
from pipeline.rules.rows import forbids_anywhere


def _numbered(b: Batch) -> Iterator[tuple[str, datetime.date, Place, str]]:
    """(number, date of the act, where, name of the act)."""
    if b.intake:
        for name, block in b.intake.blocks.items():
            if block is not None and (number := getattr(block, "number", "")):
                yield number, block.date, block.marks.at("文号"), name
    for member in b.members:
        for act in member.numbers:
            yield act.number, act.date, act.place, act.act


def number_used_twice(w: Whole) -> Iterator[Finding]:
    """The register: one number, one document, over all intakes and studios."""
    seen: dict[str, Place] = {}
    for batch in w.batches:
        for number, _, place, name in _numbered(batch):
            if number in seen:
                yield Finding(
                    place,
                    f"文号{number}（{name}）已经用过",
                    "一个文号只给一份公文；对照发文登记改正。",
                    (seen[number],),
                )
            seen.setdefault(number, place)


def number_of_other_year(w: Whole) -> Iterator[Finding]:
    """The register: the year in a number is the year in which the document was issued."""
    for batch in w.batches:
        for number, date, place, name in _numbered(batch):
            if f"〔{date.year}〕" not in number:
                yield Finding(
                    place,
                    f"{name} {date}，文号却是{number}",
                    f"文号的年份应是 {date.year}；核对文号或日期。",
                )


def number_of_other_issuer(w: Whole) -> Iterator[Finding]:
    """The register: the union's documents bear the union's mark."""
    for batch in w.batches:
        if batch.intake is None:
            continue
        code = batch.intake.union.code
        for number, _, place, name in _numbered(batch):
            if not number.startswith(f"{code}〔"):
                yield Finding(
                    place,
                    f"{name}的文号是{number}，校工会的机关代字是{code}",
                    "核对机关代字。",
                    (batch.intake.union.marks.at("机关代字"),),
                )


def voucher_used_twice(w: Whole) -> Iterator[Finding]:
    """9: each payment and each spending has a voucher of its own."""
    seen: dict[str, Place] = {}
    for member in w.members:
        for voucher in member.vouchers:
            if voucher.text in seen:
                yield Finding(
                    voucher.place,
                    f"凭证号“{voucher.text}”已经用过",
                    "一笔收支一个凭证号；核对凭证。",
                    (seen[voucher.text],),
                )
            seen.setdefault(voucher.text, voucher.place)


RULES: tuple[Rule, ...] = (
    forbids_anywhere("A09-2e", "9", "凭证号重复", voucher_used_twice,
                     needs=NOTHING, parts=RECORD | LEDGERS, about=("台账", "各笔划拨")),
    forbids_anywhere("A10-4a", REGISTER, "文号重复", number_used_twice,
                     needs=NOTHING, parts=RECORD | INTAKE, about=("各事项",),
                     family="document_numbers"),
    forbids_anywhere("A10-4b", REGISTER, "文号年份与日期不符", number_of_other_year,
                     needs=NOTHING, parts=RECORD | INTAKE, about=("各事项",),
                     family="document_numbers"),
    forbids_anywhere("A10-4c", REGISTER, "文号不是校工会的机关代字", number_of_other_issuer,
                     needs=INTAKE, parts=RECORD, about=("各笔划拨",), family="document_numbers"),
)  # fmt: skip
