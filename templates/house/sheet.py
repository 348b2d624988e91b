"""The words in which templates are written down: a page, and what stands on it from the top.

Builders read like the document itself; every figure lives in `style`. Tags are plain text in one
run each, so that the finished template stays editable in Word and WPS.
"""

from __future__ import annotations

import contextlib
import datetime
import io
from collections.abc import Iterator
from typing import Any

import docx
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, Twips

from pipeline.documents.package import Entry, read_package, write_package
from templates.house import style
from templates.house.form import Form
from templates.house.ruled import Piece, Rule, ruled_table

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
    def a4(cls, title: str, *, numbered: bool = True, ends: float = 0) -> Sheet:
        """An upright page in the frame of the standard, numbered odd right and even left.

        Not `numbered`: pages whose number is stamped later, on the whole archive volume.
        `ends`: margins above and below in mm, for score sheets, which no standard binds and
        which should be one page.
        """
        sheet = cls(title)
        top, bottom = style.TOP, style.BOTTOM
        if ends:
            top = bottom = round(ends * style.TWIPS_PER_MM)
        sheet._page(style.PAGE_WIDTH, style.PAGE_HEIGHT, top, style.RIGHT, bottom, style.LEFT)
        if ends:
            sheet._document.sections[0].footer_distance = Mm(ends - 10)
        if numbered:
            sheet._number_pages()
        return sheet

    @classmethod
    def landscape(cls, title: str, *, numbered: bool = True, sides: float = 0) -> Sheet:
        """The same page turned, bound at the top: for wide lists; `sides` are margins in mm."""
        sheet = cls(title)
        left, right = style.BOTTOM, style.TOP
        if sides:
            left = right = round(sides * style.TWIPS_PER_MM)
        sheet._page(style.PAGE_HEIGHT, style.PAGE_WIDTH, style.LEFT, right, style.RIGHT, left)
        sheet._document.sections[0].footer_distance = Mm(15)
        sheet.frame = style.PAGE_HEIGHT - left - right
        if numbered:
            sheet._number_pages()
        return sheet

    @classmethod
    def plaque(cls, title: str, width_mm: float, height_mm: float) -> Sheet:
        """A sheet of its own size with a double border."""
        sheet = cls(title)
        width, height = (round(one * style.TWIPS_PER_MM) for one in (width_mm, height_mm))
        margin = round(40 * style.TWIPS_PER_MM)
        sheet._page(width, height, margin, margin, margin, margin)
        section = sheet._document.sections[0]._sectPr
        sides = "".join(f'<w:{one} w:val="double" w:sz="24" w:space="24" w:color="8B0000"/>'
                        for one in ("top", "left", "bottom", "right"))  # fmt: skip
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

    def red_head(self, organ: str, characters: int) -> None:
        """发文机关标志, its letters 35 mm below the frame's top, as large as `characters` allow."""
        # Measured: the letters begin 4.2 mm below the line's top.
        self.space(35 - 4.2)
        head = self.line("", "发文机关标志").add_run(organ)
        head.font.size = Pt(min(45, self.frame // 20 // characters))

    def number(self, text: str, signer: str = "") -> None:
        """发文字号 two lines below, and the red line 4 mm under it.

        With a `signer` (上行文) the number stands one character from the left, 签发人 one from
        the right.
        """
        self.blank()
        self.blank()
        row: tuple[Piece, ...] = (Piece(text=text, style="发文字号", align="center"),)
        if signer:
            named = Piece(text=f"签发人：{signer}", style="发文字号", align="right",
                          face_after_colon=style.faces(style.KAI))  # fmt: skip
            row = (Piece(text=text, style="发文字号"), named)
        # Measured: 1.1 mm of the 4 lie inside the line of text.
        below = round(2.85 * style.TWIPS_PER_MM)
        self._table(ruled_table(
            self.frame, [row], [None, Rule(eighths=12, color=style.RED)],
            side=320 if signer else 0, below=below,
        ))  # fmt: skip
        self.blank()
        self.blank()

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

    def note(self, text: str) -> None:
        """附注: below the date, in （）."""
        self.line(f"（{text}）")

    def to(self, addressees: str) -> None:
        """主送机关, flush left with a full-width colon."""
        self.line(f"{addressees}：", "主送机关")

    def body(self, *paragraphs: str) -> None:
        for one in paragraphs:
            self.line(one)

    def prose(self, expression: str) -> None:
        """A text of several lines, each a paragraph of the body."""
        with self.each(f"段 in ({expression}).split('\\n')"):
            self.line("{{ 段 }}")

    def heading(self, text: str) -> None:
        """一、 in 黑体."""
        self.line(text, "一级标题")

    def subheading(self, text: str) -> None:
        """（一） in 楷体."""
        self.line(text, "二级标题")

    def attachments(self, *names: str) -> None:
        """附件说明: a blank line, then one unnumbered or several numbered names."""
        self.blank()
        if len(names) == 1:
            self.line(f"附件：{names[0]}", "附件说明")
            return
        for index, name in enumerate(names, 1):
            self.line(f"{'附件：' if index == 1 else '　　　'}{index}. {name}", "附件说明")

    def signature(self, organ: str, date: str) -> None:
        """Name and date on one axis, with room above for the seal to rest on both."""
        self.blank()
        self.blank()
        self.line(organ, "落款")
        self._keep_with_text()
        self.line(date, "落款").paragraph_format.keep_with_next = False

    def _keep_with_text(self) -> None:
        """A signature never stands alone on a page: the last words of the body go with it."""
        for paragraph in reversed(self._document.paragraphs):
            paragraph.paragraph_format.keep_with_next = True
            if paragraph.style.name == "公文正文":
                break

    def imprint(self, copies: str, organ: str, date: str) -> None:
        """版记, after everything else: 抄送 and 印发 between lines as wide as the frame."""
        thick, thin = Rule(eighths=8), Rule(eighths=6)
        copied = Piece(text=f"抄送：{copies}。", style="版记", hanging=840)
        printed = (Piece(text=organ, style="版记"),
                   Piece(text=f"{date}印发", style="版记", align="right"))  # fmt: skip
        rows, rules = [(copied,), printed], [thick, thin, thick]
        if not copies:
            rows, rules = [printed], [thick, thick]
        self.blank()
        self._table(
            ruled_table(self.frame, rows, rules, side=280, above=40, below=40, at_foot=True)
        )

    def _table(self, table: object) -> None:
        """Puts a table here; Word wants a paragraph after each."""
        self._document.add_paragraph("", style="表后")._p.addprevious(table)

    def attachment(self, mark: str, title: str) -> None:
        """A new page: 附件 mark on line 1, its title on line 3."""
        self.line(mark, "附件标记").paragraph_format.page_break_before = True
        self.blank()
        self.title(title)

    def bare_first_page(self) -> None:
        """A cover bears no page number."""
        self._document.sections[0].different_first_page_header_footer = True

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

    def page_break(self) -> None:
        self.line("", "表下说明").add_run().add_break(WD_BREAK.PAGE)

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
        self._forms.clear()
        buffer = io.BytesIO()
        self._document.save(buffer)
        parts = read_package(buffer.getvalue())
        return write_package(Entry.of(name, body) for name, body in parts.items())

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
    settings.append(parse_xml(
        f'<w:compat {nsdecls("w")}><w:compatSetting w:name="compatibilityMode"'
        ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
    ))  # fmt: skip
