"""Every damage is found, with its file and its cause; nothing is repaired."""

import hashlib
import json
import os
import re
import shutil
from pathlib import Path

import pikepdf
import pytest

from pipeline.archive import catalogue
from pipeline.archive.paths import register_path, seal_path
from pipeline.archive.report import CODES, Outcome
from pipeline.archive.verify import verify
from pipeline.errors import ExitCode, PipelineError
from tests.archive.damages import ALL, CASES, edit, flip, golden, said, truncate


@pytest.mark.parametrize("name", ALL)
def test_all_that_is_said_of_a_damage_is_what_was_said(name: str, package: Path) -> None:
    ALL[name](package)
    before = {p: p.read_bytes() for p in package.rglob("*") if p.is_file()}
    report = verify(package)
    assert said(report) == golden()[name], "`make golden`: read the diff"
    if name in CASES:
        _, code, file, cause = CASES[name]
        hits = [fault for fault in report.faults if (fault.code, fault.file) == (code, file)]
        assert hits and cause in hits[0].cause, report.lines()
    assert {p: p.read_bytes() for p in package.rglob("*") if p.is_file()} == before


def test_every_fault_of_a_package_fails_an_item_of_the_four_properties() -> None:
    """Else a package would be 不符 and each of its items 通过."""
    for name, text in golden().items():
        assert "V-" not in text or " 不通过 " in text, name
        codes = set(re.findall("：(V-[A-Z-]+) ", text))
        failed = set(re.findall("V-[A-Z-]+", " ".join(re.findall(" 不通过 (.*)", text))))
        assert codes <= failed, (name, codes - failed)


def test_nothing_is_kept_for_a_damage_that_is_gone() -> None:
    assert golden().keys() == ALL.keys()


def test_a_sound_package_verifies(package: Path) -> None:
    report = verify(package)
    assert report.verified and report.faults == ()
    assert {c.outcome for c in report.checks} == {Outcome.PASSED, Outcome.UNTESTED}
    untested = {c.item for c in report.checks if c.outcome is Outcome.UNTESTED}
    assert untested == {"1-1", "2-7", "4-1", "4-8"}
    assert json.loads(json.dumps(report.as_json()))["verified"] is True


def test_every_single_flip_is_found(package: Path) -> None:
    for path in sorted(p for p in package.rglob("*") if p.is_file()):
        data = path.read_bytes()
        path.write_bytes(bytes([data[0] ^ 1]) + data[1:])
        assert not verify(package, quick=True).verified, path
        path.write_bytes(data)


@pytest.mark.thorough
def test_a_bit_anywhere_is_found(package: Path) -> None:
    """Sixteen places of each file, the last bit of the last byte among them."""
    for path in sorted(p for p in package.rglob("*") if p.is_file()):
        data = path.read_bytes()
        for part in range(1, 17):
            at = max(len(data) * part // 16 - 1, 0)
            path.write_bytes(data[:at] + bytes([data[at] ^ 1 << part % 8]) + data[at + 1 :])
            assert not verify(package, quick=True).verified, (path, at)
        path.write_bytes(data)


@pytest.mark.parametrize(
    ("old", "new"), [(b"a", b"A"), (b"  ", b" "), (b"\n", b"\r\n"), (b"  ", b" *")]
)
def test_a_tagmanifest_in_other_letters_is_found(package: Path, old: bytes, new: bytes) -> None:
    path = package / "tagmanifest-sha512.txt"
    path.write_bytes(path.read_bytes().replace(old, new, 1))
    (fault,) = verify(package, quick=True).faults
    assert (fault.code, fault.file) == ("V-MANIFEST-EDITED", path.name)


def test_quick_reads_every_digest_and_never_passes_what_it_did_not_open(package: Path) -> None:
    report = verify(package, quick=True)
    assert report.verified
    reading = next(c for c in report.checks if c.item == "1-11")
    assert reading.outcome is Outcome.UNTESTED
    flip(package)
    assert not verify(package, quick=True).verified
    truncate(package)
    assert "V-TRUNCATED" in [fault.code for fault in verify(package, quick=True).faults]


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        (
            "PageLabels",
            pikepdf.Dictionary(Nums=[0, pikepdf.Dictionary(S=pikepdf.Name.r)]),
            "V-LABEL",
        ),
        ("Outlines", pikepdf.Dictionary(), "V-BOOKMARK"),
        ("AA", pikepdf.Dictionary(), "V-HAZARD"),
    ],
)
def test_a_bundle_that_contradicts_itself_is_found(
    package: Path, key: str, value: pikepdf.Dictionary, code: str
) -> None:
    with pikepdf.open(package / "data/bundle.pdf", allow_overwriting_input=True) as pdf:
        pdf.Root[f"/{key}"] = value
        pdf.save()
    assert code in [fault.code for fault in verify(package).faults]


def test_pages_moved_in_the_bundle_are_found(package: Path) -> None:
    with pikepdf.open(package / "data/bundle.pdf", allow_overwriting_input=True) as pdf:
        pdf.pages.reverse()
        pdf.save()
    codes = [fault.code for fault in verify(package).faults]
    assert {"V-STAMP", "V-BOOKMARK", "V-LINK"} <= set(codes)


def test_a_gap_in_the_register_fails_its_item(package: Path) -> None:
    edit("data/catalogue.csv", "-0002,", "-0007,")(package)
    report = verify(package)
    item = next(c for c in report.checks if c.item == "2-6")
    assert item.outcome is Outcome.FAILED and "0002" in item.detail
    assert "V-STAMP" in [fault.code for fault in report.faults]


def test_special_files_do_not_hang(package: Path) -> None:
    os.mkfifo(package / "data/pipe")
    fault = next(f for f in verify(package).faults if f.file == "data/pipe")
    assert fault.code == "V-SPECIAL"


