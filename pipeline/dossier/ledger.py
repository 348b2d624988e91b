"""`ledger-<year>.yaml`: the ledger classes of one calendar year (Art. 10), by the leader.

Four classes have forms of their own; any other that a policy names is a list of plain entries
under its name. How a class is kept stands in `LEDGER_CLASSES`, and nowhere else.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from pydantic import Field, create_model

from pipeline.dossier.acts.cycle import Purse
from pipeline.dossier.application import ExchangeKind, Gender, ResultKind
from pipeline.dossier.duties import PROJECTS, Duties, Project
from pipeline.dossier.fields import (
    BirthMonth,
    Count,
    Day,
    Entry,
    Evidence,
    LongText,
    Money,
    Name,
    Number,
    NumberedEntry,
    Scores,
    Text,
    Unit,
    Written,
    Year,
    YesNo,
)
from pipeline.errors import PipelineError


class Plan(Written):
    title: Text = Field(alias="题名")
    date: Day = Field(alias="日期")
    points: tuple[LongText, ...] = Field(alias="要点", min_length=1)
    evidence: Evidence = Field((), alias="佐证")


class YearlyPlan(Plan):
    """A plan; also what it sets down for each duty of Art. 5."""

    duties: Duties | None = Field(None, alias="职责安排")


class Summary(Plan):
    """A yearly summary; also how far the plan was carried out."""

    progress: LongText = Field(alias="计划完成情况")


class SelfAssessment(Written):
    """The yearly self-assessment (Art. 11)."""

    date: Day = Field(alias="日期")
    premises: LongText = Field(alias="场所与设备")
    funds: LongText = Field(alias="经费使用")
    team: LongText = Field(alias="团队建设")
    regulations: LongText = Field(alias="制度执行")
    activities: LongText = Field(alias="活动开展")
    results: LongText = Field(alias="成果成效")
    mentoring: LongText = Field(alias="人才培养")
    problems: tuple[LongText, ...] = Field(alias="存在问题", min_length=1)
    next_steps: tuple[LongText, ...] = Field(alias="下年打算", min_length=1)
    scores: Scores = Field(alias="自评分")
    signed: Name = Field(alias="带头人签名")


class PlansAndSummaries(Written):
    """Ledger class 工作计划总结."""

    plan: YearlyPlan | None = Field(None, alias="年度计划")
    summary: Summary | None = Field(None, alias="年度总结")
    assessment: SelfAssessment | None = Field(None, alias="年度自评")


class DailyKind(StrEnum):
    MEETING = "例会"
    TRAINING = "培训"
    PROJECT = "项目攻关"
    OPEN_DAY = "开放服务"
    LEARNING = "学习活动"
    FIVE_SMALL = "五小活动"


class Activity(NumberedEntry):
    """What may last several days, also beyond the year; it counts on its first day."""

    ends: Day | None = Field(None, alias="结束日期")


class Daily(Activity):
    """Ledger class 日常活动."""

    kind: DailyKind = Field(alias="类别")
    theme: Text = Field(alias="主题")
    place: Text = Field(alias="地点")
    chair: Name = Field(alias="主持人")
    headcount: Count = Field(alias="人数", gt=0)
    content: LongText = Field(alias="内容")


class Result(NumberedEntry):
    """Ledger class 创新成果 (Art. 6(七))."""

    name: Text = Field(alias="名称")
    kind: ResultKind = Field(alias="类别")
    authors: tuple[Name, ...] = Field(alias="完成人", min_length=1)
    recogniser: Unit | None = Field(None, alias="认定单位")
    recognised: Day | None = Field(None, alias="认定日期")
    number: Text | None = Field(None, alias="编号")
    use: LongText = Field(alias="应用情况")
    benefit: LongText | None = Field(None, alias="效益")
    economic: Money | None = Field(None, alias="经济效益金额")

    @property
    def counts_on(self) -> datetime.date:
        """The day by which it counts as recognised; a day of its own need not be written."""
        return self.recognised or self.date


class Exchange(Activity):
    """Ledger class 交流活动; the kind decides whether it counts (Art. 6(六))."""

    kind: ExchangeKind = Field(alias="类别")
    theme: Text = Field(alias="主题")
    place: Text = Field(alias="地点")
    partner: Text = Field(alias="合作单位")
    participants: tuple[Name, ...] = Field(alias="参加人", min_length=1)
    headcount: Count = Field(alias="人数", gt=0)
    content: LongText = Field(alias="内容")
    outcome: LongText = Field(alias="成效")


class MemberChangeKind(StrEnum):
    JOINED = "加入"
    LEFT = "退出"


class MemberChange(Written):
    date: Day = Field(alias="日期")
    kind: MemberChangeKind = Field(alias="变动")
    name: Name = Field(alias="姓名")
    reason: Text = Field(alias="原因")
    gender: Gender | None = Field(None, alias="性别")
    born: BirthMonth | None = Field(None, alias="出生年月")
    education: Text | None = Field(None, alias="学历")
    title: Text | None = Field(None, alias="职称等级")
    speciality: Text | None = Field(None, alias="专业")
    duty: Text | None = Field(None, alias="分工")
    front_line: YesNo | None = Field(None, alias="一线")


class RegulationChange(Written):
    date: Day = Field(alias="施行日期")
    kind: Text = Field(alias="类别")
    name: Text = Field(alias="名称")
    what: Text = Field(alias="变动")
    evidence: Evidence = Field((), alias="佐证")


class PremisesChangeKind(StrEnum):
    LEFT = "迁出"
    MOVED_IN = "迁入"
    CLOSED = "停用"
    REOPENED = "恢复"


class PremisesChange(Entry):
    """What becomes of the place in which the studio works (Art. 6(三))."""

    kind: PremisesChangeKind = Field(alias="变动")
    address: Text | None = Field(None, alias="地点")
    area: Number | None = Field(None, alias="面积", description="平方米", gt=0)
    independent: YesNo | None = Field(None, alias="独立固定")
    reason: Text | None = Field(None, alias="原因")


class Spending(Entry):
    """Money spent out of the union's disbursements (Art. 9), or out of the award (Art. 13)."""

    item: Text = Field(alias="科目")
    amount: Money = Field(alias="金额")
    voucher: Text = Field(alias="凭证号")
    purpose: Text = Field(alias="用途")
    purse: Purse = Field(Purse.SUPPORT, alias="款项")


