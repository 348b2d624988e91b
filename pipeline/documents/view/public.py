"""What documents for everybody may know: an allow-list, field by field (Art. 7(三)).

What is not named here does not exist in it (PIPL, least scope). Must not pass on any written block
as a whole.
"""

from __future__ import annotations

import datetime
from types import MappingProxyType

from pipeline.documents.view.written import View
from pipeline.dossier.acts.deciding import Deciding, Publicity, Supplement
from pipeline.dossier.acts.lists import NomineePublicity
from pipeline.dossier.intake import Intake
from pipeline.dossier.load import Case
from pipeline.leaders import leader_on
from pipeline.lifecycle import Stage, name_on
from pipeline.names import PINYIN, STROKES
from pipeline.policies import Policy, Rulebook
from pipeline.policies.workdays import Calendar, CalendarUnknown

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


def publicity_days(round_: Deciding, calendar: Calendar) -> int | str:
    """Working days of the publicity; "" without one, or beyond the holiday calendar: no guess."""
    return days_shown(round_.publicity, calendar) if round_.publicity else ""


def days_shown(publicity: Publicity, calendar: Calendar) -> int | str:
    """As `publicity_days`, of any list."""
    try:
        return calendar.working_days(publicity.first, publicity.last)
    except CalendarUnknown:
        return ""


def public_view(
    intake: Intake, round_: Deciding, named: tuple[View, ...], rulebook: Rulebook
) -> dict[str, object]:
    """What the publicity notice may know: the union's office contacts, the dates, the list."""
    assert round_.publicity is not None
    return {
        **_page(intake, round_.publicity, named, rulebook),
        **_decided(intake, round_),
        "补充": isinstance(round_, Supplement),
        "推荐对象": "",
    }


def _decided(intake: Intake, round_: Deciding) -> dict[str, object]:
    committee, consent = round_.committee or intake.committee, round_.consent or intake.consent
    return {
        "研究日期": committee.date if committee else "",
        "会议": committee.meeting if committee else "",
        "同意日期": consent.date if consent else "",
    }


def nominees_view(
    intake: Intake, nominees: NomineePublicity, listed: tuple[View, ...], rulebook: Rulebook
) -> dict[str, object]:
    """What the publicity of nominees may know: as above, and where they are nominated for."""
    return {
        **_page(intake, nominees, listed, rulebook),
        **_decided(intake, intake),
        "补充": False,
        "推荐对象": "、".join(nominees.targets),
    }


def _page(
    intake: Intake, publicity: Publicity, named: tuple[View, ...], rulebook: Rulebook
) -> dict[str, object]:
    union, policy = intake.union, rulebook.on(publicity.date)
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
                "工作日数": days_shown(publicity, rulebook.calendar),
            }
        ),
        "名单": named,
        "排列": list_order(policy),
        "首次公示": intake.publicity.date if intake.publicity else "",
    }
