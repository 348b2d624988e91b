"""Acts of a record in its cycle: plaque, money, assessment, re-review, award (Art. 7(四), 9–13)."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from pipeline.dossier.acts.base import ActBase, CheckVerdict
from pipeline.dossier.fields import (
    Count,
    Day,
    DocumentNumber,
    LongText,
    Money,
    Name,
    Number,
    Scores,
    Text,
    Written,
    Year,
)
from pipeline.policies.sections import PaymentAct


class Grade(StrEnum):
    EXCELLENT = "优秀"
    PASSED = "合格"
    FAILED = "不合格"


class Unveiling(ActBase):
    """挂牌, Art. 7(四)."""

    act: Literal["挂牌"] = Field(alias="事项")
    place: Text = Field(alias="地点")
    presenter: Name = Field(alias="授牌人")


class Disbursement(ActBase):
    """首笔划拨, 二笔划拨, …, Art. 9; how many there are, the policy says."""

    act: PaymentAct = Field(alias="事项")
    number: DocumentNumber = Field(alias="文号")
    amount: Money = Field(alias="金额")
    voucher: Text = Field(alias="凭证号")
    source: Text | None = Field(None, alias="来源")
    way: Text | None = Field(None, alias="方式")


class Purse(StrEnum):
    """Of which money: the support of Art. 9, or the award of Art. 13."""

    SUPPORT = "专项经费"
    AWARD = "奖励经费"


class Refund(ActBase):
    """退回经费: money that goes back to the union (Art. 9, 11)."""

    act: Literal["退回经费"] = Field(alias="事项")
    purse: Purse = Field(Purse.SUPPORT, alias="款项")
    amount: Money = Field(alias="金额")
    voucher: Text = Field(alias="凭证号")
    reason: LongText = Field(alias="事由")


class AssessmentFiling(ActBase):
    """年度自评备案, Art. 11."""

    act: Literal["年度自评备案"] = Field(alias="事项")
    year: Year = Field(alias="年度")
    receiver: Name = Field(alias="收件人")


class MidtermCheck(ActBase):
    """中期检查, Art. 9 and 11."""

    act: Literal["中期检查"] = Field(alias="事项")
    first: Day = Field(alias="检查期间起")
    last: Day = Field(alias="检查期间止")
    progress: LongText = Field(alias="计划进展")
    problems: LongText = Field(alias="存在问题")
    correct_by: Day | None = Field(None, alias="整改期限")
    verdict: CheckVerdict = Field(alias="结论")
    checkers: tuple[Name, ...] = Field(alias="检查人", min_length=1)
    head: Name = Field(alias="工会负责人")


class AssessmentVerdict(StrEnum):
    """Outcome of the union's periodic assessment (Art. 11)."""

    REACHED = "达标"
    CORRECT = "限期整改"
    FAILED = "不达标"


class PeriodicAssessment(ActBase):
    """考核, Art. 11: the union assesses a studio, beside the mid-term check and the re-review."""

    act: Literal["考核"] = Field(alias="事项")
    first: Day = Field(alias="考核期间起")
    last: Day = Field(alias="考核期间止")
    findings: LongText = Field(alias="考核情况")
    problems: LongText = Field(alias="存在问题")
    correct_by: Day | None = Field(None, alias="整改期限")
    verdict: AssessmentVerdict = Field(alias="结论")
    assessors: tuple[Name, ...] = Field(alias="考核人", min_length=1)
    head: Name = Field(alias="工会负责人")


class CorrectionOrder(ActBase):
    """整改通知: what a studio must mend by a day (Art. 8, 11)."""

    act: Literal["整改通知"] = Field(alias="事项")
    number: DocumentNumber | None = Field(None, alias="文号")
    reason: LongText = Field(alias="缘由")
    demands: tuple[LongText, ...] = Field(alias="整改要求", min_length=1)
    correct_by: Day = Field(alias="整改期限")


class Mended(StrEnum):
    DONE = "已整改"
    PARTLY = "部分整改"
    NOT = "未整改"


class CorrectionCheck(ActBase):
    """整改验收: what became of an order; of several open ones `ordered` says which, else of all."""

    act: Literal["整改验收"] = Field(alias="事项")
    ordered: Day | None = Field(None, alias="通知日期")
    findings: LongText = Field(alias="验收情况")
    verdict: Mended = Field(alias="结论")
    checkers: tuple[Name, ...] = Field(alias="验收人", min_length=1)


class ShortfallStatement(ActBase):
    """缺项认定: the union states what a year that is over lacks and nobody can make up any more
    (Art. 6(六)(七), 10, 11): the gap is closed, the count stays what it was."""

    act: Literal["缺项认定"] = Field(alias="事项")
    period: Text = Field(alias="期间")
    item: Text = Field(alias="项目")
    facts: LongText = Field(alias="情况")
    opinion: LongText = Field(alias="认定意见")


class RereviewExpert(Written):
    code: Text = Field(alias="编号")
    name: Name = Field(alias="姓名")
    unit: Text = Field(alias="单位")
    title: Text = Field(alias="职称")


class RereviewSheet(Written):
    expert: Text = Field(alias="专家")
    scores: Scores = Field(alias="得分")
    total: Number = Field(alias="总分")
    deductions: LongText | None = Field(None, alias="扣分说明")


class Rereview(ActBase):
    """周期末复核, Art. 12."""

    act: Literal["周期末复核"] = Field(alias="事项")
    place: Text = Field(alias="地点")
    experts: tuple[RereviewExpert, ...] = Field(alias="专家组", min_length=1)
    head: Name = Field(alias="组长")
    sheets: tuple[RereviewSheet, ...] = Field(alias="评分表", min_length=1)
    mean: Number = Field(alias="平均分")
    grade: Grade = Field(alias="等级")
    opinion: LongText = Field(alias="复核意见")
    appeal: LongText | None = Field(None, alias="复议理由")


class Award(ActBase):
    """奖励, Art. 13."""

    act: Literal["奖励"] = Field(alias="事项")
    number: DocumentNumber = Field(alias="文号")
    amount: Money = Field(alias="金额")
    voucher: Text | None = Field(None, alias="凭证号")
    source: Text | None = Field(None, alias="来源")


class Notice(Written):
    """来文: the superior union's notice that a nomination answers."""

    number: Text = Field(alias="文号")
    quota: Count | None = Field(None, alias="名额")
    deadline: Day | None = Field(None, alias="截止")


class Nomination(ActBase):
    """推荐 to a list of a superior union, Art. 13; which there are, the policy says."""

    act: Literal["推荐"] = Field(alias="事项")
    number: DocumentNumber = Field(alias="文号")
    target: Text = Field(alias="推荐对象")
    opinion: LongText = Field(alias="推荐意见")
    notice: Notice | None = Field(None, alias="来文")


class Chosen(StrEnum):
    YES = "入选"
    NO = "未入选"


class NominationOutcome(ActBase):
    """推荐结果: what the superior union decided on a nomination (Art. 13)."""

    act: Literal["推荐结果"] = Field(alias="事项")
    target: Text = Field(alias="推荐对象")
    outcome: Chosen = Field(alias="结果")
    reference: Text | None = Field(None, alias="依据")


class Archiving(ActBase):
    """归档: the cycle's papers are handed over."""

    act: Literal["归档"] = Field(alias="事项")
    compiler: Name = Field(alias="整理人")
    inspector: Name = Field(alias="检查人")
    state: LongText = Field(alias="案卷情况")
    position: Count | None = Field(None, alias="案卷顺序号")
