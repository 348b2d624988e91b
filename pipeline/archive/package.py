"""The sealed package: bundle, originals and dossier files as a BagIt 1.0 bag.

Built aside, verified there, entered in the register and renamed; an existing package is never
touched. Names
inside are plain ASCII of our own, so that old Windows, GBK zip programs and NFD systems keep
them; index.csv leads back to the names people know. Must not render anything.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from importlib import resources
from pathlib import Path

from pipeline.archive import bag, catalogue
from pipeline.archive.after_sealing import report_path, sealing_report
from pipeline.archive.bundle import Bundle, bundle
from pipeline.archive.catalogue import Row, table
from pipeline.archive.described import WRITTEN_DOWN, uses_of
from pipeline.archive.forms import Compose
from pipeline.archive.model import PROGRAM, CycleArchive, Original, Paper, Sealed
from pipeline.archive.paths import (
    BUNDLE,
    CATALOGUE,
    ENVIRONMENT,
    EVENTS,
    INDEX,
    README,
    SEALED_AS,
    TAGMANIFEST,
    pending_path,
)
from pipeline.archive.register import Entry
from pipeline.archive.shelf import shelve
from pipeline.archive.verify import verify
from pipeline.chinese import register_date
from pipeline.errors import PipelineError
from pipeline.files import disk_faults, read_only, sha256, staged_folder, write_atomic

INDEX_HEADINGS = ("文件", "原名", "用途", "题名", "字节", "SHA-256")
EVENT_HEADINGS = ("序号", "日期", "办理者", "事项")
#: What the files that the program writes are for.
_WRITTEN = {
    BUNDLE: "合订本：封面、目录、全部文件和佐证、检测报告、备考表",
    CATALOGUE: "归档文件目录",
    EVENTS: "办理过程",
    ENVIRONMENT: "制作环境、字体替代、备考说明",
}
_SUFFIX = re.compile(r"\.[a-z0-9]{1,5}")
_PLAIN = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}(\.[a-z0-9]{1,8})?")
_RESERVED = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?")


def seal(archive: CycleArchive, *, target: Path, compose: Compose, face: bytes) -> Sealed:
    """Make the package folder `target`, enter it in the register beside it, write its digest and
    the report of its examination.

    Raises PipelineError if `target` exists, if nothing is to be sealed, or the disk refuses.
    """
    sealed = pack(archive, target=target, compose=compose, face=face)
    shelve(target.parent, entry_of(archive, sealed))
    return sealed


def pack(archive: CycleArchive, *, target: Path, compose: Compose, face: bytes) -> Sealed:
    """Make the whole package of `target` aside, verified and read-only, for `shelve` to place.

    Raises PipelineError as `seal` does.
    """
    if target.exists():
        raise PipelineError(f"{target} 已存在，不会覆盖", "如需重做，请先人工移走旧目录。")
    aside = pending_path(target)
    with staged_folder(aside) as staging:
        files = tuple(paper_file(paper, at) for at, paper in enumerate(archive.papers, start=1))
        bound = bundle(archive, files=files, compose=compose, face=face)
        payload = _payload(archive, bound)
        tags = _tags(archive, payload, target.name)
        for path, data in {**{f"data/{k}": v for k, v in payload.items()}, **tags}.items():
            place = staging / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(data)
        report = verify(staging, independent=False, without_register=True)
        if not report.verified:
            raise PipelineError(
                f"封存前自检未通过：{report.faults[0]}", "检查磁盘后重试；反复出现时请联系维护者。"
            )
        # Before the package stands there: it never does without its report.
        tested = sealing_report(archive, target.name, report, sha256(tags[TAGMANIFEST]))
        with disk_faults(target):
            write_atomic(report_path(target), tested)
    read_only(aside)
    return Sealed(
        package=target,
        bundle=target / "data" / BUNDLE,
        pages=bound.pages,
        digest=sha256(tags[TAGMANIFEST]),
        remarks=bound.remarks,
    )


def entry_of(archive: CycleArchive, sealed: Sealed) -> Entry:
    """The line that the register is to hold of a package; its day is that of the archiving."""
    standing = archive.standing
    return Entry(
        year=standing.year,
        position=standing.position,
        number=archive.reference,
        package=sealed.package.name,
        digest=sealed.digest,
        version=standing.version,
        day=archive.created,
        predecessor=standing.predecessor,
    )


def paper_file(paper: Paper, position: int) -> str:
    """Place of a paper's own file below data/: its 件号 and a suffix that fits its content."""
    folder = "documents" if paper.kind == "document" else "evidence"
    return f"{folder}/{position:04d}{_suffix(paper.source)}"


