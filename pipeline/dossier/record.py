"""`record.yaml`: the union's dated official acts for one studio (Art. 7–14).

Acts that concern a whole intake (committee, Party consent, publicity, naming) stand in
`intake.yaml`; `lifecycle` puts both on one time line.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from pipeline.dossier.application import Leader, StudioType
from pipeline.dossier.fields import (
    Count,
    Day,
    DocumentNumber,
    Evidence,
    LongText,
    Marked,
    Money,
    Name,
    Number,
    Remarked,
    Scores,
    Text,
    Written,
    YesNo,
)
from pipeline.dossier.waivers import Consent, Waiver
from pipeline.policies.sections import PaymentAct


class ConditionVerdict(StrEnum):
    """Outcome per condition of the first check (Art. 7(二))."""

    MET = "符合"
    NOT_MET = "不符合"
    TO_SUPPLEMENT = "需补正"


class Method(StrEnum):
    """The two ways in which experts judge (Art. 7(二))."""

    DEFENCE = "答辩"
    VISIT = "实地考察"


class Grade(StrEnum):
    EXCELLENT = "优秀"
    PASSED = "合格"
    FAILED = "不合格"


class ChangeReason(StrEnum):
    """Why a leader goes (Art. 14)."""

    MOVED = "换岗"
    LEFT = "离岗"
    RETIRED = "退休"


class CheckVerdict(StrEnum):
    PASSED = "通过"
    CORRECT = "限期整改"
    FAILED = "不通过"


class ActBase(Written):
    date: Day = Field(alias="日期")
    clerk: Name | None = Field(None, alias="经办人")
    note: LongText | None = Field(None, alias="备注")
    evidence: Evidence = Field((), alias="佐证")


class Application(ActBase):
    """推荐申报, Art. 7(一): the day the union received the papers."""

    act: Literal["推荐申报"] = Field(alias="事项")
    unit_opinion: LongText = Field(alias="单位意见")
    unit_head: Name = Field(alias="单位负责人")


class ConditionCheck(Written):
    condition: Literal["一", "二", "三", "四", "五", "六", "七"] = Field(alias="条件")
    declared: Text = Field(alias="申报情况")
    verdict: ConditionVerdict = Field(alias="结论")
    note: Text | None = Field(None, alias="说明")


class PreliminaryCheck(ActBase):
    """初审, Art. 7(二)."""

    act: Literal["初审"] = Field(alias="事项")
    conditions: tuple[ConditionCheck, ...] = Field(alias="逐条审核")
    verdict: CheckVerdict = Field(alias="结论")
    supplement_by: Day | None = Field(None, alias="补正截止")
    checker: Name = Field(alias="审核人")
    head: Name = Field(alias="工会负责人")


class Sheet(Written):
    """One expert's score sheet."""

    expert: Text = Field(alias="专家")
    method: Method = Field(alias="方式")
    scores: Marked = Field(alias="得分")
    remarks: Remarked = Field(default_factory=dict, alias="备注")
    total: Number = Field(alias="总分")
    comment: LongText | None = Field(None, alias="评语")
    questions: LongText | None = Field(None, alias="提问与答复")


class VisitFinding(Written):
    item: Text = Field(alias="项目")
    declared: Text = Field(alias="申报")
    found: Text = Field(alias="现场")


class Votes(Written):
    in_favour: Count = Field(alias="同意")
    against: Count = Field(alias="反对")
    abstained: Count = Field(alias="弃权")


class ExpertReview(ActBase):
    """专家评审, Art. 7(二); `date` is the later of defence and visit."""

    act: Literal["专家评审"] = Field(alias="事项")
    defence_date: Day = Field(alias="答辩日期")
    defence_place: Text = Field(alias="答辩地点")
    visit_date: Day = Field(alias="考察日期")
    escort: Name = Field(alias="单位陪同人")
    visit: tuple[VisitFinding, ...] = Field(alias="考察情况", min_length=1)
    sheets: tuple[Sheet, ...] = Field(alias="评分表", min_length=1)
    votes: Votes = Field(alias="表决")
    mean: Number = Field(alias="综合得分")
    recommended: YesNo = Field(alias="推荐命名")


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


