"""The results of re-reviews as their announcement tells them: each studio's mark, and its award.

Which studios are told of was decided in intake.yaml. Must not decide it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from types import MappingProxyType

from pipeline.documents.view.written import View
from pipeline.dossier.acts.cycle import Grade, Rereview
from pipeline.dossier.acts.lists import Announcement
from pipeline.dossier.load import Case
from pipeline.leaders import leader_on
from pipeline.lifecycle import Stage, name_on


def results_view(
    block: Announcement, listed: Sequence[tuple[Case, Stage]], day: datetime.date
) -> dict[str, object]:
    """Rows, the names of each grade, the awards (Art. 13), and what becomes of the titles, by the
    policy of the first that is told of."""
    awards = {one.studio: one.amount for one in block.awards}
    rows: list[View] = []
    names: dict[Grade, list[str]] = {grade: [] for grade in Grade}
    given, elsewhere = [], []
    for case, stage in listed:
        reviews = [act.record for act in stage.of("周期末复核") if act.date <= day]
        if not reviews or not isinstance(last := reviews[-1], Rereview):
            continue
        name, award = name_on(case, stage, day), awards.get(case.slug)
        names[last.grade].append(name)
        if award is not None:
            given.append(name)
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
        "每个奖励": sums.pop() if len(sums) == 1 else "",
        "奖励合计": sum(awards.values()),
        "期满称号": listed[0][1].policy.cycle.afterwards if listed else "",
    }


def _joined(names: Iterable[str]) -> str:
    return "、".join(names)
