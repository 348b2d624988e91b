"""Art. 6: the seven conditions of an application, judged on `dossier.yaml` by the policy of the day
on which it was signed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from decimal import Decimal

from pipeline.chinese import add_months
from pipeline.dossier.application import ExchangeKind, Regulation, StudioType
from pipeline.dossier.fields import Entry
from pipeline.dossier.ledger import RegulationChange
from pipeline.leaders import applicant
from pipeline.rules.facts import application_day, is_model_worker, is_recognised
from pipeline.rules.finding import DOSSIER, LEDGERS, Finding, Placed, Rule
from pipeline.rules.listed import allowed, unlisted
from pipeline.rules.rows import forbids, warns
from pipeline.rules.wording import remarked


def model_worker_leader_without_honour(p: Placed) -> Iterator[Finding]:
    """6(一): a 劳模 studio is led by a model worker, who shows the honour."""
    leader, profile, policy = p.case.dossier.leader, p.case.dossier.profile, p.applied_under
    if profile.type is StudioType.MODEL_WORKER and not is_model_worker(leader, policy):
        yield Finding(
            leader.marks.at("荣誉"),
            f"类型是{profile.type}，带头人的荣誉里没有劳动模范类称号"
            f"{policy.remark('application.model_worker_titles')}",
            "补上劳模称号、授予单位、日期和证书，或把类型改为职工创新工作室。",
        )


def honour_after_application(p: Placed) -> Iterator[Finding]:
    """6(一): an honour that an application shows has been granted."""
    applied = application_day(p.case, p.today)
    for honour in p.case.dossier.leader.honours:
        if applied and honour.date > applied:
            yield Finding(
                honour.marks.at("日期"),
                f"荣誉“{honour.title}”{honour.date} 晚于申报日期 {applied}",
                "申报表只写已获得的荣誉；核对日期。",
                (p.case.dossier.pledge.marks.at("日期"),),
            )


def name_override_unexplained(p: Placed) -> Iterator[Finding]:
    """6(一): the name is the leader's with the title; another one needs a reason."""
    profile = p.case.dossier.profile
    if profile.name and not profile.name_reason:
        yield Finding(
            profile.marks.at("名称"),
            f"名称另写成“{profile.name}”，没有写理由",
            "删去“名称”（由带头人姓名和类型组成），或补“名称理由”。",
        )


def leader_listed_as_member(p: Placed) -> Iterator[Finding]:
    """6(一): one leader; he is not counted a second time among the members."""
    leader = p.case.dossier.leader.name
    for member in p.case.dossier.members:
        if member.name == leader:
            yield Finding(
                member.marks.at("姓名"),
                f"带头人{leader}又列为成员",
                "从成员里删去；成员名单不含带头人。",
            )


def too_few_members(p: Placed) -> Iterator[Finding]:
    """6(二): a member who took over the application is none any more."""
    policy, dossier = p.applied_under, p.case.dossier
    leader = applicant(p.case, p.stage)
    others = [one for one in dossier.members if leader is dossier.leader or one.name != leader.name]
    count = len(others) + (1 if policy.application.leader_counts else 0)
    if count < (least := policy.application.members_min):
        counts = "计入" if policy.application.leader_counts else "不计入"
        yield Finding(
            dossier.marks.at("成员"),
            f"成员 {count} 人，要求 {least} 人以上；带头人{counts}"
            f"{policy.remark('application.leader_counts')}",
            f"补足到 {least} 人，每人填姓名、性别、出生年月、学历、职称等级、专业、分工、一线。",
        )


def member_twice(p: Placed) -> Iterator[Finding]:
    """6(二): a roster names everybody once."""
    seen: dict[str, int] = {}
    for row, member in enumerate(p.case.dossier.members):
        if member.name in seen:
            first = p.case.dossier.members[seen[member.name]].marks.at("姓名")
            yield Finding(
                member.marks.at("姓名"),
                f"成员“{member.name}”列了两次",
                "删去一处；同名的两人在姓名后加注单位。",
                (first,),
            )
        seen.setdefault(member.name, row)


def mostly_not_front_line(p: Placed) -> Iterator[Finding]:
    """6(二): the team consists mainly of people who work hands-on."""
    policy, members = p.applied_under, p.case.dossier.members
    if not members:
        return
    share = Decimal(sum(m.front_line for m in members)) / len(members)
    if share <= policy.application.front_line_share:
        remark = policy.remark("application.front_line_share")
        yield Finding(
            p.case.dossier.marks.at("成员"),
            f"{len(members)} 名成员中一线人员 {sum(m.front_line for m in members)} 人，"
            f"没有过半{remark}",
            "核对每名成员的“一线”，或调整成员构成。",
        )


def premises_not_independent(p: Placed) -> Iterator[Finding]:
    """6(三)."""
    premises = p.case.dossier.premises
    if not premises.independent:
        yield Finding(
            premises.marks.at("独立固定"),
            "场所不独立或不固定",
            "落实独立、固定的场所后填“是”，并附场所照片。",
        )


