"""What each evidence file of a case must say: one `Facts` per path, taken from its entry.

Knows the dossier's models; must not know how a paper or a photo looks.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from pipeline.chinese import chinese_date
from pipeline.dossier.acts.end import LeaderChange
from pipeline.dossier.application import Dossier, Leader
from pipeline.dossier.duties import Project
from pipeline.dossier.ledger import Ledger
from pipeline.dossier.load import Case
from pipeline.files import sha256

Day = datetime.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Studio:
    """Who issues the papers."""

    key: str
    name: str
    unit: str
    leader: str
    team: tuple[str, ...]
    place: str
    craft: str
    equipment: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One entry, flattened for drawing. `sort` is the list of the dossier it stands in."""

    studio: Studio
    path: str
    sort: str
    title: str
    date: Day
    category: str = ""
    place: str = ""
    chair: str = ""
    people: tuple[str, ...] = ()
    partner: str = ""
    headcount: int = 0
    number: str = ""
    grantor: str = ""
    level: str = ""
    amount: int = 0
    body: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """The last part of the name: 签到表, 证书, …"""
        return PurePosixPath(self.path).stem.rpartition("-")[2]

    @property
    def suffix(self) -> str:
        return PurePosixPath(self.path).suffix.lower()

    @property
    def day(self) -> str:
        return chinese_date(self.date)

    @property
    def dice(self) -> random.Random:
        """Fresh dice that always fall the same way for this file."""
        return random.Random(sha256(f"{self.studio.key}/{self.path}".encode()))

    @property
    def house(self) -> random.Random:
        """Dice that fall alike for all papers of one studio: its office habits."""
        return random.Random(sha256(self.studio.key.encode()))


def facts_of(case: Case) -> Iterator[Facts]:
    """One `Facts` for each evidence path of the case, in the order of the files."""
    dossier = case.dossier
    studio = Studio(
        key=case.key,
        name=dossier.name,
        unit=dossier.profile.unit,
        leader=dossier.leader.name,
        team=(dossier.leader.name, *(member.name for member in dossier.members)),
        place=dossier.premises.address,
        craft=dossier.craft.name if dossier.craft else "",
        equipment=tuple(one.name for one in dossier.premises.equipment),
    )
    yield from _of_dossier(dossier, studio)
    for _, ledger in sorted(case.ledgers.items()):
        yield from _of_ledger(ledger, studio)
    yield from _of_record(case, studio)


def _each(paths: tuple[str, ...], facts: Facts) -> Iterator[Facts]:
    for path in paths:
        yield replace(facts, path=path)


def _of_dossier(dossier: Dossier, studio: Studio) -> Iterator[Facts]:
    pledged = dossier.pledge.date
    blank = Facts(studio=studio, path="", sort="场所", title=studio.name, date=pledged)
    place, funds = dossier.premises, dossier.funds
    yield from _each(
        place.evidence,
        replace(blank, place=place.address, body=(place.display, "、".join(place.signs))),
    )
    yield from _each(
        funds.evidence,
        replace(
            blank,
            sort="经费",
            title="专项经费保障",
            category=funds.source,
            amount=funds.yearly,
            body=(funds.note,) if funds.note else (),
        ),
    )
    yield from _of_honours(dossier.leader, studio)
    for work in dossier.craft.works if dossier.craft else ():
        yield from _each(
            work.evidence,
            replace(
                blank,
                sort="作品",
                title=work.name,
                body=(work.note,),
                people=(studio.leader,),
                date=min(pledged, Day(work.year, 10, 16)),
            ),
        )
    for rule in dossier.regulations:
        yield from _each(
            rule.evidence,
            replace(blank, sort="制度", title=rule.name, date=rule.effective, category=rule.kind),
        )
    for past in dossier.activities:
        yield from _each(
            past.evidence,
            replace(
                blank,
                sort="活动",
                title=past.theme,
                date=past.date,
                category=past.kind,
                place=past.place,
                partner=past.partner or "",
                headcount=past.headcount,
                chair=studio.leader,
                people=studio.team,
            ),
        )
    for result in dossier.results:
        yield from _each(
            result.evidence,
            replace(
                blank,
                sort="成果",
                title=result.name,
                date=result.date,
                category=result.kind,
                people=result.authors,
                grantor=result.recogniser,
                number=result.number or "",
                body=(result.benefit,),
            ),
        )


