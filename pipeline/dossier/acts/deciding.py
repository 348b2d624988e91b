"""From the review to the names, for an intake or a supplement (Art. 7(三)(四))."""

from collections.abc import Mapping
from enum import StrEnum

from pydantic import Field, PrivateAttr

from pipeline.dossier.fields import (
    Count,
    Day,
    DocumentNumber,
    Evidence,
    LongText,
    Name,
    Text,
    Written,
)
from pipeline.names.comparison import is_named_in


class StudioVotes(Written):
    """How the committee voted on one studio."""

    studio: Text = Field(alias="工作室")
    in_favour: Count = Field(alias="同意")
    against: Count = Field(alias="反对")
    abstained: Count = Field(alias="弃权")


class Sitting(Written):
    """One meeting of the committee: who came, what it came to, how it voted."""

    date: Day = Field(alias="日期")
    meeting: Text = Field(alias="会议")
    present: Count = Field(alias="到会人数")
    opinion: LongText = Field(alias="意见")
    entitled: Count | None = Field(None, alias="应到人数")
    votes: tuple[StudioVotes, ...] = Field((), alias="表决")


class CommitteeMeeting(Sitting):
    """工会委员会研究, Art. 7(三): the meeting that decided, with those before it where one was not
    enough; `approved` is what all of them came to."""

    approved: tuple[Text, ...] = Field(alias="同意命名")
    earlier: tuple[Sitting, ...] = Field((), alias="此前会议")

    @property
    def sittings(self) -> tuple[Sitting, ...]:
        """Every meeting, this one last."""
        return (*self.earlier, self)

    def speaks_of(self, name: str) -> bool:
        """Whether what a meeting said names that person."""
        return any(is_named_in(name, one.opinion) for one in self.sittings)


class PartyRequest(Written):
    """请示 to the Party committee, Art. 7(三)."""

    date: Day = Field(alias="日期")
    number: DocumentNumber = Field(alias="文号")
    signer: Name = Field(alias="签发人")


class Withheld(StrEnum):
    """What the Party committee decided on a studio that it did not agree to."""

    PUT_OFF = "暂缓"
    REFUSED = "不同意"


class NotConsented(Written):
    studio: Text = Field(alias="工作室")
    verdict: Withheld = Field(alias="结论")
    reason: LongText = Field(alias="理由")


class PartyConsent(Written):
    """党委同意, Art. 7(三): to all who were proposed but those that it names."""

    date: Day = Field(alias="日期")
    reference: Text = Field(alias="批复依据")
    opinion: LongText = Field(alias="意见")
    withheld: tuple[NotConsented, ...] = Field((), alias="未同意")

    def agrees_to(self, slug: str) -> bool:
        return all(one.studio != slug for one in self.withheld)


class Approval(Written):
    """发布审批: who let a page go onto the site."""

    approver: Name = Field(alias="审批人")
    date: Day = Field(alias="日期")


class Publicity(Written):
    """公示, Art. 7(三). `date` is the day of issue; first and last day count."""

    date: Day = Field(alias="日期")
    first: Day = Field(alias="起")
    last: Day = Field(alias="止")
    taken_down: Day | None = Field(None, alias="撤下日期")
    address: Text | None = Field(None, alias="网址")
    approval: Approval | None = Field(None, alias="发布审批")
    #: Screenshots of the first day and of the day it was taken down.
    evidence: Evidence = Field((), alias="佐证")


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


Step = CommitteeMeeting | PartyRequest | PartyConsent | Publicity | PublicityResult | Naming


class Deciding(Written):
    """What leads from the review to the names, Art. 7(三)(四): an intake, or a supplement."""

    committee: CommitteeMeeting | None = Field(None, alias="工会委员会研究")
    request: PartyRequest | None = Field(None, alias="请示")
    consent: PartyConsent | None = Field(None, alias="党委同意")
    publicity: Publicity | None = Field(None, alias="公示")
    publicity_result: PublicityResult | None = Field(None, alias="公示结果")
    naming: Naming | None = Field(None, alias="命名")

    @property
    def steps(self) -> Mapping[str, Step | None]:
        """By the name of the act, in the order of Art. 7."""
        return {
            "工会委员会研究": self.committee,
            "请示": self.request,
            "党委同意": self.consent,
            "公示": self.publicity,
            "公示结果": self.publicity_result,
            "命名": self.naming,
        }

    @property
    def proposed(self) -> tuple[str, ...]:
        """The studios that it is about: those that the committee approved."""
        return self.committee.approved if self.committee else ()


class Supplement(Deciding):
    """补充审定: a later round for studios of the same intake: added, put off before, or shown
    again because something changed. Of its steps those are written that were taken again."""

    listed: tuple[Text, ...] = Field(alias="名单", min_length=1)
    reason: LongText = Field(alias="缘由")
    #: Whom the committee approved in the rounds before: whoever was put off is not voted on again.
    _before: frozenset[str] = PrivateAttr(frozenset())

    def comes_after(self, approved: frozenset[str]) -> None:
        """Tells it whom the rounds before approved; its intake does, once it is read."""
        self._before = approved

    @property
    def proposed(self) -> tuple[str, ...]:
        if self.committee is None:
            return self.listed
        approved = self._before.union(self.committee.approved)
        return tuple(slug for slug in self.listed if slug in approved)
