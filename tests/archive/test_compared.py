"""With every digest put right again, what a package says twice still contradicts the forger."""

from __future__ import annotations

import dataclasses
import io
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from pipeline.archive.compared.inspected import inspected
from pipeline.archive.model import Original, Paper
from pipeline.archive.package import seal
from pipeline.archive.report import Check, Outcome, VerifyReport
from pipeline.archive.verify import verify
from pipeline.foreign.limits import Arguments, Exceeded, Unbounded, Value
from tests.archive.damages import edit
from tests.archive.forging import reseal
from tests.archive.samples import FACE, compose, cycle, document, docx, jpeg, usual_papers
from tests.pdf.test_adopt import SCRIPT, changed, set_root

FIRST, PHOTO = "data/documents/0001.pdf", "data/evidence/0003.jpg"


def write(name: str, data: bytes) -> Callable[[Path], object]:
    return lambda root: (root / name).write_bytes(data)


def crlf(name: str, old: str, new: str) -> Callable[[Path], object]:
    """As `edit`, and the lines end as they did."""

    def change(root: Path) -> None:
        data = (root / name).read_bytes()
        assert old.encode() in data
        (root / name).write_bytes(data.replace(old.encode(), new.encode(), 1))

    return change


def redrawn(name: str, old: bytes, new: bytes) -> Callable[[Path], object]:
    """The drawing of a PDF changed, as an editor of PDFs does."""

    def change(root: Path) -> None:
        with pikepdf.open(root / name, allow_overwriting_input=True) as pdf:
            for page in pdf.pages:
                data = page.Contents.read_bytes()
                page.Contents.write(data.replace(old, new))
            pdf.save()

    return change


def environment(**changes: object) -> Callable[[Path], object]:
    def change(root: Path) -> None:
        path = root / "data/environment.json"
        path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | changes), "utf-8")

    return change


def retouched() -> bytes:
    with Image.open(io.BytesIO(jpeg(orientation=6))) as image:
        image.paste((255, 255, 255), (150, 100, 210, 140))
        stream = io.BytesIO()
        image.save(stream, "JPEG", exif=image.getexif(), quality=90)
    return stream.getvalue()


def other_photo() -> bytes:
    stream = io.BytesIO()
    Image.linear_gradient("L").save(stream, "JPEG")
    return stream.getvalue()


