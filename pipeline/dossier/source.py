"""Step 1a, read: one YAML file into text values that remember where they stand.

The only module that imports YAML. It gives no scalar a type (measured: a YAML loader turns `no`
into False, `12:30` into 750 and `010` into 8), builds the tree from the event stream itself, and
refuses what plain data files do not need: aliases, anchors, tags, merge keys, several documents,
deep nesting. It must not know any field of any dossier.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from pipeline.diagnostics import Diagnostic, Place, RuleCode, Severity, visible
from pipeline.files import Sha256, sha256

MAX_BYTES = 2_000_000
MAX_DEPTH = 12
MAX_NODES = 200_000
#: The key under which a mapping carries its own `Marks` into the models.
MARKS_KEY = "@"

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_SUPPRESSION = re.compile(r"#\s*忽略\s+([A-Z][A-Za-z0-9-]*)\s*(?:[：:]\s*(\S.*))?$")

Spot = tuple[int, int]


@dataclass(slots=True, repr=False)
class Marks:
    """Where a mapping and its parts stand. Spots are (line, column) from 1."""

    file: str
    spot: Spot
    keys: dict[str, Spot] = field(default_factory=dict)
    values: dict[str, Spot] = field(default_factory=dict)
    rows: dict[str, list[Spot]] = field(default_factory=dict)
    children: dict[str, Marks] = field(default_factory=dict)

    def at(self, key: str | None = None, row: int | None = None) -> Place:
        """The place of a value: of `key`, of its `row`-th list item, or of the mapping itself.

        A list or a block as a whole stands where its key stands: that is where something
        is missing from it.
        """
        spot = self.spot
        if key is not None:
            spot = self.values.get(key) or self.keys.get(key) or self.spot
            rows = self.rows.get(key, [])
            if row is not None and row < len(rows):
                spot = rows[row]
            elif key in self.rows or key in self.children:
                spot = self.keys[key]
        return Place(file=self.file, line=spot[0], column=spot[1])


class Table(dict[str, object]):
    """A mapping of text keys; its `Marks` also stand under MARKS_KEY."""

    __slots__ = ("marks",)
    marks: Marks


class Rows(list[object]):
    """A list of values."""


Value = str | Table | Rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """A `# 忽略 CODE：reason` remark on a line."""

    place: Place
    code: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One file as read: its bytes are read once, and `digest` is of exactly those bytes."""

    file: str
    data: bytes = field(repr=False)
    digest: Sha256
    root: Table = field(repr=False)
    suppressions: tuple[Suppression, ...] = ()

    def line(self, number: int) -> str:
        """The text of a line, from 1; empty beyond the end."""
        lines = self.data.decode("utf-8-sig", errors="replace").splitlines()
        return lines[number - 1] if 0 < number <= len(lines) else ""


class _Refused(Exception):
    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def read_source(file: str, data: bytes) -> tuple[Source | None, tuple[Diagnostic, ...]]:
    """Read one file. `file` is the name shown in messages.

    Returns (None, faults) when nothing can be said about the content, else the Source with
    whatever milder faults were found.
    """
    try:
        text = _decode(file, data)
        reader = _Reader(file)
        root = reader.read(text)
    except _Refused as refused:
        return None, (refused.diagnostic,)
    except yaml.YAMLError as error:
        return None, (_syntax_fault(file, text, error),)
    if reader.faults:
        return None, tuple(reader.faults)
    remarks = tuple(_suppressions(file, text)) if "忽略" in text else ()
    source = Source(file=file, data=data, digest=sha256(data), root=root, suppressions=remarks)
    return source, tuple(_odd_characters(file, text))


def _fault(
    file: str, spot: Spot, code: str, message: str, hint: str, related: tuple[Place, ...] = ()
) -> Diagnostic:
    return Diagnostic(
        place=Place(file=file, line=spot[0], column=spot[1]),
        code=RuleCode(code),
        severity=Severity.ERROR,
        article="",
        message=message,
        hint=hint,
        related=related,
    )


