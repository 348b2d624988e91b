"""Art. 10: what becomes of archived volumes: what came after the archiving, and the hand-over."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches

from pipeline.acts import AFTER_ARCHIVE, is_of_the_year
from pipeline.diagnostics import Place, visible
from pipeline.dossier.acts.lists import Handover
from pipeline.dossier.paths import INTAKE_FILE, is_key
from pipeline.rules.compared.outline import Archived
from pipeline.rules.finding import INTAKE, NOTED, NOTHING, RECORD, Finding, Placed, Rule, Whole
from pipeline.rules.rows import forbids_anywhere, hints, hints_anywhere, warns_anywhere


def recorded_after_archiving(p: Placed) -> Iterator[Finding]:
    """10: what may follow the archiving is on record, and not in the volume. Of what may not,
    A07-5c speaks."""
    archived = p.stage.last("归档")
    if archived is None:
        return
    late = [
        act
        for act in (p.case.record.acts if p.case.record else ())
        if archived.date < act.date <= p.today and act.act in AFTER_ARCHIVE
    ]
    if late:
        told = "、".join(f"{act.act} {act.date}" for act in late)
        yield Finding(
            late[0].marks.at("日期"),
            f"{told} 在归档 {archived.date} 以后，归档包里没有",
            "不必改“归档”；原件另行保管，下次整理案卷时补入。",
            (archived.place,),
        )


def _volumes(w: Whole) -> Iterator[tuple[Handover, Place, str, str]]:
    """(act, where it names the volume, as typed there, YEAR/SLUG), by day."""
    found = [
        (act, act.marks.at("案卷", row), name, name if is_key(name) else f"{batch.year:04}/{name}")
        for batch in w.batches
        for act in (batch.intake.year_acts if batch.intake else ())
        if isinstance(act, Handover)
        for row, name in enumerate(act.volumes)
    ]
    yield from sorted(found, key=lambda one: one[0].date)


def handed_over_unarchived(w: Whole) -> Iterator[Finding]:
    """10: only a volume that is archived by then is handed over."""
    members = {member.key: member for member in w.members}
    folders = {f"{batch.year:04}/{slug}" for batch in w.batches for slug in batch.folders}
    closed = {str(one.year): one.intake.archiving for one in w.batches if one.intake}
    for act, place, written, key in _volumes(w):
        if written in closed:  # the intake's own papers
            own = closed[written]
            if own is None:
                yield Finding(
                    place,
                    f"档案移交 {act.date} 移交了 {written} 年度批次自己的案卷，它还没有记“归档”",
                    f"先在那个年份的 {INTAKE_FILE} 里记“归档”，再移交。",
                )
            elif own.date > act.date:
                yield Finding(
                    place,
                    f"档案移交 {act.date} 早于 {written} 年度批次的归档 {own.date}",
                    "核对日期。",
                    (own.marks.at("日期"),),
                )
            continue
        if key not in folders:
            near = get_close_matches(key, sorted(folders), n=1)
            yield Finding(
                place,
                f"档案移交 {act.date} 的案卷写“{visible(written, 60)}”，没有这个文件夹",
                f"{f'写“{near[0]}”？' if near else ''}"
                "本批次的写文件夹名，别的批次的写“年份/文件夹名”，如“2024/li-jianguo”。",
            )
        elif key in members and (archived := members[key].archived) is None:
            yield Finding(
                place,
                f"档案移交 {act.date} 移交了 {key}，它还没有记“归档”",
                "先归档再移交；归档过的，补记“归档”。",
            )
        elif key in members and archived and archived.date > act.date:
            yield Finding(
                place,
                f"档案移交 {act.date} 早于 {key} 的归档 {archived.date}",
                "核对日期。",
                (archived.place,),
            )


def handed_over_twice(w: Whole) -> Iterator[Finding]:
    """10: a volume is handed over once."""
    first: dict[str, tuple[Handover, Place]] = {}
    for act, place, _, key in _volumes(w):
        if key in first:
            yield Finding(
                place,
                f"{key} 已在 {first[key][0].date} 移交，{act.date} 又移交了一次",
                "从一份里删去；补充移交的材料写在“说明”里。",
                (first[key][1],),
            )
        first.setdefault(key, (act, place))


def handed_over_late(w: Whole) -> Iterator[Finding]:
    """10: by the day that the policy sets in the year after the archiving."""
    members = {member.key: member for member in w.members}
    for act, place, _, key in _volumes(w):
        archived = members[key].archived if key in members else None
        if archived is None:
            continue
        policy = w.policy_at(place)
        by = policy.archive.handover_by.of(archived.date.year + 1)
        if act.date > by:
            yield Finding(
                place,
                f"{key} {archived.date} 归档，应在 {by} 前移交，{act.date} 才移交"
                f"{policy.remark('archive.handover_by')}",
                f"核对日期；确属延迟的，{NOTED}",
                (archived.place,),
            )


def never_handed_over(w: Whole) -> Iterator[Finding]:
    """10: as `handed_over_late`, of a volume that still lies in the office. Who never recorded a
    hand-over is not asked, nor of a volume that was due before the year after the first."""
    acts = [act for batch in w.batches for act in (batch.intake.year_acts if batch.intake else ())]
    days = [act.date for act in acts if isinstance(act, Handover) and act.date <= w.today]
    handed = {key for _, _, _, key in _volumes(w)}
    for member in w.members if days else ():
        archived = member.archived
        if archived is None or archived.date > w.today or member.key in handed:
            continue
        policy = w.policy_at(archived.place)
        by = policy.archive.handover_by.of(archived.date.year + 1)
        if min(days).year < by.year and by < w.today:
            yield Finding(
                archived.place,
                f"{archived.date} 归档，应在 {by} 前移交，还没有记“档案移交”"
                f"{policy.remark('archive.handover_by')}",
                f"移交后在 {INTAKE_FILE} 的“档案移交”里记上这一卷；移交过的，补记。",
            )


def _closings(w: Whole) -> Iterator[tuple[int, Archived]]:
    """The act 归档 of each intake's own papers and of each studio, by year."""
    for batch in w.batches:
        if batch.intake and (own := batch.intake.archiving):
            place = own.marks.at("案卷顺序号" if own.position is not None else "日期")
            yield batch.year, Archived(date=own.date, place=place, position=own.position)
    for member in w.members:
        if member.archived:
            yield member.year, member.archived


