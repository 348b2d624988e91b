"""Nothing personal reaches a public document: not from the view, not from what people typed."""

from __future__ import annotations

import dataclasses
import datetime
import io
import zlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from pipeline.documents.convert import engine_named
from pipeline.documents.docx.readback import document_text
from pipeline.documents.kinds import Kind, Subject, description_faults, load_kinds
from pipeline.documents.make import make
from pipeline.documents.plan import Job, Verdict
from pipeline.documents.privacy import docx_hits, office_numbers, pdf_hits, personal_data
from pipeline.documents.render import Template, TemplateFaults
from pipeline.documents.template.filters import FILTERS
from pipeline.documents.view.public import PUBLIC_FIELDS, public_studio, public_view
from pipeline.documents.view.studio import studio_view
from pipeline.dossier.fields import Written
from pipeline.dossier.load import Case, load_case
from pipeline.lifecycle import place
from tests.archive.samples import pdf_of
from tests.documents.docx_maker import repacked, template

ROOT = Path(__file__).parents[2]
DAY = datetime.date(2024, 6, 17)
#: Made up; the check digits are right.
IDENTITY, MOBILE, CARD = "14010619750312001X", "13803510000", "6222020502001234561"
POISON = f"；身份证{IDENTITY}，电话{MOBILE}，卡号{CARD}，住山西省太原市迎泽区某街1号2单元"


def checked(body: str) -> str:
    """`body` (17 digits) with its check digit."""
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(a) * b for a, b in zip(body, weights, strict=True))
    return body + "10X98765432"[total % 11]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        (checked("14010619750312001"), "身份证号"),
        (f"身份证号：{checked('14010619750312002')}。", "身份证号"),
        ("140106 19750312 " + checked("14010619750312001")[14:], "身份证号"),
        ("140106-1975-0312-" + checked("14010619750312001")[14:], "身份证号"),
        ("１４０１０６１９７５０３１２００１Ｘ", "身份证号"),
        (checked("11010519491231002"), "身份证号"),
        ("140106750312001", "身份证号（15 位）"),
        ("13803510000", "手机号"),
        ("138 0351 0000", "手机号"),
        ("138-0351-0000", "手机号"),
        ("+86 13803510000", "手机号"),
        ("8613803510000", "手机号"),
        ("＋８６１３８０３５１００００", "手机号"),
        ("电话138035\n10000联系", "手机号"),
        ("一三八零三五一零零零零", "手机号"),
        ("6222020502001234561", "银行卡号"),
        ("6222 0205 0200 1234 561", "银行卡号"),
        ("出生日期：1975年3月12日", "出生日期"),
        ("1975年3月生", "出生日期"),
        ("出生于 1975-03-12", "出生日期"),
        ("1975.03出生", "出生日期"),
        ("140106\t19750312   001X", "身份证号"),
        ("140106,19750312_001X", "身份证号"),
        ("14010619750312001\nX", "身份证号"),
        ("14010619\u200b7503\u00ad12001X", "身份证号"),
        ("138\u20600351\ufeff0000", "手机号"),
        ("١٣٨٠٣٥١٠٠٠٠", "手机号"),
        ("13803 510000", "手机号"),
        ("138零叁五一零零00", "手机号"),
        ("622202 0502001234561", "银行卡号"),
        ("生于1975年3月", "出生日期"),
        ("一九七五年三月十二日出生", "出生日期"),
        ("生日：3月12日", "出生日期"),
        ("出生年份：1975", "出生日期"),
        ("家庭住址：迎泽区桃园北路5号", "家庭住址"),
        ("学府街18号3单元502室", "家庭住址"),
        ("现住北院12-2-301", "家庭住址"),
        ("18号院5号楼3单元", "家庭住址"),
        ("户籍地址 山西省某县某村", "家庭住址"),
        ("138\U000e003103510000", "手机号"),
        ("张建业生于1975年3月", "出生日期"),
    ],
)
def test_personal_data_is_found_and_masked(text: str, what: str) -> None:
    found = list(personal_data(text))
    assert what in {kind for kind, _ in found}
    assert all(sum(c.isdigit() for c in masked) <= 2 for _, masked in found)