def test_no_such_folder_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(PipelineError) as caught:
        verify(tmp_path / "nothing")
    assert caught.value.exit_code is ExitCode.USAGE


def test_a_package_that_is_gone_is_a_finding_and_no_wrong_usage(package: Path) -> None:
    shutil.rmtree(package)
    report = verify(package)
    assert [(one.code, one.file) for one in report.faults] == [("V-MISSING", package.name)]
    seal_path(package).unlink()
    register_path(package).unlink()
    with pytest.raises(PipelineError):
        verify(package)


def test_an_empty_folder_is_not_a_bag(tmp_path: Path) -> None:
    report = verify(tmp_path)
    codes = {fault.code for fault in report.faults}
    assert codes == {"V-NOT-BAG", "V-MANIFEST-MISSING"} and codes <= set(CODES)
    assert not any(
        check.outcome is Outcome.PASSED and check.item == "1-1" for check in report.checks
    )


def test_terminal_escapes_in_names_do_not_reach_the_terminal(package: Path) -> None:
    (package / "data/\x1b[31m.txt").write_bytes(b"x")
    assert not any("\x1b" in line for line in verify(package).lines())


def test_names_that_are_no_utf8_are_reported_writably(package: Path) -> None:
    (package / os.fsdecode(b"data/\xff.txt")).write_bytes(b"x")
    report = verify(package)
    json.dumps(report.as_json(), ensure_ascii=False).encode("utf-8")
    "\n".join(report.lines()).encode("utf-8")
    assert "V-NAME" in [fault.code for fault in report.faults]


def test_names_that_fall_together_elsewhere_are_reported(package: Path) -> None:
    (package / "data/BUNDLE.pdf").write_bytes(b"x")
    fault = next(f for f in verify(package).faults if f.code == "V-NAME")
    assert "data/BUNDLE.pdf" in fault.message + fault.file


def test_the_log_must_say_who_and_when(package: Path) -> None:
    rows = catalogue.table(("序号", "日期", "办理者", "事项"), [("1", "20240601", "", "命名")])
    (package / "data/events.csv").write_bytes(rows)
    item = next(c for c in verify(package).checks if c.item == "2-5")
    assert item.outcome is Outcome.FAILED


def foreign_bag(root: Path, algorithm: str = "md5") -> Path:
    """A bag as other programs leave it: one manifest, no bag-info, CRLF, an unlisted tag file."""
    (root / "data/子 夹").mkdir(parents=True)
    (root / "data/子 夹/100%.txt").write_bytes(b"x")
    (root / "bagit.txt").write_bytes(
        b"BagIt-Version: 0.97\r\nTag-File-Character-Encoding: utf-8\r\n"
    )
    digest = hashlib.new(algorithm, b"x").hexdigest()
    (root / f"manifest-{algorithm}.txt").write_text(f"{digest} data/子 夹/100%25.txt\n", "utf-8")
    (root / "notes.txt").write_text("x")
    return root


@pytest.mark.parametrize("algorithm", ["md5", "sha1", "sha512"])
def test_a_bag_made_elsewhere_is_held_against_its_own_manifests(
    tmp_path: Path, algorithm: str
) -> None:
    root = foreign_bag(tmp_path / "bag", algorithm)
    report = verify(root)
    assert report.verified and report.quick, report.faults
    passed = {check.item for check in report.checks if check.outcome is Outcome.PASSED}
    assert passed == {"1-1", "2-10"}
    (root / "data/子 夹/100%.txt").write_bytes(b"y")
    (root / "data/more").write_bytes(b"z")
    found = {(fault.code, fault.file) for fault in verify(root).faults}
    assert found == {("V-CHANGED", "data/子 夹/100%.txt"), ("V-EXTRA", "data/more")}


def test_our_package_is_not_taken_for_a_foreign_one(package: Path) -> None:
    for name in ("bundle.pdf", "catalogue.csv", "index.csv"):
        (package / "data" / name).unlink()
    report = verify(package)
    assert not report.quick and {"V-BUNDLE", "V-INDEX"} <= {fault.code for fault in report.faults}


@pytest.mark.parametrize(
    "name", ["tagmanifest-evil.txt", "tagmanifest-md5.txt", "manifest-md5.txt", "fetch2.txt"]
)
def test_nothing_unlisted_lies_at_the_top(package: Path, name: str) -> None:
    (package / name).write_text("anything")
    (fault,) = verify(package, quick=True).faults
    assert (fault.code, fault.file) == ("V-EXTRA", name)


@pytest.mark.parametrize(
    "name",
    [f"{sort}-{one}.txt" for sort in ("manifest", "tagmanifest") for one in ("sha256", "sha512")],
)
def test_a_package_of_ours_has_all_four_manifests(package: Path, name: str) -> None:
    (package / name).unlink()
    told = [(fault.code, fault.file) for fault in verify(package, quick=True).faults]
    assert ("V-MANIFEST-MISSING", name) in told
    assert {file for code, file in told if code != "V-SEAL"} == {name}


@pytest.mark.parametrize("name", ["empty", "data/empty", "data/evidence/a/b"])
def test_an_empty_folder_is_told(package: Path, name: str) -> None:
    (package / name).mkdir(parents=True)
    (fault,) = verify(package, quick=True).faults
    assert (fault.code, fault.file) == ("V-FOLDER", name)


def test_our_tag_files_are_in_no_other_encoding(package: Path) -> None:
    """Else one line of bagit.txt would turn all judging off."""
    edit("bagit.txt", "UTF-8", "UTF-16")(package)
    codes = {fault.code for fault in verify(package, quick=True).faults}
    assert codes == {"V-NOT-BAG", "V-CHANGED"}
