"""One paper's PDF made fit to stand in the bundle: pages only, no scripts, no foreign settings.

What a reader shows is what is bound: as drawing where PDF/A allows it, else as a picture of each
page (`seen`). What neither shows is named. A file that cannot be opened gives the value `Unfit`;
the caller keeps the original beside the bundle either way.
"""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf

from pipeline.pdf import bounds, pdfa
from pipeline.pdf.hazards import hazards
from pipeline.pdf.seen import layers, marks, pictures
from pipeline.pdf.seen.reader import Unshowable, opens

MOST_PAGES = 2000
MOST_BYTES = 200_000_000
#: What a page keeps. Everything else acts, hides or points outside the page.
PAGE_KEYS = frozenset(
    {"/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/UserUnit", "/Resources",
     "/Contents", "/Group", "/Annots"}
)  # fmt: skip
DAMAGED = "文件已损坏或不是 PDF"
#: pikepdf speaks through PdfError; the others come from objects of an unexpected type.
HIDING = "文件含可隐藏的图层，照阅读器打开时所见"
UNDRAWN = "其上的批注或表单内容没有存成页面"
UNEMBEDDED = "不符合 PDF/A-2b：有字体没有完整嵌入（ISO 19005-2 第 6.2.11.4.1 条）"
#: Clauses of ISO 19005-2 that foreign files break most often.
_CLAUSES = (
    ("6.2.11", "有字体没有完整嵌入"), ("6.2.4", "用了印刷色（CMYK）或没有说明的颜色"),
    ("6.1.13", "页面尺寸等超出限度"), ("6.2.8", "图像的写法不能长期保存"),
    ("6.2.10", "透明效果的写法不能长期保存"),
)  # fmt: skip
FAULTS = (
    pikepdf.PdfError, RecursionError, ValueError, TypeError, KeyError, AttributeError,
    OverflowError,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Adopted:
    """Pages that pass PDF/A-2b under the bundle's colour space, and what was left out for that.

    `pictured`: which pages are pictures, and why, in Chinese; "" when all are drawings as they
    came. `named`: marks and files that are on no page of it, in Chinese, bounded.
    """

    pdf: bytes
    pages: int
    stripped: tuple[str, ...]
    signed: bool
    repaired: bool
    pictured: str = ""
    named: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfit:
    """Why the file cannot stand in the bundle, in Chinese."""

    reason: str


def adopt(
    data: bytes, *, title: str, created: datetime.date, judge: bool = True
) -> Adopted | Unfit:
    """Take over the pages of `data`.

    `judge` looks at the file as a stranger's: bounds, marks, layers, PDF/A here and now. What
    this program drew itself is judged once, in the finished bundle (0.1–0.3 s a file saved).
    """
    if len(data) > MOST_BYTES:
        return Unfit(reason="文件过大（超过 200 MB）")
    if judge and (reason := bounds.excess_of_tables(data)):
        return Unfit(reason=reason)
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            if (reason := _obstacle(pdf)) is not None:
                return Unfit(reason=reason)
            if judge:
                return _stranger(data, pdf, title, created)
            return _taken(pdf, title, created)
    except pikepdf.PasswordError:
        return Unfit(reason="文件已加密，需要口令")
    except FAULTS:
        return Unfit(reason=DAMAGED)


def _taken(pdf: pikepdf.Pdf, title: str, created: datetime.date) -> Adopted | Unfit:
    """Our own pages: nothing on them is hidden, stale or foreign."""
    stripped, signed, repaired = hazards(pdf), _signed(pdf), bool(pdf.get_warnings())
    pdf.flatten_annotations("print")
    pages = len(pdf.pages)
    clean = _clean(pdf, title, created)
    return Adopted(pdf=clean, pages=pages, stripped=stripped, signed=signed, repaired=repaired)


def _stranger(data: bytes, pdf: pikepdf.Pdf, title: str, created: datetime.date) -> Adopted | Unfit:
    if (reason := bounds.excess(pdf)) is not None:
        return Unfit(reason=reason)
    stripped, signed, repaired = hazards(pdf), _signed(pdf), bool(pdf.get_warnings())
    named = (*_attached(pdf), *(found := marks.survey(pdf)).named)
    pages, hiding = len(pdf.pages), layers.may_hide(pdf)
    # A reader draws what it makes of the file as it came; else, of the file as it was repaired.
    source = _saved(pdf) if found.changed or (repaired and not opens(data, pages)) else data
    which: Sequence[int] = range(pages) if hiding else sorted(found.drawn)
    why = HIDING if hiding else UNDRAWN
    try:
        how = _pictured(pdf, source, which, keep_text=not hiding)
        pdf.flatten_annotations("screen")
        layers.merge(pdf)
        clean = _clean(pdf, title, created)
        judgement = pdfa.judged(clean)
        if not judgement.passed and not judgement.breaches:
            clean = _trimmed(clean, judgement, title, created)
            judgement = pdfa.judged(clean)
        if not judgement.passed and len(which) < pages:
            which, why = range(pages), _in_words(judgement)
            with pikepdf.open(io.BytesIO(source)) as again:
                how = _pictured(again, source, which, keep_text=True)
                clean = _clean(again, title, created)
            if how is not None and how.lent and not judgement.breaches:
                why = UNEMBEDDED
            judgement = pdfa.judged(clean)
    except Unshowable as error:
        return Unfit(reason=f"{why}；{error}")
    if not judgement.passed or judgement.pages != pages:
        return Unfit(reason=_in_words(judgement))
    return Adopted(
        pdf=clean,
        pages=pages,
        stripped=stripped,
        signed=signed,
        repaired=repaired,
        pictured=_told(which, pages, why, how) if how is not None else "",
        named=marks.bounded(list(named)),
    )


def _pictured(
    pdf: pikepdf.Pdf, source: bytes, which: Sequence[int], *, keep_text: bool
) -> pictures.Pictured | None:
    if not which:
        return None
    if len(which) > pictures.MOST_PICTURED:
        most = pictures.MOST_PICTURED
        raise Unshowable(f"要绘成图片的页过多（{len(which)} 页，超过 {most} 页）")
    return pictures.picture(pdf, source, which, keep_text=keep_text)


def _clean(pdf: pikepdf.Pdf, title: str, created: datetime.date) -> bytes:
    for page in pdf.pages:
        _keep_page_only(page)
    # The output intent stays: `pdfa.finish` replaces it, and judges colours under the new one.
    for key in set(pdf.Root.keys()) - {"/Type", "/Pages", "/Metadata", "/OutputIntents"}:
        del pdf.Root[key]
    return pdfa.written(pdf, title=title, created=created, creator=pdfa.PRODUCER)


def _trimmed(clean: bytes, judgement: pdfa.Judgement, title: str, created: datetime.date) -> bytes:
    """Without what no page uses and keys that nobody knows: the judge knows nothing of either."""
    with pikepdf.open(io.BytesIO(clean)) as pdf:
        pdfa.strip(pdf, judgement.unknown)
        pdf.remove_unreferenced_resources()
        return pdfa.written(pdf, title=title, created=created, creator=pdfa.PRODUCER)


def _saved(pdf: pikepdf.Pdf) -> bytes:
    target = io.BytesIO()
    pdf.save(target, deterministic_id=True)
    return target.getvalue()


def _told(which: Sequence[int], pages: int, why: str, how: pictures.Pictured) -> str:
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


def _in_words(judgement: pdfa.Judgement) -> str:
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


def _attached(pdf: pikepdf.Pdf) -> list[str]:
    """The names of files carried inside, which no page shows."""
    names = pdf.Root.get("/Names")
    if not isinstance(names, pikepdf.Dictionary) or "/EmbeddedFiles" not in names:
        return []
    return [f"内嵌文件“{marks.said(pikepdf.String(name))}”" for name in pdf.attachments]


def _obstacle(pdf: pikepdf.Pdf) -> str | None:
    if pdf.is_encrypted:
        return "文件已加密（设有权限口令）"
    if len(pdf.pages) == 0:
        return "文件没有页面"
    if len(pdf.pages) > MOST_PAGES:
        return f"页数过多（{len(pdf.pages)} 页，超过 {MOST_PAGES} 页）"
    return None


def _signed(pdf: pikepdf.Pdf) -> bool:
    form = pdf.Root.get("/AcroForm")
    return isinstance(form, pikepdf.Dictionary) and bool(int(form.get("/SigFlags", 0)) & 1)


def _keep_page_only(page: pikepdf.Page) -> None:
    for key in ("/MediaBox", "/CropBox", "/Rotate", "/Resources"):
        # Inherited from the page tree of the old file, which stays behind.
        if key not in page.obj and (value := marks.inherited(page.obj, key)) is not None:
            page.obj[key] = value
    for key in set(page.obj.keys()) - PAGE_KEYS:
        del page.obj[key]
    kept = pictures.web_links(page)
    if "/Annots" in page.obj:
        del page.obj["/Annots"]
    if kept:
        page.obj["/Annots"] = pikepdf.Array(kept)