class Disclosure(Entry):
    """经费公开: the members and their branch union are shown the use of the money, with the yearly
    self-assessment, and not on the web (Art. 9)."""

    way: Text = Field(alias="方式")
    audience: Text = Field(alias="范围")


class NotApplicable(Written):
    """A ledger item the leader declares not applicable, with the reason."""

    item: Text = Field(alias="项目")
    reason: Text = Field(alias="理由")


class Ledger(Written):
    """The whole of `ledger-<year>.yaml`."""

    year: Year = Field(alias="年度")
    plans: PlansAndSummaries | None = Field(None, alias="工作计划总结")
    daily: tuple[Daily, ...] = Field((), alias="日常活动")
    results: tuple[Result, ...] = Field((), alias="创新成果")
    exchanges: tuple[Exchange, ...] = Field((), alias="交流活动")
    member_changes: tuple[MemberChange, ...] = Field((), alias="人员变动")
    regulation_changes: tuple[RegulationChange, ...] = Field((), alias="制度变动")
    premises_changes: tuple[PremisesChange, ...] = Field((), alias="场所变动")
    projects: tuple[Project, ...] = Field((), alias=PROJECTS)
    spendings: tuple[Spending, ...] = Field((), alias="经费支出")
    disclosures: tuple[Disclosure, ...] = Field((), alias="经费公开")
    not_applicable: tuple[NotApplicable, ...] = Field((), alias="不适用")
    unlisted: Evidence = Field((), alias="其他佐证")

    @property
    def plain(self) -> dict[str, tuple["PlainEntry", ...]]:
        """The classes that have no form of their own → their entries."""
        fields = type(self).model_fields
        return {
            fields[name].alias or name: getattr(self, name)
            for name in fields
            if name not in Ledger.model_fields
        }


