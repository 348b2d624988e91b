"""Art. 10: the papers behind the ledgers exist, open, are what they say, and serve once."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from pipeline.diagnostics import Place, visible
from pipeline.dossier.duties import PROJECTS, Project
from pipeline.dossier.evidence import (
    MAX_EVIDENCE_BYTES,
    SUFFIXES,
    TAIL,
    EvidenceReference,
    Media,
    Seen,
)
from pipeline.dossier.fields import Entry
from pipeline.dossier.ledger import classes_in
from pipeline.dossier.paths import EVIDENCE_FOLDER, ledger_file, shown_path
from pipeline.files import sha256_of
from pipeline.rules.finding import DOSSIER, INTAKE, LEDGERS, RECORD, Finding, Placed, Rule
from pipeline.rules.rows import forbids, warns

#: A drive, a share, a folder of the system or of a user, an address.
_OF_ONE_MACHINE = re.compile(r"[A-Za-z]:|[/~\\]|[A-Za-z]+://")


def entry_without_evidence(p: Placed) -> Iterator[Finding]:
    """Results, exchanges, spendings and projects are nothing without a paper."""
    for ledger in p.case.ledgers.values():
        lists: dict[str, tuple[Entry | Project, ...]] = {
            kept.name: kept.entries(ledger) for kept in classes_in(ledger) if kept.needs_evidence
        }
        lists[PROJECTS] = ledger.projects
        for name, entries in lists.items():
            for entry in entries:
                if not entry.evidence:
                    yield Finding(
                        entry.marks.at(),
                        f"“{name}”这一条没有佐证",
                        "把证书、照片、签到表或凭证放进 evidence/，再写“佐证: [文件名.pdf]”。",
                    )


def evidence_path_leads_out(p: Placed) -> Iterator[Finding]:
    """Evidence lies inside the studio's own folder."""
    for reference in p.references:
        if p.evidence[reference.written] is None:
            own = _OF_ONE_MACHINE.match(reference.written)
            yield Finding(
                reference.place,
                f"佐证“{visible(reference.written)}”"
                f"{'是某台电脑上的路径' if own else '指到了 evidence/ 文件夹以外'}",
                "把文件放进 evidence/，只写相对路径，如 2024/签到表.pdf。",
            )


def evidence_missing(p: Placed) -> Iterator[Finding]:
    """What is cited exists."""
    by_last = {_meant(name).split("/")[-1]: name for name in reversed(p.present)}
    by_name = {_meant(name): name for name in p.present}
    for reference in p.references:
        if p.evidence[reference.written] is None or reference.written in p.seen:
            continue
        written = _meant(reference.written)
        near = by_name.get(written) or by_last.get(written.split("/")[-1])
        hint = f"是不是“{visible(near, 80)}”？" if near else "放入该文件，或改正文件名。"
        yield Finding(reference.place, f"evidence/ 里没有“{visible(reference.written, 80)}”", hint)


def _norm(name: str) -> str:
    return unicodedata.normalize("NFC", name)


def _meant(name: str) -> str:
    """What a name and its slips share: case, form, and which way its slashes lean."""
    return _norm(name).casefold().replace("\\", "/")


def evidence_unreadable(p: Placed) -> Iterator[Finding]:
    """A file is what its name says, not empty, and of bounded size."""
    for reference in p.references:
        if seen := p.seen.get(reference.written):
            yield from unreadable(reference, seen)


def unreadable(reference: EvidenceReference, seen: Seen) -> Iterator[Finding]:
    """Why a cited file cannot be used."""
    ending = seen.path.suffix.lower()
    suffix, size = SUFFIXES.get(ending), seen.size
    shown = visible(reference.written, 80)
    if suffix is None:
        yield Finding(
            reference.place,
            f"“{shown}”不是可归档的格式",
            _ADVICE.get(
                ending, "只收 pdf、docx 和 jpg、png、tif、webp、bmp、gif；其他的先转成 PDF。"
            ),
        )
    elif seen.why:
        yield Finding(
            reference.place,
            f"“{shown}”读不了：{seen.why}",
            "请管理员给读的权限，或改短文件名，再检查一次。",
        )
    elif size == 0:
        yield Finding(reference.place, f"“{shown}”是空文件", "重新放入完整的文件。")
    elif size > MAX_EVIDENCE_BYTES:
        yield Finding(
            reference.place,
            f"“{shown}”有 {size / 1e6:.0f} MB，超过 {MAX_EVIDENCE_BYTES // 1_000_000} MB",
            "压缩或分成几份。",
        )
    elif seen.media != suffix:
        yield Finding(
            reference.place,
            f"“{shown}”的内容不是 {ending} 文件",
            "打开看看；多半是改了扩展名，请另存为正确的格式。",
        )
    elif not _is_whole(seen, suffix):
        yield Finding(
            reference.place,
            f"“{shown}”不完整，末尾缺失",
            "多半是没有传完；重新放入完整的文件。",
        )


