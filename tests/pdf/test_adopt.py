"""Foreign PDFs: taken over clean, or a reason why not."""

import io
from collections.abc import Callable

import pikepdf
import pytest

from pipeline.pdf.adopt import PAGE_KEYS, Adopted, Unfit, adopt
from pipeline.pdf.hazards import hazards
from pipeline.pdf.read import page_texts
from tests.archive.samples import CREATED, document


def changed(
    change: Callable[[pikepdf.Pdf], object], encryption: pikepdf.Encryption | None = None
) -> bytes:
    with pikepdf.open(io.BytesIO(document("证书"))) as pdf:
        change(pdf)
        stream = io.BytesIO()
        pdf.save(stream, encryption=encryption)
    return stream.getvalue()


def set_root(key: str, value: pikepdf.Object) -> Callable[[pikepdf.Pdf], object]:
    return lambda pdf: pdf.Root.__setitem__(key, value)


SCRIPT = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))


def add_helvetica(pdf: pikepdf.Pdf) -> None:
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    pdf.pages[0].obj.Resources.Font.F9 = font
    pdf.pages[0].contents_add(b"BT /F9 12 Tf 100 100 Td (x) Tj ET", prepend=False)


def fill_field(pdf: pikepdf.Pdf) -> None:
    field = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.Widget,
        FT=pikepdf.Name.Tx,
        T=pikepdf.String("姓名"),
        V=pikepdf.String("陈志强"),
        Rect=[50, 50, 200, 80],
    )
    pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(field)])
    pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pdf.pages[0].obj.Annots, NeedAppearances=True)


def test_a_script_is_dropped_and_named() -> None:
    result = adopt(changed(set_root("/OpenAction", SCRIPT)), title="证书", created=CREATED)
    assert isinstance(result, Adopted)
    assert result.stripped == ("打开时动作", "脚本")
    with pikepdf.open(io.BytesIO(result.pdf)) as pdf:
        assert "/OpenAction" not in pdf.Root


def test_an_attachment_is_dropped_and_named() -> None:
    data = changed(lambda pdf: pdf.attachments.__setitem__("a.exe", b"MZ"))
    result = adopt(data, title="证书", created=CREATED)
    assert isinstance(result, Adopted) and "内嵌文件" in result.stripped
    assert b"a.exe" not in result.pdf


def test_a_plain_opening_place_is_no_hazard() -> None:
    destination = pikepdf.Array([0, pikepdf.Name.Fit])
    result = adopt(changed(set_root("/OpenAction", destination)), title="证书", created=CREATED)
    assert isinstance(result, Adopted) and result.stripped == ()


def test_web_links_stay_other_annotations_go() -> None:
    def annotate(pdf: pikepdf.Pdf) -> None:
        uri = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://example.com"))
        pdf.pages[0].obj.Annots = pikepdf.Array(
            [
                pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot,
                    Subtype=pikepdf.Name.Link,
                    Rect=[1, 1, 9, 9],
                    F=4,
                    A=action,
                )
                for action in (uri, SCRIPT)
            ]
        )

    result = adopt(changed(annotate), title="证书", created=CREATED)
    assert isinstance(result, Adopted)
    with pikepdf.open(io.BytesIO(result.pdf)) as pdf:
        assert [str(a.A.S) for a in pdf.pages[0].obj.Annots.as_list()] == ["/URI"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"%PDF-1.7 nothing", "已损坏"),
        (b"", "已损坏"),
        (changed(lambda p: None, encryption=pikepdf.Encryption(owner="a", user="b")), "需要口令"),
        (changed(lambda p: None, encryption=pikepdf.Encryption(owner="a", user="")), "权限口令"),
        (changed(lambda pdf: pdf.pages.__delitem__(0)), "没有页面"),
    ],
)
def test_what_cannot_stand_in_the_bundle_says_why(data: bytes, reason: str) -> None:
    result = adopt(data, title="证书", created=CREATED)
    assert isinstance(result, Unfit) and reason in result.reason


def test_a_signed_file_is_noted() -> None:
    form = pikepdf.Dictionary(SigFlags=3, Fields=pikepdf.Array())
    result = adopt(changed(set_root("/AcroForm", form)), title="证书", created=CREATED)
    assert isinstance(result, Adopted) and result.signed


def test_pages_of_pdf_2_are_taken_as_what_they_show() -> None:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(document("证书"))) as pdf:
        pdf.save(stream, force_version="2.0")
    result = adopt(stream.getvalue(), title="证书", created=CREATED)
    assert isinstance(result, Adopted) and result.pdf.startswith(b"%PDF-1.7")


