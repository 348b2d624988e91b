"""What happened to one file, from its bytes and the digest it had: never a cause that is not so."""

from __future__ import annotations

import hashlib
import io
import json

import pytest
from PIL import Image

from pipeline.archive.fixity.causes import ByteSource, Listing, explain
from pipeline.archive.fixity.symptoms import SMALL, AsSealed, symptom
from pipeline.archive.report import Fault
from tests.archive.samples import document, docx, jpeg

TABLE = "\ufeff序号,题名\r\n1,甲\r\n2,乙\r\n".encode()


def told(path: str, was: bytes, now: bytes, *, known: bool = True) -> str:
    sealed = AsSealed(
        algorithm="sha256",
        digest=hashlib.sha256(was).hexdigest(),
        size=len(was) if known else None,
    )
    found = symptom(path, now, sealed)
    return f"{found.code} {found.cause}"


SAME = "V-CHANGED 另存过：文字相同，只是换行、BOM、编码或末尾空行变了"


@pytest.mark.parametrize(
    "now",
    [
        TABLE.replace(b"\r\n", b"\n"),
        TABLE.removeprefix(b"\xef\xbb\xbf"),
        TABLE.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n"),
        TABLE.replace(b"\r\n", b"\r"),
        TABLE.removesuffix(b"\r\n"),
        TABLE.decode("utf-8-sig").encode("gbk"),
        TABLE.decode("utf-8-sig").encode("utf-16"),
    ],
)
def test_a_table_saved_anew_is_not_cut_short(now: bytes) -> None:
    assert told("data/catalogue.csv", TABLE, now) == SAME
    assert told("data/catalogue.csv", TABLE, now, known=False) == SAME


def test_saved_anew_with_other_words_is_not_said_to_be_the_same() -> None:
    now = TABLE.replace(b"\r\n", b"\n").replace("甲".encode(), "丙".encode())
    assert "换行变了，文字也有改动" in told("data/catalogue.csv", TABLE, now)


