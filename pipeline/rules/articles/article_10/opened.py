"""Art. 10: the papers behind the ledgers can be kept as pages, told while a good copy can
still be had."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.diagnostics import visible
from pipeline.dossier.evidence import EvidenceReference, Seen
from pipeline.foreign.look import Look
from pipeline.rules.articles.article_10.evidence import unreadable
from pipeline.rules.articles.article_10.of_intake import proof_of
from pipeline.rules.finding import DOSSIER, INTAKE, LEDGERS, RECORD, Finding, Placed, Rule, Whole
from pipeline.rules.rows import hints, hints_anywhere, warns, warns_anywhere

Opened = tuple[EvidenceReference, Look]


def evidence_unbindable(p: Placed) -> Iterator[Finding]:
    """10: what cannot stand in the bundle is kept as a file beside it, with a page in its place."""
    return _unbindable(_opened(p))


def evidence_changed_in_binding(p: Placed) -> Iterator[Finding]:
    """10: what stands in the bundle otherwise than the file shows it."""
    return _changed(_opened(p))


def proof_of_an_intake_unbindable(w: Whole) -> Iterator[Finding]:
    """As `evidence_unbindable`, of what an intake cites."""
    return _unbindable(_opened_of_intakes(w))


def proof_of_an_intake_changed(w: Whole) -> Iterator[Finding]:
    """As `evidence_changed_in_binding`, of what an intake cites."""
    return _changed(_opened_of_intakes(w))


def _opened(p: Placed) -> Iterator[Opened]:
    """Each file that was looked into, once, unless more is wrong with it than a look tells."""
    told: set[str] = set()
    for one in p.references:
        look, seen = p.looks.get(one.written), p.seen.get(one.written)
        if look and seen and one.written not in told and not _told_already(one, seen):
            told.add(one.written)
            yield one, look


def _opened_of_intakes(w: Whole) -> Iterator[Opened]:
    for batch in w.batches:
        cited, seen = proof_of(batch, w.root)
        fit = {name: one for name, one in seen.items() if one.media is not None and one.size}
        looks = w.looking(one.path for one in fit.values()) if fit else {}
        for one in cited:
            found = fit.get(one.written)
            if found and (look := looks.get(found.path)) and not _told_already(one, found):
                yield one, look


def _told_already(reference: EvidenceReference, seen: Seen) -> bool:
    return any(True for _ in unreadable(reference, seen))


def _unbindable(opened: Iterator[Opened]) -> Iterator[Finding]:
    for one, look in opened:
        if look.obstacle:
            yield Finding(
                one.place,
                f"“{visible(one.written, 80)}”不能编入合订本：{look.obstacle}",
                "换成能打开的文件（不加密，“打印为 PDF”或另存为 JPEG）；不换时归档以代页代替。",
            )


def _changed(opened: Iterator[Opened]) -> Iterator[Finding]:
    for one, look in opened:
        if look.remark and not look.obstacle:
            yield Finding(
                one.place,
                f"“{visible(one.written, 80)}”编入合订本时会有改动：{look.remark}",
                "打开看看；有完好的就换上，没有就不用改，归档时备考表会写明，原件照存。",
            )


_ABOUT = ("申报", "台账佐证", "各事项")
_OF_INTAKE = ("公示", "推荐公示", "征求意见", "其他事项")

RULES: tuple[Rule, ...] = (
    warns(
        "A10-2i",
        "10",
        "佐证不能编入合订本",
        evidence_unbindable,
        needs=DOSSIER,
        parts=RECORD | LEDGERS,
        about=_ABOUT,
    ),
    hints(
        "A10-2j",
        "10",
        "佐证编入合订本时会有改动",
        evidence_changed_in_binding,
        needs=DOSSIER,
        parts=RECORD | LEDGERS,
        about=_ABOUT,
    ),
    warns_anywhere(
        "A10-2k",
        "10",
        "批次的佐证不能编入合订本",
        proof_of_an_intake_unbindable,
        needs=INTAKE,
        about=_OF_INTAKE,
    ),
    hints_anywhere(
        "A10-2l",
        "10",
        "批次的佐证编入合订本时会有改动",
        proof_of_an_intake_changed,
        needs=INTAKE,
        about=_OF_INTAKE,
    ),
)