#: What to do with files that phones and old programs write.
_ADVICE = {
    **dict.fromkeys(
        (".heic", ".heif"), "苹果手机的照片：在手机或看图软件里另存为 JPEG，再放进来。"
    ),
    **dict.fromkeys((".doc", ".wps"), "旧版文字文件：另存为 docx，或“打印为 PDF”。"),
}
#: Media → (how many last bytes to look at, what must stand there in a file that is whole).
#: PDF 32000-1 7.5.5 asks for %%EOF at the end, readers accept it in the last 1024 bytes.
_ENDS: dict[Media, tuple[int, bytes]] = {
    "pdf": (1024, b"%%EOF"),
    "jpeg": (4096, b"\xff\xd9"),
    "png": (64, b"IEND"),
    "docx": (TAIL, b"PK\x05\x06"),
    "gif": (4096, b";"),
}


def _is_whole(seen: Seen, media: Media) -> bool:
    length, wanted = _ENDS.get(media, (0, b""))
    return wanted in seen.tail[-length:]


def evidence_cited_twice(p: Placed) -> Iterator[Finding]:
    """One paper proves one thing: the same file, or the same bytes, must not serve two entries.

    Only files of equal size are hashed: reading all evidence would cost more than all other
    rules together.
    """
    by_name: dict[str, Place] = {}
    by_size: dict[int, list[tuple[EvidenceReference, Path]]] = defaultdict(list)
    for reference in p.references:
        name = _norm(reference.written).casefold()
        if name in by_name:
            yield Finding(
                reference.place,
                f"佐证“{visible(reference.written, 80)}”用了两次",
                "一份佐证只证明一件事；换成这一条自己的材料。",
                (by_name[name],),
            )
            continue
        by_name[name] = reference.place
        seen = p.seen.get(reference.written)
        if seen is not None and 0 < seen.size <= MAX_EVIDENCE_BYTES:
            by_size[seen.size].append((reference, seen.path))
    for alike in by_size.values():
        if len(alike) > 1:
            yield from _same_bytes(alike)


def _same_bytes(alike: list[tuple[EvidenceReference, Path]]) -> Iterator[Finding]:
    first: dict[str, EvidenceReference] = {}
    for reference, path in alike:
        digest = sha256_of(path)
        other = first.setdefault(digest, reference)
        if other is not reference:
            yield Finding(
                reference.place,
                f"“{visible(reference.written, 80)}”与“{visible(other.written, 80)}”内容完全相同",
                "一份佐证只证明一件事；换成这一条自己的材料。",
                (other.place,),
            )


def evidence_orphaned(p: Placed) -> Iterator[Finding]:
    """A file that no entry cites proves nothing and will not be archived. The files of a year that
    has no ledger are told of once: they wait for it."""
    cited = {_norm(reference.written) for reference in p.references}
    waiting: dict[int, list[str]] = {}
    for name in p.present:
        if _norm(name) in cited:
            continue
        year = int(name[:4]) if re.match("[0-9]{4}", name) else 0
        if year in p.stage.years and year not in p.case.ledgers:
            waiting.setdefault(year, []).append(name)
        else:
            yield Finding(
                Place(file=shown_path(p.case.key, f"{EVIDENCE_FOLDER}/{visible(name, 200)}")),
                "没有任何一条记录用到这个文件",
                "在对应记录的“佐证”里写上它，或移走。",
            )
    for year, names in waiting.items():
        yield Finding(
            Place(file=shown_path(p.case.key, f"{EVIDENCE_FOLDER}/{visible(names[0], 200)}")),
            f"没有 {year} 年的台账，这一年的 {len(names)} 个文件没有记录用到",
            f"新建或找回 {ledger_file(year)}，在对应记录的“佐证”里写上。",
        )


RULES: tuple[Rule, ...] = (
    forbids("A10-2a", "10", "记录没有佐证", entry_without_evidence, needs=DOSSIER, parts=LEDGERS,
            about=("台账佐证",)),
    forbids("A10-2b", "10", "佐证路径指到文件夹以外", evidence_path_leads_out,
            needs=DOSSIER, parts=RECORD | LEDGERS, about=("申报", "台账佐证", "各事项")),
    forbids("A10-2c", "10", "佐证文件不存在", evidence_missing,
            needs=DOSSIER, parts=RECORD | LEDGERS, about=("申报", "台账佐证", "各事项")),
    forbids("A10-2d", "10", "佐证文件打不开或格式不符", evidence_unreadable,
            needs=DOSSIER, parts=RECORD | LEDGERS, about=("申报", "台账佐证", "各事项")),
    forbids("A10-2e", "10", "一份佐证用了两次", evidence_cited_twice,
            needs=DOSSIER, parts=RECORD | LEDGERS, about=("申报", "台账佐证", "各事项"),
            family="one_proof"),
    warns("A10-2f", "10", "佐证没有被引用", evidence_orphaned, needs=RECORD | LEDGERS | INTAKE,
          about=("台账",)),
)  # fmt: skip
