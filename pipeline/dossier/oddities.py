"""What is odd in the text of a file: characters not seen, lost to a wrong encoding, or decomposed.

Must know no field; of names that are not spelt as usual `spelling` tells.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from pipeline.diagnostics import Diagnostic, Place, RuleCode, Severity, visible
from pipeline.dossier.events import INVISIBLE
from pipeline.dossier.tree import Spot

_PASTED = "删去该字符（多半是从别处粘贴带来的），重新输入这一处。"


def spot_of(text: str, index: int) -> Spot:
    """Line and column, from 1, of the character at `index`."""
    before = text[:index]
    return before.count("\n") + 1, index - (before.rfind("\n") + 1) + 1


def odd_characters(file: str, text: str) -> Iterator[Diagnostic]:
    """Characters that are legal but not seen, or change how a line looks; traces of letters that a
    wrong encoding destroyed; and NFD."""
    if text.isascii():
        return
    for found in INVISIBLE.finditer(text):
        message = f"含有看不见的字符 U+{ord(found.group()):04X}"
        yield told(file, spot_of(text, found.start()), "R05", message, _PASTED)
    lines = text.split("\n")
    for number, line in enumerate(lines, 1):
        if lost := lost_letters(line):
            yield told(
                file,
                (number, lost.start() + 1),
                "R15",
                f"“{visible(lost[0], 20)}”是编码弄错留下的乱码，原来的字已经丢了",
                "照原件重新输入这一处；文件用 UTF-8 保存，从别处导出的先选对编码。",
                Severity.ERROR,
            )
    if not unicodedata.is_normalized("NFC", text):
        for number, line in enumerate(lines, 1):
            if not unicodedata.is_normalized("NFC", line):
                message = "含有分解形式的字符（看上去一样、编码不同）"
                hint = "重新输入这一行的字母或符号；比较姓名时按合成形式处理。"
                yield told(file, (number, 1), "R06", message, hint)


#: What stays where letters were read in a wrong encoding and written again: the replacement
#: character, by itself or read as GBK (锟斤拷); memory that was never filled, read as GBK (烫 CC,
#: 屯 CD, 葺 DD); UTF-8 read as GBK (“ becomes 鈥) or as Latin-1 (é becomes Ã©, “ becomes â€œ).
#: Each is a run that no language writes.
_LOST = re.compile(
    "[\ufffd]+|(?:锟斤拷|斤拷锟)+[锟斤]*|烫{3,}|屯{3,}|葺{3,}|锘[\u7e00-\u7fff]|鈥[\u4e00-\u9fff]?"
    "|Ã[\u00a0-\u00bf€-™]+|Â[\u00a0-\u00bf]+|â€[\u0080-\u00ff\u2010-\u2122œžŸ]?"
    "|(?:[ã-é][\u00a1-\u00bf€-™œžŸŠŽšƒˆ]{2}){2,}"
)
#: Chinese UTF-8 read as GBK: 工作室 becomes 宸ヤ綔瀹. Runs of so many letters are tried backwards.
_RUN = re.compile("[^\x00-\x7f]{6,}")


def lost_letters(line: str) -> re.Match[str] | None:
    """The first trace of letters lost to a wrong encoding in a line; None where there is none."""
    if line.isascii():
        return None
    runs = (run for run in _RUN.finditer(line) if _is_utf8_read_as_gbk(run[0]))
    found = (_LOST.search(line), next(runs, None))
    return min((one for one in found if one), key=lambda one: one.start(), default=None)


def _is_utf8_read_as_gbk(run: str) -> bool:
    """Whether a run, taken back, is Chinese: by chance that never is so of this length."""
    try:
        taken_back = run.encode("gb18030").decode("utf-8", "ignore")
    except UnicodeEncodeError:
        return False
    chinese = sum("\u4e00" <= one <= "\u9fff" for one in taken_back)
    return chinese >= 3 and 3 * chinese >= 2 * len(run) - 2 and chinese >= 0.9 * len(taken_back)


def told(
    file: str,
    spot: Spot,
    code: str,
    message: str,
    hint: str,
    severity: Severity = Severity.WARNING,
) -> Diagnostic:
    """A finding of the reader at line and column of `spot`, from 1."""
    return Diagnostic(
        place=Place(file=file, line=spot[0], column=spot[1]),
        code=RuleCode(code),
        severity=severity,
        article="",
        message=message,
        hint=hint,
    )
