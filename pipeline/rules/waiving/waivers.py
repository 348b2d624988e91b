"""The union's 放行: each as a value, what is wrong with it, and how a paper tells of it.

Which findings it lets pass, `suppress` knows. Must not read files.
"""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from pipeline.chinese import chinese_date
from pipeline.diagnostics import WAIVED, Diagnostic, Place, RuleCode, Severity, visible
from pipeline.dossier.intake import Intake
from pipeline.dossier.load import Case
from pipeline.dossier.paths import RECORD_FILE, FileKind, owner_of
from pipeline.dossier.waivers import Consent, Waiver
from pipeline.rules.waiving.waivable import never_waived, rules_named, what_it_names

NOT_WAIVABLE = RuleCode("S05")
UNUSED_WAIVER = RuleCode("S06")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnionWaiver:
    """`key` is whose findings it lets pass: those in the files of a studio (YEAR/SLUG), or those
    in the intake itself (YEAR). `about` is what the union wrote of that."""

    place: Place
    code: str
    key: str
    about: str
    reason: str
    approved: str
    date: datetime.date

    @property
    def refusal(self) -> tuple[str, str] | None:
        """Why its code can be waived by nobody, and what to do; None for what the union may."""
        rules = rules_named(self.code)
        if not rules:
            return "不是规则代码", "照检查结果里的代码写，如 A06-2a。"
        for rule in rules:
            if what := never_waived(rule):
                inside = "" if rule.code == self.code else f"其中有 {rule.code}，"
                return (
                    f"不能放行：{inside}{what}是第七条定的，校工会也不能免",
                    "删去这一条，照细则办；要放宽，只能由有权解释细则的机构解释（第十五条）。"
                    if not inside
                    else "写具体的代码，如 A06-2a。",
                )
        return None

    def fault(
        self, today: datetime.date, folders: Mapping[str, datetime.date | None]
    ) -> Diagnostic | None:
        """What is wrong with it; `folders` are the studios that there are, as YEAR/SLUG, each with
        the day of its application if that is known."""
        if refused := self.refusal:
            what, hint = refused
            return self.told(
                NOT_WAIVABLE, Severity.ERROR, f"“放行”的“{visible(self.code)}”{what}", hint
            )
        if self.date > today:
            what = f"放行的日期 {self.date} 还没有到（今天 {today}），不起作用"
            return self.told(NOT_WAIVABLE, Severity.ERROR, what, "批准以后再写；核对日期。")
        if "/" in self.key and self.key not in folders:
            what = f"“放行”的对象“{visible(self.about)}”不是本批次的工作室"
            hint = "写工作室的文件夹名，如 li-jianguo；放行批次文件本身的问题，不写对象。"
            return self.told(NOT_WAIVABLE, Severity.ERROR, what, hint)
        if self._other_studio(folders):
            what = f"放行的对象“{visible(self.about)}”是另一个工作室，这里只放行 {self.key} 的"
            hint = f"写进那个工作室的 {RECORD_FILE}，或改正对象；对象可以不写。"
            return self.told(NOT_WAIVABLE, Severity.ERROR, what, hint)
        applied = folders.get(self.key)
        if applied and self.date < applied:
            what = f"放行的日期 {self.date} 早于申报（承诺 {applied}），那时还没有可放行的"
            return self.told(NOT_WAIVABLE, Severity.ERROR, what, "核对日期。")
        return None

    def _other_studio(self, folders: Collection[str]) -> bool:
        """Whether the record of one studio names another."""
        if "/" not in self.key or owner_of(self.place).kind is not FileKind.RECORD:
            return False
        meant = self.about if "/" in self.about else f"{self.key[:4]}/{self.about}"
        return meant != self.key and meant in folders

    def in_force(self, passed: tuple[Place, ...]) -> Diagnostic:
        """That it stands, and the places of what it let pass."""
        what = what_it_names(self.code)
        about = f"，对象：{visible(self.about)}" if self.about else ""
        said = (
            f"放行 {self.code}（{what}）{about}；理由：{visible(self.reason, 300)}；"
            f"批准：{visible(self.approved, 300)}，{self.date}；放过 {len(passed)} 处"
        )
        return self.told(WAIVED, Severity.NOTE, said, "不再需要时删去这一条。", passed)

    def told(
        self,
        code: RuleCode,
        severity: Severity,
        what: str,
        hint: str,
        related: tuple[Place, ...] = (),
    ) -> Diagnostic:
        return Diagnostic(
            place=self.place,
            code=code,
            severity=severity,
            article="",
            message=what,
            hint=hint,
            related=related,
        )

    @property
    def sentence(self) -> str:
        """As a paper has it: without the code."""
        return (
            f"{what_it_names(self.code)}：经{self.approved}批准放行"
            f"（{chinese_date(self.date)}），理由：{self.reason.rstrip('。')}。"
        )


def waivers_of_case(case: Case) -> tuple[UnionWaiver, ...]:
    """Those of the record."""
    return tuple(
        _waiver(one, case.key, one.object or case.key)
        for one in (case.record.waivers if case.record else ())
    )


def waivers_of_intake(year: int, intake: Intake) -> tuple[UnionWaiver, ...]:
    """Those of the intake, each under the key of whom it is about."""
    key = f"{year:04}"
    return tuple(
        _waiver(one, f"{key}/{one.object}" if one.object else key, one.object or f"{key} 批次")
        for one in intake.waivers
    )


def waived_places(report: Iterable[Diagnostic]) -> frozenset[Place]:
    """Where each 放行, and each consent to 不适用, stands that is in force."""
    return frozenset(one.place for one in report if one.code == WAIVED)


def waived_sentences(
    case: Case, in_force: Collection[Place], until: datetime.date, *, whole: bool = False
) -> tuple[str, ...]:
    """What was let pass for a studio by that day, as its papers tell it; with `whole` also for the
    intake it belongs to, and the ledger items that need not be there. `in_force` are the places
    of those that are."""
    of_intake = waivers_of_intake(case.year, case.intake) if case.intake else ()
    keys = {case.key, f"{case.year:04}"} if whole else {case.key}
    told = [
        (one.date, one.sentence)
        for one in (*waivers_of_case(case), *of_intake)
        if one.key in keys and one.place in in_force
    ]
    if whole and case.record:
        told += [
            (one.date, _consent(one))
            for one in case.record.consents
            if one.marks.at("项目") in in_force
        ]
    return tuple(sentence for date, sentence in sorted(told) if date <= until)


def waived_of_intake(
    year: int, intake: Intake, in_force: Collection[Place], until: datetime.date
) -> tuple[str, ...]:
    """What was let pass for the intake itself by that day, as `waived_sentences` tells it."""
    return tuple(
        one.sentence
        for one in sorted(waivers_of_intake(year, intake), key=lambda one: one.date)
        if one.key == f"{year:04}" and one.place in in_force and one.date <= until
    )


def _consent(one: Consent) -> str:
    day = chinese_date(one.date)
    return f"{one.year}年台账的“{one.item}”：经{one.approved}同意不适用（{day}）。"


def _waiver(one: Waiver, key: str, about: str) -> UnionWaiver:
    return UnionWaiver(
        place=one.marks.at("代码"),
        code=one.rule_code,
        key=key,
        about=about,
        reason=one.reason,
        approved=one.approved,
        date=one.date,
    )
