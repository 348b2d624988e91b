"""What was not asked: a file that could not be read holds back the rules that need it.

Told as findings of their own, one for each such file, so that nobody takes silence for soundness.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from pipeline.articles import REGISTER
from pipeline.chinese import ordinal
from pipeline.diagnostics import UNASKED, Diagnostic, Place, Severity
from pipeline.dossier.paths import FileKind, Owner, owner_of_file
from pipeline.rules.all import RULES
from pipeline.rules.finding import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Unasked:
    """What was not asked because `file` could not be read: of its studio, or of all studios of
    its intake. `rules` not at all; `partly` of the other files, but not of what this one says."""

    file: str
    rules: tuple[Rule, ...]
    partly: tuple[Rule, ...]

    @property
    def owner(self) -> Owner:
        return owner_of_file(self.file)

    def leaves_open(self, code: str, owner: Owner) -> bool:
        """Whether a rule whose code begins with `code` might have found more in `owner`'s files.
        What compares studios may have missed the other one."""
        return any(
            self.owner.concerns(owner)
            or rule.on_whole is not None
            or (rule.on_batch is not None and self.owner.year == owner.year)
            for rule in (*self.rules, *self.partly)
            if rule.code.startswith(code)
        )

    def finding(self) -> Diagnostic:
        name = self.file.rpartition("/")[2]
        if self.owner.kind is FileKind.DOSSIER:
            what = "这个工作室的规则都没有查"
        else:
            whose = "本批次" if self.owner.kind is FileKind.INTAKE else ""
            what = f"{whose}有 {len(self.rules)} 条规则没有查（{_articles(self.rules)}）"
            if self.partly:
                what += f"，另有 {len(self.partly)} 条没有查它里面的内容"
        return Diagnostic(
            place=Place(file=self.file),
            code=UNASKED,
            severity=Severity.NOTE,
            article="",
            message=f"{name} 读不了，{what}",
            hint=f"先改正 {name} 的错误，再运行 studio check。",
        )


def _articles(rules: Iterable[Rule]) -> str:
    """What they are about: 第四、七、九条."""
    articles = {rule.article.partition(".")[0] for rule in rules} - {REGISTER}
    numbers = sorted(map(int, articles))
    return f"第{'、'.join(map(ordinal, numbers))}条"


def unasked_without(files: Iterable[str]) -> tuple[Unasked, ...]:
    """One for each of the files that could not be read."""
    found = []
    for file in sorted(set(files)):
        rules, partly = _held_back(owner_of_file(file).kind)
        found.append(Unasked(file=file, rules=rules, partly=partly))
    return tuple(found)


@cache
def _held_back(kind: FileKind) -> tuple[tuple[Rule, ...], tuple[Rule, ...]]:
    if kind is FileKind.DOSSIER:  # without it there is no studio for its other files to be of
        return tuple(r for r in RULES if (r.needs | r.parts) & ~FileKind.INTAKE), ()
    rules = tuple(rule for rule in RULES if rule.needs & kind)
    return rules, tuple(rule for rule in RULES if rule.parts & kind)
