"""What the 备考表 is told of a foreign file: which pages are pictures, and why.

It is read in Chinese, in decades, without the standard at hand. Must not call a breach what could
only not be judged.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.pdf.pdfa import Judgement

if TYPE_CHECKING:
    from pipeline.pdf.seen.pictures import Pictured

HIDING = "文件含可隐藏的图层，照阅读器打开时所见"
UNDRAWN = "其上的批注或表单内容没有存成页面"
UNEMBEDDED = "不符合 PDF/A-2b：有字体没有完整嵌入（ISO 19005-2 第 6.2.11.4.1 条）"
#: Clauses of ISO 19005-2 that foreign files break most often.
_CLAUSES = (
    ("6.2.11.4", "有字体没有完整嵌入"), ("6.2.11", "字体的写法不能长期保存"),
    ("6.2.4", "用了印刷色（CMYK）或没有说明的颜色"),
    ("6.1.13", "页面尺寸等超出限度"), ("6.2.8", "图像的写法不能长期保存"),
    ("6.2.10", "透明效果的写法不能长期保存"),
)  # fmt: skip


def told(which: Sequence[int], pages: int, why: str, how: Pictured) -> str:
    """For the 备考表: which pages are pictures, why, how fine, and how true their letters are."""
    all_of_them = len(which) == pages
    numbers = "、".join(str(index + 1) for index in which[:10])
    if len(which) > 10:
        numbers += f"等 {len(which)}"
    where = "各页" if all_of_them else f"第 {numbers} 页"
    notes = [f"{where}以图片编入（{how.dpi} dpi{'，文字可检索' if how.text else ''}）：{why}"]
    if how.lent:
        notes.append("没有嵌入的字体以替代字体绘出，字形以原件为准")
    if how.missing:
        notes.append(f"替代字体缺字：{''.join(how.missing[:20])}")
    return "；".join(notes)


def why_pictured(judgement: Judgement, how: Pictured | None, *, drawn: bool) -> str:
    words = in_words(judgement)
    # The judge may stop at another fault of a font; letters drawn in another face prove this one.
    if how is not None and how.lent and all(":6.2.11" in one for one in judgement.breaches):
        words = UNEMBEDDED
    return f"{UNDRAWN}；{words}" if drawn else words


def in_words(judgement: Judgement) -> str:
    """For the 备考表, which is read in Chinese and without the standard at hand."""
    if not judgement.breaches:
        return "是否符合 PDF/A-2b 未能判定"
    clause = re.search(r"ISO_19005_2:([\d.]+)", judgement.breaches[0])
    if clause is None:
        return "不符合 PDF/A-2b"
    number = clause[1]
    words = next(
        (f"：{words}" for start, words in _CLAUSES if f"{number}.".startswith(start + ".")), ""
    )
    return f"不符合 PDF/A-2b{words}（ISO 19005-2 第 {number} 条）"
