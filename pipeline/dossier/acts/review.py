"""Acts of a record up to the naming: application, first check, expert review (Art. 7)."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from pipeline.dossier.acts.base import ActBase, CheckVerdict, Votes
from pipeline.dossier.fields import (
    Day,
    LongText,
    Marked,
    Name,
    Number,
    Remarked,
    Text,
    Written,
    YesNo,
)


class ConditionVerdict(StrEnum):
    """Outcome per condition of the first check (Art. 7(二))."""

    MET = "符合"
    NOT_MET = "不符合"
    TO_SUPPLEMENT = "需补正"


class Method(StrEnum):
    """The two ways in which experts judge (Art. 7(二))."""

    DEFENCE = "答辩"
    VISIT = "实地考察"


class Application(ActBase):
    """推荐申报, Art. 7(一): the day the union received the papers. A leader who applies himself
    need not bring his unit's opinion."""

    act: Literal["推荐申报"] = Field(alias="事项")
    unit_opinion: LongText | None = Field(None, alias="单位意见")
    unit_head: Name | None = Field(None, alias="单位负责人")


class Withdrawal(ActBase):
    """撤回申报: the applicant takes his papers back before the naming (Art. 7(一))."""

    act: Literal["撤回申报"] = Field(alias="事项")
    applicant: Name = Field(alias="申请人")
    reason: LongText = Field(alias="理由")


class Refusal(StrEnum):
    """How far an application came that was not named (Art. 7)."""

    NOT_MET = "初审未通过"
    NOT_RECOMMENDED = "评审未推荐"
    NOT_APPROVED = "审定未同意"
    NOT_NAMED = "未予命名"
    PUT_OFF = "暂缓命名"


class Way(StrEnum):
    """How somebody was told."""

    WRITTEN = "书面"
    SPOKEN = "当面"
    PHONE = "电话"
    MAIL = "邮件"


class OutcomeTold(ActBase):
    """结果告知: the applicant learns that he is not named, and why (Art. 7)."""

    act: Literal["结果告知"] = Field(alias="事项")
    outcome: Refusal = Field(alias="结果")
    reason: LongText = Field(alias="理由")
    way: Way = Field(alias="方式")
    told: Name = Field(alias="告知对象")


class Sounding(StrEnum):
    CLEAR = "无异议"
    OBJECTION = "有异议"


class Opinion(Written):
    """What one office answered."""

    office: Text = Field(alias="部门")
    date: Day = Field(alias="日期")
    verdict: Sounding = Field(alias="结论")
    opinion: LongText | None = Field(None, alias="意见")


class OpinionsSought(ActBase):
    """征求意见 of the offices for discipline, organisation and personnel, before a nomination or a
    new leader; before the committee they stand in the intake, for all at once."""

    act: Literal["征求意见"] = Field(alias="事项")
    purpose: Text = Field(alias="用途")
    opinions: tuple[Opinion, ...] = Field(alias="意见", min_length=1)


class SecrecyVerdict(StrEnum):
    OPEN = "可以公开"
    CHANGED = "修改后可以公开"
    CLOSED = "不宜公开"


class SecrecyReview(ActBase):
    """保密审查 before anything of the studio is shown outside (publicity, nomination, a board)."""

    act: Literal["保密审查"] = Field(alias="事项")
    purpose: Text = Field(alias="用途")
    reviewer: Name = Field(alias="审查人")
    verdict: SecrecyVerdict = Field(alias="结论")
    opinion: LongText | None = Field(None, alias="意见")


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