def position_given_twice(w: Whole) -> Iterator[Finding]:
    """10: a place in the intake's volumes is given once, and is counted from one."""
    first: dict[tuple[int, int], Archived] = {}
    for year, act in _closings(w):
        if act.position is None:
            continue
        other = first.setdefault((year, act.position), act)
        if act.position < 1:
            yield Finding(
                act.place,
                "“归档”的案卷顺序号从 1 起",
                "写这一卷在本批次各卷里的顺序号；不写的由登记册接着给。",
            )
        elif other is not act:
            yield Finding(
                act.place,
                f"“归档”的案卷顺序号 {act.position}，同批次另一卷也写了",
                "一个号只给一卷：核对已封存的登记册，改其中一个，或不写。",
                (other.place,),
            )


def intake_not_archived(w: Whole) -> Iterator[Finding]:
    """10: when the volumes of all its studios are closed, so is that of the intake's own papers,
    where its decisions have their number."""
    for batch in w.batches:
        days = [one.archived.date for one in batch.members if one.archived]
        whole = len(days) == len(batch.folders) and days and max(days) <= w.today
        if batch.intake and whole and batch.intake.archiving is None:
            yield Finding(
                batch.intake.call.marks.at(),
                f"{batch.year}年度的工作室都已归档，批次自己的文件还没有归档",
                "整理后加上“归档”一块（日期、整理人、检查人、案卷情况），再运行 studio archive。",
            )


def intake_archived_early(w: Whole) -> Iterator[Finding]:
    """10: what an intake decided after its papers were closed is not in their volume."""
    for batch in w.batches:
        closing = batch.intake.archiving if batch.intake else None
        if batch.intake is None or closing is None or closing.date > w.today:
            continue
        late = [
            (name, one)
            for name, one in batch.intake.dated
            if closing.date < one.date <= w.today and not is_of_the_year(name)
        ]
        if late:
            told = "、".join(f"{name} {one.date}" for name, one in late)
            yield Finding(
                closing.marks.at("日期"),
                f"{told} 在批次归档 {closing.date} 以后，批次的归档包里没有",
                "核对日期；确在以后的，用 studio archive --new-version 另封一版。",
            )


_HANDED = ("档案移交",)
RULES: tuple[Rule, ...] = (
    hints(
        "A10-5a",
        "10",
        "归档以后又有材料",
        recorded_after_archiving,
        needs=RECORD,
        about=("各事项",),
    ),
    forbids_anywhere(
        "A10-5b",
        "10",
        "移交了没有归档的案卷",
        handed_over_unarchived,
        needs=RECORD,
        parts=INTAKE,
        about=_HANDED,
    ),
    forbids_anywhere(
        "A10-5c",
        "10",
        "案卷移交了两次",
        handed_over_twice,
        needs=NOTHING,
        parts=INTAKE,
        about=_HANDED,
    ),
    warns_anywhere(
        "A10-5d",
        "10",
        "案卷移交延迟",
        handed_over_late,
        "archive.handover_by",
        needs=RECORD,
        parts=INTAKE,
        about=_HANDED,
    ),
    warns_anywhere(
        "A10-5e",
        "10",
        "案卷到期没有移交",
        never_handed_over,
        "archive.handover_by",
        needs=RECORD | INTAKE,
        about=("归档",),
    ),
    forbids_anywhere(
        "A10-5f",
        "10",
        "案卷顺序号重复",
        position_given_twice,
        needs=RECORD | INTAKE,
        about=("归档",),
    ),
    hints_anywhere(
        "A10-5h",
        "10",
        "批次自己的文件没有归档",
        intake_not_archived,
        needs=RECORD | INTAKE,
        about=("归档", "申报通知"),
    ),
    hints_anywhere(
        "A10-5i",
        "10",
        "批次归档以后又有材料",
        intake_archived_early,
        needs=NOTHING,
        parts=INTAKE,
        about=("归档",),
    ),
)
