"""Art. 10: four ledger classes, dated, located, attended, and with evidence that exists."""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator, Sequence

from pipeline.diagnostics import Place, visible
from pipeline.dossier.evidence import (
    MAX_EVIDENCE_BYTES,
    SUFFIXES,
    locate,
    media_of,
    present_files,
    references,
)
from pipeline.dossier.fields import Entry, NumberedEntry
from pipeline.dossier.ledger import MemberChange
from pipeline.files import same_name
from pipeline.rules.finding import Finding, Placed

_NEEDING_EVIDENCE = ("创新成果", "交流活动", "经费支出")


def entry_outside_year(p: Placed) -> Iterator[Finding]:
    """Entries belong to the calendar year of their ledger; plans and summaries may be signed
    in the first months of the next."""
    for year, ledger in p.case.ledgers.items():
        entries = (*ledger.daily, *ledger.results, *ledger.exchanges, *ledger.spendings)
        dated: tuple[Entry | MemberChange, ...] = (*entries, *ledger.member_changes)
        for entry in dated:
            date = entry.date
            if date.year != year:
                yield Finding(
                    entry.marks.at("日期"),
                    f"日期 {date} 不在 {year} 年",
                    f"改正日期，或移到 ledger-{date.year}.yaml。",
                )


def serial_gap(p: Placed) -> Iterator[Finding]:
    """Running numbers start at 1 and leave no gap."""
    for ledger in p.case.ledgers.values():
        groups: tuple[Sequence[NumberedEntry], ...] = (
            ledger.daily, ledger.results, ledger.exchanges,
        )  # fmt: skip
        for entries in groups:
            for wanted, entry in enumerate(entries, 1):
                if entry.serial != wanted:
                    yield Finding(
                        entry.marks.at("序号"),
                        f"序号是 {entry.serial}，按顺序应是 {wanted}",
                        "同一类记录从 1 起连续编号；补上漏记的，或改正序号。",
                    )
                    break


def entries_out_of_order(p: Placed) -> Iterator[Finding]:
    """A ledger is kept as things happen: each list by date."""
    for ledger in p.case.ledgers.values():
        groups: tuple[Sequence[Entry], ...] = (
            ledger.daily, ledger.results, ledger.exchanges, ledger.spendings,
        )  # fmt: skip
        for entries in groups:
            for before, after in itertools.pairwise(entries):
                if after.date < before.date:
                    yield Finding(
                        after.marks.at("日期"),
                        f"日期 {after.date} 早于上一条 {before.date}",
                        "按日期先后排列，再重编序号。",
                        (before.marks.at("日期"),),
                    )


def entry_without_evidence(p: Placed) -> Iterator[Finding]:
    """Results, exchanges and spendings are nothing without a paper."""
    for ledger in p.case.ledgers.values():
        groups: tuple[Sequence[Entry], ...] = (ledger.results, ledger.exchanges, ledger.spendings)
        for section, entries in zip(_NEEDING_EVIDENCE, groups, strict=True):
            for entry in entries:
                if not entry.evidence:
                    yield Finding(
                        entry.marks.at(),
                        f"“{section}”这一条没有佐证",
                        "把证书、照片、签到表或凭证放进 evidence/，在“佐证”里写文件名。",
                    )


def evidence_path_leads_out(p: Placed) -> Iterator[Finding]:
    """Evidence lies inside the studio's own folder."""
    for reference in references(p.case):
        if locate(p.case, reference.written) is None:
            yield Finding(
                reference.place,
                f"佐证“{visible(reference.written)}”指到了 evidence/ 文件夹以外",
                "把文件放进 evidence/，只写相对路径，如 2024/签到表.pdf。",
            )


def evidence_missing(p: Placed) -> Iterator[Finding]:
    """What is cited exists."""
    present = present_files(p.case)
    for reference in references(p.case):
        path = locate(p.case, reference.written)
        if path is None or path.is_file():
            continue
        near = next((n for n in present if same_name(n, reference.written)), None) or next(
            (n for n in present if n.split("/")[-1] == reference.written.split("/")[-1]), None
        )
        hint = f"是不是“{visible(near, 80)}”？" if near else "放入该文件，或改正文件名。"
        yield Finding(reference.place, f"evidence/ 里没有“{visible(reference.written, 80)}”", hint)


