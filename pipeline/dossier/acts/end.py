"""Acts of a record that change or end it: leader, name, title, falsehood (Art. 7, 11, 14)."""

from enum import StrEnum
from typing import Literal

from pydantic import Field

from pipeline.dossier.acts.base import ActBase, Decided
from pipeline.dossier.application import Leader, StudioType
from pipeline.dossier.fields import Day, DocumentNumber, LongText, Name, Text, Unit


class LeaderChange(ActBase):
    """带头人变更, Art. 14; `date` is the day the unit's report arrived. The article names three
    reasons, and life knows others. While nobody is named, `acting` signs. Before the naming the
    successor signs the application anew on `pledged`."""

    act: Literal["带头人变更"] = Field(alias="事项")
    happened: Day = Field(alias="变动日期")
    reason: Text = Field(alias="原因")
    unit: Unit = Field(alias="报告单位")
    explanation: LongText = Field(alias="情况说明")
    successor: Leader | None = Field(None, alias="拟任带头人")
    acting: Name | None = Field(None, alias="代管人")
    pledged: Day | None = Field(None, alias="承诺日期")


class Resumption(ActBase):
    """恢复履职: a leader who had left is back before the union decided (Art. 14)."""

    act: Literal["恢复履职"] = Field(alias="事项")
    unit: Unit = Field(alias="报告单位")
    explanation: LongText = Field(alias="情况说明")


class Renaming(Decided):
    """重新命名, Art. 14."""

    act: Literal["重新命名"] = Field(alias="事项")
    number: DocumentNumber = Field(alias="文号")
    old_name: Name = Field(alias="原名称")
    new_name: Name = Field(alias="新名称")
    name_reason: Text | None = Field(None, alias="名称理由")
    type: StudioType | None = Field(None, alias="类型")
    plaque_exchanged: Day | None = Field(None, alias="换牌日期")


class NameCancelling(Decided):
    """取消命名, Art. 14."""

    act: Literal["取消命名"] = Field(alias="事项")
    number: DocumentNumber = Field(alias="文号")
    reason: LongText = Field(alias="理由")
    plaque_due: Day | None = Field(None, alias="牌匾交回期限")
    unspent: LongText | None = Field(None, alias="结余经费处理")


class Truth(StrEnum):
    TRUE = "属实"
    PARTLY = "部分属实"
    FALSE = "不属实"


class Verification(ActBase):
    """核实听取: the facts are looked into and the studio is heard, before a title is struck off or
    falsehood criticised; optional, and no formal hearing (Art. 7, 11)."""

    act: Literal["核实听取"] = Field(alias="事项")
    place: Text = Field(alias="地点")
    present: tuple[Name, ...] = Field(alias="到场人", min_length=1)
    facts: LongText = Field(alias="核实情况")
    statement: LongText = Field(alias="工作室说明")
    verdict: Truth = Field(alias="结论")


class Revocation(Decided):
    """取消称号, Art. 7, 11, on grounds that the policy lists."""

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