@pytest.mark.parametrize(
    "text",
    [
        "校工字〔2024〕12号",
        "0351-5550101",
        "2024年6月17日至2024年6月21日，共5个工作日",
        "140106197503120011",
        "ZL 2023 2 1234567.8",
        "23803510000",
        "1380351000",
        "138035100001",
        "经费20000元、10000元、5000元",
        "2023年5月生产线投产",
        "gonghui@example.edu.cn",
        "统一社会信用代码 12140000405700000A",
        "统一社会信用代码 914403007979999999",
        "证书编号 2023-1401-00512345678",
        "2019 2020 2021 2022 2023",
        "登记号14000212130",
        "专利号 ZL 2021 2 3456789.X",
        "产生于2018年5月",
        "ISBN 978-7-111-12345-6",
        "DOI 10.13228/j.issn1001-0963.20220123",
        "出生缺陷研究，2018年立项",
        "学院路3号校工会办公楼205室",
        "反映情况须写明姓名、单位、家庭住址和联系电话",
        "不公开住址",
        "现住院病人满意度研究",
        "居住于山区的儿童关爱项目",
        "5号机组3单元检修",
        "先生于2021年1月",
        "毕业生于2020年6月",
        "博士生于2021年5月",
        "医生于2020年2月驰援",
        "写生于2018年5月",
        "1 20000 2 10000 3 5000 4 2500",
        "2024 1500 350",
    ],
)
def test_ordinary_numbers_are_left_alone(text: str) -> None:
    assert list(personal_data(text)) == []


def test_the_unions_own_numbers_are_allowed() -> None:
    allowed = office_numbers(("13900000000", "0351-5550101", "太原市"))
    assert list(personal_data("受理电话 139-0000-0000", allowed)) == []
    assert list(personal_data("受理电话 139-0000-0001", allowed)) != []


def _hidden(parts: dict[str, bytes]) -> Mapping[str, bytes]:
    body = parts["word/document.xml"].decode()
    run = f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{MOBILE}</w:t></w:r></w:p>"
    return {**parts, "word/document.xml": body.replace("</w:p>", run, 1).encode()}


def _described(parts: dict[str, bytes]) -> Mapping[str, bytes]:
    body = parts["word/document.xml"].decode()
    drawn = f'<w:r><w:pict w:alt="{MOBILE}"/></w:r></w:p>'
    return {**parts, "word/document.xml": body.replace("</w:p>", drawn, 1).encode()}


def _split(parts: dict[str, bytes]) -> Mapping[str, bytes]:
    body = parts["word/document.xml"].decode()
    runs = f"<w:r><w:t>{MOBILE[:5]}</w:t></w:r><w:r><w:t>{MOBILE[5:]}</w:t></w:r></w:p>"
    return {**parts, "word/document.xml": body.replace("</w:p>", runs, 1).encode()}


def _author(parts: dict[str, bytes]) -> Mapping[str, bytes]:
    body = parts["docProps/core.xml"].replace(b"python-docx", MOBILE.encode())
    return {**parts, "docProps/core.xml": body}


def _custom(parts: dict[str, bytes]) -> Mapping[str, bytes]:
    return {**parts, "customXml/item9.xml": f"<a><b>{MOBILE}</b></a>".encode()}


def _picture(parts: dict[str, bytes]) -> Mapping[str, bytes]:
    packed = b"Comment\0\0" + zlib.compress(MOBILE.encode())
    chunk = len(packed).to_bytes(4, "big") + b"zTXt" + packed + b"\0\0\0\0"
    return {**parts, "word/media/a.png": b"\x89PNG\r\n\x1a\n" + chunk}


@pytest.mark.parametrize("hide", [_hidden, _described, _split, _author, _custom, _picture])
def test_every_hiding_place_of_a_docx_is_searched(hide: Any, tmp_path: Path) -> None:
    clean = template(tmp_path / "a.docx", "公示").read_bytes()
    assert docx_hits(clean) == ()
    (hit,) = docx_hits(repacked(tmp_path / "a.docx", hide).read_bytes())
    assert hit.what == "手机号" and MOBILE not in str(hit)


