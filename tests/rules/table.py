"""The table article → rules → cases of tests/cases/README.md; `python -m tests.rules.table` writes
it anew. Cases are found by their folder names, so that a new folder needs no list."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.articles import article_text
from pipeline.dossier.codes import CODE_NOTES
from pipeline.dossier.paths import FileKind
from pipeline.rules.all import RULES
from pipeline.rules.finding import Rule
from tests.rules.corpus import CASES, all_cases

README = CASES / "README.md"
_NAMES = {
    FileKind.DOSSIER: "dossier", FileKind.LEDGER: "ledger", FileKind.RECORD: "record",
    FileKind.INTAKE: "intake",
}  # fmt: skip
HEAD = "## 条款 → 规则 → 样例"


def table() -> Iterator[str]:
    """Rules by article, then the faults of reading; after each code its cases."""
    cases: dict[str, list[str]] = {}
    for case in all_cases():
        cases.setdefault(case.code, []).append(case.folder.name.removeprefix(f"{case.code}-"))
    faults = sum(not case.clean for case in all_cases())
    yield HEAD
    yield ""
    yield f"由 `python -m tests.rules.table` 生成：{len(RULES)} 条规则，{len(all_cases())} 个样例，"
    yield f"其中 {faults} 个有错。"
    yield ""
    yield "“依据”是查这一条要先读得了的文件；括号里的读不了，就少查它里面的内容。"
    yield ""
    yield "| 条款 | 代码 | 规则 | 级别 | 依据 | 样例 |"
    yield "|---|---|---|---|---|---|"
    for rule in sorted(RULES, key=_order):
        listed = "、".join(cases[rule.code])
        yield (
            f"| {article_text(rule.article)} | {rule.code} | {rule.title} "
            f"| {rule.severity.label} | {_needed(rule)} | {listed} |"
        )
    for code in sorted(set(CODE_NOTES) & set(cases)):
        yield f"| （读入） | {code} | {CODE_NOTES[code].title} | | | {'、'.join(cases[code])} |"


def _order(rule: Rule) -> tuple[list[int], str]:
    """By article; what rests on the register of documents comes last."""
    numbers = rule.article.split(".")
    return ([int(one) for one in numbers] if numbers[0].isdigit() else [99], rule.code)


def _needed(rule: Rule) -> str:
    parts = f"（{_files(rule.parts)}）" if rule.parts else ""
    return _files(rule.needs) + parts


def _files(kinds: FileKind) -> str:
    return "、".join(name for kind, name in _NAMES.items() if kind & kinds)


def readme() -> str:
    """The README with the table as it should be."""
    written = README.read_text(encoding="utf-8").partition(HEAD)[0].rstrip()
    return "\n".join((written, "", *table(), ""))


if __name__ == "__main__":
    README.write_text(readme(), encoding="utf-8")
