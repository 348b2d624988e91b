"""A package of ours is believed for what lies outside it; what is missing proves nothing."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from pipeline.archive import register
from pipeline.archive.model import Sealed
from pipeline.archive.paths import register_path, seal_path
from pipeline.archive.report import Outcome, VerifyReport
from pipeline.archive.verify import verify
from tests.archive.copies import copied
from tests.archive.forging import FORGED, register_rewritten, resealed, seal_rewritten
from tests.archive.test_verify import foreign_bag
from tests.commands.runs import outcome


def codes(report: VerifyReport) -> set[str]:
    return {fault.code for fault in report.faults}


def beside(report: VerifyReport) -> str:
    (item,) = (one for one in report.checks if one.item == "1-14")
    return f"{item.outcome.value} {item.detail}".strip()


def code_of(package: Path) -> str:
    return register.read(register_path(package).read_bytes())[-1].code


@pytest.mark.parametrize("seal", ["kept", "removed", "rewritten"])
@pytest.mark.parametrize("name", FORGED)
def test_manifests_made_to_agree_do_not_agree_with_the_register(
    package: Path, name: str, seal: str
) -> None:
    FORGED[name](package)
    resealed(package)
    if seal == "removed":
        seal_path(package).unlink()
    if seal == "rewritten":
        seal_rewritten(package)
    for quick in (True, False):
        assert "V-REGISTER" in codes(verify(package, quick=quick))
    done = outcome("verify", "--quick", str(package))
    assert done.code == 4 and "摘要与登记册第 1 行所记不符" in done.out


@pytest.mark.parametrize("name", FORGED)
def test_where_all_was_rewritten_only_the_code_tells_and_the_report_says_so(
    package: Path, name: str
) -> None:
    code = code_of(package)
    FORGED[name](package)
    resealed(package)
    seal_rewritten(package)
    register_rewritten(package)
    report = verify(package, quick=True)
    assert report.verified and "只有记录簿上的末行代码（--code）能发现" in beside(report)
    assert codes(verify(package, quick=True, code=code)) == {"V-CODE"}
    done = outcome("verify", "--quick", "--code", code, str(package))
    assert done.code == 4 and f"登记册没有哪一行的代码是 {code}" in done.out


def test_missing_proof_is_named_and_fails(package: Path) -> None:
    seal_path(package).unlink()
    assert codes(verify(package, quick=True)) == {"V-NO-SEAL"}
    register_path(package).unlink()
    report = verify(package)
    assert codes(report) == {"V-NO-SEAL", "V-NO-REGISTER"}
    assert beside(report) == "不通过 V-NO-REGISTER、V-NO-SEAL"
    report = verify(package, without_register=True)
    assert report.verified and beside(report) == "未检测 包外没有另存的摘要和登记册"
    for arguments, expected in (((), 4), (("--without-register",), 0)):
        assert outcome("verify", "--quick", *arguments, str(package)).code == expected


def test_without_register_what_is_there_still_counts(package: Path) -> None:
    FORGED["dossier"](package)
    resealed(package)
    report = verify(package, quick=True, without_register=True)
    assert codes(report) == {"V-SEAL", "V-REGISTER"}


@pytest.mark.parametrize("left", [b"", b"\n", b"\0" * 90, b"abc  x\n", "坏".encode("gbk")])
def test_a_digest_file_that_says_nothing_accuses_nobody(package: Path, left: bytes) -> None:
    seal_path(package).write_bytes(left)
    (fault,) = verify(package, quick=True).faults
    assert (fault.code, fault.file) == ("V-SEAL", seal_path(package).name)
    assert fault.message == "登记摘要文件为空或损坏" and "重写" not in fault.cause


def test_a_damaged_register_is_said_to_be_that(package: Path) -> None:
    path = register_path(package)
    path.write_bytes(path.read_bytes().replace(b"20260701", b"20260702"))
    (fault,) = verify(package, quick=True).faults
    assert (fault.code, fault.message) == ("V-REGISTER", "登记册已损坏")
    assert "第 1 行的链值不对" in fault.cause


def test_a_package_under_another_name_is_known_by_its_digest(package: Path, tmp_path: Path) -> None:
    other = tmp_path / "副本"
    package.rename(other)
    seal_path(package).rename(seal_path(other))
    assert verify(other, quick=True).verified
    done = outcome("verify", "--quick", str(tmp_path))
    assert (done.code, done.err) == (0, "校验 1 个归档包，0 个不符。\n")


def test_a_package_that_the_register_has_and_the_folder_has_not(package: Path) -> None:
    shutil.rmtree(package)
    seal_path(package).unlink()
    (fault,) = verify(package).faults
    assert fault.code == "V-MISSING" and "register.csv 里登记着它" in fault.cause


def test_a_code_reaches_as_far_as_its_line(package: Path) -> None:
    path, name = register_path(package), package.name
    (first,) = register.read(path.read_bytes())
    fields = {one: getattr(first.entry, one) for one in first.entry.__slots__}
    later = {"package": "2024-later", "digest": "0" * 64, "position": 2, "number": "另号"}
    lines = register.appended((first,), register.Entry(**{**fields, **later}))
    path.write_bytes(register.written(lines))
    told = beside(verify(package, quick=True, code=lines[0].code.lower()))
    assert told == "通过 代码与登记册第 1 行（共 2 行）相符，本包登记在第 1 行"
    told = beside(verify(package, quick=True, code=lines[1].code))
    assert told == "通过 代码与登记册末行相符，本包登记在第 1 行"
    # Of a package entered after the code was written down the code says nothing.
    swapped = [{**fields, **later}, fields]
    lines = ()
    for one in swapped:
        lines = register.appended(lines, register.Entry(**one))
    path.write_bytes(register.written(lines))
    told = beside(verify(package, quick=True, code=lines[0].code))
    assert told.endswith("本包登记在其后第 2 行，代码管不到它") and name


def test_a_bag_made_elsewhere_needs_no_proof(tmp_path: Path) -> None:
    report = verify(foreign_bag(tmp_path / "bag"))
    assert report.verified
    (item,) = (one for one in report.checks if one.item == "1-14")
    assert item.outcome is Outcome.UNTESTED


def test_what_a_killed_run_left_is_no_package(sealed: Sealed, tmp_path: Path) -> None:
    package = copied(sealed.package, tmp_path)
    shutil.copytree(package, tmp_path / ".sealed-2024-other")
    done = outcome("verify", "--quick", str(tmp_path))
    assert done.code == 0 and re.search("校验 1 个归档包", done.err)