def _of_honours(leader: Leader, studio: Studio) -> Iterator[Facts]:
    for honour in leader.honours:
        yield from _each(
            honour.evidence,
            Facts(
                studio=studio,
                path="",
                sort="荣誉",
                title=honour.title,
                date=honour.date,
                level=honour.level,
                grantor=honour.grantor,
                people=(leader.name,),
            ),
        )


def _of_ledger(ledger: Ledger, studio: Studio) -> Iterator[Facts]:
    blank = Facts(studio=studio, path="", sort="其他", title="", date=Day(ledger.year, 12, 20))
    plans = ledger.plans
    if plans and plans.plan:
        plan = plans.plan
        yield from _each(
            plan.evidence,
            replace(blank, sort="计划", title=plan.title, date=plan.date, body=plan.points),
        )
    if plans and plans.summary:
        summary = plans.summary
        yield from _each(
            summary.evidence,
            replace(
                blank,
                sort="总结",
                title=summary.title,
                date=summary.date,
                body=(*summary.points, summary.progress),
            ),
        )
    for daily in ledger.daily:
        yield from _each(
            daily.evidence,
            replace(
                blank,
                sort="日常",
                title=daily.theme,
                date=daily.date,
                category=daily.kind,
                place=daily.place,
                chair=daily.chair,
                headcount=daily.headcount,
                people=studio.team,
                body=(daily.content,),
            ),
        )
    for result in ledger.results:
        texts = (result.use, result.benefit) if result.benefit else (result.use,)
        yield from _each(
            result.evidence,
            replace(
                blank,
                sort="成果",
                title=result.name,
                date=result.counts_on,
                category=result.kind,
                people=result.authors,
                grantor=result.recogniser or "",
                number=result.number or "",
                amount=result.economic or 0,
                body=texts,
            ),
        )
    for exchange in ledger.exchanges:
        yield from _each(
            exchange.evidence,
            replace(
                blank,
                sort="交流",
                title=exchange.theme,
                date=exchange.date,
                category=exchange.kind,
                place=exchange.place,
                partner=exchange.partner,
                people=exchange.participants,
                headcount=exchange.headcount,
                chair=studio.leader,
                body=(exchange.content, exchange.outcome),
            ),
        )
    for project in ledger.projects:
        for facts in _each(
            project.evidence, replace(blank, sort="项目", title=project.name, category="创新项目")
        ):
            yield replace(
                facts,
                date=(project.accepted if facts.kind == "验收意见书" else None) or project.proposed,
                grantor=project.proposed_by or "",
                people=(project.head,),
                body=_of_project(project, facts.kind),
            )
    for change in ledger.regulation_changes:
        yield from _each(
            change.evidence,
            replace(
                blank,
                sort="制度",
                title=change.name,
                date=change.date,
                category=change.kind,
                body=(change.what,),
            ),
        )
    for spending in ledger.spendings:
        yield from _each(
            spending.evidence,
            replace(
                blank,
                sort="支出",
                title=spending.purpose,
                date=spending.date,
                category=spending.item,
                number=spending.voucher,
                amount=spending.amount,
            ),
        )
    for path in ledger.unlisted:
        stem = PurePosixPath(path).stem
        yield replace(blank, path=path, title=stem.strip("0123456789-").rpartition("-")[0] or stem)


def _of_project(project: Project, kind: str) -> tuple[str, ...]:
    if kind == "验收意见书":
        return (
            f"“{project.name}”{chinese_date(project.proposed)}立项，由{project.head}负责。"
            "验收人查看了阶段记录和实物，立项时确定的任务已经完成，数据与原始记录一致。",
            f"验收结论：{project.verdict}。",
        )
    return (
        f"申请将“{project.name}”列为工作室创新项目，由{project.head}负责。"
        "项目的任务、分工和验收办法见立项单，阶段结果随做随记，完成后报请验收。",
        f"{project.proposed_by or '工作室'}意见：同意立项。",
    )


def _of_record(case: Case, studio: Studio) -> Iterator[Facts]:
    for act in case.record.acts if case.record else ():
        said = act.model_dump(by_alias=True, exclude={"marks", "evidence", "date", "act"})
        lines = tuple(f"{key}：{value}" for key, value in said.items() if isinstance(value, str))
        yield from _each(
            act.evidence,
            Facts(
                studio=studio,
                path="",
                sort="事项",
                title=f"{studio.name}{act.act}",
                date=act.date,
                place=studio.place,
                category=act.act,
                body=lines,
                people=studio.team,
            ),
        )
        if isinstance(act, LeaderChange) and act.successor:
            yield from _of_honours(act.successor, studio)
