"""Art. 7: application, decision and naming of one intake; its publicity is in a file of its own."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.acts import INTAKE_ACTS
from pipeline.diagnostics import Place, RuleCode
from pipeline.dossier.acts.deciding import CommitteeMeeting
from pipeline.dossier.fields import Written, without_note
from pipeline.dossier.intake import Intake
from pipeline.dossier.paths import RECORD_FILE
from pipeline.rules.articles.article_07.objections import upheld_but_named
from pipeline.rules.compared.outline import Outline
from pipeline.rules.finding import DOSSIER, INTAKE, RECORD, Batch, Finding, Placed, Rule, Whole
from pipeline.rules.rows import forbids, forbids_anywhere, forbids_in_batch, warns_in_batch
from pipeline.rules.wording import misspelt


def applied_outside_call(p: Placed) -> Iterator[Finding]:
    """7(一): papers arrive before the call's deadline, and not before they are signed."""
    received = p.stage.last("推荐申报")
    if received is None:
        return
    pledge = p.case.dossier.pledge
    call = p.case.intake.call if p.case.intake else None
    if call and call.date <= call.deadline < received.date:
        yield Finding(
            received.place,
            f"{received.date} 收到，晚于申报截止 {call.deadline}",
            "核对收件日期；逾期的列入下一批次。",
            (call.marks.at("申报截止"),),
        )
    # Of a pledge that is earlier still, or of a day to come, A07-1h speaks.
    if call and received.date < call.date <= pledge.date:
        yield Finding(
            received.place,
            f"{received.date} 收到，早于申报通知 {call.date}",
            "核对收件日期；通知以前的申报不属这一批次。",
            (call.marks.at("日期"),),
        )
    if received.date < pledge.date <= p.today:
        yield Finding(
            received.place,
            f"{received.date} 收到，早于带头人承诺日期 {pledge.date}",
            "先签承诺再报送；改正其中一个日期。",
            (pledge.marks.at("日期"),),
        )


def call_window_wrong(b: Batch) -> Iterator[Finding]:
    """7(一): the call comes before its deadline, and the review after it."""
    if b.intake is None:
        return
    call, panel = b.intake.call, b.intake.panel
    if call.deadline < call.date:
        yield Finding(
            call.marks.at("申报截止"),
            f"申报截止 {call.deadline} 早于申报通知 {call.date}",
            "核对日期。",
            (call.marks.at("日期"),),
        )
    elif panel and panel.date < call.deadline:
        yield Finding(
            call.marks.at("申报截止"),
            f"申报截止 {call.deadline} 晚于评审 {panel.date}",
            "截止以后再评审；核对日期。",
            (panel.marks.at("日期"),),
        )


def pledge_not_by_leader(p: Placed) -> Iterator[Finding]:
    """7: the leader answers for the truth of the papers."""
    dossier = p.case.dossier
    if without_note(dossier.pledge.signed) != without_note(dossier.leader.name):
        yield Finding(
            dossier.pledge.marks.at("承诺人"),
            f"承诺人是{dossier.pledge.signed}，带头人是{dossier.leader.name}",
            "由带头人本人承诺。",
            (dossier.leader.marks.at("姓名"),),
        )


def named_without_approval(b: Batch) -> Iterator[Finding]:
    """7(三)(四): only what the committee approved is named, no objection against it was found
    true, and every name is a known folder."""
    yield from upheld_but_named(b)
    intake = b.intake
    if intake is None:
        return
    approved = intake.committee.approved if intake.committee else ()
    if intake.committee and not approved:
        yield from _approved_nobody(intake.committee, intake)
        return
    for row, slug in enumerate(approved):
        if slug not in b.folders and intake.committee:
            yield Finding(
                intake.committee.marks.at("同意命名", row),
                f"{b.year} 年没有文件夹“{slug}”",
                f"已有：{'、'.join(sorted(b.folders))}。",
            )
    if intake.naming is None:
        return
    for row, slug in enumerate(intake.naming.named):
        if slug not in approved:
            meant = _meant(slug, approved, intake.naming.named)
            yield Finding(
                intake.naming.marks.at("命名名单", row),
                f"“{slug}”不在工会委员会同意的名单里",
                f"核对两份名单；同意的名单里有“{meant}”，是不是同一个。"
                if meant
                else "核对两份名单。",
            )


def _meant(slug: str, approved: tuple[str, ...], named: tuple[str, ...]) -> str:
    """Which of those approved and not named a name is so like that it was misspelt; or none."""
    left = [one for one in approved if one not in named]
    return next((one for one in left if misspelt(one, slug)), "")


def _approved_nobody(committee: CommitteeMeeting, intake: Intake) -> Iterator[Finding]:
    """A meeting may approve nobody; then nobody is asked for, shown to the public or named."""
    followed = [name for name in INTAKE_ACTS if intake.blocks[name] is not None]
    if followed:
        yield Finding(
            committee.marks.at("同意命名"),
            f"工会委员会 {committee.date} 没有同意命名任何工作室，却记了"
            f"{'、'.join(f'“{name}”' for name in followed)}",
            "会上同意的，在“同意命名”里写齐文件夹名；确实一个也没有同意的，删去后面的事项。",
        )


