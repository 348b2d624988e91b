"""Foreign PDFs made by code: marks of every type, forms, layers, faces, inks, turned sheets.

Whatever counts as a mark is drawn in pure red, so that pages can be compared by their red. The
page below is black and white and would pass PDF/A-2b by itself.
"""

from __future__ import annotations

import functools
import io
import itertools
import random
from collections.abc import Callable, Mapping

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

WIDE, HIGH = 300, 200
BOX = (150, 100, 230, 140)
RED = Array([1, 0, 0])
FLAGS = {"none": 0, "print": 4, "hidden": 2, "no-view": 32}
QUAD = Array([150, 140, 230, 140, 150, 100, 230, 100])
Change = Callable[[Pdf], object]


def blank() -> Pdf:
    """One page with a black bar."""
    pdf = pikepdf.new()
    page = Dictionary(
        Type=Name.Page,
        MediaBox=[0, 0, WIDE, HIGH],
        Resources=Dictionary(),
        Contents=pdf.make_stream(b"0 g 20 20 60 10 re f"),
    )
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    return pdf


def saved(pdf: Pdf) -> bytes:
    stream = io.BytesIO()
    pdf.save(stream, deterministic_id=True)
    return stream.getvalue()


def made(change: Change) -> bytes:
    pdf = blank()
    change(pdf)
    return saved(pdf)


def look(pdf: Pdf, content: bytes = b"1 0 0 rg 0 0 80 40 re f") -> pikepdf.Object:
    return pdf.make_indirect(
        pikepdf.Stream(
            pdf,
            content,
            Type=Name.XObject,
            Subtype=Name.Form,
            BBox=[0, 0, 80, 40],
            Resources=Dictionary(),
        )
    )


#: Annotation type → what makes a reader show it in red where no appearance is stored.
TYPES: Mapping[str, Mapping[str, object]] = {
    "Highlight": {"C": RED, "QuadPoints": QUAD},
    "Underline": {"C": RED, "QuadPoints": QUAD, "BS": Dictionary(W=5)},
    "StrikeOut": {"C": RED, "QuadPoints": QUAD},
    "Squiggly": {"C": RED, "QuadPoints": QUAD},
    "Square": {"C": RED, "IC": RED, "BS": Dictionary(W=4)},
    "Circle": {"C": RED, "IC": RED, "BS": Dictionary(W=4)},
    "Ink": {"C": RED, "BS": Dictionary(W=6), "InkList": Array([[150, 100, 230, 140, 190, 100]])},
    "Line": {"C": RED, "BS": Dictionary(W=6), "L": Array([150, 120, 230, 120])},
    "Polygon": {"C": RED, "IC": RED, "Vertices": Array([150, 100, 230, 100, 190, 140])},
    "PolyLine": {"C": RED, "BS": Dictionary(W=5), "Vertices": Array([150, 100, 230, 140, 230, 99])},
    "FreeText": {"Contents": String("同意 OK"), "DA": String("1 0 0 rg /Helv 20 Tf")},
    "Text": {"C": RED, "Contents": String("批注：金额不对"), "T": String("张三")},
    "Stamp": {"Name": Name.Approved, "C": RED},
    "Caret": {"C": RED, "Contents": String("此处漏一字")},
    "FileAttachment": {"C": RED, "FS": Dictionary(Type=Name.Filespec, UF=String("附表.xlsx"))},
    "Redact": {"C": RED, "OC": RED, "QuadPoints": QUAD},
    "Watermark": {},
    "Sound": {"C": RED, "Contents": String("录音")},
}  # fmt: skip


def mark(kind: str, flags: int, stored: bool, **more: object) -> Change:
    def change(pdf: Pdf) -> None:
        entries = dict(TYPES.get(kind, {})) | more
        one = Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=list(BOX), F=flags)
        for key, value in entries.items():
            one[f"/{key}"] = value
        if stored:
            one.AP = Dictionary(N=look(pdf))
        page = pdf.pages[0].obj
        if "/Annots" not in page:
            page.Annots = Array()
        page.Annots.append(pdf.make_indirect(one))

    return change


def marks() -> dict[str, bytes]:
    """Every type with every flag, with and without a stored appearance."""
    return {
        f"{kind}-{flag}-{'stored' if stored else 'bare'}": made(mark(kind, bits, stored))
        for kind, (flag, bits), stored in itertools.product(TYPES, FLAGS.items(), (True, False))
    }


def field(kind: str, value: object, *, stored: bool, fresh: bool = False, **more: object) -> Change:
    def change(pdf: Pdf) -> None:
        helv = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        one = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name(f"/{kind}"),
            T=String("金额"),
            F=4,
            Rect=list(BOX),
            DA=String("1 0 0 rg /Helv 24 Tf"),
        )
        if value is not None:
            one.V = value
        for key, entry in more.items():
            one[f"/{key}"] = entry
        if stored:
            states = Dictionary(Yes=look(pdf), Off=look(pdf, b""))
            one.AP = Dictionary(N=states if kind == "Btn" else look(pdf))
        held = pdf.make_indirect(one)
        pdf.pages[0].obj.Annots = Array([held])
        pdf.Root.AcroForm = Dictionary(
            Fields=[held],
            DA=String("/Helv 12 Tf 0 g"),
            DR=Dictionary(Font=Dictionary(Helv=pdf.make_indirect(helv))),
            NeedAppearances=fresh,
        )

    return change