PNG = io.BytesIO()
Image.linear_gradient("L").save(PNG, "PNG")
LONG = "".join(f"第 {at} 行：甲乙丙\n" for at in range(900)).encode()
FILES = {
    "a.pdf": document("甲", 3),
    "a.jpg": jpeg(),
    "a.png": PNG.getvalue(),
    "a.docx": docx("很长" * 500),
    "a.csv": TABLE * 20,
    "a.json": json.dumps({"甲": "乙" * 50}).encode(),
    "a.yaml": LONG,
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("part", [0.2, 0.5, 0.8, 0.97])
def test_a_file_whose_end_is_gone_is_cut(name: str, part: float) -> None:
    data = FILES[name]
    kept = data[: int(len(data) * part)].rstrip(b"\r\n")
    assert told(name, data, kept).startswith("V-TRUNCATED 后面的内容不见了：应为")


@pytest.mark.parametrize("name", ["a.pdf", "a.jpg", "a.png", "a.docx"])
def test_a_file_whose_beginning_is_gone_is_cut_there(name: str) -> None:
    data = FILES[name]
    assert told(name, data, data[len(data) // 2 :]).startswith("V-TRUNCATED 开头的内容不见了")


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("more", [b"x", b"\0" * 700, b"%%EOF\n", bytes(range(256)) * 3])
def test_what_was_put_before_or_behind_is_told_to_the_byte(name: str, more: bytes) -> None:
    data = FILES[name]
    assert told(name, data, data + more) == f"V-CHANGED 末尾多出 {len(more)} 字节，其余未变"
    assert told(name, data, more + data) == f"V-CHANGED 开头多出 {len(more)} 字节，其余未变"
    if len(data) + len(more) <= SMALL:
        assert "末尾多出" in told(name, data, data + more, known=False)
        assert "开头多出" in told(name, data, more + data, known=False)


@pytest.mark.parametrize("known", [True, False])
def test_one_bit_is_found_and_named_in_a_small_file(known: bool) -> None:
    data = TABLE * 10
    for at in (0, 7, len(data) - 1):
        now = data[:at] + bytes([data[at] ^ 4]) + data[at + 1 :]
        assert f"第 {at + 1} 字节有一位翻转" in told("a.csv", data, now, known=known)
    two = bytes([data[0] ^ 4, data[1] ^ 4]) + data[2:]
    assert told("a.csv", data, two) == "V-CHANGED 大小未变，但不止改了一位：被改写"


def test_in_a_large_file_neither_cause_is_ruled_out() -> None:
    now = LONG[:50] + b"\x01" + LONG[51:]
    assert told("a.yaml", LONG, now) == "V-CHANGED 大小未变：存储位翻转，或被改写"


def test_sectors_of_zeros_are_a_fault_of_the_disk() -> None:
    data = FILES["a.pdf"]
    now = data[:1024] + bytes(1024) + data[2048:]
    assert "第 1025 至 2048 字节全是零（整个扇区）" in told("a.pdf", data, now)
    rest = data[:2048] + bytes(len(data) - 2048)
    assert "从第 2049 字节起到末尾全是零" in told("a.pdf", data, rest)


def test_a_smaller_file_with_both_ends_was_written_anew() -> None:
    assert told("a.pdf", document("甲", 3), document("甲")).startswith("V-CHANGED 少了")
    assert "首尾完整：另存或改写过" in told("a.pdf", document("甲", 3), document("甲"))
    assert "在行末被截断，或被改写" in told("a.yaml", LONG, LONG[: LONG.rfind(b"\n", 0, 900) + 1])


def swapped(expected: dict[str, bytes], actual: dict[str, bytes]) -> dict[str, Fault]:
    def digests(files: dict[str, bytes]) -> dict[str, dict[str, str]]:
        return {p: {"sha256": hashlib.sha256(data).hexdigest()} for p, data in files.items()}

    listing = Listing(
        expected=digests(expected),
        sizes={path: len(data) for path, data in actual.items()},
        registered={path: len(data) for path, data in expected.items()},
    )
    read = ByteSource(present=actual.get)
    faults = explain(listing, digests(actual), ignore=lambda path: False, read=read)
    return {fault.file: fault for fault in faults}


def test_a_swap_names_the_two_files_and_not_their_copies() -> None:
    sealed = {"e/1.pdf": b"one", "e/1-1.pdf": b"one", "e/2.pdf": b"two", "e/2-1.pdf": b"two"}
    for one, other in (
        ("e/1.pdf", "e/2.pdf"),
        ("e/1-1.pdf", "e/2.pdf"),
        ("e/1-1.pdf", "e/2-1.pdf"),
    ):
        now = sealed | {one: sealed[other], other: sealed[one]}
        told = swapped(sealed, now)
        assert {path: fault.cause for path, fault in told.items()} == {
            one: f"与 {other} 互换",
            other: f"与 {one} 互换",
        }


def test_an_overwritten_file_names_the_nearest_that_kept_its_content() -> None:
    sealed = {"d/1.pdf": b"one", "e/9.pdf": b"nine", "e/9-1.pdf": b"nine", "d/x.pdf": b"nine"}
    told = swapped(sealed, sealed | {"d/1.pdf": b"nine"})
    assert told["d/1.pdf"].cause == "被 d/x.pdf 的内容覆盖"


def test_a_name_that_covered_another_file_is_a_renaming() -> None:
    told = swapped({"a": b"one", "b": b"two"}, {"b": b"one"})
    assert (told["a"].code, told["a"].message) == ("V-RENAMED", "现在叫 b")
    assert told["b"].cause == "被 a 的内容覆盖"


def test_of_copies_the_one_that_kept_its_name_is_the_renamed_file() -> None:
    told = swapped({"d/a.pdf": b"one"}, {"x.pdf": b"one", "e/a.pdf": b"one"})
    assert told["d/a.pdf"].message == "现在叫 e/a.pdf" and told["x.pdf"].code == "V-EXTRA"
