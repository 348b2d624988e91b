"""Page, faces, sizes and line pitch of all templates: the figures of GB/T 9704—2012, once.

Measured: 28 characters of 16 pt need 158 mm, so runs are drawn in by 0.25 pt to fit the 156 mm
frame; an exact pitch of 579 twips gives 22 lines, 580 gives 21. Chinese–Latin spacing, hanging
punctuation and the grid are off, since engines differ on them.
"""

from __future__ import annotations

from dataclasses import dataclass

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

FANGSONG, KAI, HEI, SONG = "仿宋_GB2312", "楷体_GB2312", "黑体", "宋体"
BIAOSONG = "方正小标宋简体"
RED = "FF0000"

TWIPS_PER_MM = 1440 / 25.4
#: Of A4; the text frame is 156 × 225 mm.
TOP, BOTTOM, LEFT, RIGHT = 2098, 1984, 1588, 1474
PAGE_WIDTH, PAGE_HEIGHT = 11906, 16838
#: Page number: its dashes 7 mm below the frame (measured in the PDF: 7.0).
FOOTER = 1423
PITCH = 579
#: Size 3: what 字 means in indents.
BODY = 16.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """One named paragraph style. Sizes in points, indents in characters of the style's size.

    `pitch` in twips: exact if positive; 0 leaves it to the face; negative means "at least".
    """

    name: str
    face: str = FANGSONG
    size: float = BODY
    pitch: int = PITCH
    align: str = "left"
    first: float = 0
    left: float = 0
    right: float = 0
    before: float = 0
    after: float = 0
    color: str = ""
    tighten: bool = False
    keep_next: bool = False


STYLES = (
    Style(name="公文正文", align="both", first=2, tighten=True),
    Style(name="公文标题", face=BIAOSONG, size=22, pitch=-PITCH, align="center"),
    Style(name="主送机关", tighten=True),
    Style(name="一级标题", face=HEI, first=2, tighten=True, keep_next=True),
    Style(name="二级标题", face=KAI, first=2, tighten=True, keep_next=True),
    Style(name="发文机关标志", face=BIAOSONG, size=40, pitch=0, align="center", color=RED),
    Style(name="发文字号", pitch=0),
    Style(name="信函字号", align="right", pitch=0),
    Style(name="表后", size=1, pitch=20),
    # 170 mm, seven more on either side than the frame.
    Style(name="双线", size=1, pitch=20, left=-19.84, right=-19.84),
    # Name and date are centred on one axis 7.25 characters from the right edge, so that a date
    # of usual width ends four characters from the edge and the seal can sit on both.
    Style(name="落款", align="center", left=13.125, tighten=True, keep_next=True),
    Style(name="附件说明", first=-3, left=5, tighten=True),
    Style(name="附件标记", face=HEI),
    Style(name="版记", size=14, pitch=-480),
    Style(name="页码单", face=SONG, size=14, pitch=0, align="right", right=1),
    Style(name="页码双", face=SONG, size=14, pitch=0, left=1),
    Style(name="封面项", size=16, pitch=-800, first=-6, left=8),
    Style(name="表外标题", face=HEI, size=14, pitch=-480, before=6, keep_next=True),
    Style(name="表格标签", face=HEI, size=12, pitch=-360, align="center"),
    Style(name="表格内容", size=12, pitch=-360),
    Style(name="表格段落", size=12, pitch=-360, first=2),
    Style(name="表格居中", size=12, pitch=-360, align="center"),
    # For lists of many columns.
    Style(name="表格标签密", face=HEI, size=10.5, pitch=-300, align="center"),
    Style(name="表格内容密", size=10.5, pitch=-300),
    Style(name="表格居中密", size=10.5, pitch=-300, align="center"),
    Style(name="封面落款", align="center"),
    Style(name="表格签字", size=12, pitch=-440, align="right", right=8),
    Style(name="表格盖章", size=12, pitch=-440, align="right", right=4),
    Style(name="表格签署", size=12, pitch=-440, align="right", right=1),
    Style(name="表下说明", size=10.5, pitch=-320),
    Style(name="照片", size=12, pitch=0, align="center"),
    Style(name="牌匾单位", face=BIAOSONG, size=36, pitch=1000, align="center"),
    Style(name="牌匾名称", face=BIAOSONG, size=60, pitch=1800, align="center"),
    Style(name="牌匾长名", face=BIAOSONG, size=55, pitch=1500, align="center"),
    Style(name="牌匾小名", face=BIAOSONG, size=40, pitch=1100, align="center"),
    Style(name="牌匾落款", face=KAI, size=28, pitch=850, align="center"),
)


#: Word heeds these; LibreOffice 7.4 does not (measured), so the converter closes its gaps.
_OFF = (
    '<w:widowControl w:val="0"/><w:overflowPunct w:val="0"/><w:autoSpaceDE w:val="0"/>'
    '<w:autoSpaceDN w:val="0"/><w:snapToGrid w:val="0"/>'
)


def paragraph_style(style: Style) -> object:
    """`style` as the w:style element that Word lists under its Chinese name."""
    rule = "exact" if style.pitch > 0 else "atLeast" if style.pitch < 0 else "auto"
    line = abs(style.pitch) or 240
    twips = {
        key: round(getattr(style, key) * style.size * 20) for key in ("first", "left", "right")
    }
    color = f'<w:color w:val="{style.color}"/>' if style.color else ""
    spacing = '<w:spacing w:val="-5"/>' if style.tighten else ""
    return parse_xml(
        f'<w:style {nsdecls("w")} w:type="paragraph" w:customStyle="1" w:styleId="{style.name}">'
        f'<w:name w:val="{style.name}"/><w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>'
        f"{'<w:keepNext/>' if style.keep_next else ''}"
        f'<w:spacing w:before="{round(style.before * 20)}" w:after="{round(style.after * 20)}"'
        f' w:line="{line}" w:lineRule="{rule}"/>'
        f'<w:ind w:left="{twips["left"]}" w:right="{twips["right"]}"'
        f' w:{"hanging" if style.first < 0 else "firstLine"}="{abs(twips["first"])}"/>'
        f'<w:jc w:val="{style.align}"/></w:pPr>'
        f"<w:rPr>{faces(style.face)}{color}{spacing}{size(style.size)}</w:rPr></w:style>"
    )


def faces(face: str) -> str:
    """One face for every script: digits stay those of the Chinese face, as the standard has it."""
    return f'<w:rFonts w:ascii="{face}" w:hAnsi="{face}" w:eastAsia="{face}" w:cs="{face}"/>'


def size(points: float) -> str:
    half = round(points * 2)
    return f'<w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'


def base_styles() -> list[object]:
    """Document defaults, Normal and the defaults Word expects of characters and tables."""
    texts = (
        f"<w:docDefaults {nsdecls('w')}><w:rPrDefault><w:rPr>{faces(FANGSONG)}"
        f'<w:kern w:val="0"/>{size(BODY)}<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr>'
        "</w:rPrDefault></w:docDefaults>",
        f'<w:style {nsdecls("w")} w:type="paragraph" w:default="1" w:styleId="Normal">'
        f'<w:name w:val="Normal"/><w:pPr>{_OFF}</w:pPr></w:style>',
        f'<w:style {nsdecls("w")} w:type="character" w:default="1" w:styleId="CharDefault">'
        '<w:name w:val="Default Paragraph Font"/></w:style>',
        f'<w:style {nsdecls("w")} w:type="table" w:default="1" w:styleId="TableNormal">'
        '<w:name w:val="Normal Table"/></w:style>',
    )
    return [parse_xml(one) for one in texts]
