"""`ledger-<year>.yaml`: the four ledger classes of one calendar year (Art. 10), by the leader."""

from enum import StrEnum

from pydantic import Field

from pipeline.dossier.application import ExchangeKind, Gender, RegulationKind, ResultKind
from pipeline.dossier.fields import (
    BirthMonth,
    Count,
    Day,
    Entry,
    Evidence,
    LongText,
    Money,
    NumberedEntry,
    Scores,
    Text,
    Written,
    YesNo,
)


class Plan(Written):
    title: Text = Field(alias="题名")
    date: Day = Field(alias="日期")
    points: tuple[LongText, ...] = Field(alias="要点", min_length=1)
    evidence: Evidence = Field((), alias="佐证")


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
    signed: Text = Field(alias="带头人签名")


class PlansAndSummaries(Written):
    """Ledger class 工作计划总结."""

    plan: Plan | None = Field(None, alias="年度计划")
    summary: Summary | None = Field(None, alias="年度总结")
    assessment: SelfAssessment | None = Field(None, alias="年度自评")


class DailyKind(StrEnum):
    MEETING = "例会"
    TRAINING = "培训"
    PROJECT = "项目攻关"
    OPEN_DAY = "开放服务"


class Daily(NumberedEntry):
    """Ledger class 日常活动."""

    kind: DailyKind = Field(alias="类别")
    theme: Text = Field(alias="主题")
    place: Text = Field(alias="地点")
    chair: Text = Field(alias="主持人")
    headcount: Count = Field(alias="人数", gt=0)
    content: LongText = Field(alias="内容")


class Result(NumberedEntry):
    """Ledger class 创新成果 (Art. 6(七))."""

    name: Text = Field(alias="名称")
    kind: ResultKind = Field(alias="类别")
    authors: tuple[Text, ...] = Field(alias="完成人", min_length=1)
    recogniser: Text | None = Field(None, alias="认定单位")
    number: Text | None = Field(None, alias="编号")
    use: LongText = Field(alias="应用情况")
    benefit: LongText | None = Field(None, alias="效益")
    economic: Money | None = Field(None, alias="经济效益金额")


class Exchange(NumberedEntry):
    """Ledger class 交流活动; the kind decides whether it counts (Art. 6(六))."""

    kind: ExchangeKind = Field(alias="类别")
    theme: Text = Field(alias="主题")
    place: Text = Field(alias="地点")
    partner: Text = Field(alias="合作单位")
    participants: tuple[Text, ...] = Field(alias="参加人", min_length=1)
    headcount: Count = Field(alias="人数", gt=0)
    content: LongText = Field(alias="内容")
    outcome: LongText = Field(alias="成效")


class MemberChangeKind(StrEnum):
    JOINED = "加入"
    LEFT = "退出"


class MemberChange(Written):
    date: Day = Field(alias="日期")
    kind: MemberChangeKind = Field(alias="变动")
    name: Text = Field(alias="姓名")
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
    kind: RegulationKind = Field(alias="类别")
    name: Text = Field(alias="名称")
    what: Text = Field(alias="变动")
    evidence: Evidence = Field((), alias="佐证")


class Spending(Entry):
    """Money spent out of the union's disbursements (Art. 9)."""

    item: Text = Field(alias="科目")
    amount: Money = Field(alias="金额")
    voucher: Text = Field(alias="凭证号")
    purpose: Text = Field(alias="用途")


class NotApplicable(Written):
    """A ledger item the leader declares not applicable, with the reason."""

    item: Text = Field(alias="项目")
    reason: Text = Field(alias="理由")


class Ledger(Written):
    """The whole of `ledger-<year>.yaml`."""

    year: Count = Field(alias="年度")
    plans: PlansAndSummaries | None = Field(None, alias="工作计划总结")
    daily: tuple[Daily, ...] = Field((), alias="日常活动")
    results: tuple[Result, ...] = Field((), alias="创新成果")
    exchanges: tuple[Exchange, ...] = Field((), alias="交流活动")
    member_changes: tuple[MemberChange, ...] = Field((), alias="人员变动")
    regulation_changes: tuple[RegulationChange, ...] = Field((), alias="制度变动")
    spendings: tuple[Spending, ...] = Field((), alias="经费支出")
    not_applicable: tuple[NotApplicable, ...] = Field((), alias="不适用")
    unlisted: Evidence = Field((), alias="其他佐证")
