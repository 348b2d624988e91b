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


def test_a_later_version_has_what_came_after_the_archiving(tmp_path: Path) -> None:
    folder, name = packed(ROOT / "dossiers/2024/wang-shouyi", tmp_path), "2024-wang-shouyi"
    record = folder / "record.yaml"
    what = "推荐对象: 山西省职工（劳模）创新工作室, 结果: 入选, 依据: 晋工发〔2026〕30号"
    later = f"  - {{事项: 推荐结果, 日期: 2026-11-10, {what}}}\n"
    record.write_text(f"{record.read_text('utf-8').rstrip()}\n{later}", "utf-8")
    before = acts_recorded(folder, name)[0]
    told = []
    for day in ("2026-10-30", "2026-11-10"):
        (tmp_path / "bag-info.txt").write_text(f"Bagging-Date: {day}\n", "utf-8")
        told.append(acts_recorded(folder, name)[0])
    assert told == [before, (*before, ("20261110", "推荐结果"))]


def test_the_files_of_an_intake_tell_its_own_acts(tmp_path: Path) -> None:
    folder = tmp_path / "data/dossier"
    folder.mkdir(parents=True)
    shutil.copy(ROOT / "dossiers/2024/intake.yaml", folder)
    (tmp_path / "bag-info.txt").write_text("Bagging-Date: 2024-06-26\n", "utf-8")
    (acts,) = acts_recorded(folder, "2024")
    assert acts[0] == ("20240418", "申报通知（校工字〔2024〕3号）")
    assert acts[-1] == ("20240626", "命名（校工字〔2024〕5号）")


def test_what_is_no_studio_or_cannot_be_read_gives_no_answer(tmp_path: Path) -> None:
    folder = packed(FINISHED[0], tmp_path)
    (folder / "record.yaml").write_text("事项记录: [", "utf-8")
    assert acts_recorded(folder, "2024-a") == ()
    (folder / "record.yaml").unlink()
    assert acts_recorded(folder, "2024-a") == ()
    assert acts_recorded(tmp_path / "nothing", "2024-a") == ()