def fields() -> dict[str, bytes]:
    text, chinese = String("20000"), String("贰万元")
    return {
        "field-stored": made(field("Tx", text, stored=True)),
        "field-bare": made(field("Tx", text, stored=False)),
        "field-bare-chinese": made(field("Tx", chinese, stored=False)),
        "field-stale-fresh": made(field("Tx", text, stored=True, fresh=True)),
        "field-bare-fresh": made(field("Tx", text, stored=False, fresh=True)),
        "field-empty": made(field("Tx", String(""), stored=False)),
        "field-many-lines": made(field("Tx", String("一\n2"), stored=False, Ff=4096)),
        "choice-bare": made(field("Ch", text, stored=False, Ff=1 << 17, Opt=Array([text]))),
        "choice-stored-fresh": made(field("Ch", text, stored=True, fresh=True, Opt=Array([text]))),
        "tick-on": made(field("Btn", Name.Yes, stored=True, AS=Name.Yes)),
        "tick-off": made(field("Btn", Name.Off, stored=True, AS=Name.Off)),
        "tick-on-without-state": made(field("Btn", Name.Yes, stored=True)),
        "tick-on-bare": made(field("Btn", Name.Yes, stored=False, AS=Name.Yes)),
        "tick-on-fresh": made(field("Btn", Name.Yes, stored=True, fresh=True, AS=Name.Yes)),
        "signature-stored": made(field("Sig", None, stored=True)),
        "signature-bare": made(field("Sig", None, stored=False)),
    }


def _layer(
    *, off: bool = False, base: str = "/ON", member: Mapping[str, object] | None = None
) -> Change:
    def change(pdf: Pdf) -> None:
        layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("层")))
        shown: pikepdf.Object = layer
        if member is not None:
            shown = pdf.make_indirect(Dictionary(Type=Name.OCMD, OCGs=layer))
            for key, value in member.items():
                shown[f"/{key}"] = value
        usual = Dictionary(BaseState=Name(base), Order=[layer], OFF=[layer] if off else [])
        pdf.Root.OCProperties = Dictionary(OCGs=[layer], D=usual)
        page = pdf.pages[0].obj
        page.Resources.Properties = Dictionary(MC0=shown)
        page.Contents = pdf.make_stream(
            b"0 g 20 20 60 10 re f /OC /MC0 BDC 1 0 0 rg 150 100 80 40 re f EMC"
        )

    return change


def layered() -> dict[str, bytes]:
    return {
        "layer-on": made(_layer()),
        "layer-off": made(_layer(off=True)),
        "layer-base-off": made(_layer(base="/OFF")),
        "layer-member": made(_layer(member={"P": Name.AnyOn})),
        "layer-member-all-off": made(_layer(member={"P": Name.AllOff})),
    }


def _text(font: Callable[[Pdf], Dictionary], shown: bytes) -> Change:
    def change(pdf: Pdf) -> None:
        page = pdf.pages[0].obj
        page.Resources.Font = Dictionary(F1=pdf.make_indirect(font(pdf)))
        page.Contents = pdf.make_stream(b"1 0 0 rg BT /F1 24 Tf 60 110 Td " + shown + b" Tj ET")

    return change


def _simple(subtype: str, name: str) -> Callable[[Pdf], Dictionary]:
    return lambda pdf: Dictionary(
        Type=Name.Font,
        Subtype=Name(f"/{subtype}"),
        BaseFont=Name(f"/{name}"),
        Encoding=Name.WinAnsiEncoding,
        FirstChar=32,
        LastChar=126,
        Widths=[500] * 95,
    )


def _composite(
    name: str, encoding: str, ordering: str, meaning: bytes = b""
) -> Callable[[Pdf], Dictionary]:
    def font(pdf: Pdf) -> Dictionary:
        descriptor = Dictionary(
            Type=Name.FontDescriptor,
            FontName=Name(f"/{name}"),
            Flags=6,
            ItalicAngle=0,
            FontBBox=[0, -200, 1000, 800],
            Ascent=800,
            Descent=-200,
            StemV=80,
        )
        inner = Dictionary(
            Type=Name.Font,
            Subtype=Name.CIDFontType2,
            BaseFont=Name(f"/{name}"),
            DW=1000,
            CIDSystemInfo=Dictionary(Registry="Adobe", Ordering=ordering, Supplement=2),
            FontDescriptor=pdf.make_indirect(descriptor),
        )
        outer = Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name(f"/{name}"),
            Encoding=Name(f"/{encoding}"),
            DescendantFonts=[pdf.make_indirect(inner)],
        )
        if meaning:
            outer.ToUnicode = pdf.make_stream(meaning)
        return outer

    return font


MEANING = b"""/CIDInit /ProcSet findresource begin 12 dict begin begincmap
/CMapName /X def /CMapType 2 def 1 begincodespacerange <0000> <FFFF> endcodespacerange
2 beginbfchar <0101> <5DE5> <0102> <4F1A> endbfchar endcmap end end"""


