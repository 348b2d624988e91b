"""What is sealed: papers in their order, the dossier's own files, the acts. Plain values.

The archive knows titles and bytes, no dossier; so a folder made elsewhere can be sealed as well.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.files import Sha256

#: 保管期限 from shortest to longest, and how a 档号 writes them (DA/T 22).
RETENTIONS: Mapping[str, str] = {"10年": "D10", "30年": "D30", "永久": "Y"}
#: The program among the `tools` of a volume, with its version.
PROGRAM = "studio-pipeline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Original:
    """A file kept beside the bundle as it is; `name` is what the studio calls it."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One 件 (DA/T 22): a document or a piece of evidence, one row of the catalogue.

    `source` is what goes into the bundle. `originals` are kept beside it: the docx of a
    document, the file a piece of evidence was converted from. `group` is like "01申报". Of a proof
    nobody said who made it or when: `proves` is the day of what it proves, and no date of its own.
    `obstacle` is why a page must stand for it in the bundle, known before; `told` what was done to
    it before.
    """

    kind: Literal["document", "evidence"]
    group: str
    title: str
    source: Original
    number: str = ""
    responsible: str = ""
    date: datetime.date | None = None
    security: str = ""
    retention: str = "30年"
    note: str = ""
    obstacle: str = ""
    told: str = ""
    originals: tuple[Original, ...] = ()
    #: The title is not printed on the paper: whoever catalogued it gave it.
    title_given: bool = False
    proves: datetime.date | None = None
    #: 互见号: the number of this paper where it belongs, or that volume; here lies a copy of it.
    elsewhere: str = ""

    @property
    def converted(self) -> bool:
        """Whether `source` was made from a proof that cannot be bound as it is."""
        return self.kind == "evidence" and bool(self.originals)


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One act of the procedure: who did what, when."""

    date: datetime.date
    who: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a volume stands in the register: its place in its intake (0: none), and which version
    of it this is. A later version names the one before, with its digest, and why it was made."""

    year: int = 0
    position: int = 0
    version: int = 1
    predecessor: str = ""
    predecessor_digest: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleArchive:
    """Everything about one finished cycle, or about an application that was not `named`: then
    `cycle` is from its first paper to its last. `reference` is the 案卷号 that each 档号 begins
    with."""

    reference: str
    title: str
    studio: str
    organisation: str
    fonds_number: str
    fonds_name: str
    cycle: tuple[datetime.date, datetime.date]
    created: datetime.date
    papers: tuple[Paper, ...]
    dossier_files: tuple[Original, ...] = ()
    events: tuple[Event, ...] = ()
    tools: Mapping[str, str]
    substitutions: tuple[str, ...] = ()
    source_organization: str = ""
    #: What ended the cycle before its last day, in words.
    ending: str = ""
    named: bool = True
    standing: Standing = Standing()

    def reference_of(self, position: int) -> str:
        """档号 of the paper at `position` (from 1): 件号 has four digits and no gaps."""
        return f"{self.reference}-{position:04d}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """What `seal` made. `digest` is that of tagmanifest-sha256.txt: it covers everything."""

    package: Path
    bundle: Path
    pages: int
    digest: Sha256
    remarks: tuple[str, ...]
