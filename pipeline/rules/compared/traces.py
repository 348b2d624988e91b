"""What a studio leaves behind that another one could show as its own: papers, results, activities.

Facts only, and few bytes of each: they are kept with the outline. What two studios may share is for
the rules.
"""

from __future__ import annotations

import datetime
import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.diagnostics import Place
from pipeline.dossier.application import PastActivity, PastResult
from pipeline.dossier.evidence import EvidenceReference, Seen
from pipeline.dossier.ledger import Exchange, Result
from pipeline.dossier.load import Case
from pipeline.dossier.paths import FileKind, owner_of

#: So many last bytes are told of a file: whole tails would take a tenth of a first check.
ENDS = 2048


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedFile:
    """A cited file: its size and a digest of its last bytes, which is all of it if it is short.
    `applied` as of `Shown`; `proves` says whether it is the paper of such an entry."""

    written: str
    size: int
    ends: str
    applied: bool
    proves: bool
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A result or an activity, in the application (`applied`) or a ledger. `number` is bare of
    everything but letters and digits, and empty without a digit: a rank of a prize is no number."""

    title: str
    date: datetime.date
    number: str
    recogniser: str
    result: bool
    applied: bool
    place: Place


def papers_of(cited: Iterable[EvidenceReference], seen: Mapping[str, Seen]) -> Iterator[CitedFile]:
    """The cited files that can be read, each once."""
    told: set[str] = set()
    for one in cited:
        file = seen.get(one.written)
        if file is None or not file.size or one.written in told:
            continue
        told.add(one.written)
        yield CitedFile(
            written=one.written,
            size=file.size,
            ends=hashlib.blake2b(file.tail[-ENDS:], digest_size=10).hexdigest(),
            applied=owner_of(one.place).kind is FileKind.DOSSIER,
            proves=isinstance(one.owner, PastResult | PastActivity | Result | Exchange),
            place=one.place,
        )


def shown_of(case: Case) -> Iterator[Shown]:
    """Results and activities, of the application and of all ledgers."""
    past: tuple[PastResult | PastActivity, ...] = (*case.dossier.results, *case.dossier.activities)
    for one in past:
        yield _shown(one, applied=True)
    for ledger in case.ledgers.values():
        for result in ledger.results:
            yield _shown(result, applied=False)
        for exchange in ledger.exchanges:
            yield _shown(exchange, applied=False)


def _shown(one: PastResult | PastActivity | Result | Exchange, *, applied: bool) -> Shown:
    if isinstance(one, PastActivity | Exchange):
        return Shown(
            title=one.theme,
            date=one.date,
            number="",
            recogniser="",
            result=False,
            applied=applied,
            place=one.marks.at("主题"),
        )
    number = bare(one.number or "").removesuffix("号")
    return Shown(
        title=one.name,
        date=one.date,
        number=number if any(map(str.isdigit, number)) else "",
        recogniser=bare(one.recogniser or ""),
        result=True,
        applied=applied,
        place=one.marks.at("编号" if number else "名称"),
    )


def bare(text: str) -> str:
    """Letters and digits alone: how two hands write the same words."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))
