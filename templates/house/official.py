"""Documents of office: red head or letterhead, number, 附件, 版记, placed by GB/T 9704—2012."""

from __future__ import annotations

from typing import Any, Self

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from templates.house import style
from templates.house.ruled import Piece, Rule, ruled_table
from templates.house.sheet import Sheet


class Official(Sheet):
    """A sheet that goes out under the organ's name."""

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
            named = Piece(
                text=f"签发人：{signer}",
                style="发文字号",
                align="right",
                face_after_colon=style.faces(style.KAI),
            )
            row = (Piece(text=text, style="发文字号"), named)
        # Measured: 1.1 mm of the 4 lie inside the line of text.
        below = round(2.85 * style.TWIPS_PER_MM)
        self._table(
            ruled_table(
                self.frame,
                [row],
                [None, Rule(eighths=12, color=style.RED)],
                side=320 if signer else 0,
                below=below,
            )
        )
        self.blank()
        self.blank()

    def letter_number(self, text: str) -> None:
        """发文字号 of a letter: flush right, 7/8 of a character below the first double line."""
        self.space(15.65)
        self.line(text, "信函字号")
        self.blank()
        self.blank()

    def attachments(self, *names: str) -> None:
        """附件说明: a blank line, then one unnumbered or several numbered names."""
        self.blank()
        if len(names) == 1:
            self.line(f"附件：{names[0]}", "附件说明")
            return
        for index, name in enumerate(names, 1):
            self.line(f"{'附件：' if index == 1 else '　　　'}{index}. {name}", "附件说明")

    def attached(self, files: str) -> None:
        """附件说明 of the files that an act lists, if any."""
        with self.when(f"{files} | length == 1"):
            self.attachments(f"{{{{ {files}[0] | 文件题名 }}}}")
        with self.when(f"{files} | length > 1"):
            self.blank()
            with self.each(f"件 in {files}"):
                mark = "{% if loop.first %}附件：{% else %}　　　{% endif %}{{ loop.index }}. "
                self.line(f"{mark}{{{{ 件 | 文件题名 }}}}", "附件说明")

    def note(self, text: str) -> None:
        """附注: below the date, in （）, and never alone on a page."""
        self._document.paragraphs[-1].paragraph_format.keep_with_next = True
        self.line(f"（{text}）")

    def attachment(self, mark: str, title: str) -> None:
        """A new page: 附件 mark on line 1, its title on line 3."""
        self.line(mark, "附件标记").paragraph_format.page_break_before = True
        self.blank()
        self.title(title)

    def imprint(self, copies: str, organ: str, date: str) -> None:
        """版记, after everything else: 抄送 and 印发 between lines as wide as the frame."""
        thick, thin = Rule(eighths=8), Rule(eighths=6)
        copied = Piece(text=f"抄送：{copies}。", style="版记", hanging=840)
        printed = (
            Piece(text=organ, style="版记"),
            Piece(text=f"{date}印发", style="版记", align="right"),
        )
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

    @classmethod
    def letter(cls, title: str, organ: str, characters: int) -> Self:
        """信函格式: the organ's name 30 mm below the page's top, double lines of 170 mm 4 mm under
        it and 20 mm above the page's bottom; no page number on page 1."""
        sheet = cls.a4(title)
        section = sheet._document.sections[0]
        section.different_first_page_header_footer = True
        size = min(45, sheet.frame // 20 // characters)
        # Measured: the letters begin 0.3 of their size below the line's top.
        section.header_distance = Mm(30) - Pt(0.3 * size)
        section.footer_distance = Mm(20)
        # Negative: the head does not push the text down; `letter_number` keeps clear of it.
        section._sectPr.pgMar.set(qn("w:top"), str(-style.TOP))
        for footer in (section.footer, section.even_page_footer):
            below = footer.add_paragraph("", style="表后")
            below.paragraph_format.line_spacing = Mm(5.1)
        head, foot = section.first_page_header, section.first_page_footer
        head.is_linked_to_previous = foot.is_linked_to_previous = False
        name = head.paragraphs[0]
        name.style = sheet._document.styles["发文机关标志"]
        name.add_run(organ).font.size = Pt(size)
        name.paragraph_format.space_after = Pt(2.3)
        for paragraph, thick_first in ((head.add_paragraph(), True), (foot.paragraphs[0], False)):
            paragraph.style = sheet._document.styles["双线"]
            _double(paragraph, thick_first=thick_first)
        return sheet


def _double(paragraph: Any, *, thick_first: bool) -> None:
    """Two red lines, 170 mm wide, one thick and one thin, above and below an empty paragraph.

    Not a table: the embedded engine keeps tables inside the frame (measured).
    """
    weights = (18, 6) if thick_first else (6, 18)
    lines = "".join(
        f'<w:{side} w:val="single" w:sz="{weight}" w:space="0" w:color="{style.RED}"/>'
        for side, weight in zip(("top", "bottom"), weights, strict=True)
    )
    properties = paragraph._p.get_or_add_pPr()
    properties.append(parse_xml(f"<w:pBdr {nsdecls('w')}>{lines}</w:pBdr>"))