class AssessmentFiling(ActBase):
    """年度自评备案, Art. 11."""

    act: Literal["年度自评备案"] = Field(alias="事项")
    year: Count = Field(alias="年度")
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


class Award(ActBase):
    """奖励, Art. 13."""

    act: Literal["奖励"] = Field(alias="事项")
    number: DocumentNumber = Field(alias="文号")
    amount: Money = Field(alias="金额")


class Nomination(ActBase):
    """推荐 to a list of a superior union, Art. 13; which there are, the policy says."""

    act: Literal["推荐"] = Field(alias="事项")
    number: DocumentNumber = Field(alias="文号")
    target: Text = Field(alias="推荐对象")
    opinion: LongText = Field(alias="推荐意见")


class LeaderChange(ActBase):
    """带头人变更, Art. 14; `date` is the day the unit's report arrived."""

    act: Literal["带头人变更"] = Field(alias="事项")
    happened: Day = Field(alias="变动日期")
    reason: ChangeReason = Field(alias="原因")
    unit: Text = Field(alias="报告单位")
    explanation: LongText = Field(alias="情况说明")
    successor: Leader | None = Field(None, alias="拟任带头人")


class Renaming(ActBase):
    """重新命名, Art. 14."""

    act: Literal["重新命名"] = Field(alias="事项")
    number: DocumentNumber = Field(alias="文号")
    old_name: Name = Field(alias="原名称")
    new_name: Name = Field(alias="新名称")
    name_reason: Text | None = Field(None, alias="名称理由")
    type: StudioType | None = Field(None, alias="类型")
    plaque_exchanged: Day = Field(alias="换牌日期")


class NameCancelling(ActBase):
    """取消命名, Art. 14."""

    act: Literal["取消命名"] = Field(alias="事项")
    number: DocumentNumber = Field(alias="文号")
    reason: LongText = Field(alias="理由")


class Revocation(ActBase):
    """取消称号, Art. 11, on grounds that the policy lists."""

    act: Literal["取消称号"] = Field(alias="事项")
    number: DocumentNumber = Field(alias="文号")
    grounds: tuple[Text, ...] = Field(alias="事由", min_length=1)
    facts: LongText = Field(alias="事实")
    body: Text = Field(alias="决定机构")
    plaque_due: Day = Field(alias="牌匾交回期限")
    unspent: LongText = Field(alias="结余经费处理")
    objection: LongText = Field(alias="异议途径")


class PlaqueReturn(ActBase):
    """收回牌匾, Art. 11."""

    act: Literal["收回牌匾"] = Field(alias="事项")
    returned_by: Name = Field(alias="交回人")
    received_by: Name = Field(alias="接收人")


class Criticism(ActBase):
    """通报批评, Art. 7."""

    act: Literal["通报批评"] = Field(alias="事项")
    number: DocumentNumber = Field(alias="文号")
    facts: LongText = Field(alias="不实情况")
    verified_by: Text = Field(alias="查证单位")
    verified_on: Day = Field(alias="查证日期")
    circulation: tuple[Text, ...] = Field(alias="发送范围", min_length=1)


class Archiving(ActBase):
    """归档: the cycle's papers are handed over."""

    act: Literal["归档"] = Field(alias="事项")
    compiler: Name = Field(alias="整理人")
    inspector: Name = Field(alias="检查人")
    state: LongText = Field(alias="案卷情况")


StudioAct = Annotated[
    Application
    | PreliminaryCheck
    | ExpertReview
    | Unveiling
    | Disbursement
    | AssessmentFiling
    | MidtermCheck
    | Rereview
    | Award
    | Nomination
    | LeaderChange
    | Renaming
    | NameCancelling
    | Revocation
    | PlaqueReturn
    | Criticism
    | Archiving,
    Field(discriminator="act"),
]


class Record(Written):
    """The whole of `record.yaml`."""

    acts: tuple[StudioAct, ...] = Field(alias="事项记录", min_length=1)
    waivers: tuple[Waiver, ...] = Field((), alias="放行")
    consents: tuple[Consent, ...] = Field((), alias="同意不适用")
