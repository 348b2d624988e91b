"""Every damage we can think of, done to a sealed package; `said` is what verifying then tells."""

from __future__ import annotations

import io
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pikepdf

from pipeline.archive import bag
from pipeline.archive.package import seal
from pipeline.archive.report import Outcome, VerifyReport
from pipeline.archive.verify import verify
from pipeline.files import sha256
from tests.archive.copies import copied
from tests.archive.samples import FACE, compose, cycle

GOLDEN = Path(__file__).parent / "damages.txt"
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


CASES: Mapping[str, tuple[Damage, str, str, str]] = {
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


def row(old: str, new: str) -> Damage:
    """The catalogue's table changed; the line of its second paper is 2,…-0002,…,2,6,7,…"""
    return edit("data/catalogue.csv", old, new)


def bundle(
    change: Callable[[pikepdf.Pdf], object], encryption: pikepdf.Encryption | None = None
) -> Damage:
    def damage(root: Path) -> None:
        path = root / "data/bundle.pdf"
        with pikepdf.open(io.BytesIO(path.read_bytes())) as pdf:
            change(pdf)
            pdf.save(path, encryption=encryption)

    return damage


def retitled(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root[2].children[0].title = "别的题名"


def without_mark(pdf: pikepdf.Pdf) -> None:
    with pdf.open_outline() as outline:
        del outline.root[3]


def led_astray(pdf: pikepdf.Pdf) -> None:
    pdf.pages[1].obj.Annots[1].Dest = pikepdf.Array([pdf.pages[0].obj, pikepdf.Name.Fit])


def catalogue_gone(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[1]


def page_without_foot(pdf: pikepdf.Pdf) -> None:
    pdf.pages[3].obj.Contents = pdf.make_stream(b"q /ArchivePage Do Q")


def counted_from_seven(pdf: pikepdf.Pdf) -> None:
    pdf.Root.PageLabels = pikepdf.Dictionary(Nums=[0, pikepdf.Dictionary(S=pikepdf.Name.D, St=7)])


#: Damages of what only a full reading compares.
READ: Mapping[str, Damage] = {
    "no such day": row("20240601", "20241301"),
    "no day": row("20240601", ""),
    "short day": row("20240601", "2024061"),
    "no title": row("关于命名焊接创新工作室的决定", ""),
    "other title": row("关于命名焊接创新工作室的决定", "关于命名的决定"),
    "odd letter": row("关于命名焊接", "关于命名\ue123焊接"),
    "reference twice": row("-0002,", "-0001,"),
    "number gap": row("-0002,", "-0007,"),
    "sequence": row("\n2,", "\n3,"),
    "pages": row(",2,6,7,", ",3,6,7,"),
    "first page": row(",2,6,7,", ",1,7,7,"),
    "last before first": row(",2,6,7,", ",0,6,5,"),
    "beyond the bundle": row(",1,8,8,", ",12,8,19,"),
    "no number": row(",2,6,7,", ",2,六,7,"),
    "file not listed": row("documents/0002.pdf", "documents/0009.pdf"),
    "a row less": edit("data/catalogue.csv", "\n3,", "\n"),
    "no catalogue": lambda root: (root / "data/catalogue.csv").unlink(),
    "no index": lambda root: (root / "data/index.csv").unlink(),
    "index names another size": edit("data/index.csv", "申报表.docx,", "申报表.doc,"),
    "log without who": edit("data/events.csv", "校工会", ""),
    "log of nothing": write("data/events.csv", "序号,日期,办理者,事项\r\n".encode("utf-8-sig")),
    "no log": lambda root: (root / "data/events.csv").unlink(),
    "no bundle": lambda root: (root / "data/bundle.pdf").unlink(),
    "no bundle but text": write("data/bundle.pdf", b"text"),
    "locked bundle": bundle(lambda pdf: None, encryption=pikepdf.Encryption(owner="a", user="b")),
    "protected bundle": bundle(
        lambda pdf: None, encryption=pikepdf.Encryption(owner="a", user="")
    ),
    "script": bundle(lambda pdf: pdf.Root.__setitem__(
        "/OpenAction", pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="1")
    )),
    "mark retitled": bundle(retitled),
    "mark gone": bundle(without_mark),
    "link astray": bundle(led_astray),
    "catalogue torn out": bundle(catalogue_gone),
    "foot wiped": bundle(page_without_foot),
    "counted from seven": bundle(counted_from_seven),
}  # fmt: skip
ALL: Mapping[str, Damage] = {**{name: case[0] for name, case in CASES.items()}, **READ}


def said(report: VerifyReport) -> str:
    """The faults, and the items that did not pass; sizes stand as 〈数〉."""
    lines = [f"  {fault}" for fault in report.faults]
    lines += [
        f"  {check.item} {check.outcome.value} {check.detail}"
        for check in report.checks
        if check.outcome is not Outcome.PASSED
    ]
    text = "\n".join(lines)
    text = re.sub("PDF/A-2b：.*|V-PDFA .*", "V-PDFA 〈检验器的话〉", text)
    return re.sub("[0-9]+(?= 字节)|[0-9]{5}(?=[.][0-9])", "〈数〉", text)


def damaged() -> Iterator[tuple[str, str]]:
    """Each damage by itself, and what is said of it."""
    with tempfile.TemporaryDirectory() as work:
        whole = seal(cycle(), target=Path(work) / "2024-welding", compose=compose, face=FACE)
        for name, damage in ALL.items():
            copy = copied(whole.package, Path(work) / "copies" / name)
            damage(copy)
            yield name, said(verify(copy))


def golden() -> dict[str, str]:
    parts = GOLDEN.read_text(encoding="utf-8").split("\n== ")[1:]
    return {part.partition("\n")[0]: part.partition("\n")[2].rstrip("\n") for part in parts}
