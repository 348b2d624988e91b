"""Looks for personal data in a finished public document: text, margins, properties, pictures.

The public view holds listed fields only; this is the second line, for what people type into them
(PIPL: least scope). It reports and masks, it removes nothing: half a number can be completed from
elsewhere. Names of persons are meant to be public here and are not looked for.
"""

from __future__ import annotations

import datetime
import re
import struct
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lxml import etree

from pipeline.documents.docx.package import read_package
from pipeline.documents.docx.xml import parse
from pipeline.dossier.events import INVISIBLE
from pipeline.pdf.every_word import pdf_texts

#: GB 11643—1999: weights and check characters of the 18-digit number.
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_PROVINCES = frozenset(
    {*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55),
     *range(61, 66), 71, 81, 82, 83, 91}
)  # fmt: skip
#: Digits in groups with at most two separators between.
_RUN = re.compile(r"[0-9](?:[ \-‐‑–—·./_,*]{0,2}[0-9])*(?:[ \-]?[Xx](?![A-Za-z]))?")
_GROUP = re.compile(r"[\dXx]+")
_DATE = (
    r"(?:(?:19|20)\d\d ?[年./-] ?\d{1,2}(?: ?[月./-] ?\d{1,2}日?|月)?"
    r"|[一二][〇零一二三四五六七八九]{3}年[一二三四五六七八九十]{1,2}月(?:[一二三四五六七八九十]{1,3}日)?)"
)
#: 学生、博士生、先生、写生 … 于: no birth.
_NOT_BORN = "产发诞衍派原再新学师医考先究习招门书换士长等中女男卫养写花"
_BORN = re.compile(
    rf"(?:出生|生日|诞辰|(?<![{_NOT_BORN}])(?<!毕业)生于)[^\d\n]{{0,12}}?(?P<a>{_DATE})"
    rf"|(?P<b>{_DATE})[\s（(]{{0,2}}(?:出?生(?![产活物态成效]))"
    r"|出生(?:年份?|年月|日期|时间)?[：:\s]{1,3}(?P<c>(?:19|20)\d\d)(?!\d)"
    r"|(?:生日|诞辰)[^\d\n]{0,6}(?P<d>\d{1,2}月\d{1,2}日)"
)
#: A home, by the words that lead to it or by its stairwell: offices have neither. The words alone
#: are none: who objects to a list is asked for his 住址.
_HOME = re.compile(
    r"(?:家庭(?:住址|地址)|住址|家住|现住|户籍地址|居住(?:地址|于))(?: ?[：:] ?\S{2}"
    r"|\s{0,3}[^\s，。；、]{0,20}?"
    r"(?:\d(?:号|室|栋|幢|楼|弄|院|-\d)|小区|家属院|公寓|[省市县]\S{1,12}[村路街巷]))"
    r"|\d(?:号|楼|栋|幢|座)(?:院|楼)?(?:\d+(?:号|栋|幢)楼?)?\d+单元"
)
_NUMERALS = str.maketrans("〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖", "00123456789123456789")
_NUMERAL_RUN = re.compile("[0-9〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖]{11,}")
_MOBILE_GROUPS = (
    (11,), (3, 4, 4), (4, 3, 4), (3, 3, 5), (5, 6), (6, 5), (7, 4), (3, 2, 2, 2, 2), (1,) * 11,
)  # fmt: skip
#: The ranges given out; 140…, the code of a province, begins many a certificate's number.
_MOBILE = re.compile(r"1(?:3\d|4[5-9]|5[0-35-9]|6[2567]|7[0-8]|8\d|9\d)\d{8}")
#: No card of a bank begins with 1, 2, 7 or 8; a row of years does.
_CARD = re.compile(r"[3-69]\d{15,18}")
_PARTS = (
    ("word/document", "正文"), ("word/header", "页眉"), ("word/footer", "页脚"),
    ("word/comments", "批注"), ("docProps/", "文档属性"), ("customXml/", "自定义数据"),
    ("word/media/", "图片"), ("word/footnotes", "脚注"), ("word/endnotes", "尾注"),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Personal data found: of what kind, masked, and where."""

    what: str
    masked: str
    where: str

    def __str__(self) -> str:
        return f"{self.where}有{self.what} {self.masked}"


def docx_hits(docx: bytes, allowed: frozenset[str] = frozenset()) -> tuple[Hit, ...]:
    """Hits in every part of the package: hidden text, comments and descriptions included."""
    return _hits(
        (
            (_part(name), text)
            for name, body in read_package(docx).items()
            for text in _part_texts(name, body)
        ),
        allowed,
    )


def pdf_hits(pdf: bytes, allowed: frozenset[str] = frozenset()) -> tuple[Hit, ...]:
    """Hits on the pages, in notes, metadata, attachments and pictures. Raises PdfFault."""
    return _hits(((f"PDF {where}", text) for where, text in pdf_texts(pdf)), allowed)


def office_numbers(values: Iterable[object]) -> frozenset[str]:
    """The digits of the union's own numbers, which a public document may name."""
    found = (_digits(str(one)) for one in values)
    return frozenset(one for one in found if len(one) >= 7)


def refusal(hits: tuple[Hit, ...]) -> str:
    """Why a document is not made, without repeating the data."""
    more = f"等 {len(hits)} 处" if len(hits) > 1 else ""
    return f"公开的文件含个人信息：{hits[0]}{more}。从档案里删去后再生成。"


def personal_data(text: str, allowed: frozenset[str] = frozenset()) -> Iterator[tuple[str, str]]:
    """(kind, masked) of everything in `text` that must not be public."""
    # What is not seen hides a number from a search, not from a reader.
    plain = unicodedata.normalize("NFKC", INVISIBLE.sub("", text))
    plain = re.sub(r"(?![0-9])\d", lambda found: str(unicodedata.decimal(found[0])), plain)
    plain = re.sub(r"[^\S\n]+", " ", plain)
    # A number or a day may be broken by a line's end; joined lines may also run two together.
    versions = {plain, re.sub(r"(?<=[\d年月]) ?\n\s*(?=[\dXx年月日])", "", plain)}
    versions |= {one.group().translate(_NUMERALS) for one in _NUMERAL_RUN.finditer(plain)}
    found: dict[tuple[str, str], None] = {}
    for version in sorted(versions):
        for run in _RUN.finditer(version):
            for what, number in _numbers(run.group()):
                if not any(_digits(number).endswith(own) for own in allowed):
                    found[what, _masked(number)] = None
        for born in _BORN.finditer(version):
            found["出生日期", _masked(next(filter(None, born.groups())))] = None
        for home in _HOME.finditer(version):
            found["家庭住址", f"{home[0][:2]}…"] = None
    yield from found


def _hits(texts: Iterable[tuple[str, str]], allowed: frozenset[str]) -> tuple[Hit, ...]:
    found: dict[Hit, None] = {}
    for where, text in texts:
        for what, masked in personal_data(text, allowed):
            found[Hit(what=what, masked=masked, where=where)] = None
    return tuple(found)


def _numbers(run: str) -> Iterator[tuple[str, str]]:
    """Every row of neighbouring groups in a run of digits that makes a personal number."""
    groups = _GROUP.findall(run)
    for first in range(len(groups)):
        joined = ""
        for last in range(first, len(groups)):
            joined += groups[last]
            if len(joined) > 19:
                break
            if what := _kind_of(joined, tuple(map(len, groups[first : last + 1]))):
                yield what, joined


def _kind_of(number: str, groups: tuple[int, ...]) -> str:
    bare = re.sub(r"^(?:00)?86(?=1\d{10}$)", "", number)
    if len(number) == 18 and _is_identity(number):
        return "身份证号"
    if len(number) == 15 and _is_old_identity(number):
        return "身份证号（15 位）"
    if _MOBILE.fullmatch(bare) and _phone_groups(groups, len(number) - len(bare)):
        return "手机号"
    fours = all(size == 4 for size in groups[:-1]) and len(groups) < 6
    apart = fours or groups in ((6, 13), (6, 10))
    if _CARD.fullmatch(number) and apart and _is_card(number):
        return "银行卡号"
    return ""


def _phone_groups(groups: tuple[int, ...], prefix: int) -> bool:
    if prefix and groups[0] == prefix:
        groups = groups[1:]
    elif prefix:
        groups = (groups[0] - prefix, *groups[1:])
    return groups in _MOBILE_GROUPS


def _is_identity(number: str) -> bool:
    if not number[:17].isdigit() or not _is_day(number[6:14]):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return int(number[:2]) in _PROVINCES and _CHECK[total % 11] == number[17].upper()


def _is_old_identity(number: str) -> bool:
    return number.isdigit() and int(number[:2]) in _PROVINCES and _is_day(f"19{number[6:12]}")


def _is_day(digits: str) -> bool:
    try:
        day = datetime.date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return 1900 <= day.year < 2100


def _is_card(number: str) -> bool:
    """Luhn's check, as every card number passes it (ISO/IEC 7812)."""
    doubled = sum(sum(divmod(2 * int(digit), 10)) for digit in number[-2::-2])
    return len(set(number)) > 2 and (doubled + sum(map(int, number[-1::-2]))) % 10 == 0


def _digits(text: str) -> str:
    return "".join(re.findall(r"\d", unicodedata.normalize("NFKC", text)))


def _masked(text: str) -> str:
    """The first two digits stay, so that the writer can find the place."""
    seen = 0
    shown = []
    for character in text:
        seen += character.isnumeric()
        hidden = character in "Xx" or (character.isnumeric() and seen > 2)
        shown.append("*" if hidden else character)
    return "".join(shown)


def _part(name: str) -> str:
    return next((label for start, label in _PARTS if name.startswith(start)), name)


def _part_texts(name: str, body: bytes) -> Iterator[str]:
    if name.endswith((".xml", ".rels")):
        root = parse(body)
        yield _xml_text(root)
        yield " | ".join(value for one in root.iter(etree.Element) for value in one.attrib.values())
    else:
        yield from picture_texts(body)


def _xml_text(root: etree._Element) -> str:
    pieces: list[str] = []
    for event, one in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            pieces.append(one.text or "")
        else:
            local = etree.QName(one).localname if isinstance(one.tag, str) else ""
            pieces.append({"p": "\n", "tc": "\n", "tab": " ", "br": " "}.get(local, ""))
            pieces.append(one.tail or "")
    return "".join(pieces)


def picture_texts(body: bytes) -> Iterator[str]:
    """What a picture or another binary part says: plain, as UTF-16, and in packed PNG texts.

    Eleven digits in a row by chance in packed data are not to be expected: (10/256)^11.
    """
    yield body.decode("latin-1")
    yield body.replace(b"\0", b"").decode("latin-1")
    if body.startswith(b"\x89PNG"):
        at = 8
        while at + 8 <= len(body):
            (length,) = struct.unpack_from(">I", body, at)
            if body[at + 4 : at + 8] in (b"zTXt", b"iTXt"):
                packed = body[at + 8 : at + 8 + length].partition(b"\0")[2]
                for skip in range(min(8, len(packed))):
                    try:
                        yield zlib.decompress(packed[skip:]).decode("utf-8", "replace")
                    except zlib.error:
                        continue
            at += 12 + length