def unembedded() -> dict[str, bytes]:
    utf16, gbk = "<" + "工会".encode("utf-16-be").hex() + ">", "工会".encode("gbk").hex()
    return {
        "face-helvetica": made(_text(_simple("Type1", "Helvetica"), b"(Seal)")),
        "face-times": made(_text(_simple("TrueType", "TimesNewRomanPSMT"), b"(Seal)")),
        "face-simsun-latin": made(_text(_simple("TrueType", "SimSun"), b"(Seal)")),
        "face-calibri": made(_text(_simple("TrueType", "Calibri"), b"(Seal)")),
        "face-song": made(_text(_composite("STSong-Light", "UniGB-UCS2-H", "GB1"), utf16.encode())),
        "face-hei-gbk": made(_text(_composite("SimHei", "GBK-EUC-H", "GB1"), f"<{gbk}>".encode())),
        "face-kai": made(_text(_composite("KaiTi", "UniGB-UCS2-H", "GB1"), utf16.encode())),
        "face-identity": made(
            _text(_composite("SimSun", "Identity-H", "Identity", MEANING), b"<01010102>")
        ),
        "face-identity-meaningless": made(
            _text(_composite("SimSun", "Identity-H", "Identity"), b"<01010102>")
        ),
    }


def _content(content: bytes, **resources: object) -> Change:
    def change(pdf: Pdf) -> None:
        page = pdf.pages[0].obj
        page.Contents = pdf.make_stream(content)
        for key, value in resources.items():
            page.Resources[f"/{key}"] = value

    return change


def _cmyk_image(pdf: Pdf) -> None:
    image = pikepdf.Stream(
        pdf,
        bytes((0, 255, 255, 0)) * 64,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=8,
        Height=8,
        ColorSpace=Name.DeviceCMYK,
        BitsPerComponent=8,
    )
    _content(b"q 80 0 0 40 150 100 cm /Im0 Do Q", XObject=Dictionary(Im0=image))(pdf)


def inks() -> dict[str, bytes]:
    tint = Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 1, 1], C1=[1, 0, 0], N=1)
    shading = Dictionary(
        ShadingType=2,
        ColorSpace=Name.DeviceRGB,
        Coords=[150, 0, 230, 0],
        Function=Dictionary(FunctionType=2, Domain=[0, 1], C0=[1, 0, 0], C1=[1, 0, 0], N=1),
    )
    spot = Array([Name.Separation, Name("/Spot"), Name.DeviceRGB, tint])
    return {
        "ink-cmyk": made(_content(b"0 1 1 0 k 150 100 80 40 re f")),
        "ink-cmyk-image": made(_cmyk_image),
        "ink-spot": made(
            _content(b"/CS0 cs 1 scn 150 100 80 40 re f", ColorSpace=Dictionary(CS0=spot))
        ),
        "ink-shading": made(
            _content(b"q 150 100 80 40 re W n /Sh0 sh Q", Shading=Dictionary(Sh0=shading))
        ),
        "ink-transfer": made(
            _content(
                b"/G0 gs 1 0 0 rg 150 100 80 40 re f",
                ExtGState=Dictionary(G0=Dictionary(Type=Name.ExtGState, TR=Name.Identity)),
            )
        ),
        "key-unknown": made(_content(b"1 0 0 rg 150 100 80 40 re f", ProcSets=Array([Name.PDF]))),
    }


def _turned(turn: int, **page: object) -> Change:
    def change(pdf: Pdf) -> None:
        mark("Underline", 4, stored=False)(pdf)
        pdf.pages[0].obj.Rotate = turn
        for key, value in page.items():
            pdf.pages[0].obj[f"/{key}"] = value

    return change


def turned() -> dict[str, bytes]:
    plain = {f"turned-{turn}": made(_turned(turn)) for turn in (0, 90, 180, 270)}
    cropped = {
        f"cropped-{turn}": made(_turned(turn, CropBox=Array([100, 50, 250, 150])))
        for turn in (0, 90)
    }
    return plain | cropped | {"unit": made(_turned(0, UserUnit=2))}


def broken(name: str, data: bytes, places: int = 10) -> dict[str, bytes]:
    """`data` cut off, and with some bytes changed, at each of `places` places."""
    found, chance = {}, random.Random(7)
    for at in range(1, places + 1):
        where = len(data) * at // (places + 1)
        noise = bytes(chance.randrange(256) for _ in range(8))
        found[f"{name}-cut-{at}"] = data[:where]
        found[f"{name}-spoilt-{at}"] = data[:where] + noise + data[where + 8 :]
    return found


@functools.cache
def whole() -> Mapping[str, bytes]:
    """Every file that is not broken."""
    return marks() | fields() | layered() | unembedded() | inks() | turned()


@functools.cache
def damaged() -> Mapping[str, bytes]:
    """Four of them broken at ten places, in two ways each."""
    some = ("Ink-print-bare", "field-bare", "face-song", "ink-cmyk-image")
    return {key: value for one in some for key, value in broken(one, whole()[one]).items()}
