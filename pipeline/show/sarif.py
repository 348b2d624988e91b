"""Findings as SARIF 2.1.0, for code hosts and editors. Columns count Unicode code points."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import quote

from pipeline import __version__
from pipeline.diagnostics import Diagnostic, Place, RuleCode, Severity
from pipeline.dossier.codes import CODE_NOTES
from pipeline.rules.all import RULE_BY_CODE

#: Files are named from the workspace; where that lies is no business of the reader.
_BASE = "WORKSPACE"


def sarif_log(found: Iterable[Diagnostic]) -> dict[str, object]:
    """One run with the rules that the findings name, in the order of their codes."""
    listed = tuple(found)
    codes = {code: index for index, code in enumerate(sorted({one.code for one in listed}))}
    levels = {one.code: one.severity for one in listed}
    driver = {
        "name": "studio",
        "version": __version__,
        "language": "zh-CN",
        "rules": [_descriptor(code, levels[code]) for code in codes],
    }
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": driver},
                "language": "zh-CN",
                "columnKind": "unicodeCodePoints",
                "originalUriBaseIds": {_BASE: {"description": {"text": "工作目录"}}},
                "results": [_result(one, codes) for one in listed],
            }
        ],
    }


def _descriptor(code: RuleCode, seen: Severity) -> dict[str, object]:
    """A rule of the registry with its article; a fault of reading with its note."""
    rule, note = RULE_BY_CODE.get(code), CODE_NOTES.get(code)
    told: dict[str, object] = {"id": code, "defaultConfiguration": {"level": seen.value}}
    if rule is not None:
        told["name"] = _name(rule.on_case or rule.on_batch or rule.on_whole, code)
        told["shortDescription"] = {"text": rule.title}
        told["help"] = {"text": f"依据和改法：运行 studio explain {code}。"}
        told["defaultConfiguration"] = {"level": rule.severity.value}
        told["properties"] = {"article": rule.article, "settings": list(rule.settings)}
    elif note is not None:
        told["shortDescription"] = {"text": note.title}
        told["help"] = {"text": f"{note.why} {note.remedy}"}
    return told


def _name(check: object, code: str) -> str:
    """`sheet_missing` → SheetMissing, as SARIF likes its names."""
    function = getattr(check, "__name__", code)
    return "".join(word.capitalize() for word in function.split("_"))


def _result(one: Diagnostic, codes: Mapping[RuleCode, int]) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": one.code,
        "ruleIndex": codes[one.code],
        "level": one.severity.value,
        "message": {"text": f"{one.message}；{one.hint}" if one.hint else one.message},
        "locations": [_location(one.place)],
    }
    if one.related:
        result["relatedLocations"] = [_location(place) for place in one.related]
    return result


def _location(place: Place) -> dict[str, object]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": quote(place.file), "uriBaseId": _BASE},
            "region": {"startLine": place.line, "startColumn": place.column},
        }
    }