@pytest.mark.parametrize("place_in", ["Info", "XMP", "annotation", "attachment", "page"])
def test_every_hiding_place_of_a_pdf_is_searched(place_in: str, tmp_path: Path) -> None:
    text = MOBILE if place_in == "page" else "公示"
    source = template(tmp_path / "a.docx", text).read_bytes()
    made = engine_named("embedded").convert(source, title="公示", created=DAY).pdf
    with pikepdf.open(io.BytesIO(made)) as pdf:
        if place_in == "Info":
            pdf.docinfo["/Keywords"] = MOBILE
        elif place_in == "XMP":
            with pdf.open_metadata() as xmp:
                xmp["dc:description"] = MOBILE
        elif place_in == "annotation":
            note = pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Text,
                Rect=[0, 0, 9, 9],
                Contents=MOBILE,
            )
            pdf.pages[0].obj.Annots = pikepdf.Array([pdf.make_indirect(note)])
        elif place_in == "attachment":
            pdf.attachments["a.txt"] = MOBILE.encode()
        target = io.BytesIO()
        pdf.save(target)
    hits = pdf_hits(target.getvalue())
    assert {hit.what for hit in hits} == {"手机号"}
    if place_in != "page":
        assert pdf_hits(made) == ()


Line = tuple[float, float, str]


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (((90, 700, "公示"),), set()),
        (((90, 700, f"电话{MOBILE}"),), {"手机号"}),
        (((90, 700, "电话138035"), (90, 680, "10000联系")), {"手机号"}),
        (((300, 700, "电话1380351"), (90, 680, "0000")), {"手机号"}),
        (((90, 700, "138"), (130, 700, "0351"), (170, 700, "0000")), {"手机号"}),
        (((90, 700, "10000"), (90, 720, "138035")), {"手机号"}),
        (((90, 700, "1401061975"), (90, 680, "0312001X")), {"身份证号"}),
        (((90, 700, "622202050200"), (90, 680, "1234561")), {"银行卡号"}),
        (((90, 700, "出生于1975年"), (90, 680, "3月12日")), {"出生日期"}),
        (((90, 700, "1975"), (90, 680, "年3月生")), {"出生日期"}),
        (((90, 700, "2023年"), (90, 680, "5月生产线投产")), set()),
        (((90, 700, "138035"), (90, 680, "1000")), set()),
        (((90, 700, "138035"), (90, 680, "页10000")), set()),
        (((90, 700, "第138035号"), (90, 680, "10000元")), set()),
    ],
)
def test_a_number_is_found_however_the_lines_of_a_page_break_it(
    lines: tuple[Line, ...], found: set[str]
) -> None:
    hits = pdf_hits(pdf_of(lines))
    assert {hit.what for hit in hits} == found
    assert {hit.where for hit in hits} == ({"PDF 第 1 页"} if found else set())


def test_numbers_that_draw_are_no_numbers_of_people() -> None:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_of(((90, 700, "公示"),)))) as pdf:
        pdf.pages[0].obj.UserData = pikepdf.Array([13803510000, pikepdf.Array([13803510000])])
        pdf.save(stream)
    assert pdf_hits(stream.getvalue()) == ()


@pytest.mark.parametrize("written", [b"\xff" + MOBILE.encode(), MOBILE.encode("utf-16")])
def test_what_is_no_utf8_hides_nothing(written: bytes) -> None:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf_of(((90, 700, "公示"),)))) as pdf:
        pdf.attachments["a.txt"] = written
        pdf.save(stream)
    (hit,) = pdf_hits(stream.getvalue())
    assert (hit.what, hit.where) == ("手机号", "PDF 附件")


def test_two_pages_do_not_run_together() -> None:
    hits = pdf_hits(pdf_of(((90, 80, "138035"),), ((90, 700, "10000"),)))
    assert hits == ()
    (hit,) = pdf_hits(pdf_of(((90, 80, "公示"),), ((90, 700, MOBILE),)))
    assert hit.where == "PDF 第 2 页"


def poisoned(value: Any) -> Any:
    """Every text a person wrote, with personal data behind it; choices and dates as before."""
    if isinstance(value, Written):
        fields = [name for name in type(value).model_fields if name != "marks"]
        return value.model_copy(update={one: poisoned(getattr(value, one)) for one in fields})
    if isinstance(value, tuple):
        return tuple(poisoned(one) for one in value)
    return value + POISON if type(value) is str else value


