"""The one read-only view of a case that every template reads, under the dossier's own Chinese keys.

`studio_view` and its extensions build plain nested values: what a leader typed as 带头人 → 姓名 is
`{{ 带头人.姓名 }}` in a template. Values keep their type (dates, 分, marks); templates format them
with `filters`. `public_view` is built by allow-list: what is not named there does not exist in it.
A name derived here also stands in `derived.toml`, against which templates are checked.
Must not judge, and must not read the clock.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import Any

from pipeline.chinese import mark, ordinal
from pipeline.documents.view.evidence import (
    application_evidence,
    evidence_by_condition,
    ledger_evidence,
)
from pipeline.documents.view.marks import (
    rereview_rows,
    review_items,
    review_view,
    self_marked_year,
)
from pipeline.documents.view.period import period_view
from pipeline.documents.view.photos import activity_photos
from pipeline.dossier.fields import Written
from pipeline.dossier.intake import Intake
from pipeline.dossier.ledger import Ledger, plain_names
from pipeline.dossier.load import Case
from pipeline.dossier.record import (
    AssessmentFiling,
    Disbursement,
    ExpertReview,
    MidtermCheck,
    Nomination,
    Rereview,
)
from pipeline.lifecycle import Act, Stage, leader_on, name_on, paid
from pipeline.names import PINYIN, STROKES
from pipeline.policies import Policy, Rulebook
from pipeline.policies.sections import PAYMENT_ACTS, Milestone
from pipeline.policies.workdays import Calendar, CalendarUnknown
from pipeline.rules.facts import type_on

View = Mapping[str, Any]


def as_view(value: object) -> Any:
    """A written block as a read-only mapping by Chinese key; blanks as ""."""
    if isinstance(value, Written):
        return MappingProxyType(
            {
                (info.alias or name): as_view(getattr(value, name))
                for name, info in type(value).model_fields.items()
                if name != "marks"
            }
        )
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(as_view(one) for one in value)
    if isinstance(value, dict):
        return MappingProxyType({key: as_view(one) for key, one in value.items()})
    return "" if value is None else value


def studio_view(case: Case, stage: Stage, day: datetime.date) -> dict[str, Any]:
    """Everything about one studio as of `day` (the date of the document, not today's)."""
    dossier = case.dossier
    view: dict[str, Any] = dict(as_view(dossier))
    view["工作室"] = MappingProxyType(
        {
            **view["工作室"],
            "名称": name_on(case, stage, day),
            "类型": type_on(case, stage, day),
            "申报名称": dossier.name,
            "编号": case.key,
        }
    )
    view["带头人"] = as_view(leader_on(case, stage, day))
    view["原带头人"] = as_view(dossier.leader)
    view["技艺"] = as_view(dossier.craft)
    view["预算合计"] = sum(item.amount for item in dossier.budget)
    view["一线人数"] = sum(member.front_line for member in dossier.members)
    view["制度种数"] = len({regulation.kind for regulation in dossier.regulations})
    view["事项"] = MappingProxyType({act.name: as_view(act.record) for act in stage.acts})
    view["周期"] = (
        MappingProxyType({"起": stage.cycle[0], "止": stage.cycle[1]}) if stage.cycle else ""
    )
    view["已划拨"] = paid(stage, day)
    view["细则文号"] = stage.policy.document
    view["佐证清单"] = application_evidence(case)
    view["条件佐证"] = evidence_by_condition(view["佐证清单"])
    view["评审"] = review_view(case, stage)
    view["标准"] = standards(stage.policy)
    committee = case.intake.committee if case.intake else None
    view["拟命名"] = committee is not None and case.slug in committee.approved
    view |= intake_view(case.intake)
    return view


def standards(policy: Policy) -> View:
    """The thresholds that forms print beside what was found."""
    defence = int(policy.review.defence_weight * 100)
    return MappingProxyType(
        {
            "成员数": policy.application.members_min,
            "交流次数": policy.application.exchanges_min,
            "成果数": policy.application.results_min,
            "制度": policy.application.regulation_kinds,
            "标志": policy.application.signs,
            "推荐线": mark(policy.review.pass_mark),
            "周期资金": policy.funds.cycle_total,
            "等级": policy.rereview.bands,
            "答辩占比": f"{defence}%",
            "考察占比": f"{100 - defence}%",
        }
    )


def intake_view(intake: Intake | None) -> dict[str, Any]:
    """校工会 and 批次, as written in intake.yaml."""
    if intake is None:
        return {"校工会": "", "批次": ""}
    batch: View = as_view(intake)
    return {"校工会": batch["校工会"], "批次": batch}


def act_view(case: Case, stage: Stage, act: Act) -> dict[str, Any]:
    """The studio on the day of an act, with that act as `本事项` and what its form needs."""
    record = act.record
    view = {**studio_view(case, stage, act.date), "本事项": as_view(record)}
    if isinstance(record, ExpertReview):
        view["评分项"] = review_items(stage)
    elif isinstance(record, Disbursement):
        view["划拨"] = payment_view(stage, act)
    elif isinstance(record, MidtermCheck):
        view["期间"] = period_view(case, stage, record.first, record.last)
    elif isinstance(record, Nomination) and stage.cycle:
        view["期间"] = period_view(case, stage, *stage.cycle)
    elif isinstance(record, Rereview) and stage.cycle:
        view["期间"] = period_view(case, stage, *stage.cycle)
        view["复核表"] = rereview_rows(case, stage, record)
        view["自评年度"] = self_marked_year(case, record)
    return view


#: When a payment is made that waits for something.
_LATER: Mapping[Milestone, str] = {
    "挂牌": "挂牌后", "中期检查": "中期检查通过后", "周期末复核": "周期末复核合格后",
}  # fmt: skip


def payment_view(stage: Stage, act: Act) -> View:
    """A payment among those of the policy: 第几笔, its 依据, and 其余何时 is paid."""
    payments, at = stage.policy.funds.payments, list[str](PAYMENT_ACTS).index(act.name)
    due = sum(one.amount for one in payments[: at + 1]) * 100
    later = ["补足本笔时"] if paid(stage, act.date) < due else []
    later += [_LATER[one.after] for one in payments[at + 1 :]]
    return MappingProxyType(
        {
            "第几笔": f"第{ordinal(at + 1)}笔",
            "依据": payments[at].after if at < len(payments) else "",
            "其余何时": "、".join(dict.fromkeys(later)),
        }
    )


def plain_classes(stage: Stage, ledger: Ledger) -> tuple[View, ...]:
    """The classes that only the policy names: 类别 条数 记录, also those without an entry."""
    names = dict.fromkeys(plain_names(stage.policy.ledger.classes))
    names |= {name: None for name, entries in ledger.plain.items() if entries}
    kept = {name: ledger.plain.get(name, ()) for name in names}
    return tuple(
        MappingProxyType({"类别": name, "条数": len(entries), "记录": as_view(entries)})
        for name, entries in kept.items()
    )


def year_view(case: Case, stage: Stage, ledger: Ledger) -> dict[str, Any]:
    """The studio at the end of a ledger year, with that year's ledger, counts and money."""
    assessment = ledger.plans.assessment if ledger.plans else None
    day = assessment.date if assessment else datetime.date(ledger.year, 12, 31)
    spent: Counter[str] = Counter()
    for spending in ledger.spendings:
        spent[spending.item] += spending.amount
    earlier = sum(
        s.amount for year, one in case.ledgers.items() if year < ledger.year for s in one.spendings
    )
    received = paid(stage, datetime.date(ledger.year, 12, 31))
    kinds = Counter(str(entry.kind) for entry in ledger.exchanges)
    records = (act.record for act in stage.of("年度自评备案"))
    filings = [record for record in records if isinstance(record, AssessmentFiling)]
    return {
        **studio_view(case, stage, day),
        "年度": ledger.year,
        "台账": as_view(ledger),
        "自评": as_view(assessment),
        "其他台账": plain_classes(stage, ledger),
        "台账佐证": ledger_evidence(case, ledger.year),
        "活动照片": activity_photos(case, ledger.year),
        "备案": next((as_view(f) for f in filings if f.year == ledger.year), ""),
        "成员数": len(roster_on(case, day)),
        "在册成员": as_view(roster_on(case, day)),
        "交流次数": tuple(
            MappingProxyType({"类别": k, "次数": n}) for k, n in sorted(kinds.items())
        ),
        "认定成果数": sum(1 for result in ledger.results if result.recogniser),
        "支出合计": sum(spent.values()),
        "上年累计支出": earlier,
        "累计到账": received,
        "结余": received - earlier - sum(spent.values()),
        "分科目支出": tuple(
            MappingProxyType({"科目": item, "金额": amount}) for item, amount in spent.items()
        ),
        "自评表": score_rows(stage, assessment.scores if assessment else {}),
        "自评总分": sum(
            (sum(marks.values(), Decimal(0)) for marks in assessment.scores.values()), Decimal(0)
        )
        if assessment
        else Decimal(0),
    }


def roster_on(case: Case, day: datetime.date) -> tuple[Written, ...]:
    """Members on `day`: as applied for, plus those who joined, less those who left."""
    roster: dict[str, Written] = {member.name: member for member in case.dossier.members}
    changes = [c for ledger in case.ledgers.values() for c in ledger.member_changes]
    for change in sorted(changes, key=lambda c: c.date):
        if change.date > day:
            continue
        if change.kind.value == "退出":
            roster.pop(change.name, None)
        else:
            roster.setdefault(change.name, change)
    return tuple(roster.values())


def score_rows(stage: Stage, given: Mapping[str, Mapping[str, Decimal]]) -> tuple[View, ...]:
    """One row per indicator of the policy: 维度 指标 满分 得分 首行 行数 (for merged cells)."""
    aspects = stage.policy.rereview.aspects
    return tuple(
        MappingProxyType(
            {
                "维度": aspect,
                "指标": indicator,
                "满分": full,
                "得分": given.get(aspect, {}).get(indicator, ""),
                "首行": row == 0,
                "行数": len(indicators),
                "维度满分": sum(indicators.values()),
            }
        )
        for aspect, indicators in aspects.items()
        for row, (indicator, full) in enumerate(indicators.items())
    )


#: What may appear in a document for the public: nothing else is in its view (PIPL, least scope).
PUBLIC_FIELDS: tuple[str, ...] = ("工作室名称", "类型", "带头人姓名", "所在单位")


def public_studio(case: Case, stage: Stage, day: datetime.date) -> View:
    """One line of a public list: exactly PUBLIC_FIELDS."""
    return MappingProxyType(
        {
            "工作室名称": name_on(case, stage, day),
            "类型": case.dossier.profile.type.value,
            "带头人姓名": leader_on(case, stage, day).name,
            "所在单位": case.dossier.profile.unit,
        }
    )


def list_order(policy: Policy) -> str:
    """What a list for everybody says about its order; "" where it has none but the decision's."""
    told = {STROKES: "按带头人姓氏笔画为序", PINYIN: "按带头人姓名拼音为序"}
    return told.get(policy.publicity.order, "")


def publicity_days(intake: Intake, calendar: Calendar) -> int | str:
    """Working days of the publicity; "" without one, or beyond the holiday calendar: no guess."""
    if intake.publicity is None:
        return ""
    try:
        return calendar.working_days(intake.publicity.first, intake.publicity.last)
    except CalendarUnknown:
        return ""


def public_view(intake: Intake, named: tuple[View, ...], rulebook: Rulebook) -> dict[str, Any]:
    """What the publicity notice may know: the union's office contacts, the dates, the list."""
    union, publicity = intake.union, intake.publicity
    committee, consent = intake.committee, intake.consent
    assert publicity is not None
    policy = rulebook.on(publicity.date)
    return {
        "年度": intake.year,
        "细则文号": policy.document,
        "校工会": MappingProxyType(
            {
                "名称": union.name,
                "地址": union.address,
                "电话": union.phone,
                "邮箱": union.mail,
                "纪检监察电话": union.discipline_phone,
                "党委名称": union.party,
                "公示网站": union.site,
            }
        ),
        "申报通知": MappingProxyType({"文号": intake.call.number, "日期": intake.call.date}),
        "公示": MappingProxyType(
            {
                "日期": publicity.date,
                "起": publicity.first,
                "止": publicity.last,
                "工作日数": publicity_days(intake, rulebook.calendar),
            }
        ),
        "研究日期": committee.date if committee else "",
        "会议": committee.meeting if committee else "",
        "同意日期": consent.date if consent else "",
        "名单": named,
        "排列": list_order(policy),
    }
