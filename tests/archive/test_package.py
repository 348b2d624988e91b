"""The sealed package: complete, plain names, stock tools agree, the same bytes each time."""

import dataclasses
import filecmp
import io
import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from pipeline.archive import bag, catalogue
from pipeline.archive.forms import Form
from pipeline.archive.model import Original, Paper, Sealed
from pipeline.archive.package import paper_file, seal
from pipeline.archive.paths import seal_path
from pipeline.errors import PipelineError
from pipeline.pdf.read import page_texts
from pipeline.pdf.structure import structure_of
from tests.archive.samples import FACE, compose, cycle, document, jpeg, usual_papers


def test_the_catalogue_grows_and_its_numbers_stay_true(tmp_path: Path) -> None:
    papers = tuple(
        dataclasses.replace(usual_papers()[1], title=f"通知{at:02d}", number="")
        for at in range(1, 26)
    )
    made = seal(cycle(*papers), target=tmp_path / "big", compose=compose, face=FACE)
    rows = catalogue.read_table((made.package / "data/catalogue.csv").read_bytes())
    # 25 rows take two pages in the sample template: cover 1, catalogue 2–3, first paper 4; at the
    # end the report and the note.
    assert [int(row["起页"]) for row in rows] == [4 + 2 * at for at in range(25)]
    texts = page_texts(made.bundle.read_bytes())
    assert len(texts) == made.pages == 1 + 2 + 50 + 2
    for row in rows:
        assert row["题名"] in texts[int(row["起页"]) - 1]


def test_bookmarks_are_nested_by_group(sealed: Sealed) -> None:
    body = structure_of(sealed.bundle.read_bytes())
    assert body is not None
    assert [(m.level, m.title, m.page) for m in body.bookmarks] == [
        (1, "封面", 1),
        (1, "归档文件目录", 2),
        (1, "申报", 3),
        (2, "焊接创新工作室申报表", 3),
        (1, "命名", 6),
        (2, "关于命名焊接创新工作室的决定", 6),
        (1, "台账", 8),
        (2, "焊接比武现场照片", 8),
        (1, "四性检测报告", 9),
        (1, "备考表", 10),
    ]
    assert body.links == (3, 6, 8) and body.hazards == ()


@pytest.mark.parametrize("name", ["manifest-sha256.txt", "tagmanifest-sha256.txt"])
def test_stock_tools_verify_the_package(sealed: Sealed, name: str) -> None:
    tool = shutil.which("sha256sum")
    if tool is None:
        pytest.skip("sha256sum is not installed")
    run = subprocess.run([tool, "-c", "--quiet", name], cwd=sealed.package, check=False)
    outer = seal_path(sealed.package)
    above = subprocess.run([tool, "-c", "--quiet", outer.name], cwd=outer.parent, check=False)
    assert (run.returncode, above.returncode) == (0, 0)


def test_names_are_plain_and_unique_and_lead_back(sealed: Sealed) -> None:
    paths = [p.relative_to(sealed.package).as_posix() for p in sealed.package.rglob("*")]
    assert all(re.fullmatch(r"[A-Za-z0-9._/-]+", path) for path in paths)
    assert len({path.lower() for path in paths}) == len(paths)
    rows = catalogue.read_table((sealed.package / "data/index.csv").read_bytes())
    places = {row["原名"]: row["文件"] for row in rows}
    assert places["evidence/现场 照片.jpg"] == "evidence/0003.jpg"
    assert places["申报表.docx"] == "documents/0001-1.docx"
    assert places["evidence/CON.txt"] == "dossier/file-0003.txt"
    assert places["dossier.yaml"] == "dossier/dossier.yaml"


def test_originals_are_kept_byte_for_byte(sealed: Sealed) -> None:
    assert (sealed.package / "data/evidence/0003.jpg").read_bytes() == jpeg(orientation=6)


def test_the_record_says_what_was_used(sealed: Sealed) -> None:
    record = json.loads((sealed.package / "data/environment.json").read_text("utf-8"))
    assert record["programs"] == {"studio-pipeline": "0.1.0"} and record["bundle"]["pages"] == 10
    info = bag.parse_info((sealed.package / "bag-info.txt").read_bytes())
    assert info is not None and info["External-Identifier"] == "Z109-WS·2026·D30·工会-A01"
    assert info["Bagging-Date"] == "2026-07-01"


def test_sealing_again_gives_the_same_bytes(sealed: Sealed, tmp_path: Path) -> None:
    again = seal(cycle(), target=tmp_path / sealed.package.name, compose=compose, face=FACE)
    names = [p.relative_to(sealed.package) for p in sealed.package.rglob("*") if p.is_file()]
    same, other, errors = filecmp.cmpfiles(
        sealed.package, again.package, [str(n) for n in names], shallow=False
    )
    assert (other, errors) == ([], []) and len(same) == len(names)
    assert again.digest == sealed.digest


def test_a_sealed_package_is_never_overwritten(sealed: Sealed) -> None:
    before = sorted(p.stat().st_mtime_ns for p in sealed.package.rglob("*"))
    with pytest.raises(PipelineError, match="已存在"):
        seal(cycle(), target=sealed.package, compose=compose, face=FACE)
    assert sorted(p.stat().st_mtime_ns for p in sealed.package.rglob("*")) == before