def test_a_damaged_but_readable_file_is_noted() -> None:
    data = document("证书").replace(b"startxref", b"startxxxx")
    result = adopt(data, title="证书", created=CREATED)
    assert isinstance(result, Adopted) and result.repaired


def page_key(key: str, value: pikepdf.Object) -> Callable[[pikepdf.Pdf], object]:
    return lambda pdf: pdf.pages[0].obj.__setitem__(key, value)


def annotated(**entries: pikepdf.Object) -> Callable[[pikepdf.Pdf], object]:
    """A link on the first page with these entries more."""

    def annotate(pdf: pikepdf.Pdf) -> None:
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[1, 1, 9, 9], F=4
        )
        for key, value in entries.items():
            link[f"/{key}"] = value
        pdf.pages[0].obj.Annots = pikepdf.Array([link])

    return annotate


def all_of(*changes: Callable[[pikepdf.Pdf], object]) -> Callable[[pikepdf.Pdf], object]:
    return lambda pdf: [change(pdf) for change in changes]


def inherit_box(pdf: pikepdf.Pdf) -> None:
    """The size of the paper stands in the page tree, as many programs write it."""
    box = pdf.pages[0].obj.MediaBox
    del pdf.pages[0].obj["/MediaBox"]
    pdf.Root.Pages.MediaBox = box
    pdf.Root.Pages.Rotate = 90


WEB = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://example.com"))
CHAINED = pikepdf.Dictionary(
    S=pikepdf.Name.URI, URI=pikepdf.String("https://example.com"), Next=SCRIPT
)
LAUNCH = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String("a.exe"))
LOCAL = pikepdf.Dictionary(S=pikepdf.Name.GoTo, D=pikepdf.String("x"))
FORM = pikepdf.Dictionary(Fields=pikepdf.Array(), XFA=pikepdf.String("x"))

#: What a foreign file brings → (what is named as dropped, links that stay).
BROUGHT: dict[str, tuple[Callable[[pikepdf.Pdf], object], tuple[str, ...], int]] = {
    "nothing": (lambda pdf: None, (), 0),
    "web link": (annotated(A=WEB), (), 1),
    "link within": (annotated(A=LOCAL), (), 0),
    "link without action": (annotated(), (), 0),
    "chained": (annotated(A=CHAINED), ("脚本",), 0),
    "launch": (annotated(A=LAUNCH), ("启动外部程序",), 0),
    "link that acts by itself": (
        annotated(A=WEB, AA=pikepdf.Dictionary(E=SCRIPT)),
        ("脚本", "自动动作"),
        1,
    ),
    "page that acts": (page_key("/AA", pikepdf.Dictionary(O=SCRIPT)), ("脚本", "自动动作"), 0),
    "document that acts": (
        set_root("/AA", pikepdf.Dictionary(WC=SCRIPT)),
        ("脚本", "自动动作"),
        0,
    ),
    "opening place": (set_root("/OpenAction", pikepdf.Array([0, pikepdf.Name.Fit])), (), 0),
    "opening action": (set_root("/OpenAction", SCRIPT), ("打开时动作", "脚本"), 0),
    "names": (
        set_root("/Names", pikepdf.Dictionary(JavaScript=pikepdf.Dictionary())),
        ("脚本",),
        0,
    ),
    "form in XML": (set_root("/AcroForm", FORM), ("动态表单",), 0),
    "associated file": (set_root("/AF", pikepdf.Array()), ("关联文件",), 0),
    "media": (
        page_key("/Extra", pikepdf.Dictionary(Subtype=pikepdf.Name.RichMedia)),
        ("富媒体",),
        0,
    ),
    "several": (
        all_of(set_root("/OpenAction", SCRIPT), annotated(A=WEB)),
        ("打开时动作", "脚本"),
        1,
    ),
    "settings of a page": (page_key("/PieceInfo", pikepdf.Dictionary()), (), 0),
    "outline": (set_root("/Outlines", pikepdf.Dictionary()), (), 0),
}


ROOT_KEYS = {
    "/Type", "/Pages", "/Metadata", "/OutputIntents", "/Lang", "/ViewerPreferences", "/MarkInfo",
}  # fmt: skip


