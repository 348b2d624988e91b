"""The results of re-reviews as their announcement tells them: each studio's mark, and its award.

Which studios are told of was decided in intake.yaml. Must not decide it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from types import MappingProxyType

from pipeline.acts import ENDS
from pipeline.chinese import chinese_date, yuan
from pipeline.documents.view.written import View
from pipeline.dossier.acts.cycle import Award, Grade, Rereview
from pipeline.dossier.acts.lists import Announcement
from pipeline.dossier.intake import Intake
from pipeline.dossier.load import Case
from pipeline.dossier.workspace import Loaded
from pipeline.leaders import leader_on
from pipeline.lifecycle import Stage, name_on, place


def results_view(
    block: Announcement, listed: Sequence[tuple[Case, Stage]], day: datetime.date
) -> dict[str, object]:
    """Rows, the names of each grade, the awards (Art. 13), and what becomes of the titles, by the
    policy of the first that is told of."""
    awards = {one.studio: one.amount for one in block.awards}
    rows: list[View] = []
    names: dict[Grade, list[str]] = {grade: [] for grade in Grade}
    given: list[str] = []
    elsewhere: list[str] = []
    told: list[str] = []
    for case, stage in listed:
        reviews = [act.record for act in stage.of("周期末复核") if act.date <= day]
        if not reviews or not isinstance(last := reviews[-1], Rereview):
            continue
        name, award = name_on(case, stage, day), awards.get(case.slug)
        names[last.grade].append(name)
        if award is not None:
            given.append(name)
        elif own := [act.record for act in stage.of("奖励") if act.date <= day]:
            told += [_told(name, one) for one in own if isinstance(one, Award)]
        elif last.grade is Grade.EXCELLENT:
            elsewhere.append(name)
        rows.append(
            MappingProxyType(
                {
                    "工作室名称": name,
                    "带头人姓名": leader_on(case, stage, day).name,
                    "所在单位": case.dossier.profile.unit,
                    "平均分": last.mean,
                    "等级": last.grade.value,
                    "奖励": "" if award is None else award,
                }
            )
        )
    sums = {*awards.values()}
    return {
        "复核结果": tuple(rows),
        "各等级": MappingProxyType({grade.value: _joined(names[grade]) for grade in Grade}),
        "同奖": _joined(given),
        "另奖": _joined(elsewhere),
        "已奖": "；".join(told),
        "每个奖励": sums.pop() if len(sums) == 1 else "",
        "奖励合计": sum(awards.values()),
        "期满称号": listed[0][1].policy.cycle.afterwards if listed else "",
    }


def named_before(
    intake: Intake, listed: Sequence[tuple[Case, Stage]], day: datetime.date, loaded: Loaded
) -> dict[str, object]:
    """命名数, how many the intake named, and how many of those that are not told of had lost their
    title (终止数, by which 终止事项) or go on (未列数)."""
    told = {case.slug for case, _ in listed}
    others = [slug for slug in intake.ever_named if slug not in told]
    cases = [loaded.cases.get(f"{intake.year:04}/{slug}") for slug in others]
    ended = [names for case in cases if case and (names := _ended(case, day))]
    return {
        "命名数": len({*intake.ever_named} | told),
        "终止数": len(ended),
        "终止事项": "、".join(dict.fromkeys(name for names in ended for name in names)),
        "未列数": len(others) - len(ended),
    }


def _ended(case: Case, day: datetime.date) -> list[str]:
    return [act.name for act in place(case, day).acts if act.name in ENDS and act.date <= day]


def _told(name: str, award: Award) -> str:
    return (
        f"{name}的奖励经费{yuan(award.amount)}元已于{chinese_date(award.date)}另文通知"
        f"（{award.number}）"
    )


def _joined(names: Iterable[str]) -> str:
    return "、".join(names)
