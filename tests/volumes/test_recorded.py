"""The acts that a package's own dossier files tell are those that were sealed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.chinese import register_date
from pipeline.dossier.load import load_case
from pipeline.lifecycle import place
from pipeline.volumes.recorded import acts_recorded
from tests.conftest import ROOT, SAMPLE_DAY

FINISHED = sorted(
    one.parent
    for one in ROOT.glob("dossiers/*/*/record.yaml")
    if "事项: 归档" in one.read_text(encoding="utf-8")
)


def packed(studio: Path, root: Path) -> Path:
    """The dossier files of `studio` as they lie in a package."""
    folder = root / "data/dossier"
    folder.mkdir(parents=True)
    for path in (*studio.glob("*.yaml"), studio.parent / "intake.yaml"):
        shutil.copy(path, folder)
    return folder


@pytest.mark.parametrize("studio", FINISHED, ids=lambda one: one.name)
def test_the_acts_are_read_again_as_they_were_sealed(studio: Path, tmp_path: Path) -> None:
    case, _ = load_case(studio)
    assert case is not None
    stage = place(case, SAMPLE_DAY)
    archiving = stage.last("归档")
    assert archiving is not None
    acts = [one for one in stage.acts if one.date <= archiving.date]
    sealed = sorted((register_date(one.date), one.told) for one in acts)
    folder = packed(studio, tmp_path)
    name = f"{studio.parent.name}-{studio.name}"
    for package in (name, f"{name}-v2"):
        assert sorted(acts_recorded(folder, package)[0]) == sealed
    if stage.last("命名"):
        assert len(acts_recorded(folder, name)) == 1
        under_another_name = [sorted(answer) for answer in acts_recorded(folder, "备份 3")]
        assert sealed in under_another_name and len(under_another_name) > 1


def test_what_is_no_studio_or_cannot_be_read_gives_no_answer(tmp_path: Path) -> None:
    folder = packed(FINISHED[0], tmp_path)
    (folder / "record.yaml").write_text("事项记录: [", "utf-8")
    assert acts_recorded(folder, "2024-a") == ()
    (folder / "record.yaml").unlink()
    assert acts_recorded(folder, "2024-a") == ()
    assert acts_recorded(tmp_path / "nothing", "2024-a") == ()
