"""What a volume is made of: its number, its days, where each piece of evidence goes."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.archive.model import RETENTIONS, CycleArchive, Standing
from pipeline.dossier.workspace import load_workspace
from pipeline.errors import PipelineError
from pipeline.lifecycle import Stage, place
from pipeline.policies import built_in
from pipeline.volumes.orders import Material
from pipeline.volumes.volume import reference, volume
from tests.conftest import ROOT
from tests.documents.fake_engine import FakeEngine
from tests.volumes.shelf import KEY, small_workspace

DAY = datetime.date(2026, 11, 23)


@pytest.mark.parametrize(
    ("scheme", "number"),
    [
        ("全宗-门类·年度-期限-机构-件号", "DQ16-WS·2024-Y-GH03"),
        ("全宗-门类·年度·期限·机构-件号", "DQ16-WS·2024·Y·GH03"),
        ("年度-全宗-机构", "2024-DQ16-GH03"),
    ],
)
def test_the_scheme_orders_the_parts(scheme: str, number: str) -> None:
    policy = built_in().on(datetime.date(2024, 6, 26))
    chosen = replace(policy, archive=replace(policy.archive, scheme=scheme))
    assert reference(chosen, 2024, 3, "永久") == number
    assert reference(chosen, 2024, 3, "多年") == number.replace("Y", "")  # no such period


def volume_of(root: Path, *, named: bool = True, without: str = "") -> CycleArchive:
    """The volume of the small workspace without its papers; of a studio never named, or with a
    file of evidence that goes while it is made."""
    case = load_workspace(root).cases[KEY]
    stage: Stage = place(case, DAY)
    if without:
        (case.evidence_folder / without).unlink()
    (archiving,) = stage.of("归档")
    return volume(
        case,
        stage if named else replace(stage, cycle=None),
        Material(
            made=(),
            output=root / "output",
            engine=FakeEngine(),
            archiving=archiving,
            standing=Standing(year=2024, position=1),
        ),
    )


def test_without_a_cycle_it_runs_from_the_first_act_to_the_last_but_the_archiving(
    tmp_path: Path,
) -> None:
    root = small_workspace(tmp_path)
    assert volume_of(root).cycle == (datetime.date(2024, 6, 26), datetime.date(2026, 6, 25))
    unnamed = volume_of(root, named=False)
    assert unnamed.cycle == (datetime.date(2024, 5, 9), datetime.date(2026, 9, 16))
    assert unnamed.created == datetime.date(2026, 10, 30)


def test_evidence_lies_with_what_it_proves(tmp_path: Path) -> None:
    root = small_workspace(tmp_path)
    found = {(one.group, one.title, one.proves) for one in volume_of(root).papers}
    assert ("01申报", "制度甲", datetime.date(2021, 1, 1)) in found
    assert ("06台账", "交流一", datetime.date(2024, 9, 18)) in found


def test_a_proof_is_given_no_date_and_no_author_that_nobody_told(tmp_path: Path) -> None:
    """A patent office's certificate is not the college's, nor of the day when it was handed in."""
    for paper in volume_of(small_workspace(tmp_path)).papers:
        assert (paper.date, paper.responsible, paper.title_given) == (None, "", True)
    undated = [one.title for one in volume_of(tmp_path).papers if one.proves is None]
    assert undated == ["经费证明"]


def test_only_what_was_converted_is_kept_twice(tmp_path: Path) -> None:
    papers = volume_of(small_workspace(tmp_path)).papers
    converted = [one for one in papers if one.converted]
    assert {one.source.name.endswith(".docx.pdf") for one in converted} == {True}
    assert not any(one.originals for one in papers if not one.converted)


@pytest.mark.parametrize(
    ("rule", "named", "kept"),
    [
        ("最长", True, "10年"),
        ("30年", True, "30年"),
        ("永久", True, "永久"),
        ("30年", False, "10年"),
    ],
)
def test_one_period_for_the_volume_its_papers_and_their_number(
    rule: str, named: bool, kept: str, tmp_path: Path
) -> None:
    root = small_workspace(tmp_path)
    (root / "policies").mkdir()
    shipped = (ROOT / "pipeline/policies/2024-04-16.toml").read_text("utf-8")
    line = 'volume_retention = { value = "最长"'
    assert line in shipped
    own = shipped.replace(line, line.replace("最长", rule))
    (root / "policies/2024-04-16.toml").write_text(own, "utf-8")
    made = volume_of(root, named=named)
    assert {paper.retention for paper in made.papers} == {kept}
    assert f"-{RETENTIONS[kept]}-" in made.reference


def test_evidence_that_goes_while_the_volume_is_made_is_no_silent_gap(tmp_path: Path) -> None:
    root = small_workspace(tmp_path)
    with pytest.raises(PipelineError, match=r"佐证 交流三\.pdf 在封存时不见了"):
        volume_of(root, without="交流三.pdf")


def test_an_application_that_was_not_named_is_a_volume_of_its_own(tmp_path: Path) -> None:
    """Without a cycle's days and name, kept as long as the policy keeps such applications."""
    made = volume_of(small_workspace(tmp_path), named=False)
    assert made.title == "陈晓雯职工创新工作室申报材料（2024年度）"
    assert not made.named
    assert {paper.retention for paper in made.papers} == {"10年"}


def test_what_came_after_the_archiving_is_not_in_the_volume(tmp_path: Path) -> None:
    root = small_workspace(tmp_path)
    record = root / "dossiers" / KEY / "record.yaml"
    outcome = (
        "  - {事项: 推荐结果, 日期: 2026-11-10, 推荐对象: 山西省职工（劳模）创新工作室, 结果: 入选}"
    )
    record.write_text(f"{record.read_text('utf-8').rstrip()}\n{outcome}\n", "utf-8")
    assert "推荐结果" not in [event.what for event in volume_of(root).events]
