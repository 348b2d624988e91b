"""Every damage is found, with its file and its cause; nothing is repaired."""

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from pipeline.archive import bag, catalogue
from pipeline.archive.paths import seal_path
from pipeline.archive.report import CODES, Outcome
from pipeline.archive.verify import verify
from pipeline.errors import ExitCode, PipelineError
from pipeline.files import sha256

FIRST, SECOND = "data/documents/0001.pdf", "data/documents/0002.pdf"
Damage = Callable[[Path], object]


def flip(root: Path) -> None:
    data = bytearray((root / FIRST).read_bytes())
    data[len(data) // 2] ^= 1
    (root / FIRST).write_bytes(data)


def swap(root: Path) -> None:
    first = (root / FIRST).read_bytes()
    (root / FIRST).write_bytes((root / SECOND).read_bytes())
    (root / SECOND).write_bytes(first)


def edit(name: str, old: str, new: str) -> Damage:
    def change(root: Path) -> None:
        text = (root / name).read_text("utf-8")
        assert old in text
        (root / name).write_text(text.replace(old, new, 1), "utf-8")

    return change


def append(name: str, line: str) -> Damage:
    return lambda root: (root / name).write_bytes((root / name).read_bytes() + line.encode())


def rewrite_manifests(root: Path) -> None:
    """What a careful forger does: change a file and put every digest right."""
    (root / "data/events.csv").write_bytes(b"forged")
    payload = {
        p.relative_to(root).as_posix(): p.read_bytes()
        for p in (root / "data").rglob("*")
        if p.is_file()
    }
    for name, data in bag.manifests(payload, "manifest").items():
        (root / name).write_bytes(data)
    tags = {
        p.name: p.read_bytes() for p in root.glob("*.txt") if not p.name.startswith("tagmanifest")
    }
    for name, data in bag.manifests(tags, "tagmanifest").items():
        (root / name).write_bytes(data)


def write(name: str, data: bytes) -> Damage:
    return lambda root: (root / name).write_bytes(data)


def unlist_tags(root: Path) -> None:
    for path in root.glob("tagmanifest-*"):
        path.unlink()


def truncate(root: Path) -> None:
    (root / FIRST).write_bytes((root / FIRST).read_bytes()[:100])


CASES: dict[str, tuple[Damage, str, str, str]] = {
    "flip": (flip, "V-CHANGED", FIRST, "大小未变"),
    "grow": (append(FIRST, "x"), "V-CHANGED", FIRST, "多出 1 字节"),
    "truncate": (truncate, "V-TRUNCATED", FIRST, "现为 100 字节"),
    "empty": (write(FIRST, b""), "V-EMPTY", FIRST, "原有"),
    "delete": (lambda r: (r / FIRST).unlink(), "V-MISSING", FIRST, "被删除"),
    "rename": (lambda r: (r / FIRST).rename(r / "data/x.pdf"), "V-RENAMED", FIRST, "改名或移动"),
    "swap": (swap, "V-SWAPPED", SECOND, f"与 {FIRST} 互换"),
    "add": (write("data/new.txt", b"new"), "V-EXTRA", "data/new.txt", "封存后加入"),
    "copy": (
        lambda r: (r / "data/copy.pdf").write_bytes((r / FIRST).read_bytes()),
        "V-EXTRA", "data/copy.pdf", f"是 {FIRST} 的副本",
    ),
    "manifest": (
        edit("manifest-sha256.txt", "\n", "\n" + "0" * 64 + "  data/ghost\n"),
        "V-MANIFEST-EDITED", "manifest-sha512.txt", "",
    ),
    "digest": (
        lambda r: edit("manifest-sha256.txt", sha256((r / FIRST).read_bytes()), "0" * 64)(r),
        "V-MANIFEST-EDITED", FIRST, "是清单被改动",
    ),
    "manifest-tag": (
        append("manifest-sha256.txt", "\n"), "V-CHANGED", "manifest-sha256.txt", "改动",
    ),
    "malformed": (
        append("manifest-sha256.txt", "nonsense\n"),
        "V-MANIFEST-MALFORMED", "manifest-sha256.txt", "",
    ),
    "info": (edit("bag-info.txt", "2026-07-01", "2026-07-02"), "V-CHANGED", "bag-info.txt", ""),
    "oxum": (write(FIRST, b""), "V-OXUM", "bag-info.txt", ""),
    "fetch": (write("fetch.txt", b"http://x - data/a\n"), "V-FETCH", "fetch.txt", "自足"),
    "traversal": (
        append("manifest-sha256.txt", "0" * 64 + "  data/../../x\n"),
        "V-PATH", "manifest-sha256.txt", "",
    ),
    "absolute": (
        append("manifest-sha256.txt", "0" * 64 + "  /etc/passwd\n"),
        "V-PATH", "manifest-sha256.txt", "",
    ),
    "link": (lambda r: (r / "data/l").symlink_to("/etc/passwd"), "V-SPECIAL", "data/l", "符号链接"),
    "no-tagmanifest": (
        unlist_tags,
        "V-MANIFEST-MISSING", "tagmanifest-sha256.txt", "",
    ),
    "no-declaration": (lambda r: (r / "bagit.txt").unlink(), "V-NOT-BAG", "bagit.txt", ""),
    "not-utf8": (write("manifest-sha256.txt", b"\xff"), "V-MANIFEST-MALFORMED",
                 "manifest-sha256.txt", ""),
    "nfd": (
        lambda r: (r / "data/e\u0301.txt").write_bytes((r / FIRST).read_bytes()),
        "V-EXTRA", "data/e\u0301.txt", "副本",
    ),
    "forged": (rewrite_manifests, "V-SEAL", "tagmanifest-sha256.txt", "重写了清单"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_damage_is_named_with_file_and_cause(name: str, package: Path) -> None:
    damage, code, file, cause = CASES[name]
    damage(package)
    before = {p: p.read_bytes() for p in package.rglob("*") if p.is_file()}
    report = verify(package)
    hits = [fault for fault in report.faults if (fault.code, fault.file) == (code, file)]
    assert hits and cause in hits[0].cause, report.lines()
    assert {p: p.read_bytes() for p in package.rglob("*") if p.is_file()} == before


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


def test_quick_reads_every_digest_and_never_passes_what_it_did_not_open(package: Path) -> None:
    report = verify(package, quick=True)
    assert report.verified
    reading = next(c for c in report.checks if c.item == "1-11")
    assert reading.outcome is Outcome.UNTESTED
    flip(package)
    assert not verify(package, quick=True).verified
    truncate(package)
    assert "V-TRUNCATED" in [fault.code for fault in verify(package, quick=True).faults]


def test_without_the_outer_digest_that_item_is_untested(package: Path) -> None:
    seal_path(package).unlink()
    report = verify(package)
    assert report.verified
    item = next(c for c in report.checks if c.item == "1-14")
    assert item.outcome is Outcome.UNTESTED


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
    with pytest.raises(PipelineError):
        verify(package)


def test_an_empty_folder_is_not_a_bag(tmp_path: Path) -> None:
    report = verify(tmp_path)
    codes = {fault.code for fault in report.faults}
    assert {"V-NOT-BAG", "V-MANIFEST-MISSING", "V-BUNDLE"} <= codes <= set(CODES)
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
