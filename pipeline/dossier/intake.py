"""`intake.yaml`: one yearly intake, the acts that concern all its studios (Art. 4, 7)."""

from collections.abc import Mapping

from pydantic import Field

from pipeline.dossier.fields import (
    Count,
    Day,
    DocumentNumber,
    Evidence,
    LongText,
    Name,
    Text,
    Written,
    YesNo,
)
from pipeline.dossier.waivers import Waiver


class Union(Written):
    """The issuing union as it stands in documents and in the contact lines of notices."""

    name: Text = Field(alias="名称")
    code: Text = Field(alias="机关代字")
    party: Text = Field(alias="党委名称")
    address: Text = Field(alias="地址")
    phone: Text = Field(alias="电话")
    mail: Text = Field(alias="邮箱")
    discipline_phone: Text = Field(alias="纪检监察电话")
    site: Text = Field(alias="公示网站")


class Call(Written):
    """申报通知."""

    number: DocumentNumber = Field(alias="文号")
    date: Day = Field(alias="日期")
    deadline: Day = Field(alias="申报截止")


class Expert(Written):
    code: Text = Field(alias="编号")
    name: Name = Field(alias="姓名")
    unit: Text = Field(alias="单位")
    title: Text = Field(alias="职称")
    present: YesNo = Field(alias="到会")


class Panel(Written):
    """评审组, Art. 7(二)."""

    date: Day = Field(alias="日期")
    place: Text = Field(alias="地点")
    head: Name = Field(alias="组长")
    supervisor: Text = Field(alias="监督人")
    experts: tuple[Expert, ...] = Field(alias="专家", min_length=1)


class CommitteeMeeting(Written):
    """工会委员会研究, Art. 7(三)."""

    date: Day = Field(alias="日期")
    meeting: Text = Field(alias="会议")
    present: Count = Field(alias="到会人数")
    approved: tuple[Text, ...] = Field(alias="同意命名")
    opinion: LongText = Field(alias="意见")


class PartyRequest(Written):
    """请示 to the Party committee, Art. 7(三)."""

    date: Day = Field(alias="日期")
    number: DocumentNumber = Field(alias="文号")
    signer: Name = Field(alias="签发人")


class PartyConsent(Written):
    """党委同意, Art. 7(三)."""

    date: Day = Field(alias="日期")
    reference: Text = Field(alias="批复依据")
    opinion: LongText = Field(alias="意见")


class Publicity(Written):
    """公示, Art. 7(三). `date` is the day of issue; first and last day count."""

    date: Day = Field(alias="日期")
    first: Day = Field(alias="起")
    last: Day = Field(alias="止")
    taken_down: Day | None = Field(None, alias="撤下日期")


class Objection(Written):
    date: Day = Field(alias="日期")
    studio: Text = Field(alias="工作室")
    matter: LongText = Field(alias="内容")
    settled: LongText = Field(alias="处理结果")


class PublicityResult(Written):
    """公示结果."""

    date: Day = Field(alias="日期")
    objections: tuple[Objection, ...] = Field((), alias="异议")
    conclusion: LongText = Field(alias="结论")


class Naming(Written):
    """命名, Art. 7(四)."""

    date: Day = Field(alias="日期")
    number: DocumentNumber = Field(alias="文号")
    named: tuple[Text, ...] = Field(alias="命名名单", min_length=1)
    copied_to: tuple[Text, ...] = Field((), alias="抄送")


DatedBlock = (
    Call
    | Panel
    | CommitteeMeeting
    | PartyRequest
    | PartyConsent
    | Publicity
    | PublicityResult
    | Naming
)


class Intake(Written):
    """The whole of `intake.yaml`. Studios are named by their folder names (slugs)."""

    year: Count = Field(alias="年度")
    union: Union = Field(alias="校工会")
    call: Call = Field(alias="申报通知")
    clerk: Name = Field(alias="制表人")
    reviewer: Name = Field(alias="审核人")
    panel: Panel | None = Field(None, alias="评审组")
    committee: CommitteeMeeting | None = Field(None, alias="工会委员会研究")
    request: PartyRequest | None = Field(None, alias="请示")
    consent: PartyConsent | None = Field(None, alias="党委同意")
    publicity: Publicity | None = Field(None, alias="公示")
    publicity_result: PublicityResult | None = Field(None, alias="公示结果")
    naming: Naming | None = Field(None, alias="命名")
    evidence: Evidence = Field((), alias="佐证")
    waivers: tuple[Waiver, ...] = Field((), alias="放行")

    @property
    def blocks(self) -> Mapping[str, DatedBlock | None]:
        """What has a day, by the name of its act, in the order of Art. 7."""
        return {
            "申报通知": self.call,
            "评审组": self.panel,
            "工会委员会研究": self.committee,
            "请示": self.request,
            "党委同意": self.consent,
            "公示": self.publicity,
            "公示结果": self.publicity_result,
            "命名": self.naming,
        }
