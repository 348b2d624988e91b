"""Art. 6(七), 10: papers and results that stand in two studios or two cycles.

Two studios may have worked together; so this warns, and the union decides.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import TypeVar

from pipeline.diagnostics import visible
from pipeline.dossier.paths import EVIDENCE_FOLDER, shown_path
from pipeline.files import sha256_of
from pipeline.rules.articles.article_07.again import applies_again
from pipeline.rules.compared.outline import Outline
from pipeline.rules.compared.traces import ENDS, CitedFile, Shown, bare
from pipeline.rules.finding import DOSSIER, INTAKE, LEDGERS, RECORD, Finding, Rule, Whole
from pipeline.rules.rows import warns_anywhere as warns

_Thing = TypeVar("_Thing", CitedFile, Shown)
#: Numbers that the whole country shares: patents, software, whoever wrote down the office.
_NATIONAL = re.compile("zl[0-9]{12}[0-9x]|[0-9]{4}sr[0-9]+")


def evidence_of_another_studio(w: Whole) -> Iterator[Finding]:
    """10: one paper proves one thing, in one studio and in one cycle. Whole files are read only
    where size and last bytes agree and say not all."""
    alike: dict[tuple[int, str], list[tuple[Outline, CitedFile]]] = defaultdict(list)
    for member in w.members:
        for paper in member.papers:
            alike[paper.size, paper.ends].append((member, paper))
    for (size, _), found in alike.items():
        for row, (member, paper) in enumerate(found):
            known = _another(found[:row], member, applied=paper.applied)
            if known is None:
                continue
            other, first = known
            if size <= ENDS or _same_bytes(w, (member, paper), known):
                yield Finding(
                    paper.place,
                    f"“{visible(paper.written, 80)}”与 {other.key} 的"
                    f"“{visible(first.written, 80)}”内容完全相同",
                    "一份佐证只证明一个工作室的一件事；换成自己的材料；合作的，由校工会在“放行”里写明。",
                    (first.place,),
                )


def _same_bytes(w: Whole, *two: tuple[Outline, CitedFile]) -> bool:
    """False also where one of them is gone or cannot be read: then nothing is known."""
    if w.root is None:
        return False
    try:
        names = (shown_path(o.key, f"{EVIDENCE_FOLDER}/{p.written}") for o, p in two)
        return len({sha256_of(w.root / name) for name in names}) == 1
    except OSError:
        return False


def _another(
    found: Iterable[tuple[Outline, _Thing]], member: Outline, *, applied: bool
) -> tuple[Outline, _Thing] | None:
    """The first of those found that is another studio's. What an application repeats of the same
    leader's earlier studio is old material, and told as such."""
    return next(
        (
            (other, thing)
            for other, thing in found
            if other.key != member.key and not (applied and applies_again(member, other))
        ),
        None,
    )


def result_of_another_studio(w: Whole) -> Iterator[Finding]:
    """6(七), 10: one result counts in one studio and in one cycle: known by the number of its
    certificate or patent, else by name, day and who recognised it."""
    alike: dict[tuple[str, ...], list[tuple[Outline, Shown]]] = defaultdict(list)
    for member in w.members:
        for one in member.shown:
            if not one.result:
                continue
            named = (bare(one.title), one.date.isoformat(), one.recogniser)
            keys = ((one.number,), named) if one.number else (named,)
            for key in keys:
                known = _another(alike[key], member, applied=one.applied)
                if known is not None and _same(key, one, known[1]):
                    yield _of_another(
                        one, *known, "编号" if key != named else "名称、日期和认定单位"
                    )
                    break
            for key in keys:
                alike[key].append((member, one))


def _same(key: tuple[str, ...], one: Shown, first: Shown) -> bool:
    """Two offices may give the same number; the whole country shares those of patents."""
    return len(key) > 1 or bool(_NATIONAL.fullmatch(key[0])) or one.recogniser == first.recogniser


def _of_another(one: Shown, other: Outline, first: Shown, what: str) -> Finding:
    return Finding(
        one.place,
        f"成果“{visible(one.title, 40)}”的{what}与 {other.key} 的“{visible(first.title, 40)}”相同",
        "一项成果只记在一个工作室；核对；合作的，由校工会在“放行”里写明。",
        (first.place,),
    )


RULES: tuple[Rule, ...] = (
    warns("A10-2g", "10", "一份佐证用在两个工作室", evidence_of_another_studio,
          needs=DOSSIER | RECORD, parts=LEDGERS, about=("申报", "台账佐证", "各事项"),
          family="shared_proof"),
    warns("A10-2h", "10", "一项成果记在两个工作室", result_of_another_studio,
          needs=DOSSIER | RECORD | INTAKE, parts=LEDGERS, about=("申报", "台账"),
          family="shared_proof"),
)  # fmt: skip
