"""Art. 10, 7(三): what proves the acts of a whole intake, as the pages of a publicity, is there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.diagnostics import visible
from pipeline.dossier import DOSSIERS
from pipeline.dossier.evidence import EvidenceReference, Seen, cited_by, look_at
from pipeline.dossier.paths import EVIDENCE_FOLDER
from pipeline.files import path_inside
from pipeline.rules.articles.article_10.evidence import unreadable
from pipeline.rules.finding import INTAKE, Batch, Finding, Rule, Whole
from pipeline.rules.rows import forbids_anywhere


def proof_of(
    batch: Batch, root: Path | None
) -> tuple[tuple[EvidenceReference, ...], dict[str, Seen]]:
    """What an intake cites, and those of it that are files in the evidence folder of its year."""
    if batch.intake is None or root is None:
        return (), {}
    folder = root / DOSSIERS / f"{batch.year:04}" / EVIDENCE_FOLDER
    cited = cited_by(batch.intake)
    located = {one.written: path_inside(folder, one.written) for one in cited}
    return cited, look_at(located, ())


def proof_of_an_intake_missing(w: Whole) -> Iterator[Finding]:
    """7(三), 10: what an intake cites lies in the evidence folder of its year and can be opened."""
    for batch in w.batches:
        cited, seen = proof_of(batch, w.root)
        for one in cited:
            if found := seen.get(one.written):
                yield from unreadable(one, found)
            else:
                yield Finding(
                    one.place,
                    f"{batch.year}/{EVIDENCE_FOLDER}/ 里没有“{visible(one.written, 80)}”",
                    "批次的佐证（公示截图等）放进这个文件夹，只写相对路径；核对文件名。",
                )


RULES: tuple[Rule, ...] = (
    forbids_anywhere(
        "A07-3s",
        "7.3",
        "批次的佐证找不到或打不开",
        proof_of_an_intake_missing,
        needs=INTAKE,
        about=("公示", "推荐公示", "征求意见", "其他事项"),
    ),
)