def sample(spoil: bool) -> Case:
    case, _ = load_case(ROOT / "dossiers" / "2024" / "chen-zhiqiang")
    assert case is not None
    if not spoil:
        return case
    whole = poisoned(case.dossier)
    kept = case.dossier
    profile = whole.profile.model_copy(
        update={"name": kept.profile.name, "unit": kept.profile.unit}
    )
    leader = whole.leader.model_copy(update={"name": kept.leader.name})
    return dataclasses.replace(
        case, dossier=whole.model_copy(update={"profile": profile, "leader": leader})
    )


def public_job(case: Case, kind: Kind, **changed: str) -> Job:
    assert case.intake is not None
    row = {**public_studio(case, place(case, DAY), DAY), **changed}
    return Job(
        kind=kind,
        subject="2024",
        title="公示",
        target="2024/21-公示",
        date=DAY,
        context=public_view(case.intake, case.intake, (row,), case.rulebook),
    )


@pytest.fixture(scope="module")
def notice() -> Kind:
    (kind,) = (k for k in load_kinds(ROOT / "templates") if k.name == "publicity-notice")
    return kind


def test_no_public_document_holds_what_was_stuffed_into_a_dossier(
    notice: Kind, tmp_path: Path
) -> None:
    case = sample(spoil=True)
    (made,) = make([public_job(case, notice)], engine_named("embedded"), tmp_path)
    assert made.job.verdict is Verdict.MADE, made.job.reason
    for name in (made.docx, made.html):
        body = (tmp_path / name).read_bytes()
        text = document_text(body) if name.endswith(".docx") else body.decode()
        assert case.dossier.leader.name in text
        assert not any(part in text for part in (IDENTITY, MOBILE, CARD, "迎泽区"))
    assert pdf_hits((tmp_path / made.pdf).read_bytes()) == ()
    private = template(tmp_path / "t.docx", "{{ 工作室.简介 }}")
    shown = Template.load(private, FILTERS).render(studio_view(case, place(case, DAY), DAY))
    assert MOBILE in document_text(shown)


def test_a_public_document_with_personal_data_is_stopped(notice: Kind, tmp_path: Path) -> None:
    job = public_job(sample(spoil=False), notice, 所在单位=f"机械工程学院（{MOBILE}）")
    (made,) = make([job], None, tmp_path)
    assert made.job.verdict is Verdict.BLOCKED
    assert made.job.reason.startswith("公开的文件含个人信息：正文有手机号 13*********")
    assert MOBILE not in made.job.reason
    assert not list(tmp_path.rglob("*.docx"))


def test_a_private_document_keeps_its_data(notice: Kind, tmp_path: Path) -> None:
    kind = dataclasses.replace(notice, subject=Subject.INTAKE)
    job = public_job(sample(spoil=False), kind, 所在单位=f"机械工程学院（{MOBILE}）")
    (made,) = make([job], None, tmp_path)
    assert made.job.verdict is Verdict.MADE
    assert MOBILE in document_text((tmp_path / made.docx).read_bytes())


def test_what_is_public_sees_public_names_only() -> None:
    raw = {
        "title": "公示",
        "file_name": "公示",
        "group": "03审定公示",
        "order": 1,
        "articles": [],
        "public": True,
    }
    told = dict(description_faults({**raw, "subject": "studio"}))
    assert "subject 只能是 public" in told["public"]
    assert "public" not in dict(description_faults({**raw, "subject": "public"}))


def test_a_public_template_that_asks_for_more_fails_by_name(tmp_path: Path) -> None:
    case = sample(spoil=False)
    assert case.intake is not None
    row = public_studio(case, place(case, DAY), DAY)
    assert tuple(row) == PUBLIC_FIELDS
    path = template(
        tmp_path / "t.docx", "{% for 家 in 名单 %}{{ 家.手机 }}{% endfor %}", "{{ 带头人.简历 }}"
    )
    with pytest.raises(TemplateFaults) as caught:
        Template.load(path, FILTERS).render(
            public_view(case.intake, case.intake, (row,), case.rulebook)
        )
    assert "手机" in str(caught.value) and "带头人" in str(caught.value)


def test_the_stuffing_is_what_it_claims_to_be() -> None:
    wanted = {"身份证号", "手机号", "银行卡号", "家庭住址"}
    assert {what for what, _ in personal_data(POISON)} == wanted
