"""What every act of a record is made of: its day, who entered it, its proof, who decided it."""

from enum import StrEnum
from typing import Literal

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
    Year,
)


class ActBase(Written):
    date: Day = Field(alias="日期")
    clerk: Name | None = Field(None, alias="经办人")
    note: LongText | None = Field(None, alias="备注")
    evidence: Evidence = Field((), alias="佐证")


class CheckVerdict(StrEnum):
    PASSED = "通过"
    CORRECT = "限期整改"
    FAILED = "不通过"


class Effect(StrEnum):
    """What the general act does to a duty."""

    SUSPENDS = "暂停"
    ENDS = "免除"
    REPLACES = "代替"


class Votes(Written):
    in_favour: Count = Field(alias="同意")
    against: Count = Field(alias="反对")
    abstained: Count = Field(alias="弃权")


class Meeting(Written):
    """审定: the meeting that decided, Art. 7(三), 11, 14."""

    body: Text = Field(alias="机构")
    meeting: Text = Field(alias="会议")
    date: Day = Field(alias="日期")
    entitled: Count | None = Field(None, alias="应到人数")
    present: Count | None = Field(None, alias="到会人数")
    votes: Votes | None = Field(None, alias="表决")


class Consenting(Written):
    """党委同意 to one decision, Art. 7(三)."""

    date: Day = Field(alias="日期")
    reference: Text = Field(alias="批复依据")


class Decided(ActBase):
    """An act of the union that a body decided and the Party committee may have agreed to."""

    decision: Meeting | None = Field(None, alias="审定")
    consent: Consenting | None = Field(None, alias="党委同意")


class GeneralAct(Decided):
    """其他事项: what happens once in ten years, told in words. It may suspend, end or replace one
    duty: the act named in `所及事项`, of one year where that is given; a suspended one is put off
    to the day given, or until further notice. It bears a 文号 where it goes out as a paper of its
    own. In an intake it concerns all its studios (Art. 8)."""

    act: Literal["其他事项"] = Field(alias="事项")
    number: DocumentNumber | None = Field(None, alias="文号")
    title: Text = Field(alias="题名")
    body: Text = Field(alias="决定机构")
    content: LongText = Field(alias="内容")
    effect: Effect | None = Field(None, alias="影响")
    duty: Text | None = Field(None, alias="所及事项")
    year: Year | None = Field(None, alias="年度")
    until: Day | None = Field(None, alias="顺延至")
    #: What goes out with the paper, in its order.
    attachments: Evidence = Field((), alias="附件")
