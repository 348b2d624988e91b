"""Thresholds by effective date: one TOML file each, read once, typed, each with its article.

A number that the rule document gives has basis "given"; one that it leaves open has "assumed" and
is shown as 默认值，待校工会确认 wherever it decides something. No rule holds a number itself.
"""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.errors import PipelineError
from pipeline.names import AS_NAMED, PINYIN, STROKES
from pipeline.policies.criteria import criteria_faults
from pipeline.policies.shape import shape_faults

FOLDER = Path(__file__).parent
_PARTS = {"value", "article", "basis", "meaning"}
#: Settings that are one of these words; another would mean the first in silence, or a traceback.
_WORDS: Mapping[str, tuple[str, ...]] = {
    "application.exchange_year": ("周期年", "自然年"),
    "publicity.order": (STROKES, PINYIN, AS_NAMED),
    "cycle.starts": ("命名", "挂牌"),
}
ASSUMED_REMARK = "默认值，待校工会确认"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """One threshold: `key` is section.name; `article` the paragraph it belongs to."""

    key: str
    value: Any
    article: str
    basis: str
    meaning: str

    @property
    def assumed(self) -> bool:
        return self.basis == "assumed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """All thresholds in force from `effective` until the next policy."""

    effective: datetime.date
    document: str
    settings: Mapping[str, Setting]

    def __getitem__(self, key: str) -> Any:
        """The value of `section.name`; KeyError for an unknown one is a bug of ours."""
        return self.settings[key].value

    def remark(self, key: str) -> str:
        """What to add to a message that an assumed threshold decided; empty if given."""
        return f"（{ASSUMED_REMARK}）" if self.settings[key].assumed else ""


def load_policy(path: Path) -> Policy:
    """Read one policy file. Raises PipelineError (exit 3) that says what is wrong with it."""
    advice = f"对照 {FOLDER.name}/ 里的其他文件修改 {path.name}。"
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
        effective, document = raw.pop("effective"), raw.pop("document")
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PipelineError(f"标准文件 {path.name} 读不了：{error}", advice) from error
    except KeyError as error:
        raise PipelineError(f"标准文件 {path.name} 缺 {error.args[0]}", advice) from error
    if type(effective) is not datetime.date or not isinstance(document, str):
        raise PipelineError(
            f"标准文件 {path.name}：effective 是不带引号的日期，document 是引号里的文号", advice
        )
    settings: dict[str, Setting] = {}
    for section, entries in raw.items():
        if not isinstance(entries, dict):
            raise PipelineError(f"标准文件 {path.name}：{section} 应写成一节“[{section}]”", advice)
        for name, entry in entries.items():
            key = f"{section}.{name}"
            if not isinstance(entry, dict) or set(entry) != _PARTS:
                raise PipelineError(
                    f"标准文件 {path.name}：{key} 应有 value、article、basis、meaning 四项", advice
                )
            if entry["basis"] not in ("given", "assumed"):
                raise PipelineError(
                    f"标准文件 {path.name}：{key} 的 basis 只能是 given 或 assumed", advice
                )
            if entry["value"] not in (words := _WORDS.get(key, (entry["value"],))):
                raise PipelineError(
                    f"标准文件 {path.name}：{key} 只能是 {'、'.join(words)}", advice
                )
            settings[key] = Setting(key=key, **entry)
    return Policy(effective=effective, document=document, settings=settings)


@cache
def all_policies(folder: Path = FOLDER) -> tuple[Policy, ...]:
    """Every policy, oldest first. Raises PipelineError for one that lacks what the rules read."""
    loaded = [(load_policy(path), path.name) for path in sorted(folder.glob("*.toml"))]
    loaded.sort(key=lambda one: one[0].effective)
    first = loaded[0][0]
    for policy, name in loaded[1:]:
        faults = list(shape_faults(_values(first), _values(policy)))
        if not faults:
            facts = frozenset(row["fact"] for row in first["rereview.criteria"])
            rows, aspects = policy["rereview.criteria"], policy["rereview.aspects"]
            faults = list(criteria_faults(rows, aspects, facts))
        if faults:
            raise PipelineError(
                f"标准文件 {name}：{'；'.join(faults)}",
                f"从最近一份标准复制，只改数值；各项都要有，写法不变（{FOLDER.name}/）。",
            )
    return tuple(policy for policy, _ in loaded)


def _values(policy: Policy) -> dict[str, object]:
    return {key: setting.value for key, setting in policy.settings.items()}


def policy_on(day: datetime.date, folder: Path = FOLDER) -> Policy:
    """The policy in force on `day`; before the first one, the first one."""
    policies = all_policies(folder)
    return next((p for p in reversed(policies) if p.effective <= day), policies[0])