def _payload(archive: CycleArchive, bound: Bundle) -> dict[str, bytes]:
    """Every file below data/, in a fixed order."""
    rows = [replace(row, beside=_beside(row)) for row in bound.rows]
    files: dict[str, bytes] = {BUNDLE: bound.pdf, CATALOGUE: catalogue.catalogue_csv(rows)}
    index: list[tuple[str, str, str, str, str, str]] = []

    def keep(path: str, original: Original, use: str, title: str) -> None:
        files[path] = original.data
        size, digest = str(len(original.data)), sha256(original.data)
        index.append((path, original.name, use, title, size, digest))

    for row in rows:
        title = f"{row.reference} {row.title}"
        bound_use, beside_use = uses_of(row.paper)
        keep(row.file, row.paper.source, bound_use, title)
        for path, original in zip(row.beside, row.paper.originals, strict=True):
            keep(path, original, beside_use, title)
    places = {sha256(data): path for path, data in reversed(files.items())}
    for at, original in enumerate(archive.dossier_files, start=1):
        # Evidence already kept as a paper is not stored twice; the index names both uses.
        known = places.get(sha256(original.data))
        keep(known or _dossier_path(original, at, files), original, WRITTEN_DOWN, "")
    acts = (
        (str(at), register_date(event.date), event.who, event.what)
        for at, event in enumerate(archive.events, start=1)
    )
    files[EVENTS] = table(EVENT_HEADINGS, acts)
    files[ENVIRONMENT] = _environment(archive, bound)
    for path in (BUNDLE, CATALOGUE, EVENTS, ENVIRONMENT):
        keep(path, Original(name=path, data=files[path]), _WRITTEN[path], "")
    # Last: it records the size of every other file, so that a truncated one can be told.
    files[INDEX] = table(INDEX_HEADINGS, index)
    return files


def _beside(row: Row) -> tuple[str, ...]:
    """Places of a paper's originals: the name of its own file, a hyphen and a number."""
    stem = row.file.rpartition(".")[0]
    return tuple(
        f"{stem}-{at}{_suffix(original)}"
        for at, original in enumerate(row.paper.originals, start=1)
    )


def _tags(archive: CycleArchive, payload: Mapping[str, bytes], name: str) -> dict[str, bytes]:
    (first, last), before = archive.cycle, archive.standing
    ended = f"，{archive.ending}，终止" if archive.ending else ""
    fields = {
        "Source-Organization": archive.source_organization or archive.fonds_name,
        "External-Identifier": archive.reference,
        SEALED_AS: name,
        "Predecessor": " ".join((before.predecessor, before.predecessor_digest)).strip(),
        "External-Description": archive.title,
        "Internal-Sender-Description": f"{archive.studio}，{first} 至 {last}{ended}",
        "Bagging-Date": archive.created.isoformat(),
        "Payload-Oxum": bag.oxum(payload),
        "Bag-Software-Agent": f"{PROGRAM} {archive.tools[PROGRAM]}",
    }
    tags = {
        bag.DECLARATION_NAME: bag.DECLARATION.encode("ascii"),
        bag.INFO_NAME: bag.info(fields),
        # BOM and CRLF: an old Notepad shows it rightly too.
        README: _readme().replace("\n", "\r\n").encode("utf-8-sig"),
        **bag.manifests({f"data/{path}": data for path, data in payload.items()}, "manifest"),
    }
    return tags | bag.manifests(tags, "tagmanifest")


def _readme() -> str:
    return resources.files("pipeline.archive").joinpath("readme.txt").read_text("utf-8")


def _environment(archive: CycleArchive, bound: Bundle) -> bytes:
    record: dict[str, object] = {
        "programs": dict(sorted(archive.tools.items())),
        "font_substitutions": list(archive.substitutions),
        "remarks": list(bound.remarks),
        "bundle": {"format": "PDF/A-2b", "pages": bound.pages},
        "created": archive.created.isoformat(),
    }
    if archive.standing.predecessor:
        record["version"] = {
            "number": archive.standing.version,
            "predecessor": archive.standing.predecessor,
            "predecessor_digest": archive.standing.predecessor_digest,
            "reason": archive.standing.reason,
        }
    return (json.dumps(record, ensure_ascii=False, indent=2) + "\n").encode("utf-8")


def _suffix(original: Original) -> str:
    """By content for what the bundle takes, else by name if that is plain, else .bin."""
    for start, suffix in ((b"%PDF-", ".pdf"), (b"\xff\xd8\xff", ".jpg"), (b"\x89PNG", ".png")):
        if original.data.startswith(start):
            return suffix
    written = re.sub(r".*(?=\.)", "", original.name.lower(), flags=re.DOTALL)
    return written if _SUFFIX.fullmatch(written) else ".bin"


def _dossier_path(original: Original, position: int, taken: Mapping[str, bytes]) -> str:
    """The dossier's own relative path if every system can keep it, else a number."""
    parts = original.name.split("/")
    plain = all(_PLAIN.fullmatch(part) and not _RESERVED.fullmatch(part) for part in parts)
    path = "dossier/" + original.name
    if plain and len(path) <= 120 and path not in taken:
        return path
    return f"dossier/file-{position:04d}{_suffix(original)}"
