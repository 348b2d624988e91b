"""What the union may choose: families of rules are switched, assumed settings are confirmed."""

from __future__ import annotations

import datetime
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.diagnostics import Severity
from pipeline.dossier.workspace import load_workspace
from pipeline.due import nominations_missing
from pipeline.errors import PipelineError
from pipeline.lifecycle import place
from pipeline.policies import FOLDER, Policy, built_in, read_rulebook
from pipeline.rules.all import RULES
from tests.commands.runs import runner
from tests.rules.corpus import BASE, CASES, TODAY, lines_of, own_policy, seed
from tests.texts import edit

_CONFIRMED = """
[[confirmed]]
document = "校工字〔2026〕9号"
date = 2026-03-01
keys = {keys}
"""


def _policy(root: Path, *changes: list[str], more: str = "") -> Policy:
    """The shipped policy in a workspace of its own, with changes, and with more at its end."""
    (root / "policies").mkdir(exist_ok=True)
    own = root / "policies" / "2024-04-16.toml"
    own.write_text((FOLDER / own.name).read_text("utf-8") + more, "utf-8")
    edit(own, *changes)
    (policy,) = read_rulebook(root).policies
    return policy


def test_every_rule_of_a_family_stands_in_the_policy_and_every_family_has_rules() -> None:
    families = {rule.family for rule in RULES if rule.family}
    for policy in built_in().policies:
        switches = {key for key in policy.settings if key.startswith("switches.")}
        assert switches == {f"switches.{family}" for family in families}


def test_a_row_says_what_the_policy_that_comes_with_the_program_says() -> None:
    """So that the list of rules, made without any policy, is right for who has none of his own."""
    policy = built_in().policies[-1]
    for rule in RULES:
        asked = not rule.family or policy.switch(rule.family) != "不查"
        assert rule.severity_under(policy) is (rule.severity if asked else None), rule.code


def test_a_switch_decides_between_error_warning_and_silence(tmp_path: Path) -> None:
    rules = {str(rule.code): rule for rule in RULES}
    policy = _policy(
        tmp_path,
        ['recusal = { value = "错误"', 'recusal = { value = "警告"'],
        ['delays = { value = "警告"', 'delays = { value = "错误"'],
        ['ages = { value = "警告"', 'ages = { value = "不查"'],
    )
    assert rules["A07-2e"].severity_under(policy) is Severity.WARNING
    assert rules["A12-2c"].severity_under(policy) is Severity.WARNING
    assert rules["A14-1a"].severity_under(policy) is Severity.ERROR
    assert rules["A06-1f"].severity_under(policy) is None
    assert rules["A06-2a"].severity_under(policy) is Severity.ERROR


@pytest.mark.parametrize("name", ["members_min", "A06-2a", "publicity"])
def test_what_the_articles_order_cannot_be_switched(tmp_path: Path, name: str) -> None:
    row = f'{name} = {{ value = "不查", article = "6.2", basis = "assumed", meaning = "m" }}\n'
    with pytest.raises(PipelineError) as raised:
        _policy(tmp_path, more=row)
    assert f"switches 里没有“{name}”这一族：细则规定的规则不能关" in raised.value.message
    assert "one_person、name_form" in raised.value.message


def test_a_word_that_is_no_switch_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match=r"switches\.ages 只能是 错误、警告、不查"):
        _policy(tmp_path, ['ages = { value = "警告"', 'ages = { value = "提示"'])


