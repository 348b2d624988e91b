"""`python -m tests.evidence_maker [YEAR/SLUG…]`: writes the evidence of the samples anew."""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path

from pipeline.dossier.load import load_case
from pipeline.files import write_atomic
from tests.evidence_maker.facts import Facts, facts_of
from tests.evidence_maker.minutes import minutes
from tests.evidence_maker.papers import paper
from tests.evidence_maker.photo import photo

DOSSIERS = Path(__file__).parents[2] / "dossiers"


def make(facts: Facts) -> bytes:
    """The file that `facts` asks for; its suffix decides the format."""
    return {".pdf": paper, ".docx": minutes, ".jpg": photo}[facts.suffix](facts)


def main(keys: list[str]) -> None:
    folders = [DOSSIERS / key for key in keys] or sorted(
        path.parent for path in DOSSIERS.glob("*/*/dossier.yaml")
    )
    made: dict[str, list[int]] = defaultdict(list)
    for folder in folders:
        case, report = load_case(folder)
        if case is None:
            print(f"{folder}: {report.errors[0].message}", file=sys.stderr)
            continue
        sizes = []
        wanted = {}
        for facts in facts_of(case):
            data = make(facts)
            wanted[case.evidence_folder / facts.path] = data
            made[facts.kind + facts.suffix].append(len(data))
            sizes.append(len(data))
        for path in sorted(case.evidence_folder.rglob("*")):
            if path.is_file() and path not in wanted:
                path.unlink()
        for path, data in wanted.items():
            if not path.exists() or path.read_bytes() != data:
                write_atomic(path, data)
        print(f"{case.key:24} {len(sizes):3} files {sum(sizes) / 1e6:6.2f} MB")
    for kind, each in sorted(made.items()):
        mean, most = sum(each) / len(each) / 1000, max(each) / 1000
        print(f"{kind}\t{len(each):4}\tmean {mean:5.1f} KB\tmax {most:5.1f} KB")
    everything = [size for each in made.values() for size in each]
    print(f"all\t{len(everything):4}\t{sum(everything) / 1e6:.2f} MB")


if __name__ == "__main__":
    main(sys.argv[1:])
