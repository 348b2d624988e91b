"""Why a tag failed, as one Chinese sentence for a person who writes templates in Word.

Knows exceptions and their messages only; where the tag stands is found elsewhere.
"""

from __future__ import annotations

import re

import jinja2
from jinja2.exceptions import SecurityError

from pipeline.diagnostics import visible
from pipeline.documents.template.limits import TagRefused

#: What Jinja and Python say most often, told to a person who writes templates in Word.
_SENTENCES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sentence) for pattern, sentence in (
        (r"No filter named '(.+)'", "没有名为 {0} 的格式"),
        (r"No test named '(.+)'", "没有名为 {0} 的判断"),
        (r"(?:En|U)n?(?:countered unknown|expected) tag '(end\w+|elif|else)'",
         "{0} 没有对应的开头；{{%tr … %}} 各占一行，{{%p … %}} 各占一段"),
        (r"unknown tag '(.+?)'", "没有名为 {0} 的语句"),
        (r"[Uu]nexpected end of template", "缺结尾，如 endfor、endif"),
        (r"unexpected '[/<}%]'|unexpected char", "标签没有写完整，或用了不能用的符号"),
        (r"Expected an expression|tag name expected|got 'end of (?:print|statement)",
         "标签里缺内容，没有写完"),
        (r"expected token .+, got '(.+)'", "{0} 处写法不对，缺运算符、逗号或括号"),
        (r"no loader for this environment", "不能引用别的模板"),
        (r"is not iterable", "这个值不是列表，不能用 for 逐项写"),
        (r"division by zero|division or modulo", "除数是零"),
        (r"unsupported operand|can only concatenate", "这两个值不能这样算：类型不同"),
        (r"slice step cannot be zero", "步长不能是零"),
        (r"maximum recursion depth", "嵌套太深，或宏无休止地调用自己"),
        (r"is not callable", "这个名字后面不能加括号"),
        (r"not supported between instances", "这两个值不能比大小：有一个空着，或类型不同"),
        (r"has no attribute '(.+)'|no attribute (.+)", "其中没有名为 {0} 的项"),
    )
)  # fmt: skip


def reason(error: Exception) -> str:
    """One Chinese sentence for an exception that left a tag."""
    refused = isinstance(error, TagRefused | SecurityError)
    return bare_reason(error) if refused else f"标签执行失败：{bare_reason(error)}"


def bare_reason(error: Exception) -> str:
    """As `reason`, for what is no tag."""
    if isinstance(error, TagRefused):
        return str(error)
    if isinstance(error, SecurityError):
        return f"不允许的操作：{visible(str(error), 120)}"
    return in_chinese(str(error)) or f"{type(error).__name__}：{visible(str(error), 120)}"


def syntax_reason(error: jinja2.TemplateSyntaxError) -> str:
    """One Chinese sentence for a tag that cannot be read."""
    return f"标签写法有误：{bare_syntax_reason(error)}"


def bare_syntax_reason(error: jinja2.TemplateSyntaxError) -> str:
    """As `syntax_reason`, for what is no tag."""
    told = error.message or ""
    return in_chinese(told) or visible(told, 120)


def in_chinese(told: str) -> str:
    """The sentence for a message of Jinja's or Python's; "" if there is none."""
    for pattern, sentence in _SENTENCES:
        if found := pattern.search(told):
            words = (
                visible(one, 40).replace("'", "").replace(" or ", " 或 ")
                for one in found.groups()
                if one
            )
            return sentence.format(*words)
    return ""
