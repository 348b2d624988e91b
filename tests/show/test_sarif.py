"""SARIF and workflow commands: valid, complete, and pointing at the right code points."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from pipeline.diagnostics import Diagnostic, Place, RuleCode, Severity
from pipeline.rules.all import RULES
from pipeline.show.findings import github_command
from pipeline.show.sarif import sarif_log
from tests.commands.runs import runner

SCHEMA: dict[str, Any] = json.loads(
    Path(__file__).with_name("sarif-2.1.0.schema.json").read_text(encoding="utf-8")
)


def found(code: str, file: str = "dossiers/2024/a/dossier.yaml", **more: Any) -> Diagnostic:
    values: dict[str, Any] = {
        "severity": Severity.ERROR,
        "article": "6.2",
        "message": "说明",
        "hint": "改法",
    }
    return Diagnostic(
        place=Place(file=file, line=3, column=5), code=RuleCode(code), **values | more
    )


def validate(log: dict[str, Any]) -> None:
    jsonschema.Draft4Validator(SCHEMA).validate(log)


def test_the_schema_refuses_what_is_not_sarif() -> None:
    with pytest.raises(jsonschema.ValidationError):
        validate({"version": "2.1.0", "runs": [{"tool": {}}]})


def test_every_rule_makes_a_valid_log() -> None:
    related = (Place(file="dossiers/2024/空 格#/record.yaml", line=1, column=2),)
    findings = [found(rule.code, related=related, severity=rule.severity) for rule in RULES]
    listed = [*findings, found("F01", article="", severity=Severity.WARNING)]
    log = json.loads(json.dumps(sarif_log(listed)))
    validate(log)
    rules = log["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted({*(r.code for r in RULES), "F01"})
    for result in log["runs"][0]["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
    assert all(rule["shortDescription"]["text"] and rule["help"]["text"] for rule in rules)
    titles = {rule.code: (rule.title, rule.severity.value) for rule in RULES}
    for rule in rules:
        if rule["id"] in titles:
            shown = (rule["shortDescription"]["text"], rule["defaultConfiguration"]["level"])
            assert shown == titles[rule["id"]]
    uri = log["runs"][0]["results"][0]["relatedLocations"][0]["physicalLocation"]
    assert uri["artifactLocation"]["uri"] == "dossiers/2024/%E7%A9%BA%20%E6%A0%BC%23/record.yaml"


def test_an_empty_log_is_valid() -> None:
    validate(sarif_log([]))


def test_columns_count_code_points(
    workspace: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """𠮷 is one code point but two UTF-16 units and four bytes."""
    root = workspace("2025/xu-ming")
    path = root / "dossiers/2025/xu-ming/dossier.yaml"
    text = path.read_text(encoding="utf-8").rstrip() + "\n"
    line = text.count("\n") + 1
    path.write_text(text + "多余: {𠮷𠮷: 甲, 甲: 乙, 甲: 丙}\n", encoding="utf-8")
    log = json.loads(runner(root, capsys)("check", "--format", "sarif").out)
    validate(log)
    assert log["runs"][0]["columnKind"] == "unicodeCodePoints"
    spots = [
        result["locations"][0]["physicalLocation"]["region"]
        for result in log["runs"][0]["results"]
        if result["ruleId"] == "R12"
    ]
    assert spots == [{"startLine": line, "startColumn": 19}]


def test_the_samples_make_a_valid_log(
    workspace: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    run = runner(workspace("2025/xu-ming", "2025/wu-haibo"), capsys)
    log = json.loads(run("check", "--format", "sarif").out)
    validate(log)
    listed = json.loads(run("check", "--format", "json").out)
    assert len(log["runs"][0]["results"]) == len(listed) > 0


def test_workflow_commands_escape_what_ends_them() -> None:
    one = found("A06-2", file="dossiers/a,b:c%.yaml", message="百分之50%\n下一行", hint="改\r")
    assert github_command(one) == (
        "::error file=dossiers/a%2Cb%3Ac%25.yaml,line=3,col=5,title=A06-2 第六条（二）"
        "::百分之50%25%0A下一行；改%0D"
    )


def test_text_shows_the_line_with_a_caret(
    workspace: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    root = workspace("2025/xu-ming")
    path = root / "dossiers/2025/xu-ming/dossier.yaml"
    text = re.sub("面积: .*", "面积: 很大", path.read_text(encoding="utf-8"))
    path.write_text(text, encoding="utf-8")
    lines = runner(root, capsys)("check").out.splitlines()
    (index,) = [i for i, line in enumerate(lines) if "“场所 → 面积”填的是“很大”" in line]
    assert lines[index + 1 : index + 3] == ["      面积: 很大", "            ^"]
