"""`intake.yaml`: one yearly intake, the acts that concern all its studios (Art. 4, 7)."""

from collections.abc import Mapping

from pydantic import Field

from pipeline.dossier.acts.base import GeneralAct
from pipeline.dossier.acts.deciding import Deciding, Step, Supplement
from pipeline.dossier.acts.lists import (
    Announcement,
    AuditOpinion,
    Handover,
    IntakeArchiving,
    JointPayment,
    ListOpinion,
    ListSecrecyReview,
    NomineePublicity,
    YearAct,
    YearSummary,
)
from pipeline.dossier.fields import (
    Day,
    DocumentNumber,
    Evidence,
    Name,
    Text,
    Unit,
    Written,
    Year,
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
    unit: Unit = Field(alias="单位")
    title: Text = Field(alias="职称")
    present: YesNo = Field(alias="到会")


class Panel(Written):
    """评审组, Art. 7(二)."""

    date: Day = Field(alias="日期")
    place: Text = Field(alias="地点")
    head: Name = Field(alias="组长")
    supervisor: Text = Field(alias="监督人")
    experts: tuple[Expert, ...] = Field(alias="专家", min_length=1)


DatedBlock = (
    Call
    | Panel
    | Step
    | ListOpinion
    | ListSecrecyReview
    | JointPayment
    | Announcement
    | AuditOpinion
    | YearSummary
    | Handover
    | GeneralAct
)


class Intake(Deciding):
    """The whole of `intake.yaml`. Studios are named by their folder names (slugs)."""

    year: Year = Field(alias="年度")
    union: Union = Field(alias="校工会")
    call: Call = Field(alias="申报通知")
    clerk: Name = Field(alias="制表人")
    reviewer: Name = Field(alias="审核人")
    panel: Panel | None = Field(None, alias="评审组")
    opinions: tuple[ListOpinion, ...] = Field((), alias="征求意见")
    secrecy: tuple[ListSecrecyReview, ...] = Field((), alias="保密审查")
    supplements: tuple[Supplement, ...] = Field((), alias="补充审定")
    payments: tuple[JointPayment, ...] = Field((), alias="合并划拨")
    announcements: tuple[Announcement, ...] = Field((), alias="复核通报")
    nominees: tuple[NomineePublicity, ...] = Field((), alias="推荐公示")
    year_acts: tuple[YearAct, ...] = Field((), alias="年度事项")
    evidence: Evidence = Field((), alias="佐证")
    archiving: IntakeArchiving | None = Field(None, alias="归档")
    waivers: tuple[Waiver, ...] = Field((), alias="放行")

    def model_post_init(self, context: object, /) -> None:
        approved: frozenset[str] = frozenset()
        for earlier, supplement in zip(self.rounds, self.supplements, strict=False):
            approved = approved.union(earlier.committee.approved if earlier.committee else ())
            supplement.comes_after(approved)

    @property
    def rounds(self) -> tuple[Deciding, ...]:
        """The intake's own decision, then its supplements."""
        return (self, *self.supplements)

    @property
    def ever_proposed(self) -> tuple[str, ...]:
        """Every studio that a committee approved or a supplement lists, in that order."""
        return tuple(dict.fromkeys(slug for one in self.rounds for slug in one.proposed))

    @property
    def ever_named(self) -> tuple[str, ...]:
        """Every studio on a naming list, in that order."""
        lists = (one.naming.named for one in self.rounds if one.naming)
        return tuple(dict.fromkeys(slug for named in lists for slug in named))

    @property
    def blocks(self) -> Mapping[str, Call | Panel | Step | None]:
        """What has a day, by the name of its act, in the order of Art. 7: of the first round."""
        return {"申报通知": self.call, "评审组": self.panel, **self.steps}

    @property
    def lists(self) -> Mapping[str, tuple[DatedBlock, ...]]:
        """The acts that are written in lists, by the name of the list; those of the union's year by
        their own."""
        years = dict.fromkeys(one.act for one in self.year_acts)
        return {
            "征求意见": self.opinions,
            "保密审查": self.secrecy,
            "合并划拨": self.payments,
            "复核通报": self.announcements,
            "推荐公示": self.nominees,
            **{name: tuple(one for one in self.year_acts if one.act == name) for name in years},
        }

    @property
    def dated(self) -> tuple[tuple[str, DatedBlock], ...]:
        """Everything in the file that has a day, with the name of its act: as `blocks`, then what
        is written in lists."""
        steps = [*self.blocks.items()]
        for supplement in self.supplements:
            steps += supplement.steps.items()
        return (
            *((name, block) for name, block in steps if block is not None),
            *(
                (one.act if isinstance(one, JointPayment) else name, one)
                for name, acts in self.lists.items()
                for one in acts
            ),
        )