class PlainEntry(Entry):
    """An entry of a ledger class that only a policy names."""

    theme: Text = Field(alias="主题")
    content: LongText = Field(alias="内容")
    people: tuple[Name, ...] = Field((), alias="人员")


#: What else the matrix of gaps asks for by name, and a ledger may declare not applicable.
YEARLY_PLAN, YEARLY_SUMMARY, ASSESSED = "年度计划", "年度总结", "年度自评"
FILED = "自评报校工会备案"
DISCLOSED = "经费公开"
EXCHANGES_MADE, RESULTS_RECOGNISED = "培训交流活动", "得到认可的成果"
#: Of single results: their names follow after “：”.
RECOGNITION = "成果认定"


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerClass:
    """How a class is kept. `name` is its key in the file; `entries` are those with a day and
    evidence of their own; `in_part_years`: also a year that the cycle only touches must show it;
    `group` is the archive's folder for its evidence."""

    name: str
    entries: Callable[[Ledger], tuple[Entry, ...]]
    numbered: bool = False
    in_part_years: bool = False
    needs_evidence: bool = False
    group: str = "06台账"

    @property
    def recorded(self) -> str:
        """What the matrix of gaps calls it that there are entries."""
        return f"{self.name}记录"

    @property
    def proved(self) -> str:
        """What the matrix of gaps calls it that the entries have evidence."""
        return f"{self.name}佐证"


PLANS = LedgerClass(name="工作计划总结", entries=lambda _: (), in_part_years=True)
DAILY = LedgerClass(
    name="日常活动", entries=lambda ledger: ledger.daily, numbered=True, in_part_years=True
)
RESULTS = LedgerClass(
    name="创新成果", entries=lambda ledger: ledger.results, numbered=True, needs_evidence=True
)
EXCHANGES = LedgerClass(
    name="交流活动", entries=lambda ledger: ledger.exchanges, numbered=True, needs_evidence=True
)
#: No class of Art. 10, but kept and proved like one (Art. 9).
SPENDINGS = LedgerClass(
    name="经费支出", entries=lambda ledger: ledger.spendings, needs_evidence=True, group="05经费"
)
LEDGER_CLASSES = (PLANS, DAILY, RESULTS, EXCHANGES, SPENDINGS)


def class_named(name: str) -> LedgerClass:
    """How the class of that name is kept: as its row says, or as a list of plain entries."""
    for one in LEDGER_CLASSES:
        if one.name == name:
            return one
    return LedgerClass(
        name=name, entries=lambda ledger: ledger.plain.get(name, ()), needs_evidence=True
    )


def class_rank(name: str) -> int:
    """Where the class stands in tables: plain ones before the spendings."""
    names = [one.name for one in LEDGER_CLASSES]
    return 2 * names.index(name) if name in names else 2 * len(names) - 3


def plain_names(names: Iterable[str]) -> tuple[str, ...]:
    """Those of `names` that are classes of plain entries."""
    own = {one.name for one in LEDGER_CLASSES}
    return tuple(dict.fromkeys(name for name in names if name not in own))


def classes_in(ledger: Ledger) -> tuple[LedgerClass, ...]:
    """Every class that this ledger may hold, those of plain entries before the spendings."""
    return (*LEDGER_CLASSES[:-1], *map(class_named, ledger.plain), SPENDINGS)


def ledger_model(names: Iterable[str]) -> type[Ledger]:
    """The ledger of a workspace whose policies name these classes. Raises PipelineError for a
    name that is another key of the file."""
    return _ledger_model(plain_names(names))


@cache
def _ledger_model(plain: tuple[str, ...]) -> type[Ledger]:
    if not plain:
        return Ledger
    keys = {info.alias for info in Ledger.model_fields.values()}
    if taken := [name for name in plain if name in keys]:
        raise PipelineError(
            f"标准里的台账类别“{'”“'.join(taken)}”与台账文件里另一项同名", "改用别的名称。"
        )
    listed = tuple[PlainEntry, ...]
    fields = {f"plain_{at}": (listed, Field((), alias=name)) for at, name in enumerate(plain)}
    make: Callable[..., type[Ledger]] = create_model  # its overloads do not know names as data
    return make("Ledger", __base__=Ledger, __module__=__name__, **fields)