def test_nothing_is_left_when_sealing_fails(tmp_path: Path) -> None:
    bad = Paper(
        kind="document", group="01申报", title="坏", source=Original(name="a.pdf", data=b"%PDF-")
    )
    with pytest.raises(PipelineError, match="《坏》不能编入合订本"):
        seal(cycle(bad), target=tmp_path / "a", compose=compose, face=FACE)
    assert list(tmp_path.iterdir()) == []


def test_unusable_evidence_is_replaced_by_a_sheet_that_says_so(tmp_path: Path) -> None:
    half = jpeg()[:600]
    bad = Paper(
        kind="evidence", group="04台账", title="坏照片", source=Original(name="坏.jpg", data=half)
    )
    made = seal(cycle(bad, *usual_papers()[:1]), target=tmp_path / "a", compose=compose, face=FACE)
    text = page_texts(made.bundle.read_bytes())[2]
    assert "坏照片" in text and "data/evidence/0001.jpg" in text and "SHA-256" in text
    assert made.remarks[0].startswith("《坏照片》以代页编入合订本：图片已损坏")
    assert (made.package / "data/evidence/0001.jpg").read_bytes() == half


def scripted(pdf: pikepdf.Pdf) -> None:
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")


def signed(pdf: pikepdf.Pdf) -> None:
    pdf.Root.AcroForm = pikepdf.Dictionary(SigFlags=3, Fields=pikepdf.Array())


def changed(*changes: Callable[[pikepdf.Pdf], None]) -> bytes:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(document("证书", 2))) as pdf:
        for change in changes:
            change(pdf)
        pdf.save(stream)
    return stream.getvalue()


def torn(data: bytes) -> bytes:
    return data.replace(b"startxref", b"startxxxx")


STRIPPED, SIGNED = (
    "编入时去除：打开时动作、脚本",
    "带有电子签名，合订本内只存其页面，签名以原件为准",
)
REPAIRED = "文件结构有损坏，编入时已修复"


@pytest.mark.parametrize(
    ("data", "remark"),
    [
        (document("证书", 2), ""),
        (changed(signed), SIGNED),
        (torn(document("证书", 2)), REPAIRED),
        (changed(scripted), STRIPPED),
        (torn(changed(scripted, signed)), f"{SIGNED}；{REPAIRED}；{STRIPPED}"),
    ],
    ids=["plain", "signed", "repaired", "stripped", "all"],
)
def test_what_was_done_to_evidence_stands_in_the_note_and_the_original_is_whole(
    tmp_path: Path, data: bytes, remark: str
) -> None:
    paper = Paper(
        kind="evidence", group="04台账", title="证书", source=Original(name="证书.pdf", data=data)
    )
    made = seal(cycle(paper), target=tmp_path / "a", compose=compose, face=FACE)
    own = f"《证书》{remark}；原件原样保存。"
    assert [one for one in made.remarks if "《" in one] == ([own] if remark else [])
    texts = page_texts(made.bundle.read_bytes())
    assert len(texts) == 6 and "证书" in texts[2] and "证书" in texts[3]
    assert ("".join(own.split()) in "".join(texts[-1].split())) is bool(remark)
    record = json.loads((made.package / "data/environment.json").read_text("utf-8"))
    assert record["remarks"] == list(made.remarks)
    assert (made.package / "data/evidence/0001.pdf").read_bytes() == data


@pytest.mark.parametrize(
    ("name", "data", "place"),
    [
        ("../../x.jpg", b"\xff\xd8\xff", "evidence/0007.jpg"),
        ("a.pdf", b"\x89PNG", "evidence/0007.png"),
        ("a.e\nxe", b"", "evidence/0007.bin"),
        ("-", b"%PDF-1.7", "evidence/0007.pdf"),
        ("a.DOCX", b"PK", "evidence/0007.docx"),
    ],
)
def test_the_content_names_the_file(name: str, data: bytes, place: str) -> None:
    paper = Paper(kind="evidence", group="04台账", title="x", source=Original(name=name, data=data))
    assert paper_file(paper, 7) == place


@pytest.mark.parametrize("name", ["../x", "/etc/x", "a//b", "con", "A.txt", "甲.yaml", ".hidden"])
def test_odd_dossier_names_get_a_number(name: str, tmp_path: Path) -> None:
    paper = usual_papers()[0]
    one = dataclasses.replace(cycle(paper), dossier_files=(Original(name=name, data=b"only here"),))
    made = seal(one, target=tmp_path / "a", compose=compose, face=FACE)
    kept = [p.name for p in (made.package / "data/dossier").iterdir()]
    assert len(kept) == 1 and kept[0].startswith("file-0001.")


def test_no_papers_is_the_operators_problem(tmp_path: Path) -> None:
    empty = dataclasses.replace(cycle(), papers=())
    with pytest.raises(PipelineError, match="没有可归档的文件"):
        seal(empty, target=tmp_path / "a", compose=compose, face=FACE)


def test_a_catalogue_without_running_numbers_is_refused(tmp_path: Path) -> None:
    def without_numbers(form: Form) -> bytes:
        return document("空")

    with pytest.raises(PipelineError, match="找不到序号列"):
        seal(cycle(), target=tmp_path / "a", compose=without_numbers, face=FACE)
