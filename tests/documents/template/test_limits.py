"""Templates that would run for ever or fill the memory are refused, at their tag."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.documents.render import Template, TemplateFaults
from tests.documents.docx_maker import template

LONG = "y" * 1_000_000
HOSTILE = {
    "{% for 甲 in 长 %}{% for 乙 in 长 %}{% endfor %}{% endfor %}": "循环和调用超过上限",
    "{% macro 甲(数) %}{% if 数 %}{{ 甲(数-1) ~ 甲(数-1) }}{% endif %}{% endmacro %}{{ 甲(60) }}":
        "循环和调用超过上限",
    "{% macro 甲() %}{{ 甲() }}{% endmacro %}{{ 甲() }}": "嵌套太深",
    "{% for 甲 in 表 recursive %}{{ loop(表) }}{% endfor %}": "嵌套太深",
    "{% set 甲 = 'x' %}" + "{% set 甲 = 甲 ~ 甲 %}" * 40 + "{{ 甲|length }}": "输出超过上限",
    "{% set 甲 = 'x' %}" + "{% set 甲 = 甲 + 甲 %}" * 40 + "{{ 甲|length }}": "输出超过上限",
    "{% set 甲 = 'x' %}" + "{% set 甲 %}{{ 甲 }}{{ 甲 }}{% endset %}" * 40: "输出超过上限",
    "{% set 甲 = 9 %}" + "{% set 甲 = 甲 * 甲 %}" * 40 + "{{ 甲 }}": "数字过大",
    "{{ 长|replace('y', 长)|length }}": "输出超过上限",
    "{{ 长.replace('y', 长)|length }}": "输出超过上限",
    "{{ 表|join(长 ~ 长 ~ 长 ~ 长 ~ 长) }}": "输出超过上限",
    "{{ 长.join(长)|length }}": "列表太长",
    "{{ 1|round(999999999, 'ceil') }}": "小数位数",
    "{{ '{:>999999999}'.format(1) }}": "宽度过大",
    "{{ '{:>{}}'.format(1, 999999999) }}": "宽度过大",
    "{{ '%*d'|format(999999999, 1) }}": "宽度过大",
    "{{ 表|batch(999999999, 0)|list|length }}": "每行只能是",
}  # fmt: skip


@pytest.mark.parametrize("tag", HOSTILE)
def test_what_never_ends_is_refused(tmp_path: Path, tag: str) -> None:
    with pytest.raises(TemplateFaults, match="第 1 段") as caught:
        Template.load(template(tmp_path / "t.docx", tag)).render({"长": LONG, "表": [1, 2, 3]})
    assert HOSTILE[tag] in caught.value.message


def test_200000_turns_are_no_reason_to_stop(tmp_path: Path) -> None:
    tag = "{% for 甲 in 表 %}{% for 乙 in 表 %}{% endfor %}{% endfor %}完"
    loaded = Template.load(template(tmp_path / "t.docx", tag))
    assert loaded.render({"表": list(range(447))})
