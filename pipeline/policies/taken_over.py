"""Of a workspace's own policy: which lines it lacks, and what holds instead.

A program that came to know more must not shut out who wrote his policy before; but nobody shall
take a shipped value for one that his office chose.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from pipeline.diagnostics import Diagnostic, Place, RuleCode, Severity
from pipeline.policies import Rulebook, built_in
from pipeline.policies.settings import Setting

LINE_LACKING = RuleCode("P01")


def lines_taken_over(rulebook: Rulebook) -> Iterator[Diagnostic]:
    """One for each line that a policy lacks."""
    for policy in rulebook.policies:
        for key in policy.taken_over:
            setting, (section, _, name) = policy.settings[key], key.partition(".")
            line = f"{name} = {_written(setting)}"
            if _has_tables(setting.value):
                line = f"{name}（从 {built_in().policies[-1].file} 复制）"
            yield Diagnostic(
                place=Place(file=policy.file),
                code=LINE_LACKING,
                severity=Severity.NOTE,
                article=setting.article,
                message=f"没有 {key}（{setting.meaning}），照随程序的标准",
                hint=f"在 [{section}] 里补：{line}；值可以改。",
            )


def _written(setting: Setting) -> str:
    value, meaning = (
        json.dumps(one, ensure_ascii=False) for one in (setting.value, setting.meaning)
    )
    parts = f'value = {value}, article = "{setting.article}", basis = "{setting.basis}"'
    return f"{{ {parts}, meaning = {meaning} }}"


def _has_tables(value: object) -> bool:
    """Whether it takes more than one line to write."""
    return isinstance(value, dict) or (
        isinstance(value, list) and any(isinstance(one, dict) for one in value)
    )