def _spot_of(text: str, index: int) -> Spot:
    before = text[:index]
    return before.count("\n") + 1, index - (before.rfind("\n") + 1) + 1


def _decode(file: str, data: bytes) -> str:
    if len(data) > MAX_BYTES:
        raise _Refused(
            _fault(
                file,
                (1, 1),
                "R01",
                f"文件有 {len(data):,} 字节，超过上限 {MAX_BYTES:,} 字节",
                "档案文件只写文字；照片、扫描件放进 evidence/ 文件夹。",
            )
        )
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _Refused(
            _fault(
                file,
                (1, 1),
                "R02",
                "文件是 UTF-16 编码",
                "用记事本“另存为”，编码选择 UTF-8，再保存。",
            )
        )
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        guess = "，看起来是 GBK（ANSI）编码" if _is_gbk(data) else ""
        raise _Refused(
            _fault(
                file,
                (line, 1),
                "R02",
                f"第 {error.start} 字节起不是 UTF-8 文字{guess}",
                "用记事本“另存为”，编码选择 UTF-8，再保存。",
            )
        ) from error
    if found := _FORBIDDEN.search(text):
        raise _Refused(
            _fault(
                file,
                _spot_of(text, found.start()),
                "R03",
                f"含有不可见的控制字符 U+{ord(found.group()):04X}",
                "删去该字符（多半是从别处粘贴带来的），重新输入这一处。",
            )
        )
    if not text.strip():
        raise _Refused(
            _fault(file, (1, 1), "R04", "文件是空的", "用 studio new 生成一份带说明的文件再填写。")
        )
    return text


def _is_gbk(data: bytes) -> bool:
    try:
        data.decode("gb18030")
    except UnicodeDecodeError:
        return False
    return True


def _odd_characters(file: str, text: str) -> Iterator[Diagnostic]:
    """Characters that are legal but change how a line looks: bidirectional controls, NFD."""
    if text.isascii():
        return
    for found in _BIDI.finditer(text):
        yield Diagnostic(
            place=Place(file=file, line=(s := _spot_of(text, found.start()))[0], column=s[1]),
            code=RuleCode("R05"),
            severity=Severity.WARNING,
            article="",
            message=f"含有改变文字方向的不可见字符 U+{ord(found.group()):04X}",
            hint="删去该字符，重新输入这一处。",
        )
    if not unicodedata.is_normalized("NFC", text):
        for number, line in enumerate(text.split("\n"), 1):
            if not unicodedata.is_normalized("NFC", line):
                yield Diagnostic(
                    place=Place(file=file, line=number, column=1),
                    code=RuleCode("R06"),
                    severity=Severity.WARNING,
                    article="",
                    message="含有分解形式的字符（看上去一样、编码不同）",
                    hint="重新输入这一行的字母或符号；比较姓名时按合成形式处理。",
                )


def _suppressions(file: str, text: str) -> Iterator[Suppression]:
    for number, line in enumerate(text.split("\n"), 1):
        if found := _SUPPRESSION.search(line):
            yield Suppression(
                place=Place(file=file, line=number, column=found.start() + 1),
                code=found.group(1),
                reason=(found.group(2) or "").strip(),
            )


