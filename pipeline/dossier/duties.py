"""Art. 5 in a ledger: what a year's plan sets down for the four duties, and its projects.

Neither is a ledger class of Art. 10: nobody is asked for them.
"""

from __future__ import annotations

import datetime

from pydantic import Field

from pipeline.dossier.fields import Count, Day, Evidence, LongText, Name, Text, Written

#: Its key in a ledger.
PROJECTS = "创新项目"
#: What may happen to a project, in this order, by the key of its day.
PROPOSED, ACCEPTED, USED = "立项日期", "验收日期", "启用日期"


class Duties(Written):
    """What a plan sets down for each of the four duties."""

    example: LongText | None = Field(None, alias="示范带动")
    basics: LongText | None = Field(None, alias="基础工作")
    projects: LongText | None = Field(None, alias="创新项目")
    ability: LongText | None = Field(None, alias="创新能力")


class Project(Written):
    """An innovation project, from 立项 to 成果启用. It stands in the ledger of each year in which
    something happened to it, under the same name, with what was known by then."""

    serial: Count = Field(alias="序号")
    name: Text = Field(alias="名称")
    head: Name = Field(alias="负责人")
    proposed: Day = Field(alias=PROPOSED)
    proposed_by: Text | None = Field(None, alias="立项单位")
    accepted: Day | None = Field(None, alias=ACCEPTED)
    verdict: Text | None = Field(None, alias="验收结论")
    used: Day | None = Field(None, alias=USED)
    use: LongText | None = Field(None, alias="启用情况")
    evidence: Evidence = Field((), alias="佐证")

    @property
    def date(self) -> datetime.date:
        """Of the last that happened to it."""
        return max(self.days.values())

    @property
    def days(self) -> dict[str, datetime.date]:
        """What happened to it, by the key of its day, in the order in which it must happen."""
        written = {PROPOSED: self.proposed, ACCEPTED: self.accepted, USED: self.used}
        return {key: day for key, day in written.items() if day}