def person_in_two_studios(b: Batch) -> Iterator[Finding]:
    """7: one application a year for one person; nobody stands in two studios of an intake."""
    seen: dict[str, tuple[str, Place]] = {}
    for member in b.members:
        for person in member.people:
            name = person.text
            if name in seen and seen[name][0] != member.key:
                yield Finding(
                    person.place,
                    f"“{name}”同时在 {seen[name][0]} 里",
                    "同一批次一人只进一个工作室；确为同名的两人，在姓名后加注单位。",
                    (seen[name][1],),
                )
            seen.setdefault(name, (member.key, person.place))


def leader_of_two_running_studios(w: Whole) -> Iterator[Finding]:
    """7: nobody leads two studios whose cycles run at the same time, successors included. It stands
    where he came second; of two applications of one intake that name him A07-1c speaks."""
    seen: dict[str, Outline] = {}
    for member in w.members:
        if not member.running:
            continue
        name = member.leader.text
        first = seen.setdefault(name, member)
        if first is member or first.applied_beside(member, name):
            continue
        earlier, later = first, member
        if first.led_from(name) > member.led_from(name):
            earlier, later = member, first
        yield Finding(
            later.leader.place,
            f"“{name}”还带着 {earlier.key}，两个周期都没有结束",
            "一人同时只带一个工作室；确为同名的两人，在姓名后加注单位。",
            (earlier.leader.place,),
        )


def approved_without_recommendation(b: Batch) -> Iterator[Finding]:
    """7(二)(三): the committee decides on what the experts reviewed and recommended."""
    if b.intake is None or b.intake.committee is None:
        return
    known = {member.slug: member for member in b.members}
    for row, slug in enumerate(b.intake.committee.approved):
        review = known[slug].recommendation if slug in known else None
        if slug in known and (review is None or not review.given):
            what = "专家评审没有推荐" if review else "还没有专家评审"
            yield Finding(
                b.intake.committee.marks.at("同意命名", row),
                f"“{slug}”{what}，工会委员会却同意命名",
                f"核对该工作室 {RECORD_FILE} 的专家评审，或从名单里删去。",
                (review.place,) if review else (),
            )


def approved_but_not_named(b: Batch) -> Iterator[Finding]:
    """7(三)(四): who drops out between the committee and the naming does so over an objection."""
    if b.intake is None or b.intake.committee is None or b.intake.naming is None:
        return
    result = b.intake.publicity_result
    objected = {one.studio for one in result.objections} if result else set()
    named, approved = set(b.intake.naming.named), b.intake.committee.approved
    meant = {_meant(slug, approved, b.intake.naming.named) for slug in named - {*approved}}
    for row, slug in enumerate(approved):
        if slug not in named and slug not in objected and slug not in meant:
            yield Finding(
                b.intake.committee.marks.at("同意命名", row),
                f"“{slug}”经工会委员会同意，命名名单里却没有，也没有记异议",
                "补入命名名单，或在“公示结果”的“异议”里写明原因。",
                (b.intake.naming.marks.at("命名名单"),),
            )


def listed_twice(b: Batch) -> Iterator[Finding]:
    """7(三)(四): a list holds every studio once."""
    if b.intake is None:
        return
    lists: list[tuple[Written, str, tuple[str, ...]]] = []
    if committee := b.intake.committee:
        lists.append((committee, "同意命名", committee.approved))
    if naming := b.intake.naming:
        lists.append((naming, "命名名单", naming.named))
    for block, key, slugs in lists:
        seen: set[str] = set()
        for row, slug in enumerate(slugs):
            if slug in seen:
                yield Finding(
                    block.marks.at(key, row), f"“{slug}”在“{key}”里列了两次", "删去一处。"
                )
            seen.add(slug)


RULES: tuple[Rule, ...] = (
    Rule(code=RuleCode("A07-1a"), article="7.1", title="申报日期不在期限内或先报后签",
         on_case=applied_outside_call, on_batch=call_window_wrong,
         needs=DOSSIER | RECORD, parts=INTAKE, about=("推荐申报", "申报通知")),
    forbids("A07-1b", "7", "承诺人不是带头人", pledge_not_by_leader, needs=DOSSIER,
            about=("申报",)),
    forbids_in_batch("A07-1c", "7.1", "一人进了两个工作室", person_in_two_studios, needs=DOSSIER,
                     about=("申报",), family="one_person"),
    forbids_anywhere("A07-1d", "7", "一人同时带两个工作室", leader_of_two_running_studios,
                     needs=RECORD | INTAKE, about=("申报", "带头人变更"), family="one_person"),
    forbids_in_batch("A07-3b", "7.3", "没有推荐却审定", approved_without_recommendation,
                     needs=RECORD | INTAKE, about=("工会委员会研究",)),
    forbids_in_batch("A07-4a", "7.4", "命名名单与审定不符", named_without_approval,
                     "publicity.upheld_words", "publicity.cleared_words", needs=INTAKE,
                     about=("工会委员会研究", "命名")),
    warns_in_batch("A07-4b", "7.4", "审定以后没有命名", approved_but_not_named, needs=INTAKE,
                   about=("工会委员会研究",)),
    forbids_in_batch("A07-4c", "7.4", "名单重复", listed_twice, needs=INTAKE,
                     about=("工会委员会研究", "命名")),
)  # fmt: skip