def _syntax_fault(file: str, text: str, error: yaml.YAMLError) -> Diagnostic:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    spot = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    line = (text.split("\n")[spot[0] - 1 : spot[0]] or [""])[0]
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return _fault(file, spot, "R07", "缩进里有制表符", "缩进只用空格，每级两格。")
    problem = str(getattr(error, "problem", "") or "")
    known = (
        (
            "mapping values are not allowed",
            "这一行多了一个“: ”，或上一行缩进不对",
            "含冒号的内容用双引号括起来；同级的键对齐。",
        ),
        ("could not find expected ':'", "键后面缺少冒号", "写成“键: 内容”，英文冒号后空一格。"),
        (
            "did not find expected key",
            "这里的缩进与同级不一致",
            "同级的键左边对齐；内容里有引号时整体用另一种引号括起来。",
        ),
        ("did not find expected '-' indicator", "列表项缩进不一致", "同一列表的“- ”左边对齐。"),
        ("while scanning a quoted scalar", "引号没有配对", "补上另一半引号。"),
        ("found unexpected end of stream", "引号或括号没有配对", "补上另一半引号或括号。"),
        (
            "found character that cannot start any token",
            "内容以保留符号（@ ` % 等）开头",
            "把整项内容用双引号括起来。",
        ),
        (
            "did not find expected ',' or",
            "方括号或花括号里的项目没有用逗号分开，或没有配对",
            "逗号用英文逗号；补齐括号。",
        ),
    )
    for start, message, hint in known:
        if problem.startswith(start) or start in problem:
            return _fault(file, spot, "R07", message, hint)
    return _fault(
        file,
        spot,
        "R07",
        f"这里不合 YAML 写法（{visible(problem, 80)}）",
        "对照 README 里的样例检查缩进、冒号和引号。",
    )


