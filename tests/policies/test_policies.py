"""Thresholds by date: the one in force judges, a new one is a file, and each file is sound."""

from __future__ import annotations

import dataclasses
import datetime
import itertools
import re
import shutil
from pathlib import Path

import pytest

from pipeline.articles import all_articles
from pipeline.dossier.workspace import load_workspace
from pipeline.errors import PipelineError
from pipeline.lifecycle import place
from pipeline.policies import FOLDER, Policy, Rulebook, built_in, load_policy, read_rulebook
from pipeline.policies.taken_over import lines_taken_over
from pipeline.rules.all import RULES
from pipeline.rules.articles.article_06.conditions import too_few_past_exchanges
from pipeline.rules.finding import Placed
from pipeline.rules.scoring import full_marks
from tests.rules.corpus import BASE
from tests.texts import edit

POLICIES = pytest.mark.parametrize("policy", built_in().policies, ids=lambda p: str(p.effective))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workspace with a policy of its own, for 2027, that asks for five exchanges a year."""
    (tmp_path / "policies").mkdir()
    text = (FOLDER / "2024-04-16.toml").read_text(encoding="utf-8")
    text = text.replace("effective = 2024-04-16", "effective = 2027-03-01")
    text = text.replace("exchanges_min = { value = 4", "exchanges_min = { value = 5")
    (tmp_path / "policies" / "2027-03-01.toml").write_text(text, encoding="utf-8")
    return tmp_path


def test_a_new_policy_is_one_file_and_rules_from_its_day_on(folder: Path) -> None:
    before, after = datetime.date(2027, 2, 28), datetime.date(2027, 3, 1)
    rulebook = read_rulebook(folder)
    assert rulebook.on(before).application.exchanges_min == 4
    assert rulebook.on(after).application.exchanges_min == 5
    assert rulebook.on(after).file == "policies/2027-03-01.toml"
    assert rulebook.on(datetime.date(2020, 1, 1)).effective == datetime.date(2024, 4, 16)


def test_a_policy_of_the_same_day_takes_the_place_of_the_built_in_one(folder: Path) -> None:
    path = folder / "policies" / "2027-03-01.toml"
    text = path.read_text(encoding="utf-8")
    path.unlink()
    ours = text.replace("effective = 2027-03-01", "effective = 2024-04-16")
    path.with_name("2024-04-16.toml").write_text(ours, "utf-8")
    (policy,) = read_rulebook(folder).policies
    assert policy.application.exchanges_min == 5
    assert built_in().policies[0].application.exchanges_min == 4


def test_a_copy_that_kept_its_old_day_is_refused(folder: Path) -> None:
    """Or what was meant for next year would judge the last."""
    path = folder / "policies" / "2027-03-01.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("effective = 2027-03-01", "effective = 2024-04-16"), "utf-8")
    with pytest.raises(PipelineError, match="文件名与 effective = 2024-04-16 不符"):
        read_rulebook(folder)


def test_two_policies_of_one_day_are_refused(folder: Path) -> None:
    shutil.copy(folder / "policies/2027-03-01.toml", folder / "policies/next.toml")
    with pytest.raises(PipelineError) as raised:
        read_rulebook(folder)
    assert "policies/next.toml 和 policies/2027-03-01.toml 都自 2027-03-01" in raised.value.message


@pytest.mark.parametrize(("effective", "asked"), [("2024-05-06", 5), ("2024-05-07", 4)])
def test_an_application_is_judged_by_the_policy_of_the_day_it_was_signed(
    folder: Path, effective: str, asked: int
) -> None:
    case = load_workspace(BASE).cases["2024/other"]
    first, stricter = read_rulebook(folder).policies
    later = dataclasses.replace(stricter, effective=datetime.date.fromisoformat(effective))
    case = dataclasses.replace(case, rulebook=Rulebook(policies=(first, later)))
    today = datetime.date(2027, 6, 1)
    found = [*too_few_past_exchanges(Placed(case=case, stage=place(case, today), today=today))]
    assert [f"要求每年 {asked} 次以上" in one.message for one in found] == [True] * (asked - 4)


@POLICIES
def test_bands_leave_no_gap_and_do_not_overlap(policy: Policy) -> None:
    bands = sorted(policy.rereview.bands.values())
    assert bands[0][0] == 0
    assert bands[-1][1] > 100
    assert all(before[1] == after[0] for before, after in itertools.pairwise(bands))


@POLICIES
def test_marks_and_money_add_up(policy: Policy) -> None:
    assert sum(full_marks(policy).values()) == 100
    assert sum(policy.review.defence_items.values()) == 100
    assert sum(policy.review.visit_items.values()) == 100
    assert 0 <= policy.review.defence_weight <= 1
    assert len({aspect for aspect, _ in full_marks(policy)}) == 6


@POLICIES
def test_every_indicator_of_the_sheet_has_its_criterion_in_the_order_of_the_sheet(
    policy: Policy,
) -> None:
    rows = policy.rereview.criteria
    assert [(row.aspect, row.indicator) for row in rows] == list(full_marks(policy))


@POLICIES
def test_every_setting_cites_an_article_and_every_rule_known_settings(policy: Policy) -> None:
    numbers = {article.number for article in all_articles()}
    assert {s.article for s in policy.settings.values()} <= numbers
    assert all(setting.meaning for setting in policy.settings.values())
    for rule in RULES:
        assert set(rule.settings) <= set(policy.settings), rule.code


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("effective = ", "读不了"),
        ('document = "x"\n', "缺 effective"),
        ('effective = 2027-01-01\ndocument = "x"\n[a]\nb = { value = 1 }\n', "a.b 应有"),
        (
            'effective = 2027-01-01\ndocument = "x"\n[a]\n'
            'b = { value = 1, article = "4", basis = "x", meaning = "m" }\n',
            "basis 只能是",
        ),
        ('effective = "2027-01-01"\ndocument = "x"\n', "effective 是不带引号的日期"),
        ('effective = 2027-01-01\ndocument = "x"\nlater = 1\n', "later 应写成一节"),
        ('effective = 2027-01-01\ndocument = "x"\n[a]\nb = 1\n', "a.b 应有"),
        (
            'effective = 2027-01-01\ndocument = "x"\n[publicity]\n'
            'order = { value = "笔画", article = "7.3", basis = "given", meaning = "m" }\n',
            "publicity.order 只能是 姓氏笔画、拼音、命名名单",
        ),
    ],
)
def test_a_wrong_file_is_named(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "2027-01-01.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PipelineError) as raised:
        load_policy(path, f"policies/{path.name}")
    assert "2027-01-01.toml" in raised.value.message
    assert said in raised.value.message


@pytest.mark.parametrize(
    ("written", "instead", "said"),
    [
        (
            "exchanges_min = { value = 5",
            'exchanges_min = { value = "5"',
            "：application.exchanges_min 应是 0 到 1000 的整数",
        ),
        ("exchanges_min = ", "exchange_min = ", "缺 application.exchanges_min；不认识"),
        ('plan_due = { value = "03-15"', 'plan_due = { value = "02-29"', "应是“月-日”"),
        ('pass_mark = { value = "70"', 'pass_mark = { value = "七十"', "应是引号里的数"),
        ("leader_counts = { value = false", "leader_counts = { value = 0", "应是 true 或 false"),
        (
            "ages = { value = [16, 80]",
            "ages = { value = [16]",
            "应是方括号里的 2 个 0 到 150 的整数",
        ),
        (
            '10000, after = "挂牌"',
            '9000, after = "挂牌"',
            "funds.payments 合计 19000，应等于 funds.cycle_total 的 20000",
        ),
        (
            'after = "挂牌"',
            'after = "命名"',
            "payments 第 1 行的 after 只能是 挂牌、中期检查、周期",
        ),
        ('after = "挂牌"', 'after = "周期末复核"', "应按 after 的先后排列"),
        ('after = "挂牌", ', "", "funds.payments 第 1 行缺 after"),
        ('"考核不达标" = ', '"考核不合格" = ', "“考核不合格”不在 revocation.grounds 里"),
        ("[leader_change]", "[leaders]", "不认识 [leaders]；缺 leader_change.report_days"),
        ('scheme = { value = "全宗', 'scheme = { value = 0 } # "全宗', "scheme 应有"),
        ('"优秀" = [90, 101]', '"优秀" = 90', "每个值是方括号里的 2 个 0 到 1000 的整数"),
        ('"团队" = 15', '"团队" = "15"', "每个值是 0 到 1000 的整数"),
        (
            'review_words = { value = ["津贴"',
            "review_words = { value = [1",
            "方括号里的一列引号里的文字",
        ),
        (
            '"场所" = 4',
            '"场地" = 4',
            "“场所设施·场地”应有一行，现有 0 行；rereview.criteria 的“场所设"
            "施·场所”不在 rereview.aspects 里",
        ),
        ('method = "veto"', 'method = "none"', "第 1 行的 method 只能是 deduct、"),
        ('each = "1", ', "", "第 4 行（deduct）缺 each"),
        ('standard = "设备满足工作需要，完好在用"', 'each = "1"', "（judge）缺 standard；"),
        ('each = "1", ', "each = [], ", "第 4 行的 each 应是引号里的数"),
        ('method = "unit", each = "1.5"', 'method = "bands", bands = []', "（bands）缺 bands"),
        ('each = "1", ', "each = 1.0, ", "第 4 行的 each 应是引号里的数"),
        ('fact = "premises"', 'fact = "premise"', "第 1 行的 fact 只能是 premises、"),
        ("years = { value = 2", "years = { value = 0", "cycle.years 应是 1 到 10 的整数"),
        ("past_months = { value = 12", "past_months = { value = 10000000", "应是 1 到 120 的整"),
        ('amount = 10000, after = "挂牌"', 'amount = -1, after = "挂牌"', "的 amount 应是 1 到"),
        ("midterm_month = { value = 12", "midterm_month = { value = 30", "至多是 24，周期是 2 年"),
        (
            "midterm_earliest_month = { value = 6",
            "midterm_earliest_month = { value = 13",
            "cycle.midterm_earliest_month 不能大于 cycle.midterm_month",
        ),
        (
            '"成果推广"]',
            '"成果推广", "培训"]',
            "一列引号里的文字（一行，不空，两头没有空格，至多100字），没有重复",
        ),
        ('"成果推广"]', '"成果推广", ""]', "funds.purposes 应是方括号里的一列引号里的文字"),
        ('"成果推广"]', '"成果\\n推广"]', "funds.purposes 应是方括号里的一列引号里的文字"),
        ('"优秀" = [90, 101]', '"优秀" = [95, 101]', "rereview.bands 应从 0 到 101，一段接着"),
        ('"优秀" = [90, 101]', '"良好" = [90, 101]', "rereview.bands 应是 优秀、合格、不合格"),
        ('"场所" = 4', '"场所" = 5', "rereview.aspects 合计 101，应为 100"),
        ('"团队" = 15', '"团队" = 16', "review.defence_items 合计 101，应为 100"),
        ('defence_weight = { value = "0.5"', 'defence_weight = { value = "50"', "至多是 1"),
        ("[16, 80]", "[80, 16]", "application.ages 先写最小、后写最大"),
        ('meaning = "支出科目"', "meaning = 5", "funds.purposes 的 article、meaning 应是引号"),
        ("effective = 2027-03-01", "effective = 9999-12-31", "effective 应在 1900 与 2100 年之间"),
        (
            'method = "unit", each = "1.5"',
            'method = "bands", bands = [["0", "4"]]',
            "bands 应是方括号里的一列方括号里的 3 个引号里的数",
        ),
    ],
)
def test_a_later_policy_is_held_to_the_shape_of_the_first(
    folder: Path, written: str, instead: str, said: str
) -> None:
    path = folder / "policies" / "2027-03-01.toml"
    edit(path, (written, instead))
    with pytest.raises(PipelineError) as raised:
        read_rulebook(folder)
    assert "2027-03-01.toml" in raised.value.message
    assert said in raised.value.message


def test_lines_that_a_policy_lacks_are_told_of_each_and_typed_as_told(folder: Path) -> None:
    """A workspace wrote its policy before the program knew them: the shipped values hold."""
    path, ours = folder / "policies" / "2027-03-01.toml", built_in().policies[-1]
    whole = path.read_text(encoding="utf-8")
    several = r"^(?!document|effective)(\w+) = \{ value = .*\}\n"
    path.write_text(re.sub(several, "", whole, flags=re.MULTILINE), "utf-8")
    told = list(lines_taken_over(read_rulebook(folder)))
    assert len(told) > 100
    assert read_rulebook(folder).policies[-1].application == ours.application
    sections: dict[str, list[str]] = {}
    for one in told:
        found = re.fullmatch(r"在 \[(\w+)\] 里补：(\w+ = .*)；值可以改。", one.hint)
        if found:
            sections.setdefault(found[1], []).append(found[2])
    text = path.read_text(encoding="utf-8")
    for section, lines in sections.items():
        text = text.replace(f"[{section}]\n", "\n".join((f"[{section}]", *lines, "")), 1)
    path.write_text(text, "utf-8")
    typed = read_rulebook(folder)
    assert len(list(lines_taken_over(typed))) == len(told) - sum(map(len, sections.values()))
    assert typed.policies[-1].settings == ours.settings


def test_a_slip_is_not_made_good_in_silence(folder: Path) -> None:
    edit(folder / "policies/2027-03-01.toml", ("recheck_days = ", "recheck_dais = "))
    with pytest.raises(PipelineError, match=r"缺 cycle.recheck_days；不认识 cycle.recheck_dais"):
        read_rulebook(folder)


def test_a_file_that_is_passed_over_in_silence_is_told(folder: Path) -> None:
    path = folder / "policies" / "2027-03-01.toml"
    path.rename(path.with_suffix(".toml.txt"))
    with pytest.raises(
        PipelineError, match=r"2027-03-01\.toml\.txt 的文件名应以小写的 \.toml 结尾"
    ):
        read_rulebook(folder)
    (folder / "policies").rename(folder / "old")
    assert len(read_rulebook(folder).policies) == 1
    (folder / "policies").write_text("", encoding="utf-8")
    with pytest.raises(PipelineError, match="policies 读不了：应是文件夹"):
        read_rulebook(folder)
    (folder / "policies").unlink()
    (folder / "policies").symlink_to(folder / "nowhere")
    with pytest.raises(PipelineError, match="policies 是失效的链接"):
        read_rulebook(folder)


def test_a_later_policy_may_mark_in_bands(folder: Path) -> None:
    path = folder / "policies" / "2027-03-01.toml"
    text = path.read_text(encoding="utf-8").replace(
        'method = "unit", each = "1.5"', 'method = "bands", bands = [[2, 4, 6], ["4", "99", "12"]]'
    )
    path.write_text(text, encoding="utf-8")
    later = read_rulebook(folder).policies[-1]
    assert any(row.method == "bands" for row in later.rereview.criteria)


def test_no_setting_is_without_effect() -> None:
    """What a clerk may change in a policy file is read somewhere, and remarks are of settings."""
    code = "".join(path.read_text(encoding="utf-8") for path in FOLDER.parent.rglob("*.py"))
    settings = built_in().policies[-1].settings
    read = set(re.findall(r"\.(\w+)", code)) | {rule.family for rule in RULES}
    assert not [key for key in settings if key.partition(".")[2] not in read]
    assert set(re.findall(r"""remark\(f?["']([\w.]+)["']\)""", code)) <= set(settings)