def evidence_unreadable(p: Placed) -> Iterator[Finding]:
    """A file is what its name says, not empty, and of bounded size."""
    for reference in references(p.case):
        path = locate(p.case, reference.written)
        if path is None or not path.is_file():
            continue
        suffix = SUFFIXES.get(path.suffix.lower())
        size = path.stat().st_size
        shown = visible(reference.written, 80)
        if suffix is None:
            yield Finding(
                reference.place,
                f"“{shown}”不是可归档的格式",
                "只收 pdf、jpg、png、docx；其他文件先转成 PDF。",
            )
        elif size == 0:
            yield Finding(reference.place, f"“{shown}”是空文件", "重新放入完整的文件。")
        elif size > MAX_EVIDENCE_BYTES:
            yield Finding(
                reference.place,
                f"“{shown}”有 {size / 1e6:.0f} MB，超过 {MAX_EVIDENCE_BYTES // 1_000_000} MB",
                "压缩或分成几份。",
            )
        elif media_of(path) != suffix:
            yield Finding(
                reference.place,
                f"“{shown}”的内容不是 {path.suffix.lower()} 文件",
                "打开看看；多半是改了扩展名，请另存为正确的格式。",
            )


def evidence_cited_twice(p: Placed) -> Iterator[Finding]:
    """One paper proves one thing: the same file, or the same bytes, must not serve two entries."""
    by_name: dict[str, Place] = {}
    by_bytes: dict[str, tuple[str, Place]] = {}
    for reference in references(p.case):
        name = reference.written.casefold()
        shown = visible(reference.written, 80)
        if name in by_name:
            yield Finding(
                reference.place,
                f"佐证“{shown}”用了两次",
                "一份佐证只证明一件事；换成这一条自己的材料。",
                (by_name[name],),
            )
            continue
        by_name[name] = reference.place
        path = locate(p.case, reference.written)
        if path is None or not path.is_file() or path.stat().st_size == 0:
            continue
        if path.stat().st_size > MAX_EVIDENCE_BYTES:
            continue
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        if digest in by_bytes:
            other, place = by_bytes[digest]
            yield Finding(
                reference.place,
                f"“{shown}”与“{visible(other, 80)}”内容完全相同",
                "一份佐证只证明一件事；换成这一条自己的材料。",
                (place,),
            )
        by_bytes.setdefault(digest, (reference.written, reference.place))


def evidence_orphaned(p: Placed) -> Iterator[Finding]:
    """A file that no entry cites proves nothing and will not be archived."""
    cited = {reference.written for reference in references(p.case)}
    for name in present_files(p.case):
        if not any(same_name(name, one) for one in cited):
            file = f"{p.case.dossier.marks.file.rsplit('/', 1)[0]}/evidence/{visible(name, 200)}"
            yield Finding(
                Place(file=file),
                "没有任何一条记录用到这个文件",
                "在对应记录的“佐证”里写上它，或移走。",
            )


def nobody_known_took_part(p: Placed) -> Iterator[Finding]:
    """An exchange names at least one person of the studio."""
    names = {p.case.dossier.leader.name, *(m.name for m in p.case.dossier.members)}
    for ledger in p.case.ledgers.values():
        names |= {change.name for change in ledger.member_changes}
    if p.case.record:
        for act in p.case.record.acts:
            if act.act == "带头人变更" and act.successor:
                names.add(act.successor.name)
    for ledger in p.case.ledgers.values():
        named: list[tuple[Entry, str, tuple[str, ...]]] = [
            (e, "参加人", e.participants) for e in ledger.exchanges
        ]
        named += [(r, "完成人", r.authors) for r in ledger.results]
        for entry, key, people in named:
            if not names.intersection(people):
                yield Finding(
                    entry.marks.at(key),
                    f"{key}里没有一个是本工作室的人",
                    "写上参加的带头人或成员；新成员先记入“人员变动”。",
                )