class _Reader:
    """Builds the value tree from events, iteratively: depth can never overflow a stack."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Diagnostic] = []

    def refuse(self, event: Any, code: str, message: str, hint: str) -> _Refused:
        mark = event.start_mark
        return _Refused(_fault(self.file, (mark.line + 1, mark.column + 1), code, message, hint))

    def read(self, text: str) -> Table:
        """The tree of the only document. One flat loop: it runs for every word of every file."""
        root: Value | None = None
        stack: list[_Open] = []
        nodes = documents = 0
        value: Value | None
        scalar, mapping, sequence = (
            yaml.ScalarEvent,
            yaml.MappingStartEvent,
            yaml.SequenceStartEvent,
        )
        event: Any  # one of the event classes; PyYAML's stubs know only their base
        # Not yaml.parse: its generator asks twice for every event (measured: a fifth of the time).
        for event in iter(_Loader(text).get_event, None):
            kind = type(event)
            if kind is scalar:
                if event.anchor is not None or event.tag is not None:
                    self.plain_only(event)
                nodes += 1
                mark = event.start_mark
                spot = (mark.line + 1, mark.column + 1)
                value = event.value
                style = event.style
                if not style:
                    value = value or None
                elif style == '"' and _FORBIDDEN.search(event.value):
                    raise self.refuse(
                        event, "R03", "双引号里用转义写了不可见的控制字符", "删去该转义。"
                    )
            elif kind is mapping or kind is sequence:
                if event.anchor is not None or event.tag is not None:
                    self.plain_only(event)
                nodes += 1
                if len(stack) >= MAX_DEPTH:
                    raise self.refuse(
                        event,
                        "R08",
                        f"嵌套超过 {MAX_DEPTH} 层",
                        "档案文件不需要这么深的层次；检查方括号、花括号与缩进。",
                    )
                mark = event.start_mark
                spot = (mark.line + 1, mark.column + 1)
                stack.append(_Open(self.file, spot, is_table=kind is mapping))
                continue
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                done = stack.pop()
                value, spot = done.value, done.spot
                if stack:
                    stack[-1].child_row_spots = done.row_spots
            else:
                documents += self.opens_document(event, documents)
                continue
            if nodes > MAX_NODES:
                raise self.refuse(event, "R08", f"内容超过 {MAX_NODES:,} 项", "请分年度填写。")
            if not stack:
                root = value
                continue
            parent = stack[-1]
            if parent.rows is not None:
                parent.rows.append("" if value is None else value)
                parent.row_spots.append(spot)
            elif (key := parent.key) is None:
                # Most keys were seen before in this run, and were judged then.
                key = _KEYS.get(value) if kind is scalar else None  # type: ignore[arg-type]
                if key is None or key in parent.keys:
                    key = self.key_of(parent.table, value, spot)
                else:
                    parent.keys[key] = spot
                parent.key = key
            else:
                parent.key = None
                if key in parent.values:
                    continue  # a repeated key, told when it was read
                parent.values[key] = spot
                if value is not None:
                    parent.table[key] = value
                    if kind is not scalar:
                        self.mark_part(parent, key, value)
        if not isinstance(root, Table):
            raise _Refused(
                _fault(
                    self.file,
                    (1, 1),
                    "R04",
                    "文件里没有“键: 内容”",
                    "用 studio new 生成一份带说明的文件再填写。",
                )
            )
        return root

    def opens_document(self, event: Any, documents: int) -> bool:
        """Whether the event begins the one document. Refuses a second one, and aliases."""
        if type(event) is yaml.AliasEvent:
            raise self.refuse(
                event,
                "R09",
                "用了 YAML 引用（*名称）",
                "把内容照写一遍；以“*”开头的文字用双引号括起来。",
            )
        if type(event) is not yaml.DocumentStartEvent:
            return False
        if documents:
            raise self.refuse(
                event,
                "R10",
                "一个文件里有多份文档（---）",
                "删去“---”及其后的内容，或分成两个文件。",
            )
        return True

    def plain_only(self, event: Any) -> None:
        if event.anchor is not None:
            raise self.refuse(
                event, "R09", "用了 YAML 锚点（&名称）", "删去它；以“&”开头的文字用双引号括起来。"
            )
        if event.tag is not None:
            raise self.refuse(
                event,
                "R09",
                f"用了 YAML 标签（{visible(event.tag, 30)}）",
                "删去它；以“!”开头的文字用双引号括起来。",
            )

    def mark_part(self, parent: _Open, key: str, part: Value) -> None:
        """Tell the marks of a mapping where the parts of a list or mapping under `key` stand."""
        if isinstance(part, Table):
            parent.table.marks.children[key] = part.marks
        else:
            parent.table.marks.rows[key] = parent.child_row_spots

    def key_of(self, table: Table, value: Value | None, spot: Spot) -> str:
        if not isinstance(value, str):
            raise _Refused(_fault(self.file, spot, "R11", "键不是一个词", "写成“键: 内容”。"))
        key = unicodedata.normalize("NFC", value)
        if key == "<<":
            raise _Refused(
                _fault(self.file, spot, "R09", "用了 YAML 合并键（<<）", "把内容照写一遍。")
            )
        if key == MARKS_KEY:
            raise _Refused(_fault(self.file, spot, "R11", "键不能是“@”", "改用说明里列出的键。"))
        if key in table.marks.keys:
            first = table.marks.keys[key]
            self.faults.append(
                _fault(
                    self.file,
                    spot,
                    "R12",
                    f"“{visible(key)}”重复了：第 {first[0]} 行已有",
                    "只留一个；两处内容不同时，合并到一处。",
                    (Place(file=self.file, line=first[0], column=first[1]),),
                )
            )
        else:
            table.marks.keys[key] = spot
            if len(_KEYS) < _KEYS_KEPT and value == key:
                _KEYS[key] = key
        return key


#: Good keys by themselves, so that equal keys of all files are one object: keys are a third of
#: what a tree weighs. Bounded, for files that are all keys.
_KEYS: dict[str, str] = {}
_KEYS_KEPT = 2_000


class _Open:
    """A container whose end has not been read yet: a mapping, or a list if `rows` is one."""

    __slots__ = (
        "child_row_spots", "key", "keys", "row_spots", "rows", "spot", "table", "value", "values",
    )  # fmt: skip
    table: Table
    keys: dict[str, Spot]
    values: dict[str, Spot]
    value: Value

    def __init__(self, file: str, spot: Spot, *, is_table: bool) -> None:
        self.spot = spot
        self.key: str | None = None
        self.child_row_spots: list[Spot] = []
        if is_table:
            self.rows: Rows | None = None
            marks = Marks(file, spot)
            self.value = self.table = Table()
            self.table.marks = self.table[MARKS_KEY] = marks
            self.keys, self.values = marks.keys, marks.values
        else:
            self.value = self.rows = Rows()
        self.row_spots: list[Spot] = []
