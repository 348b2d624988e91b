"""The words in which templates are written down: a page, and what stands on it from the top.

Builders read like the document itself; every figure lives in `style`. Tags are plain text in one
run each, so that the finished template stays editable in Word and WPS.
"""

from __future__ import annotations

import contextlib
import datetime
import io
from collections.abc import Iterator
from typing import Any, Self

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, Twips

from pipeline.documents.docx.package import ZipEntry, read_package, write_package
from templates.house import style
from templates.house.form import Form

#: Parts of python-docx's own starting document that no template needs.
_UNUSED = ("customXml", "stylesWithEffects", "webSettings", "theme", "numbering", "thumbnail")
#: Day of the rule document: a template has a date, and it is not that of the last build.
_DATED = datetime.datetime(2024, 4, 16, tzinfo=datetime.UTC)


class Sheet:
    """A template in the making. `title` goes into the document's properties; it may hold tags."""

    def __init__(self, title: str) -> None:
        self._document: Any = docx.Document()
        self._forms: list[tuple[Any, Form]] = []
        self.frame = style.PAGE_WIDTH - style.LEFT - style.RIGHT
        _strip(self._document)
        properties = self._document.core_properties
        properties.title, properties.author, properties.comments = title, "", ""
        properties.created = properties.modified = _DATED
        properties.language, properties.revision = "zh-CN", 1

    @classmethod
    def a4(cls, title: str, *, numbered: bool = True) -> Self:
        """An upright page in the frame of the standard, numbered odd right and even left.

        Not `numbered`: pages whose number is stamped later, on the whole archive volume.
        """
        sheet = cls(title)
        sheet._page(
            style.PAGE_WIDTH, style.PAGE_HEIGHT, style.TOP, style.RIGHT, style.BOTTOM, style.LEFT
        )
        if numbered:
            sheet._number_pages()
        return sheet

    @classmethod
    def landscape(cls, title: str, *, numbered: bool = True) -> Self:
        """The same page turned, bound at the top: for wide lists."""
        sheet = cls(title)
        sheet._page(
            style.PAGE_HEIGHT, style.PAGE_WIDTH, style.LEFT, style.TOP, style.RIGHT, style.BOTTOM
        )
        sheet._document.sections[0].footer_distance = Mm(15)
        sheet.frame = style.PAGE_HEIGHT - style.TOP - style.BOTTOM
        if numbered:
            sheet._number_pages()
        return sheet

    @classmethod
    def plaque(cls, title: str, width_mm: float, height_mm: float) -> Self:
        """A sheet of its own size with a double border."""
        sheet = cls(title)
        width, height = (round(one * style.TWIPS_PER_MM) for one in (width_mm, height_mm))
        margin = round(20 * style.TWIPS_PER_MM)
        sheet._page(width, height, margin, margin, margin, margin)
        section = sheet._document.sections[0]._sectPr
        sides = "".join(
            f'<w:{one} w:val="double" w:sz="12" w:space="12" w:color="8B0000"/>'
            for one in ("top", "left", "bottom", "right")
        )
        section.find(qn("w:pgMar")).addnext(
            parse_xml(f'<w:pgBorders {nsdecls("w")} w:offsetFrom="page">{sides}</w:pgBorders>')
        )
        return sheet

    def line(self, text: str, name: str = "公文正文") -> Any:
        """One paragraph in the named style."""
        return self._document.add_paragraph(text, style=name)

    def blank(self, name: str = "主送机关") -> None:
        """An empty line of the body's pitch."""
        self.line("", name)

    def space(self, height_mm: float) -> None:
        """White space of this height, the same in every engine."""
        self.line("", "主送机关").paragraph_format.line_spacing = Mm(height_mm)

    def title(self, *lines: str) -> None:
        """公文标题, broken by sense into the lines given, and the blank line after it."""
        for one in lines:
            self.line(one, "公文标题")
        self.blank()

    def broken_title(self, expression: str) -> None:
        """公文标题 of a text with names in it, broken by sense when the document is made."""
        with self.each(f"行 in ({expression}) | 分行(19)"):
            self.line("{{ 行 }}", "公文标题")
        self.blank()

    def item(self, name: str, value: str, characters: int = 5) -> None:
        """封面项: a name set as wide as `characters`, so that the colons stand under each other."""
        first = self.line("", "封面项").add_run(name[:-1])
        gap = style.BODY * (characters - len(name)) / max(1, len(name) - 1)
        if gap:
            spacing = parse_xml(f'<w:spacing {nsdecls("w")} w:val="{round(gap * 20)}"/>')
            first._r.get_or_add_rPr().append(spacing)
        self._document.paragraphs[-1].add_run(f"{name[-1]}：{value}")

    def to(self, addressees: str) -> None:
        """主送机关, flush left with a full-width colon."""
        self.line(f"{addressees}：", "主送机关")

    def body(self, *paragraphs: str) -> None:
        for one in paragraphs:
            self.line(one)

    def prose(self, expression: str) -> None:
        """A text of several lines, each a paragraph of the body, and a sentence."""
        with self.each(f"段 in ({expression}).split('\\n')"):
            self.line("{{ 段 | 成句 }}")

    def heading(self, text: str) -> None:
        """一、 in 黑体."""
        self.line(text, "一级标题")

    def signature(self, organ: str, date: str) -> None:
        """Name and date on one axis, with room above for the seal to rest on both."""
        self.blank()
        self.blank()
        self.line(organ, "落款")
        self._keep_with_text()
        self.line(date, "落款").paragraph_format.keep_with_next = False

    def _keep_with_text(self) -> None:
        """A signature never stands alone on a page: the last words of the body go with it."""
        optional = False
        for paragraph in reversed(self._document.paragraphs):
            paragraph.paragraph_format.keep_with_next = True
            tag = paragraph.text.startswith("{%p")
            optional = "endif" in paragraph.text if tag else optional
            if paragraph.style.name == "公文正文" and not tag and not optional:
                break

    def new_page(self, heading: str) -> None:
        """A part of a form that starts its own page, so that what is signed stays together.

        Right after a table the heading is the paragraph that must follow the table: an empty one
        between them would fill a page of its own whenever the table ends at the foot of a page.
        """
        last = self._document.element.body[-2]  # before the section's properties
        if self._forms and self._forms[-1][0]._p is last:
            paragraph = self._forms[-1][0]
            paragraph.style = self._document.styles["表外标题"]
            paragraph.add_run(heading)
        else:
            paragraph = self.line(heading, "表外标题")
        paragraph.paragraph_format.page_break_before = True

    @contextlib.contextmanager
    def each(self, loop: str) -> Iterator[None]:
        """What is written inside is repeated: `loop` reads `家 in 名单`."""
        self.line(f"{{%p for {loop} %}}")
        yield
        self.line("{%p endfor %}")

    @contextlib.contextmanager
    def when(self, condition: str) -> Iterator[None]:
        """What is written inside is there only if the condition holds."""
        self.line(f"{{%p if {condition} %}}")
        yield
        self.line("{%p endif %}")

    def form(self, *columns: float, dense: bool = False) -> Form:
        """A table over columns of these relative widths, as wide as the frame; `dense` in 五号."""
        form = Form(columns, self.frame, dense)
        self._forms.append((self._document.add_paragraph("", style="表下说明"), form))
        return form

    def docx(self) -> bytes:
        """The template's bytes, the same at every build."""
        for paragraph, form in self._forms:
            paragraph._p.addprevious(form.element())
            if paragraph._p is self._document.element.body[-2]:
                # Word asks for a paragraph after the last table; it must not open a page (seen).
                paragraph.paragraph_format.line_spacing = Pt(1)
        self._forms.clear()
        buffer = io.BytesIO()
        self._document.save(buffer)
        parts = read_package(buffer.getvalue())
        return write_package(ZipEntry.of(name, body) for name, body in parts.items())

    def _page(self, width: int, height: int, top: int, right: int, bottom: int, left: int) -> None:
        section = self._document.sections[0]
        section.page_width, section.page_height = Twips(width), Twips(height)
        section.orientation = int(width > height)
        section.top_margin, section.bottom_margin = Twips(top), Twips(bottom)
        section.left_margin, section.right_margin = Twips(left), Twips(right)
        section.header_distance, section.footer_distance = Mm(15), Twips(style.FOOTER)
        for grid in section._sectPr.findall(qn("w:docGrid")):
            section._sectPr.remove(grid)

    def _number_pages(self) -> None:
        self._document.settings.odd_and_even_pages_header_footer = True
        section = self._document.sections[0]
        for footer, name in ((section.footer, "页码单"), (section.even_page_footer, "页码双")):
            footer.is_linked_to_previous = False
            paragraph = footer.paragraphs[0]
            paragraph.style = self._document.styles[name]
            # Size and face in each run: from there the converter takes the digit's room (measured).
            letters = f"<w:rPr>{style.faces(style.SONG)}{style.size(14)}</w:rPr>"
            for piece in _PAGE_NUMBER:
                paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}>{letters}{piece}</w:r>"))


_PAGE_NUMBER = (
    '<w:t xml:space="preserve">— </w:t>',
    '<w:fldChar w:fldCharType="begin"/>',
    '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
    '<w:fldChar w:fldCharType="separate"/>',
    "<w:t>1</w:t>",
    '<w:fldChar w:fldCharType="end"/>',
    '<w:t xml:space="preserve"> —</w:t>',
)


def _strip(document: Any) -> None:
    """Only our own styles, settings and parts remain."""
    for owner in (document.part, document.part.package):
        for identity, relation in list(owner.rels.items()):
            if relation.reltype.rpartition("/")[2] in _UNUSED:
                del owner.rels[identity]
    styles = document.styles.element
    for old in list(styles):
        styles.remove(old)
    styles.extend([*style.base_styles(), *map(style.paragraph_style, style.STYLES)])
    settings = document.settings.element
    for old in list(settings):
        settings.remove(old)
    settings.append(
        parse_xml(
            f'<w:compat {nsdecls("w")}><w:compatSetting w:name="compatibilityMode"'
            ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        )
    )
