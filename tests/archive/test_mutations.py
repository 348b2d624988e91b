"""A package damaged a thousand ways by lot: each is found, and its true cause is told."""

import random
import shutil
from pathlib import Path

import pytest

from pipeline.archive.model import Sealed
from pipeline.archive.paths import seal_path
from pipeline.archive.verify import verify
from tests.archive.mutations import KINDS


def tried(sealed: Sealed, place: Path, kind: str, seed: int) -> str:
    """ "" if the true cause is told; else what was told."""
    copy = place / f"{kind}-{seed}" / sealed.package.name
    shutil.copytree(sealed.package, copy)
    shutil.copy(seal_path(sealed.package), seal_path(copy))
    told = KINDS[kind](copy, random.Random(f"{kind} {seed}"))
    report = verify(copy, quick=bool(seed % 10), independent=False)
    shutil.rmtree(copy.parent)
    said = "\n  ".join(map(str, report.faults))
    return "" if told.by(report.faults) else f"{kind} {seed}: {told}\n  {said}"


@pytest.mark.parametrize("kind", KINDS)
def test_a_damage_is_found_with_its_true_cause(sealed: Sealed, tmp_path: Path, kind: str) -> None:
    wrong = [tried(sealed, tmp_path, kind, seed) for seed in (1, 2)]
    assert not any(wrong), "\n".join(filter(None, wrong))


@pytest.mark.thorough
@pytest.mark.parametrize("kind", KINDS)
def test_fifty_damages_of_each_kind_are_found_with_their_true_cause(
    sealed: Sealed, tmp_path: Path, kind: str
) -> None:
    wrong = [one for seed in range(100, 150) if (one := tried(sealed, tmp_path, kind, seed))]
    assert not wrong, f"{len(wrong)} of 50\n" + "\n".join(wrong[:3])
