"""Art. 7(二): what the first check certifies of the seven conditions is what the papers show."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.diagnostics import Diagnostic, Severity
from pipeline.dossier.acts.review import ConditionVerdict
from pipeline.dossier.waivers import Waiver
from pipeline.rules.articles.article_06 import conditions
from pipeline.rules.articles.article_07.review import checks
from pipeline.rules.finding import DOSSIER, INTAKE, RECORD, Finding, Placed, Rule
from pipeline.rules.rows import forbids

#: The conditions as a check has them, by the paragraph of Art. 6.
_CONDITIONS = {f"6.{number}": name for number, name in enumerate("一二三四五六七", 1)}
#: What says that a condition is lacking, not only that something in the papers is miswritten.
_LACKING = (
    "A06-1a",
    "A06-2a",
    "A06-2b",
    "A06-3a",
    "A06-3b",
    "A06-3c",
    "A06-4a",
    "A06-5a",
    "A06-5b",
    "A06-6a",
    "A06-7a",
)
_ASKED = tuple(rule for rule in conditions.RULES if rule.code in _LACKING)


def met_though_it_is_not(p: Placed) -> Iterator[Finding]:
    """7(二): a check does not certify a condition that the papers lack; the union may let the lack
    pass, and then it may certify it too."""
    rows = [
        (check, row)
        for check in checks(p)
        for row in check.conditions
        if row.verdict is ConditionVerdict.MET
    ]
    if not rows:
        return
    lacking: dict[str, list[Diagnostic]] = {}
    for one in _unmet(p):
        lacking.setdefault(_CONDITIONS[one.article], []).append(one)
    for check, row in rows:
        if found := lacking.get(row.condition):
            more = f"等 {len(found)} 处" if len(found) > 1 else ""
            yield Finding(
                row.marks.at("结论"),
                f"初审 {check.date} 对第六条（{row.condition}）写“符合”，"
                f"而按申报材料{found[0].message}（{found[0].code}）{more}",
                "改为“需补正”或“不符合”，结论随之；材料有误的，改正申报材料；"
                f"校工会同意放行的，按 {found[0].code} 写进“放行”。",
                tuple(one.place for one in found),
            )


def _unmet(p: Placed) -> Iterator[Diagnostic]:
    """What the rules of Art. 6 forbid in the application, but for what the union let pass."""
    waived = tuple(one.rule_code for one in _waivers(p) if one.date <= p.today)
    for rule in _ASKED:
        for one in rule.judge(p):
            if one.severity is Severity.ERROR and not one.code.startswith(waived):
                yield one


def _waivers(p: Placed) -> Iterator[Waiver]:
    if p.case.record:
        yield from p.case.record.waivers
    for one in p.case.intake.waivers if p.case.intake else ():
        if one.object == p.case.slug:
            yield one


RULES: tuple[Rule, ...] = (
    forbids(
        "A07-2o",
        "7.2",
        "初审写符合，申报材料却不符合",
        met_though_it_is_not,
        needs=DOSSIER | RECORD,
        parts=INTAKE,
        about=("初审",),
    ),
)
