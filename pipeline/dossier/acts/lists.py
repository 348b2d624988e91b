"""What an intake's file holds in lists: opinions and secrecy reviews, joint payments, results of
re-reviews, nominees, and the acts of the union's year (Art. 7, 9, 10, 12, 13)."""

from typing import Annotated, Literal

from pydantic import Field

from pipeline.dossier.acts.base import ActBase, GeneralAct
from pipeline.dossier.acts.deciding import Objection, Publicity
from pipeline.dossier.acts.review import Opinion, SecrecyVerdict
from pipeline.dossier.fields import (
    Count,
    Day,
    DocumentNumber,
    LongText,
    Money,
    Name,
    Text,
    Written,
    Year,
)
from pipeline.policies.sections import PaymentAct


class ListOpinion(Opinion):
    """征求意见 on the whole list, before the committee."""

    against: tuple[Text, ...] = Field((), alias="异议对象")


class ListSecrecyReview(Written):
    """保密审查 of what is shown of the whole list."""

    date: Day = Field(alias="日期")
    purpose: Text = Field(alias="用途")
    reviewer: Name = Field(alias="审查人")
    verdict: SecrecyVerdict = Field(alias="结论")
    opinion: LongText | None = Field(None, alias="意见")


class Share(Written):
    """What one studio gets by a notice for several."""

    studio: Text = Field(alias="工作室")
    amount: Money = Field(alias="金额")
    voucher: Text = Field(alias="凭证号")


class JointPayment(Written):
    """合并划拨: one payment to several studios by one notice (Art. 9)."""

    act: PaymentAct = Field(alias="事项")
    date: Day = Field(alias="日期")
    number: DocumentNumber = Field(alias="文号")
    shares: tuple[Share, ...] = Field(alias="各工作室", min_length=1)
    source: Text | None = Field(None, alias="来源")
    way: Text | None = Field(None, alias="方式")
    clerk: Name | None = Field(None, alias="经办人")
    note: LongText | None = Field(None, alias="备注")


class AwardShare(Written):
    studio: Text = Field(alias="工作室")
    amount: Money = Field(alias="金额")
    voucher: Text | None = Field(None, alias="凭证号")


class Announcement(Written):
    """复核通报: the results of the re-reviews, with the awards (Art. 12, 13)."""

    date: Day = Field(alias="日期")
    number: DocumentNumber = Field(alias="文号")
    listed: tuple[Text, ...] = Field(alias="名单", min_length=1)
    awards: tuple[AwardShare, ...] = Field((), alias="奖励")
    copied_to: tuple[Text, ...] = Field((), alias="抄送")


class NomineePublicity(Publicity):
    """推荐公示: the nominees are shown before they are sent up (Art. 13)."""

    listed: tuple[Text, ...] = Field(alias="名单", min_length=1)
    targets: tuple[Text, ...] = Field(alias="推荐对象", min_length=1)
    objections: tuple[Objection, ...] = Field((), alias="异议")
    closed: Day | None = Field(None, alias="结果日期")
    conclusion: LongText | None = Field(None, alias="结论")


class AuditOpinion(ActBase):
    """经审意见: the union's audit committee on the money of a year (Art. 9)."""

    act: Literal["经审意见"] = Field(alias="事项")
    year: Year = Field(alias="年度")
    body: Text = Field(alias="机构")
    opinion: LongText = Field(alias="意见")


class YearSummary(ActBase):
    """年度汇总: the union's account of a year: studios, events, money."""

    act: Literal["年度汇总"] = Field(alias="事项")
    year: Year = Field(alias="年度")
    compiler: Name = Field(alias="制表人")
    reviewer: Name = Field(alias="审核人")
    remark: LongText | None = Field(None, alias="说明")


class Handover(ActBase):
    """档案移交: archived volumes go to the university's archive (Art. 10)."""

    act: Literal["档案移交"] = Field(alias="事项")
    volumes: tuple[Text, ...] = Field(alias="案卷", min_length=1)
    giver: Name = Field(alias="移交人")
    receiver: Name = Field(alias="接收人")
    archive: Text = Field(alias="接收单位")
    remark: LongText | None = Field(None, alias="说明")


class IntakeArchiving(Written):
    """归档 of an intake: its own papers, each decision once, are closed as a volume (Art. 10)."""

    date: Day = Field(alias="日期")
    compiler: Name = Field(alias="整理人")
    inspector: Name = Field(alias="检查人")
    state: LongText = Field(alias="案卷情况")
    position: Count | None = Field(None, alias="案卷顺序号")


YearAct = Annotated[AuditOpinion | YearSummary | Handover | GeneralAct, Field(discriminator="act")]


def studios_named(block: Written) -> tuple[str, ...]:
    """The studios that one act out of the intake's lists names, in its order: by folder name, or of
    other intakes by YEAR/SLUG; none where it is of all."""
    if isinstance(block, JointPayment):
        return tuple(one.studio for one in block.shares)
    if isinstance(block, Announcement | NomineePublicity):
        return block.listed
    if isinstance(block, ListOpinion):
        return block.against
    return block.volumes if isinstance(block, Handover) else ()
