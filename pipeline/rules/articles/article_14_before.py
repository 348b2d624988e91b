"""Art. 14 with 6, 7: a leader goes while his studio applies; who acts for him; who comes back."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.acts import TO_THE_NAME
from pipeline.dossier.acts.deciding import Naming
from pipeline.dossier.acts.end import LeaderChange
from pipeline.dossier.application import StudioType
from pipeline.dossier.fields import without_note
from pipeline.leaders import came_back, left_by
from pipeline.lifecycle import Act
from pipeline.rules.facts import everybody, is_model_worker
from pipeline.rules.finding import INTAKE, LEDGERS, RECORD, Finding, Placed, Rule
from pipeline.rules.rows import forbids, hints
from pipeline.rules.wording import misspelt


def _changes(p: Placed) -> Iterator[tuple[Act, LeaderChange]]:
    for act in p.stage.of("带头人变更"):
        if isinstance(act.record, LeaderChange):
            yield act, act.record


def _while_applying(p: Placed) -> Iterator[tuple[Act, LeaderChange]]:
    for act, change in _changes(p):
        if p.stage.before_naming(act):
            yield act, change


def reason_nearly_known(p: Placed) -> Iterator[Finding]:
    """14: the reason is free; what differs by one letter from a usual one may be a slip."""
    for act, change in _changes(p):
        policy = p.policy_on(act.date)
        known = policy.leader_change.reasons
        near = [one for one in known if misspelt(change.reason, one)]
        if change.reason not in known and near:
            yield Finding(
                change.marks.at("原因"),
                f"原因写“{change.reason}”，是不是“{near[0]}”{policy.remark('leader_change.reasons')}",
                "写错的改正；确是别的原因的，不用改。",
            )


def acting_is_who_left(p: Placed) -> Iterator[Finding]:
    """14: who has gone acts for nobody."""
    for act, change in _changes(p):
        if change.acting and change.acting == left_by(p.case, p.stage, act).name:
            yield Finding(
                change.marks.at("代管人"),
                f"代管人{change.acting}就是变动的带头人",
                "填这段时间代为管理、签字的人；没有的，删去“代管人”。",
            )


def acting_from_elsewhere(p: Placed) -> Iterator[Finding]:
    """14: who acts is of the studio, or of its unit: that the papers do not show."""
    people = {without_note(name) for name in everybody(p.case, p.stage)}
    for _, change in _changes(p):
        if change.acting and without_note(change.acting) not in people:
            yield Finding(
                change.marks.at("代管人"),
                f"代管人{change.acting}不在工作室的名单里",
                "核对姓名；是所在单位的人的，在备注里写明职务。",
            )


def came_back_to_nothing(p: Placed) -> Iterator[Finding]:
    """14: who comes back ends an absence that was reported, that was not for good, and on which the
    union has not decided."""
    for back in p.stage.of("恢复履职"):
        open_: tuple[Act, LeaderChange] | None = None
        answered: Act | None = None
        for act in p.stage.acts:
            if act is back:
                break
            if act.name == "带头人变更" and isinstance(act.record, LeaderChange):
                open_, answered = (act, act.record), None
            elif act.name in ("重新命名", "取消命名", "取消称号", "恢复履职"):
                answered = act
        if open_ is None:
            continue  # A07-5a speaks of it
        for_good = p.policy_on(back.date).leader_change.for_good
        if answered:
            yield Finding(
                back.place,
                f"带头人变更 {open_[0].date} 已有“{answered.name} {answered.date}”，"
                f"又记了“恢复履职 {back.date}”",
                "已经决定的，不再记恢复履职：由原带头人再接任的，另记“带头人变更”；核对日期。",
                (answered.place,),
            )
        elif open_[1].reason in for_good:
            yield Finding(
                back.place,
                f"带头人变更 {open_[0].date} 的原因是{open_[1].reason}，"
                f"却记了“恢复履职 {back.date}”",
                "核对原因；确已回来的，改正“带头人变更”的原因。",
                (open_[1].marks.at("原因"),),
            )
        elif back.date < open_[1].happened:
            yield Finding(
                back.place,
                f"恢复履职 {back.date} 早于变动日期 {open_[1].happened}",
                "改正其中一个日期。",
                (open_[1].marks.at("变动日期"),),
            )


def application_without_leader(p: Placed) -> Iterator[Finding]:
    """7(一), 14: an application whose leader has gone goes on with another, who signs it anew."""
    for act, change in _while_applying(p):
        later = [
            one
            for one in p.stage.acts
            if one.name in TO_THE_NAME and act.date < one.date <= p.today
        ]
        left = any(one.name in ("撤回申报", "结果告知", "通报批评") for one in p.stage.acts)
        lacking = [
            name
            for name, told in (("拟任带头人", change.successor), ("承诺日期", change.pledged))
            if told is None
        ]
        if lacking and later and not left and not came_back(p.stage, act):
            yield Finding(
                later[0].place,
                f"带头人变更 {act.date} 在命名以前，没有写{'、'.join(lacking)}，"
                f"就记了“{later[0].name} {later[0].date}”",
                "接任的人重新签署申报表，补“拟任带头人”“承诺日期”；没有人接任的，记“撤回申报”。",
                (act.place,),
            )
        elif change.pledged and change.pledged < change.happened:
            yield Finding(
                change.marks.at("承诺日期"),
                f"承诺日期 {change.pledged} 早于变动日期 {change.happened}",
                "带头人变动以后，接任的人才重新签署；改正其中一个日期。",
                (change.marks.at("变动日期"),),
            )


def applicant_unfit(p: Placed) -> Iterator[Finding]:
    """6(一): who takes over an application meets what its type asks of a leader."""
    for act, change in _while_applying(p):
        policy = p.policy_on(change.pledged or act.date)
        kind = p.case.dossier.profile.type
        new = change.successor
        if new and kind is StudioType.MODEL_WORKER and not is_model_worker(new, policy):
            yield Finding(
                new.marks.at("姓名"),
                f"{new.name}没有劳动模范类称号，不能申报{kind}"
                f"{policy.remark('application.model_worker_titles')}",
                "补荣誉，或由符合条件的人接任；要改类型的，撤回后重新申报。",
            )


def not_shown_again(p: Placed) -> Iterator[Finding]:
    """7(三): the list was shown with a leader who has gone: it is shown anew, in a supplement,
    before the naming."""
    naming = p.stage.last("命名")
    shown = p.stage.of("公示")
    if naming is None or not isinstance(naming.record, Naming) or not shown:
        return
    for act, change in _while_applying(p):
        since = change.pledged or act.date
        if since <= shown[0].date or any(since <= one.date for one in shown):
            continue
        row = naming.record.named.index(p.case.slug)
        yield Finding(
            naming.record.marks.at("命名名单", row),
            f"公示 {shown[0].date} 以后带头人变更 {act.date}，没有重新公示就命名",
            "在“补充审定”里写明名单和缘由，重新研究、公示以后再命名。",
            (act.place,),
        )


RULES: tuple[Rule, ...] = (
    hints(
        "A14-3a",
        "14",
        "变动原因像是写错",
        reason_nearly_known,
        "leader_change.reasons",
        needs=RECORD,
        about=("带头人变更",),
    ),
    forbids(
        "A14-3b",
        "14",
        "代管人就是变动的带头人",
        acting_is_who_left,
        needs=RECORD,
        about=("带头人变更",),
    ),
    hints(
        "A14-3c",
        "14",
        "代管人不在名单里",
        acting_from_elsewhere,
        needs=RECORD,
        parts=LEDGERS,
        about=("带头人变更",),
    ),
    forbids(
        "A14-3d",
        "14",
        "恢复履职没有可恢复的",
        came_back_to_nothing,
        "leader_change.for_good",
        needs=RECORD,
        parts=INTAKE,
        about=("恢复履职",),
    ),
    forbids(
        "A14-3e",
        "7.1",
        "申报期间换了带头人没有重新签署",
        application_without_leader,
        needs=RECORD | INTAKE,
        about=("带头人变更", *TO_THE_NAME[1:]),
    ),
    forbids(
        "A14-3f",
        "6.1",
        "接着申报的带头人不合条件",
        applicant_unfit,
        "application.model_worker_titles",
        needs=RECORD | INTAKE,
        about=("带头人变更",),
    ),
    forbids(
        "A14-3g",
        "7.3",
        "公示后换了带头人没有重新公示",
        not_shown_again,
        needs=RECORD | INTAKE,
        about=("命名",),
    ),
)
