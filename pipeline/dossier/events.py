"""YAML text into a tree, from the event stream. The only module that imports YAML.

It gives no scalar a type (measured: a YAML loader turns `no` into False, `12:30` into 750 and `010`
into 8) and refuses what plain data files do not need: aliases, anchors, tags, merge keys, several
documents, deep nesting. Never recursive, so that no depth can overflow a stack.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

import yaml

from pipeline.diagnostics import Diagnostic, Place, visible
from pipeline.dossier.syntax import fault_at, not_yaml
from pipeline.dossier.tree import MARKS_KEY, Marks, Rows, Spot, Table, Value

MAX_DEPTH = 12
MAX_NODES = 200_000
#: U+0085, U+2028 and U+2029 as well: YAML counts them as line ends, no editor does.
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\U000e0000-\U000e007f]"
)

_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Refused(Exception):
    """The file as a whole cannot be used, for this one reason."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


def read_tree(file: str, text: str) -> tuple[Table, tuple[Diagnostic, ...]]:
    """The tree of the only document, and its milder faults. Raises Refused."""
    reader = _Reader(file)
    try:
        root = reader.read(text)
    except yaml.YAMLError as error:
        raise Refused(_syntax_fault(file, text, error)) from error
    return root, tuple(reader.faults)


#: Where these began is where the mend is needed; they are noticed only further down.
_BEGUN_EARLIER = ("while scanning a quoted scalar", "while scanning a simple key")


def _syntax_fault(file: str, text: str, error: yaml.YAMLError) -> Diagnostic:
    begun = str(getattr(error, "context", "") or "").startswith(_BEGUN_EARLIER)
    marks = (getattr(error, "context_mark", None), getattr(error, "problem_mark", None))
    mark = marks[0 if begun and marks[0] else 1] or marks[0]
    spot = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    problem = str(getattr(error, "problem", "") or "")
    return not_yaml(file, text.split("\n"), spot, problem, _open_quote(text, spot))


def _open_quote(text: str, spot: Spot) -> Spot | None:
    """Where the quoted text of several lines begins that ends just before `spot`: a quote left
    open swallows lines until the next one, and only there is the fault noticed."""
    last: Any = None
    try:
        for event in iter(_Loader(text).get_event, None):
            if type(event) is yaml.ScalarEvent and event.style in ("'", '"'):
                last = event
    except yaml.YAMLError:
        pass
    if last is None or last.start_mark.line == last.end_mark.line:
        return None
    if not 0 <= spot[0] - 1 - last.end_mark.line <= 1:
        return None
    return last.start_mark.line + 1, last.start_mark.column + 1


class _Reader:
    """Builds the value tree from events, iteratively: depth can never overflow a stack."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[Diagnostic] = []

    def refuse(self, event: Any, code: str, message: str, hint: str) -> Refused:
        mark = event.start_mark
        return Refused(fault_at(self.file, (mark.line + 1, mark.column + 1), code, message, hint))

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
        seen_as_written = INVISIBLE.search(text)  # then each is told by `source`
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
                elif style == '"' and (
                    FORBIDDEN.search(event.value)
                    or (INVISIBLE.search(event.value) and not seen_as_written)
                ):
                    raise self.refuse(
                        event, "R03", "双引号里用转义写了看不见的字符", "删去该转义。"
                    )
                elif style == '"' and "\ufffd" in event.value and "\ufffd" not in text:
                    raise self.refuse(
                        event, "R15", "双引号里用转义写了“�”，原来的字已经丢了", "直接输入那个字。"
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
                key = _KEYS.get(value) if kind is scalar else None  # type: ignore[arg-type]  # text
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
            raise Refused(
                fault_at(
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
            raise Refused(fault_at(self.file, spot, "R11", "键不是一个词", "写成“键: 内容”。"))
        key = unicodedata.normalize("NFC", value)
        if key == "<<":
            raise Refused(
                fault_at(self.file, spot, "R09", "用了 YAML 合并键（<<）", "把内容照写一遍。")
            )
        if key == MARKS_KEY:
            raise Refused(fault_at(self.file, spot, "R11", "键不能是“@”", "改用说明里列出的键。"))
        if key in table.marks.keys:
            first = table.marks.keys[key]
            self.faults.append(
                fault_at(
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
        "child_row_spots",
        "key",
        "keys",
        "row_spots",
        "rows",
        "spot",
        "table",
        "value",
        "values",
    )
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
