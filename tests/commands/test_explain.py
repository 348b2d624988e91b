"""`studio explain`: every code and article has words; defaults are listed; the rest is refused."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from pipeline.acts import acts_by_name
from pipeline.articles import all_articles
from pipeline.cli import studio
from pipeline.commands.explain import _rule, command
from pipeline.documents.lint.schema import act_written
from pipeline.errors import ExitCode, PipelineError
from pipeline.policies import built_in
from pipeline.rules.all import RULES
from tests.commands.golden import NOTED, kept
from tests.commands.runs import runner

PACKAGE = Path(__file__).parents[2] / "pipeline"


def explained(*arguments: str) -> str:
    result = CliRunner().invoke(
        studio, ["--date", "2026-11-23", "explain", *arguments], standalone_mode=False
    )
    assert result.exception is None, result.exception
    return result.output


def test_a_paragraph_shows_rules_thresholds_and_their_basis() -> None:
    said = explained("6.2")
    assert said.startswith("第六条（二） 团队建设\n")
    assert "规则：A06-2a 成员不足（错误）" in said
    assert "成员最少人数：3（细则规定；application.members_min）" in said
    assert "带头人是否计入成员人数：否（默认值，待校工会确认；application.leader_counts）" in said


def test_a_paragraph_shows_the_documents_of_its_article() -> None:
    """The application form cites Art. 6 as a whole."""
    assert "（application-form）" in explained("6.2")
    assert "（application-form）" not in explained("9")


def test_an_article_shows_its_paragraphs() -> None:
    said = explained("7")
    assert [f"第七条（{n}）" in said for n in "一二三四"] == [True] * 4


def test_every_code_and_article_is_explained() -> None:
    """The golden files say each to the letter; here none is missing and none is empty."""
    told = kept("explain-codes") + kept("explain-articles")
    for code in [*NOTED, *(str(rule.code) for rule in RULES)]:
        assert f"$ studio explain {code}\n{code} " in told
    for article in all_articles():
        assert f"$ studio explain {article.number}\n第" in told


def test_codes_in_the_source_are_all_explained() -> None:
    known = {*NOTED, *(str(rule.code) for rule in RULES)}
    form = re.compile(r'"([AFGLRST][0-9]{2}(?:-[0-9][a-z]?)?|V-[A-Z-]+)"')
    for path in PACKAGE.rglob("*.py"):
        for code in form.findall(path.read_text("utf-8")):
            assert code in known, f"{path.name}: {code}"


def test_assumed_lists_every_default_once() -> None:
    said = explained("--assumed")
    assumed = [s for s in built_in().policies[-1].settings.values() if s.assumed]
    assert said.startswith(f"{len(assumed)} 项默认值，待校工会确认")
    assert all(said.count(f"（{setting.key}）") == 1 for setting in assumed)


@pytest.mark.parametrize("arguments", [["99"], ["A99-1"], ["X"], []])
def test_what_does_not_exist_is_refused(arguments: list[str]) -> None:
    result = CliRunner().invoke(studio, ["explain", *arguments], standalone_mode=False)
    assert isinstance(result.exception, PipelineError)
    assert result.exception.exit_code is ExitCode.USAGE
    assert command.name == "explain"


def test_a_rule_says_what_waits_for_it_and_gives_an_example(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The workspace of the program holds the seeded faults; another one need not."""
    run = runner(root, capsys)
    said = run("explain", "A07-3a").out
    assert "不生成《" in said and "名单的公示》" in said
    assert "  例如：" in said
    assert "A07-3a-clean-ends-on-saturday" in said
    assert "不拦公文，只提醒" in run("explain", "A06-2c").out


def test_outside_a_workspace_a_rule_has_no_example(tmp_path: Path) -> None:
    rule = next(one for one in RULES if one.code == "A06-2a")
    lines = list(_rule(rule, built_in().policies[-1], (), tmp_path))
    assert lines[-2] == "  后果：拦下以它为依据的公文，改正后再生成"
    assert lines[-1] == "  放过：校工会写进 record.yaml、intake.yaml 的“放行”；带头人不能"


def test_a_document_is_named_once_for_an_article_and_its_paragraphs() -> None:
    said = explained("7")
    assert said.count("（criticism）") == 1
    assert said.count("关于…的决定") == 0
    assert "关于…的决定（renaming-decision）" in explained("14")


ACTS = acts_by_name(built_in().on(datetime.date(2026, 11, 23)).funds.payments)


@pytest.mark.parametrize("name", ACTS)
def test_an_act_shows_what_surrounds_it_and_every_key_as_it_is_written(name: str) -> None:
    said = explained(name)
    rule = ACTS[name]
    assert said.startswith(f"{name}（第")
    assert all(one in said for one in (*rule.after, *rule.after_any, *rule.until, *rule.brings))
    _, _, rest = said.partition("各工作室共同的")[0].partition("写法")
    lines = [line[4:] for line in rest.splitlines()[1:] if line.startswith("    ")]
    ((key, written),) = yaml.load("\n".join(lines), yaml.BaseLoader).items()
    under, listed, shape = act_written(name)
    assert key == under and isinstance(written, list) is listed
    (one,) = written if listed else (written,)
    assert one.keys() == shape.items.keys()
    assert one.get("事项", name) == name


def test_a_part_of_acts_shows_where_and_how_it_is_written() -> None:
    said = explained("审定")
    assert said.startswith("审定（写在“重新命名”“取消命名”“取消称号”“其他事项”里）\n")
    assert "      应到人数: 12  # 可不写\n" in said
    assert "    此前会议:\n      - 日期: 2026-11-23\n" in explained("此前会议")
    result = CliRunner().invoke(studio, ["explain", "日期"], standalone_mode=False)
    assert isinstance(result.exception, PipelineError)


def test_what_a_file_holds_besides_acts_is_shown_as_it_is_written() -> None:
    assert "场所变动（写在 ledger-年份.yaml）\n    场所变动:\n      - 日期: " in explained(
        "场所变动"
    )
    assert explained("放行").startswith("放行（写在 intake.yaml）")
    assert "经审意见、年度汇总、档案移交、其他事项\n" in explained("年度事项")
    assert "二笔划拨" in explained("事项记录") and "三笔划拨" not in explained("事项记录")
