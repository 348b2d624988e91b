"""Bags made elsewhere: what can be read is read; what cannot be is one sentence and no cascade."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from pipeline.archive.report import Outcome, VerifyReport
from pipeline.archive.verify import verify

TEXT = "BagIt-Version: 1.0\nTag-File-Character-Encoding: {}\n"


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def bag(
    root: Path,
    *,
    encoding: str = "UTF-8",
    codec: str = "utf-8",
    declaration: bytes | None = None,
    path: str = "data/证书.txt",
    written: str | None = None,
) -> Path:
    """One file at `path`, listed as `written`; the tag files are written in `codec`."""
    place = root / path
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(b"hello")
    declared = TEXT.format(encoding).encode() if declaration is None else declaration
    manifest = f"{digest(b'hello')}  {written or path}\n".encode(codec)
    info = "Bagging-Date: 2026-01-01\nContact-Name: 田佳慧\n".encode(codec)
    files = {"bagit.txt": declared, "manifest-sha256.txt": manifest, "bag-info.txt": info}
    for name, data in files.items():
        (root / name).write_bytes(data)
    tags = "".join(f"{digest(data)}  {name}\n" for name, data in files.items())
    (root / "tagmanifest-sha256.txt").write_bytes(tags.encode(codec))
    return root


def told(report: VerifyReport) -> list[tuple[str, str]]:
    return [(fault.code, fault.file) for fault in report.faults]


@pytest.mark.parametrize(
    ("encoding", "codec"),
    [
        ("UTF-8", "utf-8"),
        ("utf8", "utf-8"),
        ("UTF-16", "utf-16"),
        ("UTF-16LE", "utf-16-le"),
        ("UTF-16BE", "utf-16-be"),
        ("UTF-32", "utf-32"),
        ("GBK", "gbk"),
        ("GB2312", "gb2312"),
        ("GB18030", "gb18030"),
        ("Big5", "big5"),
    ],
)
def test_the_declared_encoding_is_read(tmp_path: Path, encoding: str, codec: str) -> None:
    path = "data/證書.txt" if codec == "big5" else "data/证书.txt"
    root = bag(tmp_path / "bag", encoding=encoding, codec=codec, path=path)
    report = verify(root)
    assert report.verified and report.hints == (), report.lines()
    (root / path).write_bytes(b"jello")
    (root / "data/more").write_bytes(b"x")
    assert sorted(told(verify(root))) == [("V-CHANGED", path), ("V-EXTRA", "data/more")]


@pytest.mark.parametrize("encoding", ["EBCDIC-XYZ", "idna", "hex", "undefined", "x" * 300])
def test_an_unknown_encoding_is_one_sentence(tmp_path: Path, encoding: str) -> None:
    report = verify(bag(tmp_path / "bag", encoding=encoding))
    assert told(report) == [("V-ENCODING", "bagit.txt")]
    assert "不受支持，没有核对" in report.faults[0].message
    items = {check.item: check.outcome for check in report.checks}
    assert items["2-10"] is Outcome.UNTESTED and Outcome.PASSED not in items.values()


@pytest.mark.parametrize(
    ("path", "written", "hint"),
    [
        ("data/a.txt", "./data/a.txt", "路径以 ./ 开头"),
        ("data/a.txt", "././data/a.txt", "路径以 ./ 开头"),
        ("data/a.txt", "data\\a.txt", "路径用 \\ 分隔"),
        ("data/b/a.txt", "data\\b\\a.txt", "路径用 \\ 分隔"),
        ("data/b/a.txt", ".\\data\\b\\a.txt", "路径以 ./ 开头"),
    ],
)
def test_paths_of_other_programs_are_read_and_told_once(
    tmp_path: Path, path: str, written: str, hint: str
) -> None:
    report = verify(bag(tmp_path / "bag", path=path, written=written))
    assert report.verified, report.lines()
    assert [(one.code, hint in one.message) for one in report.hints] == [("V-LOOSE", True)]
    assert any(f"提示：manifest-sha256.txt：V-LOOSE {hint}" in line for line in report.lines())


@pytest.mark.parametrize(
    "written", ["data\\..\\..\\x", "./../x", "/data/a.txt", "C:\\data\\a.txt", "data/../a.txt"]
)
def test_no_way_of_writing_leads_out_of_the_bag(tmp_path: Path, written: str) -> None:
    report = verify(bag(tmp_path / "bag", path="data/a.txt", written=written))
    assert ("V-PATH", "manifest-sha256.txt") in told(report)


@pytest.mark.parametrize(
    ("declaration", "hint"),
    [
        (b"\xef\xbb\xbf" + TEXT.format("UTF-8").encode(), "BOM"),
        (TEXT.format("UTF-8").encode("utf-16"), "应为 UTF-8"),
        (b"Tag-File-Character-Encoding: UTF-8\r\nBagIt-Version: 0.97\r\n", "先版本、后编码"),
        (TEXT.format("UTF-8").encode() + b"Note: x\n", "先版本、后编码"),
    ],
)
def test_an_odd_declaration_is_a_hint(tmp_path: Path, declaration: bytes, hint: str) -> None:
    report = verify(bag(tmp_path / "bag", declaration=declaration))
    assert report.verified, report.lines()
    assert [hint in one.message for one in report.hints] == [True]


@pytest.mark.parametrize(
    ("declaration", "words"),
    [
        (b"", "两行声明不对"),
        (b"hello", "两行声明不对"),
        (TEXT.format("UTF-8").replace("1.0", "2.0").encode(), "版本 2.0 不认识"),
    ],
)
def test_what_is_no_declaration_is_one_fault(
    tmp_path: Path, declaration: bytes, words: str
) -> None:
    (fault,) = verify(bag(tmp_path / "bag", declaration=declaration)).faults
    assert fault.code == "V-NOT-BAG" and words in fault.message


def test_a_mark_before_a_manifest_is_read_over(tmp_path: Path) -> None:
    root = bag(tmp_path / "bag", codec="utf-8-sig")
    report = verify(root)
    assert report.verified, report.lines()
    assert {one.file for one in report.hints} == {"manifest-sha256.txt", "tagmanifest-sha256.txt"}


@pytest.mark.parametrize("even", [True, False])
def test_a_list_that_is_not_in_the_declared_encoding_is_read_if_it_is_utf8(
    tmp_path: Path, even: bool
) -> None:
    root = bag(tmp_path / "bag", encoding="UTF-16", codec="utf-16")
    tags = "".join(
        f"{digest((root / name).read_bytes())}{'  ' if even else ' '}{name}\n"
        for name in ("bagit.txt", "manifest-sha256.txt", "bag-info.txt")
    )
    (root / "tagmanifest-sha256.txt").write_text(tags, "utf-8")
    report = verify(root)
    assert report.verified, report.lines()
    assert [(one.code, one.file) for one in report.hints] == [("V-LOOSE", "tagmanifest-sha256.txt")]


def test_a_manifest_that_cannot_be_read_accuses_no_file(tmp_path: Path) -> None:
    root = bag(tmp_path / "bag")
    for at in range(20):
        (root / f"data/{at}.txt").write_bytes(b"x")
    (root / "tagmanifest-sha256.txt").unlink()
    (root / "manifest-sha256.txt").write_bytes(b"\xff\xfe\x00")
    assert told(verify(root)) == [("V-MANIFEST-MALFORMED", "manifest-sha256.txt")]


def test_an_algorithm_that_nobody_knows_is_one_sentence(tmp_path: Path) -> None:
    root = bag(tmp_path / "bag")
    (root / "tagmanifest-sha256.txt").unlink()
    (root / "manifest-sha256.txt").rename(root / "manifest-sm3.txt")
    report = verify(root)
    assert told(report) == [("V-MANIFEST-MISSING", "manifest-sm3.txt")]
    assert "摘要算法 sm3 不受支持" in report.faults[0].message
    assert {c.item: c.outcome for c in report.checks}["2-10"] is not Outcome.PASSED


def test_holes_are_one_sentence_and_filled_ones_none(tmp_path: Path) -> None:
    root = bag(tmp_path / "bag", path="data/a.txt")
    (root / "tagmanifest-sha256.txt").unlink()
    lines = "".join(f"{digest(b'x')}  data/far-{at}\n" for at in range(5))
    with (root / "manifest-sha256.txt").open("a") as stream:
        stream.write(lines)
    holes = "".join(f"https://example.edu.cn/{at} 1 data/far-{at}\n" for at in range(5))
    (root / "fetch.txt").write_text(holes)
    report = verify(root)
    assert told(report) == [("V-FETCH", "fetch.txt")]
    assert "有 5 个还没有下载" in report.faults[0].message
    for at in range(5):
        (root / f"data/far-{at}").write_bytes(b"x")
    assert verify(root).verified


def test_an_empty_folder_of_others_is_no_fault(tmp_path: Path) -> None:
    root = bag(tmp_path / "bag")
    (root / "data/empty").mkdir()
    assert verify(root).verified


@pytest.mark.skipif(os.name == "nt", reason="names are no bytes there")
@pytest.mark.parametrize(
    "lies",
    [
        os.fsdecode("data/证书.txt".encode("gbk")),
        os.fsdecode("data/证书.txt".encode("gb18030")),
    ],
)
@pytest.mark.parametrize(("encoding", "codec"), [("UTF-8", "utf-8"), ("GBK", "gbk")])
def test_a_name_unpacked_in_another_encoding_is_the_same_file(
    tmp_path: Path, lies: str, encoding: str, codec: str
) -> None:
    root = bag(tmp_path / "bag", encoding=encoding, codec=codec)
    (root / "data/证书.txt").rename(root / lies)
    report = verify(root)
    assert report.verified, report.lines()
    assert [(one.code, one.file) for one in report.hints] == [("V-LOOSE", "data/证书.txt")]
    (root / lies).write_bytes(b"jello")
    assert told(verify(root)) == [("V-CHANGED", "data/证书.txt")]


def test_a_name_in_another_unicode_form_is_the_same_file(tmp_path: Path) -> None:
    root = bag(tmp_path / "bag", path="data/caf\u00e9.txt")
    (root / "data/caf\u00e9.txt").rename(root / "data/cafe\u0301.txt")
    report = verify(root)
    assert report.verified, report.lines()
    assert [one.code for one in report.hints] == ["V-LOOSE"]
