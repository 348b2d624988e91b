"""What in a PDF acts, plays or carries files. Reads only."""

from __future__ import annotations

import pikepdf

#: What acts or carries files: named when dropped, see `stripped`.
HAZARDS = {
    "/OpenAction": "打开时动作", "/AA": "自动动作", "/JavaScript": "脚本", "/JS": "脚本",
    "/Launch": "启动外部程序", "/EmbeddedFiles": "内嵌文件", "/RichMedia": "富媒体",
    "/XFA": "动态表单", "/AF": "关联文件",
}  # fmt: skip


def hazards(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    """The names (in Chinese, sorted) of everything in `pdf` that acts, plays or carries files."""
    found: set[str] = set()
    # Objects nested without a number of their own are only reached through their parents.
    waiting: list[pikepdf.Object] = list(pdf.objects)
    while waiting:
        item = waiting.pop()
        if isinstance(item, pikepdf.Array):
            children = list(item.as_list())
        elif isinstance(item, pikepdf.Dictionary | pikepdf.Stream):
            children = [item[key] for key in item.keys()]  # noqa: SIM118
            found.update(HAZARDS[key] for key in item.keys() if _acts(item, key))  # noqa: SIM118
            kinds = [item.get(key) for key in ("/S", "/Subtype")]
            found.update(words for name, words in HAZARDS.items() if name in kinds)
        else:
            continue
        waiting += [c for c in children if isinstance(c, pikepdf.Object) and not c.is_indirect]
    return tuple(sorted(found))


def _acts(item: pikepdf.Object, key: str) -> bool:
    # Every file of LibreOffice "opens" with a plain destination; only an action can do something.
    if key == "/OpenAction" and isinstance(item[key], pikepdf.Array):
        return False
    return key in HAZARDS
