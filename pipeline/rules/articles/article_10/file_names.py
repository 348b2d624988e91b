"""Art. 10: names of evidence files that other systems cannot keep, or cannot tell apart.

The union copies the folders onto Windows and onto sticks: what is refused there is lost, what
differs only by case overwrites one another, without a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator

from pipeline.diagnostics import Place, visible
from pipeline.dossier.paths import EVIDENCE_FOLDER, shown_path
from pipeline.rules.finding import LEDGERS, RECORD, Finding, Placed, Rule
from pipeline.rules.rows import warns

#: Devices of Windows, with any ending (Microsoft, “Naming Files, Paths, and Namespaces”).
_DEVICE = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])\s*(?:\..*)?", re.IGNORECASE
)
_REFUSED = re.compile(r'[<>:"|?*\\\x00-\x1f]')
#: Most systems keep names of so many bytes.
_LONGEST = 255


def file_name_unusable(p: Placed) -> Iterator[Finding]:
    """10: evidence is kept and handed over under names that every system can hold."""
    for name in p.present:
        if why := next(filter(None, map(_unusable, name.split("/"))), ""):
            yield Finding(
                _place(p, name),
                f"evidence/ 里的“{visible(name, 80)}”{why}",
                "改名，“佐证”里的写法一并改。",
            )


def _unusable(part: str) -> str:
    """Why one step of a path cannot stand on Windows, in words."""
    if _DEVICE.fullmatch(part):
        return f"：“{visible(part, 40)}”是 Windows 的设备名，那里打不开、复制不了"
    if part[-1] in ". ":
        return "：名字以句点或空格结尾，Windows 会去掉它，就找不到了"
    if found := _REFUSED.search(part):
        told = (
            "“\\”（多半是在别的系统上解压带来的）" if found[0] == "\\" else f"“{visible(found[0])}”"
        )
        return f"：名字里有{told}，Windows 上建不了这样的文件"
    if len(part.encode("utf-8", "surrogateescape")) > _LONGEST:
        return "：名字太长，别的系统放不下"
    return ""


def file_names_clash(p: Placed) -> Iterator[Finding]:
    """10: two papers stay two wherever the folder is copied to."""
    alike: dict[str, list[str]] = defaultdict(list)
    for name in p.present:
        alike[unicodedata.normalize("NFC", name).casefold()].append(name)
    for first, *others in alike.values():
        for other in others:
            same = unicodedata.normalize("NFC", first) == unicodedata.normalize("NFC", other)
            how = "看上去一样、编码不同" if same else "只差大小写"
            yield Finding(
                _place(p, other),
                f"evidence/ 里的“{visible(other, 80)}”与“{visible(first, 80)}”{how}，"
                "复制到 Windows 或苹果电脑上只剩一个",
                "把其中一个改名，“佐证”里的写法一并改；是同一份的删去一个。",
                (_place(p, first),),
            )


def _place(p: Placed, name: str) -> Place:
    """The line that cites the file, else the file."""
    cited = (one.place for one in p.references if one.written == name)
    file = shown_path(p.case.key, f"{EVIDENCE_FOLDER}/{visible(name, 200)}")
    return next(cited, Place(file=file))


RULES: tuple[Rule, ...] = (
    warns("A10-2q", "10", "佐证的文件名别处用不了", file_name_unusable, needs=RECORD | LEDGERS,
          about=("台账",)),
    warns("A10-2r", "10", "佐证的文件名互相冲突", file_names_clash, needs=RECORD | LEDGERS,
          about=("台账",)),
)  # fmt: skip
