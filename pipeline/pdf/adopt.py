"""One paper's PDF made fit to stand in the bundle: pages only, no scripts, no foreign settings.

A PDF that cannot be taken over without loss or without breaking PDF/A gives the value `Unfit`; the
caller keeps the original beside the bundle. Must not change what is seen on a page.
"""

from __future__ import annotations

import datetime
import io
import re
from dataclasses import dataclass

import pikepdf

from pipeline.pdf import pdfa

MOST_PAGES = 2000
MOST_BYTES = 200_000_000
#: What a page keeps. Everything else acts, hides or points outside the page.
PAGE_KEYS = frozenset(
    {"/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Resources",
     "/Contents", "/Group", "/Annots"}
)  # fmt: skip
#: What acts or carries files: named when dropped, see `stripped`.
HAZARDS = {
    "/OpenAction": "打开时动作", "/AA": "自动动作", "/JavaScript": "脚本", "/JS": "脚本",
    "/Launch": "启动外部程序", "/EmbeddedFiles": "内嵌文件", "/RichMedia": "富媒体",
    "/XFA": "动态表单", "/AF": "关联文件",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted:
    """Pages that pass PDF/A-2b under the bundle's colour space, and what was left out for that."""

    pdf: bytes
    pages: int
    stripped: tuple[str, ...]
    signed: bool
    repaired: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfit:
    """Why the file cannot stand in the bundle, in Chinese."""

    reason: str


def adopt(
    data: bytes, *, title: str, created: datetime.date, judge: bool = True
) -> Adopted | Unfit:
    """Take over the pages of `data`.

    `judge` asks for PDF/A here and now, so that a stranger's file can be told from ours; what
    this program drew itself is judged once, in the finished bundle (0.1–0.3 s a file saved).
    """
    if len(data) > MOST_BYTES:
        return Unfit(reason="文件过大（超过 200 MB）")
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if (reason := _obstacle(pdf)) is not None:
                return Unfit(reason=reason)
            stripped, signed = hazards(pdf), _signed(pdf)
            pdf.flatten_annotations("print")
            for page in pdf.pages:
                _keep_page_only(page)
            _keep_root_only(pdf)
            pages, repaired = len(pdf.pages), bool(pdf.get_warnings())
            clean = pdfa.written(pdf, title=title, created=created, creator=pdfa.PRODUCER)
    except pikepdf.PasswordError:
        return Unfit(reason="文件已加密，需要口令")
    except (pikepdf.PdfError, RecursionError, ValueError, TypeError, KeyError, AttributeError):
        # pikepdf speaks through PdfError; the others come from objects of an unexpected type.
        return Unfit(reason="文件已损坏或不是 PDF")
    if judge and (found := pdfa.problems(clean)):
        return Unfit(reason=_in_words(found[0]))
    return Adopted(pdf=clean, pages=pages, stripped=stripped, signed=signed, repaired=repaired)


#: Clauses of ISO 19005-2 that foreign files break most often.
_CLAUSES = (
    ("6.2.11", "有字体没有完整嵌入"), ("6.2.4", "用了印刷色（CMYK）或没有说明的颜色"),
    ("6.1.13", "页面尺寸等超出限度"), ("6.2.8", "图像的写法不能长期保存"),
    ("6.2.10", "透明效果的写法不能长期保存"),
)  # fmt: skip


def _in_words(finding: str) -> str:
    """For the 备考表, which is read in Chinese and without the standard at hand."""
    clause = re.search(r"ISO_19005_2:([\d.]+)", finding)
    if clause is None:
        return "不符合 PDF/A-2b"
    number = clause[1]
    words = next(
        (f"：{words}" for start, words in _CLAUSES if f"{number}.".startswith(start + ".")), ""
    )
    return f"不符合 PDF/A-2b{words}（ISO 19005-2 第 {number} 条）"


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
            named = (str(item.get(key, "")) for key in ("/S", "/Subtype"))
            found.update(HAZARDS[name] for name in named if name in HAZARDS)
        else:
            continue
        waiting += [c for c in children if isinstance(c, pikepdf.Object) and not c.is_indirect]
    return tuple(sorted(found))


def _acts(item: pikepdf.Object, key: str) -> bool:
    # Every file of LibreOffice "opens" with a plain destination; only an action can do something.
    if key == "/OpenAction" and isinstance(item[key], pikepdf.Array):
        return False
    return key in HAZARDS


def _obstacle(pdf: pikepdf.Pdf) -> str | None:
    if pdf.is_encrypted:
        return "文件已加密（设有权限口令）"
    if len(pdf.pages) == 0:
        return "文件没有页面"
    if len(pdf.pages) > MOST_PAGES:
        return f"页数过多（{len(pdf.pages)} 页，超过 {MOST_PAGES} 页）"
    if "/OCProperties" in pdf.Root:
        # Merged without its settings, a hidden layer would become visible.
        return "文件含可隐藏的图层，合并会改变显示内容"
    if any(_is_unshown(one) for one in pdf.objects):
        return "表单里填写的内容没有存成页面，合并会丢失：请“打印为 PDF”后再附"
    return None


def _is_unshown(one: pikepdf.Object) -> bool:
    """A field that was filled in by a program which left the drawing of it to the reader."""
    field = isinstance(one, pikepdf.Dictionary) and one.get("/Subtype") == pikepdf.Name.Widget
    return field and "/AP" not in one and str(_inherited(one, "/V") or "") != ""


def _signed(pdf: pikepdf.Pdf) -> bool:
    form = pdf.Root.get("/AcroForm")
    return isinstance(form, pikepdf.Dictionary) and bool(int(form.get("/SigFlags", 0)) & 1)


def _keep_page_only(page: pikepdf.Page) -> None:
    for key in ("/MediaBox", "/CropBox", "/Rotate", "/Resources"):
        # Inherited from the page tree of the old file, which stays behind.
        if key not in page.obj and (value := _inherited(page.obj, key)) is not None:
            page.obj[key] = value
    for key in set(page.obj.keys()) - PAGE_KEYS:
        del page.obj[key]
    kept = [a for a in page.obj.get("/Annots", pikepdf.Array()) if _is_web_link(a)]
    for annotation in kept:
        for key in ("/AA", "/PA", "/StructParent", "/Parent", "/Dest"):
            if key in annotation:
                del annotation[key]
    if "/Annots" in page.obj:
        del page.obj["/Annots"]
    if kept:
        page.obj["/Annots"] = pikepdf.Array(kept)


def _inherited(node: pikepdf.Object, key: str) -> pikepdf.Object | None:
    for _ in range(50):
        if key in node:
            return node[key]
        if "/Parent" not in node:
            return None
        node = node["/Parent"]
    return None


def _is_web_link(annotation: pikepdf.Object) -> bool:
    action = annotation.get("/A")
    return (
        annotation.get("/Subtype") == pikepdf.Name.Link
        and isinstance(action, pikepdf.Dictionary)
        and action.get("/S") == pikepdf.Name.URI
        and "/Next" not in action
    )


def _keep_root_only(pdf: pikepdf.Pdf) -> None:
    # The output intent stays: `pdfa.finish` replaces it, and judges colours under the new one.
    for key in set(pdf.Root.keys()) - {"/Type", "/Pages", "/Metadata", "/OutputIntents"}:
        del pdf.Root[key]
