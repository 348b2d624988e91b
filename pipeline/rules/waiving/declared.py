"""What is said of 不适用 in a ledger, and of the union's consent to it.

Not the gaps themselves: those stay open, and the rules about them tell of them.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.articles import article_text
from pipeline.diagnostics import WAIVED, Diagnostic, Place, RuleCode, Severity, visible
from pipeline.dossier.paths import RECORD_FILE, FileKind, kinds_of, ledger_file, shown_path
from pipeline.dossier.waivers import Consent
from pipeline.rules.finding import Placed
from pipeline.rules.waiving.excused import (
    ALWAYS_ASKED,
    agreed,
    declarable,
    is_declarable,
    unproved,
)
from pipeline.rules.waiving.waivers import NOT_WAIVABLE, UNUSED_WAIVER

DECLARED_IN_VAIN = RuleCode("S07")


def declarations(p: Placed) -> Iterator[Diagnostic]:
    """What is said of 不适用 and 同意不适用; nothing where the union's files cannot be read."""
    if kinds_of(p.case.unread) & (FileKind.RECORD | FileKind.INTAKE):
        return
    consented = agreed(p.case, p.today)
    for year, ledger in p.case.ledgers.items():
        for one in ledger.not_applicable:
            place, named = one.marks.at("项目"), f"“不适用”里的“{visible(one.item)}”"
            if article := ALWAYS_ASKED.get(one.item):
                what = f"{named}不起作用：{article_text(article)}要求的不能免"
                yield _told(
                    place, DECLARED_IN_VAIN, Severity.WARNING, what, "删去这一项，按期办。", article
                )
            elif is_declarable(p.stage, one.item) and (year, one.item) not in consented:
                hint = (
                    f"报校工会；同意的，由校工会在 {RECORD_FILE} 的“同意不适用”里写"
                    f" {{年度: {year}, 项目: {visible(one.item)}, 批准: …, 日期: …}}。"
                )
                what = f"{named}没有校工会同意，缺的照算"
                yield _told(place, DECLARED_IN_VAIN, Severity.WARNING, what, hint, "10")
            elif bare := unproved(ledger, one.item):
                what = f"{named}不起作用：{_bare(year, bare)}"
                yield _told(place, DECLARED_IN_VAIN, Severity.WARNING, what, _PROVE, "10")
    first: dict[tuple[int, str], Consent] = {}
    for consent in sorted(p.case.record.consents if p.case.record else (), key=lambda c: c.date):
        earlier = first.setdefault((consent.year, consent.item), consent)
        yield from _of_consent(p, consent, earlier)


def _bare(year: int, entries: int) -> str:
    return f"{year} 年的台账有 {entries} 条没有佐证，记了的都要有"


_PROVE = "补上佐证，删去这一项；确需放过的，由校工会在“放行”里写 A10-2a。"


def _of_consent(p: Placed, one: Consent, earlier: Consent) -> Iterator[Diagnostic]:
    """`earlier` is the first consent to the same item, or this one."""
    place, named = one.marks.at("项目"), f"“同意不适用”的“{visible(one.item)}”"
    ledger = p.case.ledgers.get(one.year)
    if article := ALWAYS_ASKED.get(one.item):
        what = f"{named}不能免：{article_text(article)}要求的，校工会也不能免"
        yield _told(place, NOT_WAIVABLE, Severity.ERROR, what, "删去这一条。", article)
    elif not is_declarable(p.stage, one.item):
        what = f"{named}不是台账项目，不起作用"
        items = "、".join(item for item in declarable(p.stage) if item not in ALWAYS_ASKED)
        yield _told(place, NOT_WAIVABLE, Severity.ERROR, what, f"项目：{items}。")
    elif one.date > p.today:
        what = f"{named}的日期 {one.date} 还没有到（今天 {p.today}），不起作用"
        yield _told(place, NOT_WAIVABLE, Severity.ERROR, what, "同意以后再写；核对日期。")
    elif ledger is None or one.item not in {each.item for each in ledger.not_applicable}:
        if shown_path(p.case.key, ledger_file(one.year)) not in p.case.unread:
            what = f"{named}在 {one.year} 年的台账里没有写“不适用”"
            hint = f"由带头人在 {ledger_file(one.year)} 的“不适用”里写明理由，或删去这一条。"
            yield _told(place, UNUSED_WAIVER, Severity.WARNING, what, hint)
    elif earlier is not one:
        what = f"{named}（{one.year} 年）写了两次"
        hint = "删去一条。"
        yield _told(place, UNUSED_WAIVER, Severity.WARNING, what, hint)
    elif bare := unproved(ledger, one.item):
        what = f"{named}不起作用：{_bare(one.year, bare)}"
        yield _told(place, UNUSED_WAIVER, Severity.WARNING, what, _PROVE)
    else:
        approved = visible(one.approved, 300)
        what = f"同意 {one.year} 年台账的“{visible(one.item)}”不适用；批准：{approved}，{one.date}"
        yield _told(place, WAIVED, Severity.NOTE, what, "不再需要时删去这一条。")


def _told(
    place: Place, code: RuleCode, severity: Severity, what: str, hint: str, article: str = ""
) -> Diagnostic:
    return Diagnostic(
        place=place, code=code, severity=severity, article=article, message=what, hint=hint
    )
