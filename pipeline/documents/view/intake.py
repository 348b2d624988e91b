"""A whole intake as templates read it: its own words, its studios as lists, its naming.

Which studios are listed and in what order was decided in intake.yaml. Must not decide it.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from types import MappingProxyType

from pipeline.documents.view.handover import handover_view
from pipeline.documents.view.naming import in_public_order, named_view
from pipeline.documents.view.origin import applied, origins
from pipeline.documents.view.payment import joint_view
from pipeline.documents.view.public import days_shown
from pipeline.documents.view.publicity import publicity_view
from pipeline.documents.view.results import named_before, results_view
from pipeline.documents.view.studio import intake_view, standards, studio_view
from pipeline.documents.view.summary import summary_view
from pipeline.documents.view.written import as_view, block_view
from pipeline.dossier.acts.deciding import Deciding, Supplement
from pipeline.dossier.acts.lists import (
    Announcement,
    Handover,
    JointPayment,
    NomineePublicity,
    YearSummary,
)
from pipeline.dossier.intake import DatedBlock, Intake
from pipeline.dossier.load import Case
from pipeline.dossier.workspace import Loaded
from pipeline.lifecycle import Stage
from pipeline.policies import Rulebook


def whole_intake_view(
    intake: Intake,
    round_: Deciding,
    cases: Sequence[tuple[Case, Stage]],
    listed: Sequence[tuple[Case, Stage]],
    day: datetime.date,
    rulebook: Rulebook,
) -> dict[str, object]:
    """全部 are `cases`; 名单 are those of `listed`, in that order; each as of `day`. 批次 shows the
    steps of `round_` in place of those that were taken before, which 首次 keeps; 补充 is that
    round, where it is a later one."""
    policy = rulebook.on(day)
    own = {name: as_view(step) for name, step in round_.steps.items() if step is not None}
    return {
        **intake_view(intake),
        "批次": MappingProxyType({**block_view(intake), **own}),
        "首次": MappingProxyType({name: as_view(step) for name, step in intake.steps.items()}),
        "补充": as_view(round_) if isinstance(round_, Supplement) else "",
        "申报情况": applied(cases, day),
        "来由": origins(intake, round_, listed, day),
        "年度": intake.year,
        "名单": tuple(studio_view(case, stage, day) for case, stage in listed),
        "全部": tuple(studio_view(case, stage, day) for case, stage in cases),
        "细则文号": policy.document,
        "标准": standards(policy),
        **named_view(intake, round_, tuple(cases), rulebook),
        **publicity_view(intake, round_, {case.slug for case, _ in listed}, day, rulebook),
    }


def listed_act_view(
    intake: Intake,
    block: DatedBlock,
    listed: Sequence[tuple[Case, Stage]],
    day: datetime.date,
    loaded: Loaded,
) -> dict[str, object]:
    """An act out of a list of the intake as 本事项; 名单 are the studios that it names, in their
    order, as of `day`; none where they are rows of a summary."""
    policy = loaded.rulebook.on(day)
    view: dict[str, object] = {
        **intake_view(intake),
        "本事项": as_view(block),
        "年度": intake.year,
        "名单": (),
        "细则文号": policy.document,
        "标准": standards(policy),
    }
    if isinstance(block, YearSummary):
        return {**view, "汇总": summary_view(block, listed, loaded.intakes)}
    if isinstance(block, JointPayment):
        view["划拨"] = joint_view(block, listed)
    elif isinstance(block, Handover):
        view |= handover_view(block, listed, loaded)
    elif isinstance(block, Announcement):
        view |= results_view(block, listed, day)
        view |= named_before(intake, listed, day, loaded)
    elif isinstance(block, NomineePublicity):
        # As the notice has them: who certifies it lists them in no other order.
        listed = in_public_order(listed, block.date, loaded.rulebook.on(block.date))
        view["公示工作日数"] = days_shown(block, loaded.rulebook.calendar)
    return {**view, "名单": tuple(studio_view(case, stage, day) for case, stage in listed)}
