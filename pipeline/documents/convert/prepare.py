"""Rewrites a docx in memory so that an engine needs no judgement about typefaces.

Every run ends up in one script and names one face that can draw all of it. Measured: rdocx sets
Latin in Chinese runs in the East Asian face, and moves a whole run to another face for one glyph
it lacks; LibreOffice replaces missing faces silently. Text must stay as it is, letter by letter.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pipeline.documents.convert.asian_spacing import close_gaps, hang_nothing, is_latin
from pipeline.documents.convert.faces import Face, face_named, fallback_for
from pipeline.documents.convert.long_words import break_long_words
from pipeline.documents.convert.page_breaks import imprint_in_flow, keep_titles
from pipeline.documents.convert.pagefields import tighten
from pipeline.documents.convert.result import Substitution
from pipeline.documents.convert.styles import EAST_ASIAN, LATIN, FontStyles
from pipeline.documents.docx.package import BODY, BadPackage, ZipEntry, read_package, write_package
from pipeline.documents.docx.readback import part_text
from pipeline.documents.docx.wrappers import unwrapped
from pipeline.documents.docx.xml import SPACE, Unreadable, parse, qualified, serialised
from pipeline.errors import PipelineError

_R, _RPR, _T = map(qualified, ("r", "rPr", "t"))
_FONTS = qualified("rFonts")
_WRITTEN = re.compile(r"word/(?:document|header\w*|footer\w*|footnotes|endnotes)\.xml")
_STYLED = re.compile(r"word/(?:styles|numbering)\.xml")
#: Bullets that Word writes in the private codes of Symbol and Wingdings.
_BULLETS = {"\uf0b7": "•", "\uf0a7": "■", "\uf06c": "●", "\uf06e": "■", "\uf0d8": "▶", "o": "○"}
#: Above this, a table row may fill a page; engines only split rows that are not centred.
LONG_ROW = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Foot:
    """Where the 版记 stands when it follows the text instead of being placed."""

    #: Whether it starts a page.
    apart: bool
    #: How far below the text, in mm.
    drop: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """What an engine, or one document in it, must be helped with. Of itself: nothing."""

    #: Long table rows lose their vertical centring, so that they break over pages.
    split_rows: bool = False
    #: Page numbers take the room of one digit (see `pagefields`).
    tight_pages: bool = False
    #: A negative top margin, by which Word lets a tall header push nothing down, is made
    #: positive, for an engine whose headers never push (measured of rdocx).
    firm_top: bool = False
    #: No gap between Chinese and Latin, no hanging marks (see `asian_spacing`).
    plain_spacing: bool = False
    #: A word wider than its cell is broken inside (see `long_words`).
    break_words: bool = False
    #: Column titles whose tables start a page (see `page_breaks`).
    titles: frozenset[str] = frozenset()
    #: The 版记 follows the text (see `page_breaks`).
    foot: Foot | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """The docx to hand to an engine, the faces it names, and the text it must show."""

    docx: bytes
    faces: tuple[Face, ...]
    substitutions: tuple[Substitution, ...]
    text: str


def prepare(docx: bytes, needs: Needs) -> Prepared:
    """Name a face for every run of `docx`, and do what the engine `needs` besides.

    Raises PipelineError if that cannot be done.
    """
    try:
        parts = read_package(docx)
        text = part_text(parts[BODY])
        trees = {
            name: unwrapped(parse(body))
            for name, body in parts.items()
            if _WRITTEN.fullmatch(name) or _STYLED.fullmatch(name)
        }
    except (BadPackage, Unreadable) as error:
        raise PipelineError(f"待转换的文档无法读取：{error}", "请检查模板，或重新生成。") from error
    styles = trees.get("word/styles.xml")
    work = _Lettering(FontStyles(styles))
    for name, tree in trees.items():
        if _WRITTEN.fullmatch(name):
            work.letter(tree)
            _help(tree, styles, needs)
    for name, tree in trees.items():
        if _STYLED.fullmatch(name):
            work.letter_styles(tree)
        if needs.plain_spacing:
            hang_nothing(tree)
    work.refuse_missing()
    for name, tree in trees.items():
        parts[name] = serialised(tree)
    return Prepared(
        docx=write_package(ZipEntry.of(name, body, level=1) for name, body in parts.items()),
        faces=tuple(sorted(work.faces, key=lambda face: face.family)),
        substitutions=tuple(sorted(work.substitutions)),
        text=text,
    )


def _help(tree: etree._Element, styles: etree._Element | None, needs: Needs) -> None:
    if needs.titles:
        keep_titles(tree, styles, needs.titles)
    if needs.foot:
        imprint_in_flow(tree, apart=needs.foot.apart, drop=needs.foot.drop)
    if needs.split_rows:
        _free_long_rows(tree)
    if needs.tight_pages:
        tighten(tree)
    if needs.firm_top:
        _make_top_firm(tree)
    if needs.break_words:
        break_long_words(tree, styles)
    if needs.plain_spacing:
        close_gaps(tree)


class _Lettering:
    """Gives runs their faces, and remembers which faces, stand-ins and gaps came up."""

    def __init__(self, styles: FontStyles) -> None:
        self._styles = styles
        self.faces: set[Face] = set()
        self.substitutions: set[Substitution] = set()
        self.missing: dict[str, None] = {}

    def letter(self, tree: etree._Element) -> None:
        for run in list(tree.iter(_R)):
            self._split(run)
        for mark in tree.iterfind(f".//{qualified('pPr', 'rPr', 'rFonts')}"):
            self._rewrite(mark)

    def letter_styles(self, tree: etree._Element) -> None:
        if tree.tag == qualified("styles"):
            self._styles.ensure_defaults(tree)
        for level in tree.iter(qualified("lvl")):
            self._label(level)
        for bullet in tree.iter(qualified("lvlText")):
            text = bullet.get(qualified("val"), "")
            bullet.set(qualified("val"), _BULLETS.get(text, text))
        for fonts in tree.iter(_FONTS):
            self._rewrite(fonts)

    def _label(self, level: etree._Element) -> None:
        """Name a face for the label of a list: rdocx sets it in the machine's sans otherwise."""
        properties = level.find(_RPR)
        if properties is None:
            properties = etree.SubElement(level, _RPR)
        if properties.find(_FONTS) is None:
            wanted = self._styles.default_east_asian
            properties.insert(0, etree.Element(_FONTS, {LATIN: wanted, EAST_ASIAN: wanted}))

    def refuse_missing(self) -> None:
        if self.missing:
            listed = "、".join(f"「{c}」(U+{ord(c):04X})" for c in self.missing)
            raise PipelineError(
                f"没有字体能画出：{listed}",
                "安装含该字的字体（如 Debian 的 fonts-noto-cjk）后重新运行，或改用通行写法。",
            )

    def _face(self, wanted: str, *, latin: bool) -> Face:
        face = face_named(wanted, latin=latin)
        self.faces.add(face)
        if face.family != wanted:
            self.substitutions.add(Substitution(wanted=wanted, used=face.family))
        return face

    def _rewrite(self, fonts: etree._Element) -> None:
        """Style and numbering fonts: only blanks and labels use them, so no splitting."""
        for attribute in (LATIN, EAST_ASIAN):
            wanted = fonts.get(attribute)
            if wanted in ("Symbol", "Wingdings", "Courier New"):
                wanted = "宋体"
            if wanted:
                face = face_named(wanted, latin=attribute == LATIN)
                self.faces.add(face)
                fonts.set(attribute, face.family)
        latin = fonts.get(LATIN)
        for key in list(fonts.attrib):
            if key not in (LATIN, EAST_ASIAN):
                del fonts.attrib[key]
        if latin:
            fonts.set(qualified("hAnsi"), latin)

    def _split(self, run: etree._Element) -> None:
        wanted = self._styles.of(run)
        own = run.find(_RPR)
        pieces: list[tuple[Face, list[etree._Element]]] = []
        for child in [node for node in run if node is not own]:
            if child.tag != _T:
                if not pieces:
                    pieces.append((self._face(wanted[0], latin=True), []))
                pieces[-1][1].append(child)
                continue
            text = child.text or ""
            if child.get(SPACE) != "preserve":
                text = text.strip()  # as Word does; readback holds the same
            for face, segment in self._segments(text, wanted):
                node = etree.Element(_T, {SPACE: "preserve"})
                node.text = segment
                if pieces and pieces[-1][0] == face:
                    pieces[-1][1].append(node)
                else:
                    pieces.append((face, [node]))
        _replace(run, own, pieces)

    def _segments(self, text: str, wanted: tuple[str, str]) -> Iterator[tuple[Face, str]]:
        current: Face | None = None
        start = 0
        for index, character in enumerate(text):
            latin = is_latin(character)
            if character.isspace() and character != "\u3000" and current is not None:
                continue  # a blank stays with what stands before it
            face = self._drawing(character, wanted[0] if latin else wanted[1], latin=latin)
            if current is not None and face != current:
                yield current, text[start:index]
                start = index
            current = face
        if current is not None:
            yield current, text[start:]

    def _drawing(self, character: str, wanted: str, *, latin: bool) -> Face:
        face = face_named(wanted, latin=latin)
        if not face.has(character) and not character.isspace():
            other = fallback_for(character)
            if other is None:
                self.missing[character] = None
            else:
                self.faces.add(other)
                self.substitutions.add(
                    Substitution(wanted=f"{wanted}「{character}」", used=other.family)
                )
                return other
        return self._face(wanted, latin=latin)