@pytest.mark.parametrize("name", BROUGHT)
def test_only_the_page_and_its_web_links_are_taken_over(name: str) -> None:
    change, dropped, links = BROUGHT[name]
    result = adopt(changed(change), title="证书", created=CREATED)
    assert isinstance(result, Adopted), result
    assert result.stripped == dropped
    assert (result.pages, result.signed, result.repaired) == (1, False, False)
    with pikepdf.open(io.BytesIO(result.pdf)) as pdf:
        assert set(pdf.Root.keys()) <= ROOT_KEYS
        assert set(pdf.pages[0].obj.keys()) <= PAGE_KEYS
        kept = list(pdf.pages[0].obj.get("/Annots", pikepdf.Array()))
        assert len(kept) == links
        assert not any(key in one for one in kept for key in ("/AA", "/PA", "/Parent", "/Dest"))
        assert hazards(pdf) == ()
    assert page_texts(result.pdf) == page_texts(document("证书"))


def test_a_paper_keeps_the_size_and_the_turn_that_its_tree_gives_it() -> None:
    result = adopt(changed(inherit_box), title="证书", created=CREATED)
    assert isinstance(result, Adopted)
    with pikepdf.open(io.BytesIO(result.pdf)) as pdf:
        page = pdf.pages[0].obj
        assert [float(one) for one in page.MediaBox.as_list()] == [0, 0, 595, 842]
        assert int(page.Rotate) == 90


def test_a_field_whose_drawing_is_stored_becomes_part_of_the_page() -> None:
    def drawn(pdf: pikepdf.Pdf) -> None:
        fill_field(pdf)
        look = pdf.make_stream(b"0 0 1 rg 0 0 150 30 re f")
        look.Type, look.Subtype = pikepdf.Name.XObject, pikepdf.Name.Form
        look.BBox, look.Resources = pikepdf.Array([0, 0, 150, 30]), pikepdf.Dictionary()
        field = pdf.pages[0].obj.Annots[0]
        field.AP, field.F = pikepdf.Dictionary(N=look), 4
        del pdf.Root.AcroForm["/NeedAppearances"]

    result = adopt(changed(drawn), title="证书", created=CREATED)
    assert isinstance(result, Adopted), result
    with pikepdf.open(io.BytesIO(result.pdf)) as pdf:
        page = pdf.pages[0].obj
        assert "/Annots" not in page and "/AcroForm" not in pdf.Root
        assert len(page.Resources.XObject.keys()) == 1


def test_an_empty_field_hides_nothing() -> None:
    def empty(pdf: pikepdf.Pdf) -> None:
        fill_field(pdf)
        pdf.pages[0].obj.Annots[0].V = pikepdf.String("")

    assert isinstance(adopt(changed(empty), title="证书", created=CREATED), Adopted)


def test_the_value_of_a_field_may_stand_above_it() -> None:
    def inherited(pdf: pikepdf.Pdf) -> None:
        fill_field(pdf)
        field = pdf.pages[0].obj.Annots[0]
        del field["/V"]
        field.Parent = pdf.make_indirect(pikepdf.Dictionary(V=pikepdf.String("陈志强")))

    result = adopt(changed(inherited), title="证书", created=CREATED)
    assert isinstance(result, Adopted) and "没有存成页面" in result.pictured


@pytest.mark.parametrize(("flags", "signed"), [(0, False), (1, True), (2, False), (3, True)])
def test_signed_is_what_says_so_of_itself(flags: int, signed: bool) -> None:
    form = pikepdf.Dictionary(SigFlags=flags, Fields=pikepdf.Array())
    result = adopt(changed(set_root("/AcroForm", form)), title="证书", created=CREATED)
    assert isinstance(result, Adopted) and result.signed is signed


@pytest.mark.parametrize(("more", "fits"), [(0, True), (1, False)])
def test_more_pages_than_a_bundle_takes_are_refused(
    more: int, fits: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.pdf.adopt.MOST_PAGES", 3)
    result = adopt(document("证书", 3 + more), title="证书", created=CREATED, judge=False)
    assert isinstance(result, Adopted) is fits
    if isinstance(result, Unfit):
        assert result.reason == "页数过多（4 页，超过 3 页）"


@pytest.mark.parametrize(("less", "fits"), [(0, True), (1, False)])
def test_more_bytes_than_a_bundle_takes_are_refused(
    less: int, fits: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = document("证书")
    monkeypatch.setattr("pipeline.pdf.adopt.MOST_BYTES", len(data) - less)
    assert isinstance(adopt(data, title="证书", created=CREATED, judge=False), Adopted) is fits


def test_our_own_pages_are_not_judged_twice() -> None:
    data = changed(add_helvetica)
    judged = adopt(data, title="证书", created=CREATED)
    own = adopt(data, title="证书", created=CREATED, judge=False)
    assert isinstance(judged, Adopted) and judged.pictured
    assert isinstance(own, Adopted) and not own.pictured
