"""What comes next, read as a clerk reads it on many days of the samples' cycles."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest
from pydantic import TypeAdapter

from pipeline.acts import acts_by_name
from pipeline.dossier.acts.base import CheckVerdict
from pipeline.dossier.acts.cycle import MidtermCheck, Rereview
from pipeline.dossier.acts.deciding import Supplement
from pipeline.dossier.acts.review import PreliminaryCheck
from pipeline.dossier.load import Case
from pipeline.dossier.record import StudioAct
from pipeline.dossier.tree import MARKS_KEY
from pipeline.dossier.workspace import Loaded, load_workspace
from pipeline.due import due_acts
from pipeline.lifecycle import Phase, last_of, place
from pipeline.policies import built_in
from pipeline.policies.sections import PAYMENT_ACTS


@pytest.fixture(scope="module")
def loaded(root: Path) -> Loaded:
    return load_workspace(root)


def told(case: Case, day: str) -> tuple[str, list[str]]:
    """The phase, and a line for each act that comes next."""
    today = datetime.date.fromisoformat(day)
    stage = place(case, today)
    lines = [
        "|".join((due.act, str(due.by or ""), due.who, due.blocked_by, due.detail))
        for due in due_acts(case, stage, today)
    ]
    return stage.phase.value, lines


@pytest.mark.parametrize(
    ("key", "day", "phase", "first"),
    [
        ("2024/zhang-jianye", "2024-04-20", "填报中", "推荐申报|2024-05-10|带头人||"),
        ("2024/zhang-jianye", "2024-05-20", "评审中", "专家评审||校工会||"),
        (
            "2024/zhang-jianye",
            "2024-06-21",
            "审定公示中",
            "公示结果||校工会|公示到 2024-06-21 才期满|",
        ),
        ("2024/zhang-jianye", "2024-06-22", "审定公示中", "公示结果||校工会||"),
        ("2024/zhang-jianye", "2024-06-25", "审定公示中", "命名||校工会||"),
        ("2024/zhang-jianye", "2024-06-26", "创建周期内", "挂牌|2024-07-26|校工会||"),
        ("2024/zhang-jianye", "2024-07-03", "创建周期内", "首笔划拨|2024-09-01|校工会||"),
        (
            "2024/zhang-jianye",
            "2024-08-01",
            "创建周期内",
            "年度自评备案|2025-01-31|带头人||2024年度",
        ),
        ("2024/zhang-jianye", "2025-06-17", "创建周期内", "二笔划拨|2025-08-16|校工会||"),
        ("2024/zhang-jianye", "2026-06-25", "创建周期内", "周期末复核|2026-09-23|校工会||"),
        ("2024/zhang-jianye", "2026-06-26", "待复核", "周期末复核|2026-09-23|校工会||"),
        ("2024/zhang-jianye", "2026-07-10", "已复核", "奖励|2026-09-30|校工会||"),
        (
            "2024/sun-lihua",
            "2025-06-28",
            "创建周期内",
            "中期检查|2025-09-30|校工会||整改后复查，整改期限 2025-08-31",
        ),
        (
            "2024/sun-lihua",
            "2025-09-06",
            "创建周期内",
            "取消称号|2025-11-04|校工会||中期检查不通过，属第十一条“考核不达标”",
        ),
        ("2024/sun-lihua", "2025-09-18", "已取消", "收回牌匾|2025-09-30|校工会||"),
        ("2024/sun-lihua", "2025-10-08", "已取消", "归档|2026-06-30|校工会||"),
        ("2024/zhao-guoqing", "2025-09-06", "创建周期内", "重新命名|2025-11-04|校工会||或取消命名"),
    ],
)
def test_the_next_act_of_a_day(loaded: Loaded, key: str, day: str, phase: str, first: str) -> None:
    found, lines = told(loaded.cases[key], day)
    assert (found, lines[0]) == (phase, first)


def test_what_waits_without_a_day_comes_last(loaded: Loaded) -> None:
    _, lines = told(loaded.cases["2024/zhang-jianye"], "2024-06-26")
    assert [line.split("|")[0] for line in lines] == [
        "挂牌",
        "首笔划拨",
        "年度自评备案",
        "中期检查",
        "年度自评备案",
        "周期末复核",
        "二笔划拨",
    ]


def test_the_plaque_comes_back_before_the_papers_go(loaded: Loaded) -> None:
    _, lines = told(loaded.cases["2024/sun-lihua"], "2025-09-18")
    assert lines[-1] == "归档|2026-06-30|校工会|牌匾尚未收回|"


def test_the_re_review_waits_for_the_decision_on_a_leader(loaded: Loaded) -> None:
    _, lines = told(loaded.cases["2024/zhao-guoqing"], "2025-09-06")
    assert lines[-1] == "周期末复核|2026-09-23|校工会|带头人变更尚未决定|"


def with_first_check(case: Case, verdict: CheckVerdict) -> Case:
    """The case with its only 初审 given another outcome."""
    assert case.record is not None
    by = datetime.date(2026, 11, 20)
    changes = {"verdict": verdict, "supplement_by": by}
    acts = tuple(
        act.model_copy(update=changes) if isinstance(act, PreliminaryCheck) else act
        for act in case.record.acts
    )
    return replace(case, record=case.record.model_copy(update={"acts": acts}))


def test_papers_sent_back_are_for_the_leader_to_mend(loaded: Loaded) -> None:
    case = with_first_check(loaded.cases["2026/liang-jun"], CheckVerdict.CORRECT)
    assert told(case, "2026-11-23") == ("评审中", ["初审|2026-11-20|带头人||补正后再审"])


def test_who_fails_the_first_check_is_out(loaded: Loaded) -> None:
    case = with_first_check(loaded.cases["2026/liang-jun"], CheckVerdict.FAILED)
    assert told(case, "2026-11-23") == (
        "未获命名",
        ["结果告知|2026-12-05|校工会||", "归档|2027-06-30|校工会||"],
    )


#: Who is not named learns of it, and the papers are kept.
def out(told_by: str) -> tuple[str, list[str]]:
    return "未获命名", [f"结果告知|{told_by}|校工会||", "归档|2025-06-30|校工会||"]


def test_an_application_withdrawn_before_the_review_is_out_once_others_are_named(
    loaded: Loaded,
) -> None:
    """Its record ends with the application, and the intake went on without it."""
    case = loaded.cases["2024/zhang-jianye"]
    assert case.record is not None and case.intake is not None
    assert case.intake.committee is not None and case.intake.naming is not None
    others = tuple(slug for slug in case.intake.naming.named if slug != case.slug)
    committee = case.intake.committee.model_copy(update={"approved": others})
    naming = case.intake.naming.model_copy(update={"named": others})
    withdrawn = replace(
        case,
        record=case.record.model_copy(update={"acts": case.record.acts[:1]}),
        intake=case.intake.model_copy(update={"committee": committee, "naming": naming}),
    )
    assert told(withdrawn, "2024-06-03") == ("评审中", ["初审||校工会||"])
    assert told(withdrawn, "2024-06-04") == out("2024-07-04")


def test_who_drops_out_after_the_publicity_is_out(loaded: Loaded) -> None:
    case = loaded.cases["2024/zhang-jianye"]
    assert case.intake is not None and case.intake.naming is not None
    others = tuple(slug for slug in case.intake.naming.named if slug != case.slug)
    naming = case.intake.naming.model_copy(update={"named": others})
    dropped = replace(case, intake=case.intake.model_copy(update={"naming": naming}))
    assert told(dropped, "2024-06-26") == out("2024-07-26")


def test_an_act_dated_later_has_not_happened(loaded: Loaded) -> None:
    case = loaded.cases["2024/zhang-jianye"]
    assert place(case, datetime.date(2026, 10, 29)).phase is Phase.REREVIEWED
    assert place(case, datetime.date(2026, 10, 30)).phase is Phase.ARCHIVED


@pytest.mark.parametrize(
    ("first", "months", "last"),
    [
        ("2024-06-26", 24, "2026-06-25"),
        ("2024-03-01", 24, "2026-02-28"),
        ("2026-03-01", 24, "2028-02-29"),
        ("2024-02-29", 24, "2026-02-28"),
        ("2024-02-29", 48, "2028-02-28"),
        ("2024-01-01", 24, "2025-12-31"),
    ],
)
def test_a_span_ends_the_day_before_it_would_begin_again(
    first: str, months: int, last: str
) -> None:
    assert last_of(datetime.date.fromisoformat(first), months).isoformat() == last


def test_a_list_whose_time_is_over_comes_down(loaded: Loaded) -> None:
    """Told of each of its studios, whatever comes next for it, until the day is written."""
    case = loaded.cases["2025/xu-ming"]
    assert case.intake is not None and case.intake.publicity is not None
    down = "公示|2025-06-06|校工会||期满撤下"
    assert down not in told(case, "2025-05-20")[1]
    publicity = case.intake.publicity.model_copy(update={"taken_down": None})
    standing = replace(case, intake=case.intake.model_copy(update={"publicity": publicity}))
    assert down not in told(standing, "2025-05-07")[1]
    assert down in told(standing, "2025-05-08")[1]
    assert down in told(standing, "2026-05-20")[1]


def test_what_came_of_a_publicity_of_nominees_is_owed(loaded: Loaded) -> None:
    """Of each nominee, until it is recorded; no nomination goes up before (Art. 13)."""
    case = loaded.cases["2024/zhang-jianye"]
    assert case.intake is not None
    (nominees,) = case.intake.nominees
    open_list = nominees.model_copy(update={"closed": None, "conclusion": None})
    intake = case.intake.model_copy(update={"nominees": (open_list,)})
    assert case.record is not None
    acts = tuple(act for act in case.record.acts if act.act not in ("推荐", "归档"))
    record = case.record.model_copy(update={"acts": acts})
    standing = replace(case, intake=intake, record=record)
    owed = "推荐公示||校工会||公示结果"
    assert "推荐公示||校工会|公示到 2026-09-14 才期满|公示结果" in told(standing, "2026-09-14")[1]
    assert owed in told(standing, "2026-09-15")[1]
    waiting = "推荐|2026-12-29|校工会|推荐公示还没有结果|山西省职工（劳模）创新工作室"
    assert waiting in told(standing, "2026-10-20")[1]
    assert (
        waiting.replace("推荐公示还没有结果", "")
        in told(replace(case, record=record), "2026-10-20")[1]
    )
    assert owed not in told(case, "2026-10-20")[1]


def test_who_was_criticised_loses_the_title_first(loaded: Loaded) -> None:
    """Falsehood costs the qualification (Art. 7): no payment, no check, no filing comes next."""
    case, other = loaded.cases["2025/guo-tiezhu"], loaded.cases["2024/sun-lihua"]
    assert case.record and other.record
    (criticism,) = (act for act in other.record.acts if act.act == "通报批评")
    told_of = criticism.model_copy(update={"date": datetime.date(2025, 6, 1)})
    record = case.record.model_copy(update={"acts": (*case.record.acts, told_of)})
    criticised = replace(case, record=record)
    assert told(criticised, "2025-05-31") == told(case, "2025-05-31")
    assert told(criticised, "2025-06-02") == (
        "创建周期内",
        ["取消称号|2025-06-01|校工会||事由“弄虚作假”：一经核实，取消资格"],
    )


def with_change(case: Case, loaded: Loaded, day: str, *, successor: bool) -> Case:
    """The case with a report that its leader goes on that day."""
    other = loaded.cases["2024/zhao-guoqing"]
    assert case.record and other.record
    (change,) = (act for act in other.record.acts if act.act == "带头人变更")
    date = datetime.date.fromisoformat(day)
    changes: dict[str, object] = {"date": date, "happened": date}
    changes |= {"pledged": date} if successor else {"successor": None}
    acts = (*case.record.acts, change.model_copy(update=changes))
    return replace(case, record=case.record.model_copy(update={"acts": acts}))


def test_an_application_whose_leader_has_gone_wants_another(loaded: Loaded) -> None:
    """From the day on which he goes, whatever comes next (Art. 14)."""
    case, day = loaded.cases["2026/liang-jun"], "2026-11-10"
    orphaned = with_change(case, loaded, day, successor=False)
    wanted = "带头人变更||所在单位||接任的人重新签署，补拟任带头人、承诺日期"
    assert told(orphaned, "2026-11-09") == told(case, "2026-11-09")
    assert told(orphaned, day) == ("评审中", [wanted, "专家评审||校工会|还没有人接任带头人|"])
    assert told(with_change(case, loaded, day, successor=True), day) == told(case, day)


@pytest.mark.parametrize(("key", "day"), [("2024/sun-lihua", "2026-11-10")])
def test_a_title_that_is_gone_asks_for_no_new_name(loaded: Loaded, key: str, day: str) -> None:
    case = loaded.cases[key]
    assert told(with_change(case, loaded, day, successor=True), day) == told(case, day)
    assert told(with_change(case, loaded, day, successor=False), day) == told(case, day)


def with_checks(case: Case, *written: tuple[str, CheckVerdict]) -> Case:
    """The case with mid-term checks of these days and outcomes, and none of its other later acts
    but the re-review."""
    assert case.record is not None
    (first, *_) = (act for act in case.record.acts if isinstance(act, MidtermCheck))
    kept = tuple(
        act for act in case.record.acts if act.date < first.date or isinstance(act, Rereview)
    )
    checks = tuple(
        first.model_copy(update={"date": datetime.date.fromisoformat(day), "verdict": verdict})
        for day, verdict in written
    )
    return replace(case, record=case.record.model_copy(update={"acts": (*kept, *checks)}))


def test_the_last_check_decides_what_comes_next(loaded: Loaded) -> None:
    passed, failed = ("2025-06-17", CheckVerdict.PASSED), ("2025-06-30", CheckVerdict.FAILED)
    case = with_checks(loaded.cases["2024/zhang-jianye"], passed, failed)
    _, lines = told(case, "2025-07-01")
    assert (
        "取消称号|2025-08-29|校工会||中期检查不通过，属第十一条“考核不达标”；或整改后复查" in lines
    )
    assert lines[-2:] == [
        "周期末复核|2026-09-23|校工会|中期检查尚未通过|",
        "二笔划拨||校工会|中期检查尚未通过|",
    ]


def test_a_recheck_has_no_day_where_no_time_was_set(loaded: Loaded) -> None:
    case = with_checks(loaded.cases["2024/zhang-jianye"], ("2025-06-17", CheckVerdict.CORRECT))
    _, lines = told(case, "2026-03-01")
    assert "中期检查||校工会||整改后复查" in lines


def test_an_award_waits_where_the_re_review_came_before_a_passed_check(loaded: Loaded) -> None:
    failed, passed = ("2025-06-17", CheckVerdict.FAILED), ("2026-07-20", CheckVerdict.PASSED)
    case = with_checks(loaded.cases["2024/zhang-jianye"], failed, passed)
    _, lines = told(case, "2026-08-01")
    assert "奖励|2026-09-30|校工会|复核以前的中期检查 2025-06-17 没有通过|" in lines


def test_what_falls_due_by_an_act_is_what_the_table_says(loaded: Loaded) -> None:
    """On the first of each month of all samples."""
    known = acts_by_name(built_in().on(datetime.date(2026, 11, 23)).funds.payments)
    days = [datetime.date(year, month, 1) for year in (2024, 2025, 2026) for month in range(1, 13)]
    told = 0
    for case in loaded.cases.values():
        for day in days:
            for due in due_acts(case, place(case, day), day):
                brings = known[due.since.name].brings if due.since else (due.act,)
                name = "各笔划拨" if due.act in PAYMENT_ACTS and due.since else due.act
                assert name in brings, (case.key, day, due.since, due.act)
                told += due.since is not None
    assert told > 20


_ACTS: TypeAdapter[StudioAct] = TypeAdapter(StudioAct)


def with_acts(case: Case, *blocks: dict[str, object]) -> Case:
    """The case with more acts on its record, as they are written there."""
    assert case.record is not None
    marks = {MARKS_KEY: case.record.acts[0].marks}
    more = [_ACTS.validate_python({**block, **marks}) for block in blocks]
    record = case.record.model_copy(update={"acts": (*case.record.acts, *more)})
    return replace(case, record=record)


def heard(day: str, verdict: str) -> dict[str, object]:
    told = {"地点": "会议室", "核实情况": "情况", "工作室说明": "说明", "到场人": ["田佳慧"]}
    return {"事项": "核实听取", "日期": day, "结论": verdict, **told}


def of(act: str, lines: list[str]) -> list[str]:
    return [line for line in lines if line.startswith(f"{act}|")]


def test_facts_found_true_ask_for_a_decision(loaded: Loaded) -> None:
    """Which one, and by when, no article says; what was found untrue asks for none."""
    case, day = loaded.cases["2024/zhang-jianye"], "2025-03-01"
    asked = "取消称号||校工会||核实听取 2025-02-20 {}；或整改通知，或记其他事项说明不予取消"
    for verdict in ("属实", "部分属实"):
        _, lines = told(with_acts(case, heard("2025-02-20", verdict)), day)
        assert of("取消称号", lines) == [asked.format(verdict)]
    untrue = with_acts(case, heard("2025-02-20", "不属实"))
    assert of("取消称号", told(untrue, day)[1]) == []
    answer: dict[str, object] = {"事项": "其他事项", "日期": "2025-02-25", "题名": "不予取消"}
    answer |= {"决定机构": "工会委员会", "内容": "内容"}
    answered = with_acts(case, heard("2025-02-20", "属实"), answer)
    assert of("取消称号", told(answered, day)[1]) == []


def test_an_applicant_found_false_is_criticised(loaded: Loaded) -> None:
    case = with_acts(loaded.cases["2026/liang-jun"], heard("2026-11-20", "属实"))
    lines = told(case, "2026-11-23")[1]
    assert of("通报批评", lines) == [
        "通报批评||校工会||核实听取 2026-11-20 属实；或记其他事项说明不予通报"
    ]


def test_facts_found_true_after_the_archiving_ask_too(loaded: Loaded) -> None:
    case = loaded.cases["2024/zhang-jianye"]
    before = with_acts(case, heard("2026-10-01", "属实"))
    after = with_acts(case, heard("2026-11-20", "属实"))
    assert of("取消称号", told(before, "2026-11-23")[1]) == []
    assert len(of("取消称号", told(after, "2026-11-23")[1])) == 1


def test_an_order_not_carried_out_is_answered(loaded: Loaded) -> None:
    """By another order, or by striking off, within the days for any failure (Art. 11)."""
    order: dict[str, object] = {"事项": "整改通知", "日期": "2025-03-01", "缘由": "检查发现"}
    order |= {"整改要求": ["补齐台账"], "整改期限": "2025-03-31"}
    check: dict[str, object] = {"事项": "整改验收", "日期": "2025-04-02", "验收情况": "情况"}
    check |= {"结论": "未整改", "验收人": ["田佳慧"]}
    case = with_acts(loaded.cases["2024/zhang-jianye"], order, check)
    assert of("整改通知", told(case, "2025-04-10")[1]) == [
        "整改通知|2025-06-01|校工会||2025-04-02 验收为未整改；或研究取消称号"
    ]
    again = with_acts(case, {**order, "日期": "2025-04-05", "整改期限": "2025-04-30"})
    assert of("整改通知", told(again, "2025-04-10")[1]) == []


def test_what_an_ending_left_open_stays_due_when_the_volume_is_closed(loaded: Loaded) -> None:
    case = loaded.cases["2024/sun-lihua"]
    assert case.record is not None
    settled = ("收回牌匾", "退回经费")
    acts = tuple(act for act in case.record.acts if act.act not in settled)
    left = replace(case, record=case.record.model_copy(update={"acts": acts}))
    assert told(case, "2026-11-23")[1] == []
    phase, lines = told(left, "2026-11-23")
    assert (phase, [line.partition("|")[0] for line in lines]) == ("已归档", [*settled])


@pytest.mark.parametrize("item", ["年度自评", "自评报校工会备案"])
def test_a_self_assessment_stated_to_lack_is_not_asked(loaded: Loaded, item: str) -> None:
    case = loaded.cases["2024/zhang-jianye"]
    assert case.record is not None
    acts = tuple(act for act in case.record.acts if act.act != "年度自评备案")
    without = replace(case, record=case.record.model_copy(update={"acts": acts}))
    statement: dict[str, object] = {"事项": "缺项认定", "日期": "2025-03-10", "期间": "2024年"}
    statement |= {"项目": item, "情况": "没有写", "认定意见": "不再补写"}
    assert len(of("年度自评备案", told(without, "2025-03-20")[1])) == 2
    (left,) = of("年度自评备案", told(with_acts(without, statement), "2025-03-20")[1])
    assert left.endswith("2025年度")


def test_who_need_not_be_looked_at_again_has_not_passed(loaded: Loaded) -> None:
    """As A09-1c says of the payment; without any check the lifting stands for it."""
    spared: dict[str, object] = {"事项": "其他事项", "日期": "2025-09-01", "题名": "不再复查"}
    spared |= {"决定机构": "校工会", "内容": "内容", "影响": "免除", "所及事项": "中期检查"}
    case = loaded.cases["2024/zhang-jianye"]
    assert case.record is not None
    marks = {MARKS_KEY: case.record.acts[0].marks}
    met = {"机构": "工会委员会", "会议": "第5次会议", "日期": "2025-09-01"}
    spared["审定"] = {**met, **marks}
    for checks, blocked in (
        ([("2025-06-17", CheckVerdict.CORRECT)], "整改后复查尚未通过"),
        ([], ""),
    ):
        lifted = with_acts(with_checks(case, *checks), spared)
        assert of("二笔划拨", told(lifted, "2025-10-01")[1]) == [f"二笔划拨||校工会|{blocked}|"]


def test_a_supplement_about_others_moves_no_day(loaded: Loaded) -> None:
    case = loaded.cases["2024/zhang-jianye"]
    assert case.record is not None and case.intake is not None
    assert case.intake.committee is not None and case.intake.naming is not None
    applied = case.record.model_copy(update={"acts": case.record.acts[:1]})
    others = tuple(slug for slug in case.intake.naming.named if slug != case.slug)
    committee = case.intake.committee.model_copy(update={"approved": others})
    naming = case.intake.naming.model_copy(update={"named": others})
    again = committee.model_copy(update={"date": datetime.date(2024, 8, 1)})
    found = []
    for listed in (("another",), ("another", case.slug)):
        later = Supplement.model_construct(
            marks=case.intake.marks, listed=listed, reason="缓议", committee=again
        )
        changes = {"committee": committee, "naming": naming, "supplements": (later,)}
        intake = case.intake.model_copy(update=changes)
        passed = replace(case, record=applied, intake=intake)
        found += of("结果告知", told(passed, "2024-08-10")[1])
    assert found == [f"结果告知|{by}|校工会||" for by in ("2024-07-04", "2024-08-31")]