def test_explain_says_what_other_policies_say(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(BASE / "dossiers", tmp_path / "dossiers")
    run = runner(tmp_path, capsys)
    assert "各自当日" not in run("explain", "A07-2e").out
    changes = [['recusal = { value = "错误"', 'recusal = { value = "不查"']]
    own_policy(tmp_path, effective=datetime.date(2027, 1, 1), changes=changes)
    said = run("explain", "A07-2e").out
    assert said.startswith("A07-2e 专家应回避（错误）")
    assert "以上按 2024-04-16 起施行的标准" in said
    assert "2027-01-01 起：评审、复核的专家应回避的不评分：不查" in said
    assert "各自当日" not in run("explain", "A07-2d").out


def test_the_switch_in_force_for_an_intake_weighs_what_stands_in_its_files(tmp_path: Path) -> None:
    """One rule over all intakes: a newer policy that does not ask leaves older intakes asked."""
    seed(CASES / "A10-4a-reused", tmp_path)
    changes = [['document_numbers = { value = "错误"', 'document_numbers = { value = "不查"']]
    own_policy(tmp_path, effective=TODAY, changes=changes)
    assert " A10-4a " in "".join(lines_of(tmp_path, TODAY))
    own_policy(tmp_path, effective=datetime.date(2024, 6, 26), changes=changes)
    assert " A10-4a " not in "".join(lines_of(tmp_path, TODAY))


@pytest.mark.parametrize(
    ("required", "of_none", "of_one"), [("每一个", 2, 1), ("至少一个", 1, 0), ("不要求", 0, 0)]
)
def test_how_many_nominations_an_excellent_studio_still_needs(
    tmp_path: Path, required: str, of_none: int, of_one: int
) -> None:
    """What `status` calls due and what a closed cycle is found to lack are one count."""
    change = ['required = { value = "每一个"', f'required = {{ value = "{required}"']
    case = load_workspace(BASE).cases["2024/sample"]
    stage = replace(place(case, TODAY), policy=_policy(tmp_path, change))
    sent = stage.of("推荐")
    others = tuple(act for act in stage.acts if act not in sent)
    assert len(nominations_missing(stage)) == 0
    assert len(nominations_missing(replace(stage, acts=(*others, sent[0])))) == of_one
    assert len(nominations_missing(replace(stage, acts=others))) == of_none


def test_one_document_confirms_as_many_settings_as_it_names(tmp_path: Path) -> None:
    keys = '["funds.payments", "switches.recusal"]'
    policy = _policy(tmp_path, more=_CONFIRMED.format(keys=keys))
    assert policy.remark("funds.payments") == policy.remark("switches.recusal") == ""
    assert policy.remark("funds.purposes") == "（默认值，待校工会确认）"
    assert policy.settings["funds.payments"].standing == "已确认：校工字〔2026〕9号，2026-03-01"
    assert policy.settings["funds.payments"].basis == "assumed"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (_CONFIRMED.format(keys='["funds.payment"]'), "确认的 funds.payment 不是标准里的一项"),
        (_CONFIRMED.format(keys='["funds.award"]'), "funds.award 是细则规定的，不用确认"),
        (
            _CONFIRMED.format(keys='["funds.payments"]')
            + _CONFIRMED.format(keys='["funds.payments"]').replace("9号", "12号"),
            "funds.payments 由两份文件确认（校工字〔2026〕9号，2026-03-01；校工字〔2026〕12号",
        ),
        (_CONFIRMED.format(keys="[]"), "confirmed 第 1 份的 keys 应是方括号里的一列"),
        (_CONFIRMED.format(keys='["funds.payments"]').replace("2026-03-01", '"x"'), "的 date 应"),
        ('[[confirmed]]\ndocument = "x"\n', "confirmed 第 1 份缺 date、keys"),
        ("[confirmed]\n", "confirmed 应写成“[[confirmed]]”"),
    ],
)
def test_what_cannot_be_confirmed_is_refused(tmp_path: Path, more: str, said: str) -> None:
    with pytest.raises(PipelineError) as raised:
        _policy(tmp_path, more=more)
    assert said in raised.value.message
    assert "policies/2024-04-16.toml" in raised.value.message


def test_explain_tells_family_setting_and_file_and_who_confirmed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "dossiers").mkdir()
    (tmp_path / "templates").mkdir()
    _policy(
        tmp_path,
        ['recusal = { value = "错误"', 'recusal = { value = "不查"'],
        more=_CONFIRMED.format(keys='["switches.recusal", "review.pass_mark"]'),
    )
    run = runner(tmp_path, capsys)
    said = run("explain", "A07-2e").out
    assert "A07-2e 专家应回避（不查）" in said
    assert "不查（已确认：校工字〔2026〕9号，2026-03-01；switches.recusal）" in said
    assert "在 policies/2024-04-16.toml 里改为 错误、警告、不查" in said
    assert "  后果：不查，什么也不说" in said
    assert "开关：" not in run("explain", "A06-2a").out
    listed = run("explain", "--assumed").out
    assert "2 项已由校工会确认：" in listed
    assert "综合得分推荐线：70（已确认：校工字〔2026〕9号，2026-03-01；review.pass_mark）" in listed
