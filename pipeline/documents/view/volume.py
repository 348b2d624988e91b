"""The forms of an archive volume as templates read them: the archive's fields under Chinese names.

`NAMES` is the one list of them, read for the view and by the check of templates. A form is any
dataclass, since the archive is not known here; a field without a name is a bug and raises.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from types import MappingProxyType

from pipeline.documents.view.written import View

#: Field → (name, type, meaning); those of the lines of a list stand under `list[]`.
NAMES: Mapping[str, tuple[str, str, str]] = {
    "reference": ("案卷号", "文字", ""),
    "title": ("题名", "文字", "案卷题名"),
    "studio": ("工作室", "文字", ""),
    "fonds_number": ("全宗号", "文字", ""),
    "fonds_name": ("全宗名称", "文字", ""),
    "organisation": ("机构", "文字", "机构（问题）"),
    "year": ("年度", "文字", "2024 或 2024—2026"),
    "retention": ("保管期限", "文字", "卷内最长的期限"),
    "security": ("密级", "文字", ""),
    "span_name": ("期间名称", "文字", "创建周期；没有命名的申报材料为 起止日期"),
    "cycle_first": ("周期起", "文字", "已写成 2024年6月1日"),
    "cycle_last": ("周期止", "文字", "已写成 2026年5月31日"),
    "ending": ("终止", "文字", "周期因取消而终止的，日期、事项和文号；没有的为空"),
    "created": ("归档日期", "文字", ""),
    "paper_count": ("件数", "整数", ""),
    "page_count": ("页数", "整数", ""),
    "document_count": ("文件件数", "整数", ""),
    "evidence_count": ("佐证件数", "整数", ""),
    "groups": ("分类", "列表", "封面：每个归档分类一行"),
    "groups[].name": ("名称", "文字", ""),
    "groups[].papers": ("件数", "整数", ""),
    "groups[].first_page": ("起页", "整数", ""),
    "groups[].last_page": ("止页", "整数", ""),
    "rows": ("目录", "列表", "归档文件目录：每件一行"),
    "rows[].sequence": ("序号", "整数", ""),
    "rows[].reference": ("案卷号", "文字", "档号"),
    "rows[].number": ("文号", "文字", ""),
    "rows[].responsible": ("责任者", "文字", ""),
    "rows[].title": ("题名", "文字", ""),
    "rows[].date": ("日期", "文字", "20240416"),
    "rows[].security": ("密级", "文字", ""),
    "rows[].retention": ("保管期限", "文字", ""),
    "rows[].pages": ("页数", "整数", ""),
    "rows[].first_page": ("起页", "整数", ""),
    "rows[].last_page": ("止页", "整数", ""),
    "rows[].span": ("页次", "文字", "起页—止页"),
    "rows[].group": ("分类", "文字", ""),
    "rows[].note": ("备注", "文字", ""),
    "checks": ("检测", "列表", "四性检测报告：装订以前检测的，每项一行"),
    "checks[].aspect": ("性质", "文字", "真实性、完整性、可用性、安全性"),
    "checks[].item": ("编号", "文字", "通行的项目号，不是标准的条号"),
    "checks[].name": ("名称", "文字", ""),
    "checks[].outcome": ("结果", "文字", "通过、不通过、未检测"),
    "checks[].detail": ("说明", "文字", ""),
    "remarks": ("说明", "列表", "备考表：逐条说明"),
    "remarks[]": ("", "文字", ""),
    "compiled_by": ("整理人", "文字", "备考表，留空手签"),
    "compiled_on": ("整理日期", "文字", ""),
    "checked_by": ("检查人", "文字", ""),
    "checked_on": ("检查日期", "文字", ""),
}


def volume_view(form: object) -> View:
    """A form, or a line of it. Raises LookupError for a field that has no name."""
    return _block(form, "")


def _block(form: object, inside: str) -> View:
    if not is_dataclass(form):
        raise TypeError(f"no form: {type(form).__name__}")
    found: dict[str, object] = {}
    for one in fields(form):
        path = f"{inside}{one.name}"
        if path not in NAMES:
            raise LookupError(f"{type(form).__name__}.{one.name} has no name in NAMES")
        found[NAMES[path][0]] = _value(getattr(form, one.name), path)
    return MappingProxyType(found)


def _value(value: object, path: str) -> object:
    if isinstance(value, tuple):
        return tuple(_value(one, f"{path}[]") for one in value)
    return _block(value, f"{path}.") if is_dataclass(value) else value


def volume_rows() -> dict[str, list[str]]:
    """The same names as the rows of `derived.toml` have them: path → [type, meaning]."""
    return {_chinese(path): [kind, meaning] for path, (_, kind, meaning) in NAMES.items()}


def _chinese(path: str) -> str:
    listed, inside, _ = path.partition("[]")
    name = NAMES[path][0]
    return f"{NAMES[listed][0]}[]{f'.{name}' if name else ''}" if inside else name