FORGED = {
    "another document": (write(FIRST, document("别的申报表", 3)), "V-BOUND", FIRST),
    "a page less": (write(FIRST, document("焊接创新工作室申报表", 2)), "V-BOUND", FIRST),
    "no PDF at all": (write(FIRST, b"%PDF-1.7 nothing"), "V-BOUND", FIRST),
    "a drawing moved": (redrawn(FIRST, b"90", b"91"), "V-BOUND", FIRST),
    "another photo": (write(PHOTO, other_photo()), "V-BOUND", PHOTO),
    "a photo retouched": (write(PHOTO, retouched()), "V-BOUND", PHOTO),
    "environment emptied": (
        write("data/environment.json", b"{}"), "V-ENVIRONMENT", "data/environment.json",
    ),
    "environment of other pages": (
        environment(bundle={"format": "PDF/A-2b", "pages": 8}),
        "V-ENVIRONMENT", "data/environment.json",
    ),
    "a remark more": (
        environment(remarks=["版式文件为 PDF/A-2b，未另行形成 OFD（GB/T 33190）文件。", "附盘。"]),
        "V-ENVIRONMENT", "data/environment.json",
    ),
    "another day": (environment(created="2026-07-02"), "V-INFO", "bag-info.txt"),
    "another volume": (edit("bag-info.txt", "工会-A01", "工会-A02"), "V-INFO", "bag-info.txt"),
    "retention": (
        lambda root: (root / "data/catalogue.csv").write_bytes(
            (root / "data/catalogue.csv").read_bytes().replace("30年".encode(), "10年".encode())
        ),
        "V-CATALOGUE", "data/catalogue.csv",
    ),
    "an event of no number": (
        crlf("data/events.csv", "\n1,", "\n2,"), "V-EVENTS", "data/events.csv",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_part_contradicts_another(name: str, package: Path) -> None:
    change, code, file = FORGED[name]
    change(package)
    reseal(package)
    found = [(fault.code, fault.file) for fault in verify(package).faults]
    assert found == [(code, file)]


def test_the_index_is_held_against_the_files(package: Path) -> None:
    """A forger who forgets it."""
    write(FIRST, document("别的申报表", 3))(package)
    before = (package / "data/index.csv").read_bytes()
    reseal(package)
    (package / "data/index.csv").write_bytes(before)
    found = {(fault.code, fault.file) for fault in verify(package, quick=True).faults}
    assert ("V-INDEX", FIRST) in found


def test_the_log_is_held_against_the_record(package: Path) -> None:
    day, what = "20240601", "命名"

    def recorded(folder: Path, name: str) -> Sequence[Sequence[tuple[str, str]]]:
        assert (folder / "dossier.yaml").is_file() and name == package.name
        return answers

    answers: list[list[tuple[str, str]]] = [[(day, what)]]
    assert verify(package, recorded=recorded).verified
    answers = [[("20240701", "挂牌")], [(day, what)]]  # another studio of the intake, and this
    assert verify(package, recorded=recorded).verified
    answers = []
    assert verify(package, recorded=recorded).verified
    answers = [[(day, what), ("20240701", "挂牌")]]
    (fault,) = verify(package, recorded=recorded).faults
    assert fault.code == "V-EVENTS" and "没有 20240701 挂牌" in fault.message
    answers = [[("20240602", what)]]
    assert len(verify(package, recorded=recorded).faults) == 2


def item(report: VerifyReport, number: str) -> Check:
    return next(check for check in report.checks if check.item == number)


def locked() -> bytes:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(document("锁住的"))) as pdf:
        pdf.save(stream, encryption=pikepdf.Encryption(owner="a", user="b"))
    return stream.getvalue()


def evidence(name: str, data: bytes) -> Paper:
    return Paper(kind="evidence", group="04台账", title=name, source=Original(name=name, data=data))


def test_locked_and_damaged_originals_fail_their_items_and_not_the_package(tmp_path: Path) -> None:
    papers = (
        *usual_papers(),
        evidence("锁住的.pdf", locked()),
        evidence("坏的.pdf", b"%PDF-1.7\nnoise\n%%EOF"),
        evidence("半张.jpg", jpeg()[:600]),
        evidence("旧表.xls", b"\xd0\xcf\x11\xe0" + bytes(600)),
        evidence("脚本.pdf", changed(set_root("/OpenAction", SCRIPT))),
    )
    made = seal(cycle(*papers), target=tmp_path / "a", compose=compose, face=FACE)
    report = verify(made.package)
    assert report.verified, report.lines()
    opened, lasting, safe = (item(report, number) for number in ("3-8", "3-3", "4-7"))
    assert (opened.outcome, lasting.outcome, safe.outcome) == (Outcome.FAILED,) * 3
    for name in (
        "evidence/0004.pdf（已加密）",
        "evidence/0005.pdf（已损坏，打不开）",
        "evidence/0006.jpg",
    ):
        assert name in opened.detail
    assert "evidence/0007.xls（旧版 Office 文件）" in lasting.detail
    assert safe.detail == "文件：evidence/0008.pdf（打开时动作、脚本）"


def test_a_sound_package_says_what_was_looked_at(package: Path) -> None:
    report = verify(package)
    assert item(report, "1-11").detail == "逐页比对 6 页"
    assert (
        item(report, "3-3").detail
        == "其余文件：纯文本 4 个、PDF/A 2 个、Word（docx） 1 个、JPEG 1 个"
    )


def test_the_same_content_is_looked_at_once(tmp_path: Path) -> None:
    for name in ("data/a.txt", "data/b.txt", "data/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    seen: list[str] = []

    class Counting(Unbounded):
        def call(
            self,
            function: Callable[Arguments, Value],
            *given: Arguments.args,
            **named: Arguments.kwargs,
        ) -> Value | Exceeded:
            seen.append(str(given[0]))
            return super().call(function, *given, **named)

    digests = {f"data/{one}.txt": {"sha256": "1" if one != "c" else "2"} for one in "abc"}
    assert inspected(tmp_path, digests, Counting()).formats == {"纯文本": 3}
    assert seen == ["a.txt", "c.txt"]


def test_a_page_that_stands_for_a_file_bears_its_digest(tmp_path: Path) -> None:
    paper = evidence("旧表.xls", b"\xd0\xcf\x11\xe0" + bytes(600))
    made = seal(cycle(paper), target=tmp_path / "a", compose=compose, face=FACE)
    assert verify(made.package).verified
    (made.package / "data/evidence/0001.xls").write_bytes(b"\xd0\xcf\x11\xe0" + b"x" * 600)
    reseal(made.package)
    (fault,) = verify(made.package).faults
    assert (fault.code, fault.file) == ("V-BOUND", "data/evidence/0001.xls")
    assert "代页上印的 SHA-256" in fault.message


def test_a_converted_copy_and_its_original_are_kept_apart(tmp_path: Path) -> None:
    paper = dataclasses.replace(
        evidence("说明.docx.pdf", document("说明")),
        originals=(Original(name="说明.docx", data=docx("说明")),),
    )
    made = seal(cycle(paper), target=tmp_path / "a", compose=compose, face=FACE)
    assert verify(made.package).verified
