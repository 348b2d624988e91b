"""The matrix article × what carries it, of pipeline/rules/README.md; `python -m tests.rules.matrix`
writes it anew. A cell that is empty says why: a reason that is missing or not needed stops it."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence

from pipeline.articles import REGISTER, Article, all_articles, article_text
from pipeline.diagnostics import Severity
from pipeline.documents.kinds import load_kinds
from pipeline.policies import built_in
from pipeline.rules.all import RULES
from pipeline.rules.coverage import coverage
from pipeline.rules.matters import may_concern
from tests.conftest import ROOT

README = ROOT / "pipeline" / "rules" / "README.md"
HEAD = "## 条款 → 规则、事项、文书、闸门"
COLUMNS = ("规则", "事项", "文书", "闸门")
_CONDITION = "申报条件，由第七条的推荐申报、初审核对"
#: Column, article → why it is empty there.
EMPTY = {
    ("事项", "4"): "目标，由命名名单看出",
    ("事项", "5"): "职责不是一件事，记在台账里",
    **{("事项", f"6.{n}"): _CONDITION for n in range(1, 8)},
    ("闸门", "4"): "只是目标，少了多了都只提醒",
}


def matrix() -> Iterator[str]:
    """The lines of the table, an article or paragraph each."""
    yield f"| 条款 | {' | '.join(COLUMNS)} |"
    yield f"|---|{'---|' * len(COLUMNS)}"
    for article in all_articles():
        yield f"| {article_text(article.number)} {article.title} | {_cells(article)} |"
    rules = [rule.code for rule in RULES if rule.article == REGISTER]
    yield f"| {REGISTER} | {'、'.join(rules)} | {' | '.join(['（有文号的各件）'] * 3)} |"


def _cells(article: Article) -> str:
    policy = built_in().on(datetime.date(2026, 1, 1))
    kinds = load_kinds(ROOT / "templates")
    found = coverage(article.number, policy)
    errors = [rule for rule in found.rules if rule.severity is Severity.ERROR]
    cited = (kind.name for kind in kinds if any(_below(article.number, c) for c in kind.articles))
    held = (kind.name for kind in kinds if any(may_concern(r.about, kind.relies) for r in errors))
    values: dict[str, Sequence[str]] = {
        "规则": [rule.code for rule in found.rules],
        "事项": [act.name for act in found.acts],
        "文书": [*cited],
        "闸门": [*held],
    }
    if article.uncheckable:
        assert not any(values.values()), article.number
        return " | ".join((f"（{article.uncheckable}）", *["（同左）"] * 3))
    return " | ".join(_cell(column, article.number, given) for column, given in values.items())


def _below(number: str, cited: str) -> bool:
    return f"{number}.".startswith(f"{cited}.") or f"{cited}.".startswith(f"{number}.")


def _cell(column: str, number: str, given: Sequence[str]) -> str:
    reason = EMPTY.get((column, number))
    assert bool(given) is (reason is None), (column, number, given, reason)
    return "、".join(given) or f"（{reason}）"


def readme() -> str:
    """The README with the table as it should be."""
    written = README.read_text(encoding="utf-8").partition(HEAD)[0].rstrip()
    return "\n".join((written, "", HEAD, "", *matrix(), ""))


if __name__ == "__main__":
    README.write_text(readme(), encoding="utf-8")
