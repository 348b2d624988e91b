"""Document and voucher numbers over all records: each used once, of its act's year (Art. 9, 10).

GB/T 9704: a number names one document of one issuer in one year; two documents cannot share it.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator

from pipeline.articles import REGISTER
from pipeline.diagnostics import Place
from pipeline.dossier.paths import INTAKE_FILE
from pipeline.policies.sections import PAYMENT_ACTS
from pipeline.rules.compared.outline import Voucher
from pipeline.rules.finding import INTAKE, LEDGERS, NOTHING, RECORD, Batch, Finding, Rule, Whole
from pipeline.rules.rows import forbids_anywhere


def _numbered(b: Batch) -> Iterator[tuple[str, datetime.date, Place, str]]:
    """(number, date of the act, where, name of the act)."""
    if b.intake:
        for name, block in b.intake.dated:
            if number := getattr(block, "number", ""):
                yield number, block.date, block.marks.at("文号"), name
    for member in b.members:
        for act in member.numbers:
            yield act.number, act.date, act.place, act.act


def number_used_twice(w: Whole) -> Iterator[Finding]:
    """The register: one number, one document, over all intakes and studios. The later one is
    likelier wrong; but neither is certain, so both are told of, and both papers wait."""
    used: dict[str, list[tuple[datetime.date, Place, str]]] = defaultdict(list)
    for batch in w.batches:
        for number, date, place, name in _numbered(batch):
            used[number].append((date, place, name))
    for number, uses in used.items():
        first, *others = sorted(uses, key=lambda use: use[0])
        for _, place, name in others:
            yield Finding(
                place,
                f"文号{number}（{name}）已经用过：{first[2]} {first[0]}",
                f"一个文号只给一份公文；对照发文登记改正。{_joined(name, first[2])}",
                (first[1],),
            )
        for date, place, name in others[:1]:
            yield Finding(
                first[1],
                f"文号{number}（{first[2]}）后来又用过：{name} {date}",
                f"一个文号只给一份公文；对照发文登记改正其中一个。{_joined(name, first[2])}",
                (place,),
            )


def _joined(*acts: str) -> str:
    """How one notice of payment for several studios is written."""
    paid = all(act in PAYMENT_ACTS for act in acts)
    return f"一份通知拨给几个工作室的，写进 {INTAKE_FILE} 的“合并划拨”。" if paid else ""


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
    """9: each payment and each spending has a voucher of its own. As above, both are told of."""
    used: dict[str, list[Voucher]] = defaultdict(list)
    for member in w.members:
        for voucher in member.vouchers:
            used[voucher.number].append(voucher)
    for number, uses in used.items():
        first, *others = sorted(uses, key=lambda use: use.date)
        for other in others:
            yield Finding(
                other.place,
                f"凭证号“{number}”已经用过：{first.what} {first.date}",
                "一笔收支一个凭证号；核对凭证。",
                (first.place,),
            )
        for other in others[:1]:
            yield Finding(
                first.place,
                f"凭证号“{number}”后来又用过：{other.what} {other.date}",
                "一笔收支一个凭证号；核对凭证。",
                (other.place,),
            )


RULES: tuple[Rule, ...] = (
    forbids_anywhere("A09-2e", "9", "凭证号重复", voucher_used_twice,
                     needs=NOTHING, parts=RECORD | LEDGERS | INTAKE,
                     about=("台账", "各笔划拨")),
    forbids_anywhere("A10-4a", REGISTER, "文号重复", number_used_twice,
                     needs=NOTHING, parts=RECORD | INTAKE, about=("各事项",),
                     family="document_numbers"),
    forbids_anywhere("A10-4b", REGISTER, "文号年份与日期不符", number_of_other_year,
                     needs=NOTHING, parts=RECORD | INTAKE, about=("各事项",),
                     family="document_numbers"),
    forbids_anywhere("A10-4c", REGISTER, "文号不是校工会的机关代字", number_of_other_issuer,
                     needs=INTAKE, parts=RECORD, about=("各笔划拨",), family="document_numbers"),
)  # fmt: skip