def no_equipment(p: Placed) -> Iterator[Finding]:
    """6(三)."""
    if not p.case.dossier.premises.equipment:
        yield Finding(
            p.case.dossier.premises.marks.at("设备"),
            "没有列出配套设备",
            "在“设备”下逐件填写，如“- {名称: 数控车床, 型号: CK6140, 数量: 1}”。",
        )


def sign_missing(p: Placed) -> Iterator[Finding]:
    """6(三): organisation, duties, goals and methods are posted."""
    premises = p.case.dossier.premises
    for sign in p.applied_under.application.signs:
        if sign not in premises.signs:
            yield Finding(
                premises.marks.at("规范标志"),
                f"规范标志里没有“{sign}”",
                f"上墙后在列表里加“{sign}”。",
            )


def no_steady_funds(p: Placed) -> Iterator[Finding]:
    """6(四)."""
    if p.case.dossier.funds.yearly <= 0:
        yield Finding(
            p.case.dossier.funds.marks.at("年度金额"),
            "没有稳定的专项经费",
            "填写每年可用于日常活动的专项经费（元），并附经费证明。",
        )


def regulation_kind_missing(p: Placed) -> Iterator[Finding]:
    """6(五): each kind of regulations."""
    present = {regulation.kind for regulation in p.case.dossier.regulations}
    for kind in p.applied_under.application.regulation_kinds:
        if kind not in present:
            yield Finding(
                p.case.dossier.marks.at("制度"),
                f"缺“{kind}”类制度",
                f"制定后在“制度”里加“- {{类别: {kind}, 名称: …, 施行日期: …, 佐证: […]}}”。",
            )


def regulation_kind_unlisted(p: Placed) -> Iterator[Finding]:
    """6(五): a regulation is of a kind that counts, in the application and when it changes."""
    applied = p.case.dossier.pledge.date
    written: list[tuple[Regulation | RegulationChange, datetime.date]] = [
        (one, applied) for one in p.case.dossier.regulations
    ]
    for ledger in p.case.ledgers.values():
        written += [(change, change.date) for change in ledger.regulation_changes]
    for one, day in written:
        kinds = allowed(p, day, lambda policy: policy.application.regulation_kinds)
        remark = p.policy_on(day).remark("application.regulation_kinds")
        yield from unlisted(one.kind, kinds, one.marks.at("类别"), "制度的“类别”", remark)


def regulation_not_in_force(p: Placed) -> Iterator[Finding]:
    """6(五): in force when the application is made: neither later, nor a draft, nor repealed."""
    applied, lines = application_day(p.case, p.today), p.applied_under.application
    words = (*lines.draft_words, *lines.repeal_words)
    for regulation in p.case.dossier.regulations:
        if word := remarked(regulation.name, words):
            yield Finding(
                regulation.marks.at("名称"),
                f"《{regulation.name}》的名称里有“{word}”，看来没有施行"
                f"{p.applied_under.remark('application.draft_words')}",
                "只写施行中的制度；已经正式施行的，改为正式名称。",
            )
        elif applied and regulation.effective > applied:
            yield Finding(
                regulation.marks.at("施行日期"),
                f"《{regulation.name}》{regulation.effective} 才施行，晚于申报日期 {applied}",
                "申报时制度应已施行；核对日期。",
                (p.case.dossier.pledge.marks.at("日期"),),
            )


def too_few_past_exchanges(p: Placed) -> Iterator[Finding]:
    """6(六), for the months before the application."""
    policy = p.applied_under
    if application_day(p.case, p.today) is None:
        return
    first, last = _past(p)
    counted = [a for a in p.case.dossier.activities if first <= a.date <= last]
    if len(counted) < (least := policy.application.exchanges_min):
        yield Finding(
            p.case.dossier.marks.at("活动"),
            f"{_window(p)}培训交流活动 {len(counted)} 次，要求每年 {least} 次以上",
            f"补记这一年的{'、'.join(ExchangeKind)}，并附佐证。",
        )


def too_few_past_results(p: Placed) -> Iterator[Finding]:
    """6(七), for the months before the application."""
    policy = p.applied_under
    if application_day(p.case, p.today) is None:
        return
    first, last = _past(p)
    results = [r for r in p.case.dossier.results if first <= r.date <= last]
    counted = [r for r in results if is_recognised(p.case, r.recogniser)]
    if len(counted) < (least := policy.application.results_min):
        yield Finding(
            p.case.dossier.marks.at("成果"),
            f"{_window(p)}得到认可的成果 {len(counted)} 项，要求每年 {least} 项以上",
            "补记这一年得到认可或认定的成果，写明认定单位、编号和效益。",
        )


