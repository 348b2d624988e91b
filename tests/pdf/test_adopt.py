"""Foreign PDFs: taken over clean, or a reason why not."""

import io
from collections.abc import Callable

import pikepdf
import pytest

from pipeline.pdf.adopt import Adopted, Unfit, adopt
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
        (changed(set_root("/OCProperties", pikepdf.Dictionary())), "图层"),
        (
            changed(add_helvetica),
            "不符合 PDF/A-2b：有字体没有完整嵌入（ISO 19005-2 第 6.2.11.4.1 条）",
        ),
        (changed(fill_field), "没有存成页面"),
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
