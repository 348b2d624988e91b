"""What is not YAML, in Chinese: at the line to mend, which is seldom where the parser noticed it.

It knows what libyaml says, but must not import it: `events` alone does.
"""

from __future__ import annotations

import re

from pipeline.diagnostics import Diagnostic, Place, RuleCode, Severity, visible
from pipeline.dossier.paths import GUIDE
from pipeline.dossier.tree import Spot

#: What libyaml says (its beginning) → what is there, what to type.
_SYNTAX = (
    (
        "mapping values are not allowed",
        "这一行多了一个“: ”，或上一行缩进不对",
        "含冒号的内容用双引号括起来；同级的键对齐。",
    ),
    ("could not find expected ':'", "键后面缺少冒号", "写成“键: 内容”，英文冒号后空一格。"),
    (
        "did not find expected key",
        "这里的缩进与同级不一致，或引号后面还有内容",
        "同级的键左边对齐；内容里有引号时整体用另一种引号括起来。",
    ),
    (
        "did not find expected '-' indicator",
        "列表项缩进不一致",
        "同一列表的“- ”左边对齐。",
    ),
    ("found unexpected end of stream", "引号没有配对", "补上另一半引号。"),
    ("found unexpected document indicator", "引号没有配对", "补上另一半引号。"),
    (
        "found character that cannot start any token",
        "内容以保留符号（@ ` % 等）开头",
        "把整项内容用双引号括起来。",
    ),
    (
        "did not find expected alphabetic or numeric character",
        "内容以保留符号（& 或 *）开头",
        "把整项内容用双引号括起来。",
    ),
    (
        "did not find expected comment or line break",
        "内容以保留符号（| 或 >）开头",
        "把整项内容用双引号括起来；分段的长文字在“|-”后换行写。",
    ),
    (
        "did not find expected ',' or",
        "方括号或花括号里的项目没有用逗号分开，或没有配对",
        "逗号用英文逗号；补齐括号。",
    ),
    (
        "did not find expected node content",
        "方括号或花括号里缺少内容，或没有配对",
        "删去多余的逗号；补齐括号。",
    ),
    (
        "block sequence entries are not allowed",
        "“- ”不能写在这里",
        "列表从键的下一行写起；以“- ”开头的文字用双引号括起来。",
    ),
    ("mapping keys are not allowed", "“? ”不能写在这里", "以“? ”开头的文字用双引号括起来。"),
    (
        "found unknown escape character",
        "双引号里的反斜杠“\\”后面不是可用的转义",
        "反斜杠写两遍，或改用单引号把整项内容括起来。",
    ),
    (
        "did not find expected hexdecimal number",
        "双引号里的反斜杠“\\”后面不是可用的转义",
        "反斜杠写两遍，或改用单引号把整项内容括起来。",
    ),
    ("found invalid Unicode character escape", "双引号里的转义不是任何字符", "直接输入那个字。"),
    (
        "did not find expected <document start>",
        "“...”或“%”开头的行使文件在这里断开",
        "删去只有“...”的行；以“%”开头的文字用双引号括起来。",
    ),
    ("found unknown directive", "“%”开头的行不是档案内容", "删去这一行。"),
    ("found incompatible YAML document", "“%”开头的行不是档案内容", "删去这一行。"),
)
_NO_COLON = re.compile(r"\s*(?:- )?[{]?[\u4e00-\u9fff（）]{1,10}(：|:(?=[^\s]))")


def fault_at(
    file: str, spot: Spot, code: str, message: str, hint: str, related: tuple[Place, ...] = ()
) -> Diagnostic:
    """A fault of reading (error, no article) at the line and column of `spot`, from 1."""
    return Diagnostic(
        place=Place(file=file, line=spot[0], column=spot[1]),
        code=RuleCode(code),
        severity=Severity.ERROR,
        article="",
        message=message,
        hint=hint,
        related=related,
    )


def not_yaml(
    file: str, lines: list[str], spot: Spot, problem: str, quote: Spot | None
) -> Diagnostic:
    """`spot` is where libyaml met the `problem`; `quote` where a quoted text of several lines
    begins that ends just before it: one left open swallows lines until the next quote."""
    here, above = (lines[n] if 0 <= n < len(lines) else "" for n in (spot[0] - 1, spot[0] - 2))
    for number, line in ((spot[0], here), (spot[0] - 1, above)):
        lead = _lead(line)
        if odd := lead.strip(" ")[:1]:
            what = "制表符" if odd == "\t" else "全角空格或不间断空格"
            place = (number, lead.index(odd) + 1)
            return fault_at(file, place, "R07", f"缩进里有{what}", "缩进只用空格，每级两格。")
        # A line above that lies deeper is running text, where such colons are right.
        if (found := _NO_COLON.match(line)) and len(lead) <= len(_lead(here)):
            what = "中文冒号" if found[1] == "：" else "不空格的冒号"
            place = (number, found.start(1) + 1)
            return fault_at(
                file, place, "R07", f"键后面用了{what}", "写成“键: 内容”，英文冒号后空一格。"
            )
    if quote:
        message = f"从这里开始的引号到第 {spot[0]} 行才配对，中间都成了它的内容"
        return fault_at(file, quote, "R07", message, "在这一行补上另一半引号。")
    for start, message, hint in _SYNTAX:
        if start in problem:
            return fault_at(file, spot, "R07", message, hint)
    return fault_at(
        file,
        spot,
        "R07",
        f"这里不合 YAML 写法（{visible(problem, 80)}）",
        f"对照 {GUIDE} 里的样例检查缩进、冒号和引号。",
    )


def _lead(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]
