"""Thresholds by effective date, and the days that offices work: what a workspace is judged by.

Each policy is one TOML file, typed (`sections`), each setting with its article. A number that the
rule document gives has basis "given"; one that it leaves open has "assumed" and is shown as
默认值，待校工会确认 wherever it decides something, until a document of the union confirms it
(`confirmed`). No rule holds a number itself; the `switches` say what a family of rules does whose
basis is not the articles.

A workspace may have policies/ and holidays/ of its own, which are read before the built-in ones.
Both together are a `Rulebook`, a value: it is read where the root is known (`load_workspace`,
`judge_folders`, a worker that loads its one studio) and travels in the `Case` from there. Steps
stay functions of values; a worker in another process needs nothing set beforehand, and two
workspaces in one process do not mix. A module-wide “current root” would have been shorter, and
wrong in each of these.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, is_dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import get_type_hints

from pipeline.diagnostics import visible
from pipeline.errors import PipelineError, cause
from pipeline.policies.agreement import (
    application_faults,
    cycle_faults,
    funds_faults,
    rereview_faults,
    review_faults,
    revocation_faults,
)
from pipeline.policies.confirmed import read_confirmations, with_confirmations
from pipeline.policies.sections import (
    ApplicationPolicy,
    ArchivePolicy,
    CyclePolicy,
    FundsPolicy,
    IntakePolicy,
    LeaderChangePolicy,
    LedgerPolicy,
    NominationPolicy,
    PublicityPolicy,
    RereviewPolicy,
    ReviewPolicy,
    RevocationPolicy,
    Switch,
    SwitchesPolicy,
)
from pipeline.policies.settings import ASSUMED_REMARK, Setting
from pipeline.policies.shape import filled, is_name
from pipeline.policies.workdays import HOLIDAYS_FOLDER, Calendar, read_calendar
from pipeline.toml_file import BadToml, read_toml, toml_files

FOLDER = Path(__file__).parent
#: The folder of a workspace that holds its own.
POLICIES_FOLDER = "policies"
#: As for the days of a dossier.
_ARTICLE = re.compile(r"([1-9]|1[0-5])(\.[1-7])?")
_YEARS = (1900, 2100)
_PARTS = {"value", "article", "basis", "meaning"}
_ADVICE = "从最近一份标准复制，只改数值，写法不变。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """All thresholds in force from `effective` until the next policy, and what is known of each.
    `file` is where people find it. Of a workspace's own, `taken_over` are the lines that it lacks:
    the program came to know them since, and their shipped values hold."""

    effective: datetime.date
    document: str
    file: str
    settings: Mapping[str, Setting]
    intake: IntakePolicy
    application: ApplicationPolicy
    review: ReviewPolicy
    publicity: PublicityPolicy
    cycle: CyclePolicy
    funds: FundsPolicy
    ledger: LedgerPolicy
    revocation: RevocationPolicy
    rereview: RereviewPolicy
    nomination: NominationPolicy
    leader_change: LeaderChangePolicy
    archive: ArchivePolicy
    switches: SwitchesPolicy
    taken_over: tuple[str, ...] = ()

    def remark(self, key: str) -> str:
        """What to add to a message that an assumed threshold decided; empty if given or
        confirmed. KeyError for an unknown key is a bug of ours."""
        return f"（{ASSUMED_REMARK}）" if self.settings[key].assumed else ""

    def switch(self, family: str) -> Switch:
        """Whether the rules of a family hold papers back, only warn, or are not asked."""
        switch: Switch = getattr(self.switches, family)
        return switch


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulebook:
    """What the dossiers of one workspace are judged by: policies, oldest first, and calendar."""

    policies: tuple[Policy, ...]
    calendar: Calendar = field(default_factory=Calendar)

    def on(self, day: datetime.date) -> Policy:
        """The policy in force on `day`; before the first one, the first one."""
        policies = self.policies
        return next((p for p in reversed(policies) if p.effective <= day), policies[0])


@cache
def built_in() -> Rulebook:
    """What comes with the program: for a workspace that has nothing of its own."""
    return Rulebook(policies=_policies(FOLDER, "pipeline/policies"))


def read_rulebook(root: Path) -> Rulebook:
    """The workspace's own policies and the built-in ones that none of them replaces by its
    effective date; its own calendar before the library's. Raises PipelineError (exit 3) that says
    which file is wrong, and everything that is."""
    known = {one.effective: one for one in built_in().policies}
    shipped = built_in().policies[-1].settings
    own = _policies(root / POLICIES_FOLDER, POLICIES_FOLDER, shipped)
    known |= {one.effective: one for one in own}
    return Rulebook(
        policies=tuple(known[day] for day in sorted(known)),
        calendar=read_calendar(root / HOLIDAYS_FOLDER),
    )


def _policies(
    folder: Path, shown: str, shipped: Mapping[str, Setting] = MappingProxyType({})
) -> tuple[Policy, ...]:
    found: dict[datetime.date, Policy] = {}
    for path in toml_files(folder, shown):
        policy = load_policy(path, f"{shown}/{visible(path.name)}", shipped)
        if other := found.get(policy.effective):
            raise PipelineError(
                f"标准文件 {policy.file} 和 {other.file} 都自 {policy.effective} 起施行",
                "留一份，或改正 effective。",
            )
        found[policy.effective] = policy
    return tuple(found[day] for day in sorted(found))


def load_policy(
    path: Path, shown: str, shipped: Mapping[str, Setting] = MappingProxyType({})
) -> Policy:
    """Read one policy file, called `shown` in messages; lines that it lacks are those `shipped`,
    unless it has unknown ones, which may be slips for them. Raises PipelineError (exit 3) that says
    all that is wrong with it."""
    try:
        raw = read_toml(path)
        effective, document = raw.pop("effective"), raw.pop("document")
    except OSError as error:
        raise PipelineError(f"标准文件 {shown} 读不了：{cause(error)}", _ADVICE) from error
    except BadToml as error:
        raise PipelineError(f"标准文件 {shown} 读不了：{error}", _ADVICE) from error
    except KeyError as error:
        raise PipelineError(f"标准文件 {shown} 缺 {error.args[0]}", _ADVICE) from error
    faults: list[str] = []
    if type(effective) is not datetime.date or not is_name(document):
        faults.append("effective 是不带引号的日期，document 是引号里的文号")
    elif not _YEARS[0] <= effective.year <= _YEARS[1]:
        faults.append(f"effective 应在 {_YEARS[0]} 与 {_YEARS[1]} 年之间")
    elif _named_for_another_day(path.stem, effective):
        faults.append(f"文件名与 effective = {effective} 不符：照抄旧标准的，effective 也要改")
    documents = read_confirmations(raw.pop("confirmed", []), faults)
    settings = _settings(raw, faults)
    known = settings.keys() <= shipped.keys()
    taken_over = tuple(key for key in shipped if key not in settings) if known else ()
    settings |= {key: shipped[key] for key in taken_over}
    if not faults:
        settings = with_confirmations(settings, documents, faults)
    sections = _sections(settings, faults) if not faults else {}
    if not faults:
        make: Callable[..., Policy] = Policy
        policy = make(
            effective=effective,
            document=document,
            file=shown,
            settings=settings,
            taken_over=taken_over,
            **sections,
        )
        faults += application_faults(policy.application)
        faults += review_faults(policy.review)
        faults += cycle_faults(policy.cycle)
        faults += funds_faults(policy.funds)
        faults += revocation_faults(policy.revocation)
        faults += rereview_faults(policy.rereview)
    if faults:
        raise PipelineError(f"标准文件 {shown}：{'；'.join(faults)}", _ADVICE)
    return policy


def _named_for_another_day(stem: str, effective: datetime.date) -> bool:
    """Whether a file bears the name of a day, as ours do, and that of another."""
    try:
        return datetime.date.fromisoformat(stem) != effective
    except ValueError:
        return False


def _settings(raw: Mapping[str, object], faults: list[str]) -> dict[str, Setting]:
    """Every line of the file, by section.name; what is no such line goes into `faults`."""
    settings: dict[str, Setting] = {}
    for section, entries in raw.items():
        if not isinstance(entries, dict):
            shown = visible(section)
            faults.append(f"{shown} 应写成一节“[{shown}]”")
            continue
        for name, entry in entries.items():
            key = f"{section}.{name}"
            if not isinstance(entry, dict) or set(entry) != _PARTS:
                faults.append(f"{visible(key)} 应有 value、article、basis、meaning 四项")
            elif entry["basis"] not in ("given", "assumed"):
                faults.append(f"{visible(key)} 的 basis 只能是 given 或 assumed")
            elif not (is_name(entry["article"]) and is_name(entry["meaning"])):
                faults.append(f"{visible(key)} 的 article、meaning 应是引号里的一行文字")
            elif not _ARTICLE.fullmatch(entry["article"]):
                faults.append(f"{visible(key)} 的 article 应是条款，如 7 或 7.2")
            else:
                settings[key] = Setting(key=key, **entry)
    return settings


def _sections(settings: Mapping[str, Setting], faults: list[str]) -> dict[str, object]:
    """Section → the settings in it, typed."""
    given: dict[str, dict[str, object]] = {}
    for key, setting in settings.items():
        section, _, name = key.partition(".")
        given.setdefault(section, {})[name] = setting.value
    kinds = {name: kind for name, kind in get_type_hints(Policy).items() if is_dataclass(kind)}
    faults += [f"不认识 [{visible(section)}]" for section in given if section not in kinds]
    families = get_type_hints(SwitchesPolicy)
    switches = given.setdefault("switches", {})
    for name in [name for name in switches if name not in families]:
        del switches[name]  # a rule that the articles order, or a slip: either does nothing
        faults.append(
            f"switches 里没有“{visible(name)}”这一族：细则规定的规则不能关，也不能改级别；"
            f"可写的是 {'、'.join(families)}"
        )
    return {
        section: filled(kind, given.get(section, {}), faults, prefix=f"{section}.")
        for section, kind in kinds.items()
        if isinstance(kind, type)
    }