def _past(p: Placed) -> tuple[datetime.date, datetime.date]:
    applied = p.case.dossier.pledge.date
    return add_months(applied, -p.applied_under.application.past_months), applied


def _window(p: Placed) -> str:
    """What is counted, and that the window is assumed."""
    policy, (first, last) = p.applied_under, _past(p)
    months = policy.application.past_months
    remark = policy.remark("application.past_months").strip("（）")
    assumed = f"，{remark}" if remark else ""
    return f"申报前 {months} 个月（{first} 至 {last}{assumed}）"


def past_entry_after_application(p: Placed) -> Iterator[Finding]:
    """6(六)(七): what an application cites has happened."""
    applied = application_day(p.case, p.today)
    entries: tuple[Entry, ...] = (*p.case.dossier.activities, *p.case.dossier.results)
    for entry in entries:
        if applied and entry.date > applied:
            yield Finding(
                entry.marks.at("日期"),
                f"日期 {entry.date} 晚于申报日期 {applied}",
                "申报表只写已发生的活动和成果；以后的记入台账。",
                (p.case.dossier.pledge.marks.at("日期"),),
            )


def craft_block_missing(p: Placed) -> Iterator[Finding]:
    """1, 6(一): a craft studio shows the craft; the others have no such block."""
    dossier = p.case.dossier
    is_craft = dossier.profile.type is StudioType.CRAFT
    if is_craft and dossier.craft is None:
        yield Finding(
            dossier.profile.marks.at("类型"),
            "传统工艺（手艺）大师创新工作室没有填“技艺”",
            "补上“技艺”一组：技艺名称、传承谱系、从艺经历、技艺特点、非遗级别、代表作品。",
        )
    if not is_craft and dossier.craft is not None:
        yield Finding(
            dossier.marks.at("技艺"),
            f"类型是{dossier.profile.type}，却填了“技艺”",
            "删去“技艺”，或把类型改为传统工艺（手艺）大师创新工作室。",
        )


RULES: tuple[Rule, ...] = (
    forbids("A06-1a", "6.1", "劳模工作室带头人没有劳模称号", model_worker_leader_without_honour,
            "application.model_worker_titles", needs=DOSSIER, about=("申报",)),
    forbids("A06-1b", "6.1", "带头人又列为成员", leader_listed_as_member, needs=DOSSIER,
            about=("申报",)),
    forbids("A06-1c", "6.1", "“技艺”一组与类型不符", craft_block_missing, needs=DOSSIER,
            about=("申报",)),
    forbids("A06-1d", "6.1", "荣誉晚于申报", honour_after_application, needs=DOSSIER,
            about=("申报",)),
    forbids("A06-1e", "6.1", "另写名称没有理由", name_override_unexplained, needs=DOSSIER,
            about=("申报",), family="name_form"),
    forbids("A06-2a", "6.2", "成员不足", too_few_members,
            "application.members_min", "application.leader_counts", needs=DOSSIER,
            about=("申报",)),
    forbids("A06-2b", "6.2", "成员重复", member_twice, needs=DOSSIER, about=("申报",)),
    warns("A06-2c", "6.2", "一线人员没有过半", mostly_not_front_line,
          "application.front_line_share", needs=DOSSIER, about=("申报",)),
    forbids("A06-3a", "6.3", "场所不独立或不固定", premises_not_independent, needs=DOSSIER,
            about=("申报",)),
    forbids("A06-3b", "6.3", "没有配套设备", no_equipment, needs=DOSSIER, about=("申报",)),
    forbids("A06-3c", "6.3", "规范标志不全", sign_missing, "application.signs", needs=DOSSIER,
            about=("申报",)),
    forbids("A06-4a", "6.4", "没有稳定的专项经费", no_steady_funds, needs=DOSSIER, about=("申报",)),
    forbids("A06-5a", "6.5", "制度类别不全", regulation_kind_missing,
            "application.regulation_kinds", needs=DOSSIER, about=("申报",)),
    forbids("A06-5c", "6.5", "制度类别不在标准里", regulation_kind_unlisted,
            "application.regulation_kinds", needs=DOSSIER, parts=LEDGERS,
            about=("申报", "台账")),
    forbids("A06-5b", "6.5", "制度申报时没有施行", regulation_not_in_force,
            "application.draft_words", "application.repeal_words", needs=DOSSIER,
            about=("申报",)),
    forbids("A06-6a", "6.6", "申报前一年活动次数不足", too_few_past_exchanges,
            "application.exchanges_min", "application.past_months", needs=DOSSIER,
            about=("申报",)),
    forbids("A06-6b", "6.6", "申报材料里有申报以后的事", past_entry_after_application,
            needs=DOSSIER, about=("申报",)),
    forbids("A06-7a", "6.7", "申报前一年成果不足", too_few_past_results,
            "application.results_min", "application.past_months", needs=DOSSIER,
            about=("申报",)),
)  # fmt: skip