def _replace(
    run: etree._Element,
    own: etree._Element | None,
    pieces: list[tuple[Face, list[etree._Element]]],
) -> None:
    parent = run.getparent()
    if parent is None or not pieces:
        return
    place, tail = parent.index(run), run.tail
    parent.remove(run)
    for offset, (face, children) in enumerate(pieces):
        piece = etree.Element(_R, nsmap=run.nsmap)
        properties = etree.SubElement(piece, _RPR) if own is None else copy.deepcopy(own)
        piece.insert(0, properties)
        for old in properties.findall(_FONTS):
            properties.remove(old)
        names = {qualified(k): face.family for k in ("ascii", "hAnsi", "eastAsia", "cs")}
        # The schema wants w:rStyle first, then w:rFonts.
        styled = properties.find(qualified("rStyle")) is not None
        properties.insert(int(styled), etree.Element(_FONTS, names))
        piece.extend(children)
        parent.insert(place + offset, piece)
        piece.tail = tail if offset == len(pieces) - 1 else None


def _make_top_firm(tree: etree._Element) -> None:
    for margins in tree.iter(qualified("pgMar")):
        margins.set(qualified("top"), margins.get(qualified("top"), "0").removeprefix("-"))


def _free_long_rows(tree: etree._Element) -> None:
    for row in tree.iter(qualified("tr")):
        if sum(len(text.text or "") for text in row.iter(_T)) > LONG_ROW:
            for tag in ("vAlign", "cantSplit"):
                for node in list(row.iter(qualified(tag))):
                    above = node.getparent()
                    if above is not None:
                        above.remove(node)
