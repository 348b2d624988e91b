"""Art. 4: how many studios a year; a target, so only a warning."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.rules.finding import INTAKE, Batch, Finding, Rule
from pipeline.rules.rows import warns_in_batch


def studios_outside_target(b: Batch) -> Iterator[Finding]:
    """4: 5–8 studios are to be fostered each year; told when the committee approves a list, while
    the request to the Party committee can still say why."""
    if b.intake is None:
        return
    if naming := b.intake.naming:
        day, place, what = naming.date, naming.marks.at("命名名单"), "命名"
        count = len(naming.named)
    elif committee := b.intake.committee:
        day, place, what = committee.date, committee.marks.at("同意命名"), "工会委员会同意命名"
        count = len(committee.approved)
    else:
        return
    policy = b.rulebook.on(day)
    least, most = policy.intake.studios_min, policy.intake.studios_max
    if not least <= count <= most:
        yield Finding(
            place,
            f"{b.year} 年{what} {count} 个，培育目标是每年 {least}—{most} 个",
            "核对名单；确属工作需要的，在请示中说明。",
        )


RULES: tuple[Rule, ...] = (
    warns_in_batch(
        "A04-1",
        "4",
        "命名数量超出培育目标",
        studios_outside_target,
        "intake.studios_min",
        "intake.studios_max",
        needs=INTAKE,
        about=("工会委员会研究", "命名"),
    ),
)
