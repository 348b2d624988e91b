"""One more of every open list through a workspace's own files, without code: a seventh kind of
regulations, a fifth ledger class, a third payment, a list to nominate for, a purpose, a ground,
and a year's holidays. Seen in check, gaps, the documents and the sealed package."""

from __future__ import annotations

import csv
import json
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pipeline.cli import studio
from pipeline.documents.docx.readback import document_text
from pipeline.errors import PipelineError
from pipeline.policies import FOLDER
from pipeline.rules.lacking.cell import NEVER_MADE_UP
from tests.conftest import ROOT
from tests.texts import edit

DAY = "2029-11-23"
KEYS = ("zhang-jianye", "sun-lihua")
#: The samples of 2024 told three years later, beyond the library's calendar.
_YEAR = re.compile(r"(?<!\d)202\d(?=\D|\d{4}\D|$)")
POLICY = (
    ("effective = 2024-04-16", "effective = 2027-05-01"),
    ('"内部管理"]', '"内部管理", "安全环保"]'),
    ('"日常活动", "创新成果", "交流活动"]', '"日常活动", "创新成果", "交流活动", "安全生产"]'),
    (
        '{ amount = 10000, after = "中期检查", within_days = 60 },',
        '{ amount = 6000, after = "中期检查", within_days = 60 },\n'
        '    { amount = 4000, after = "中期检查", within_days = 120 },',
    ),
    ('"成果推广"]', '"成果推广", "安全防护"]'),
    ('"成效不明显"], article', '"成效不明显", "长期停办"], article'),
    (
        '"山西省教科文卫体职工（劳模）创新工作室"]',
        '"山西省教科文卫体职工（劳模）创新工作室", "太原市职工创新工作室"]',
    ),
)
HOLIDAYS = """holidays = [
  { name = "元旦", first = 2027-01-01, last = 2027-01-03 },
  { name = "春节", first = 2027-02-05, last = 2027-02-12 },
  { name = "清明节", first = 2027-04-05, last = 2027-04-05 },
  { name = "劳动节", first = 2027-05-01, last = 2027-05-05 },
  { name = "端午节", first = 2027-06-09, last = 2027-06-09 },
  { name = "中秋节、国庆节", first = 2027-10-01, last = 2027-10-07 },
]
"""
ENTRY = "安全生产:\n  - {{日期: {day}, 主题: {theme}, 内容: 逐台检查, 佐证: [{theme}.pdf]}}\n\n"
EDITS = (
    ("intake.yaml", "止: 2027-06-21", "止: 2027-06-23"),
    (
        "zhang-jianye/dossier.yaml",
        "\n制度:\n",
        "\n制度:\n  - {类别: 安全环保, 名称: 用电和废液管理办法, 施行日期: 2026-03-01}\n",
    ),
    (
        "zhang-jianye/record.yaml",
        "    金额: 10000\n    凭证号: 2028-校工-0047\n",
        "    金额: 6000\n    凭证号: 2028-校工-0047\n\n"
        "  - {事项: 三笔划拨, 日期: 2028-09-05, 文号: 校工字〔2028〕31号, 金额: 4000,"
        " 凭证号: 2028-校工-0068}\n",
    ),
    (
        "zhang-jianye/record.yaml",
        "  - 事项: 归档\n",
        "  - {事项: 推荐, 日期: 2029-09-16, 文号: 校工字〔2029〕31号,"
        " 推荐对象: 太原市职工创新工作室, 推荐意见: 同意推荐}\n\n  - 事项: 归档\n",
    ),
    ("zhang-jianye/ledger-2029.yaml", "科目: 成果推广", "科目: 安全防护"),
    (
        "zhang-jianye/ledger-2027.yaml",
        "经费支出:\n",
        ENTRY.format(day="2027-09-02", theme="开学安全检查") + "经费支出:\n",
    ),
    (
        "zhang-jianye/ledger-2028.yaml",
        "经费支出:\n",
        ENTRY.format(day="2028-04-12", theme="机床急停检查") + "经费支出:\n",
    ),
    (
        "sun-lihua/dossier.yaml",
        "\n制度:\n",
        "\n制度:\n  - {类别: 安全环保, 名称: 书架和用电安全办法, 施行日期: 2026-03-01}\n",
    ),
    (
        "sun-lihua/record.yaml",
        "事由: [活动流于形式, 成效不明显]",
        "事由: [活动流于形式, 长期停办]",
    ),
)
EVIDENCE = ("开学安全检查", "机床急停检查")


#: One slip each in the files of the studio, and what is said of it.
JUDGED = (
    ("dossier.yaml", "类别: 安全环保", "类别: 内部管理", "A06-5a 缺“安全环保”类制度"),
    ("dossier.yaml", "类别: 安全环保", "类别: 安全环报", "A06-5c 制度的“类别”填的是“安全环报”"),
    ("record.yaml", "金额: 4000,", "金额: 5000,", "A09-1a 三笔划拨"),
    ("record.yaml", "金额: 4000,", "金额: 3000,", "A09-1e "),
    ("record.yaml", "日期: 2028-09-05", "日期: 2028-07-05", "A07-5a “三笔划拨”2028-07-05 早于"),
    ("record.yaml", "日期: 2028-09-05", "日期: 2028-11-05", "A09-1d 中期检查通过 2028-06-17 后"),
    ("record.yaml", "太原市职工", "大同市职工", "A13-1e “推荐对象”填的是“大同市职工"),
    ("record.yaml", "太原市职工", "大同市职工", "A13-1d 复核优秀，归档时还没有推荐（太原"),
    ("ledger-2028.yaml", "安全生产:", "安全成产:", "F02 不认识的键“安全成产”"),
    ("ledger-2028.yaml", "日期: 2028-04-12, ", "", "F01 “安全生产 → 第1项（机床急停检查） →"),
    ("ledger-2028.yaml", "2028-04-12", "2027-04-12", "A10-1a 日期 2027-04-12 不在 2028 年"),
    ("ledger-2028.yaml", ", 佐证: [机床急停检查.pdf]", "", "A10-2a “安全生产”这一条没有佐证"),
    ("ledger-2028.yaml", "机床急停检查.pdf", "机床.pdf", "A10-2c evidence/ 里没有“机床.pdf”"),
)  # fmt: skip


def later(text: str) -> str:
    return _YEAR.sub(lambda year: str(int(year[0]) + 3), text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Workspace:
    """A workspace, and what the program says in it on the day."""

    root: Path
    said: dict[tuple[str, ...], Result] = field(default_factory=dict)

    def run(self, *arguments: str) -> Result:
        words = ["--root", str(self.root), "--date", DAY, *arguments]
        return CliRunner().invoke(studio, words, standalone_mode=False)

    def codes(self) -> set[str]:
        return {one["code"] for one in self.findings()}

    def findings(self) -> list[dict[str, str]]:
        found: list[dict[str, str]] = json.loads(self.run("check", "--format", "json").stdout)
        return found


def build(root: Path) -> Workspace:
    """The two studios in 2027, with all that is new in their files, and no policy of their own."""
    source, target = ROOT / "dossiers" / "2024", root / "dossiers" / "2027"
    for path in [source / "intake.yaml", *(p for key in KEYS for p in (source / key).rglob("*"))]:
        if path.is_file():
            copy = target / later(path.relative_to(source).as_posix())
            copy.parent.mkdir(parents=True, exist_ok=True)
            if path.suffix == ".yaml":
                copy.write_text(later(path.read_text(encoding="utf-8")), encoding="utf-8")
            else:
                shutil.copy(path, copy)
    for file, written, instead in EDITS:
        edit(target / file, (written, instead))
    some = next((source / "zhang-jianye" / "evidence").rglob("*.pdf")).read_bytes()
    for number, name in enumerate(EVIDENCE):
        path = target / "zhang-jianye" / "evidence" / f"{name}.pdf"
        path.write_bytes(some + b"%% one of its own\n" * (number + 1) + b"%%EOF\n")
    text = (target / "intake.yaml").read_text(encoding="utf-8")
    slugs = "wang-shouyi, sun-lihua, li-xiuying, zhang-jianye, chen-zhiqiang, zhao-guoqing"
    text = text.replace(slugs, "sun-lihua, zhang-jianye").partition("# 一份通知拨给几个")[0]
    (target / "intake.yaml").write_text(text, "utf-8")
    (root / "templates").symlink_to(ROOT / "templates")
    return Workspace(root=root)


def give_own_files(root: Path) -> None:
    """The policy and the calendar of the workspace itself."""
    (root / "policies").mkdir()
    own = root / "policies" / "2027-05-01.toml"
    shutil.copyfile(FOLDER / "2024-04-16.toml", own)
    edit(own, *POLICY)
    (root / "holidays").mkdir()
    (root / "holidays" / "2027.toml").write_text(HOLIDAYS, encoding="utf-8")


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """With policy and calendar, and its documents."""
    made = build(tmp_path_factory.mktemp("with"))
    give_own_files(made.root)
    made.said["generate",] = made.run("generate", "--engine", "none")
    return made


@pytest.fixture
def fresh(tmp_path: Path) -> Workspace:
    return build(tmp_path)


def test_without_the_files_each_is_refused_where_it_stands(fresh: Workspace) -> None:
    found = {(one["code"], one["message"]) for one in fresh.findings()}
    assert ("F02", "不认识的键“安全生产”") in found
    assert ("A07-3a", "节假日日历里没有 2027 年，算不出公示的工作日") in found
    for path in (fresh.root / "dossiers/2027/zhang-jianye").glob("ledger-*.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub("安全生产:\n.*\n\n", "", text), encoding="utf-8")
    codes = fresh.codes()
    assert {"A06-5c", "A09-1e", "A09-1f", "A09-2a", "A11-3d", "A13-1e"} <= codes


def test_with_the_files_nothing_is_refused_any_more(done: Workspace) -> None:
    """What is left is the samples' own: two studios are fewer than five, and the story of one."""
    new = {"F02", "A06-5a", "A06-5c", "A07-3a", "A09-1a", "A09-1f", "A09-2a", "A10-1h", "A10-1m"}
    assert not done.codes() & {*new, "A10-2a", "A11-3d", "A13-1d", "A13-1e"}
    assert not [one for one in done.findings() if one["severity"] == "error"]


@pytest.mark.parametrize(("file", "written", "instead", "said"), JUDGED)
def test_what_is_new_is_judged_like_the_rest(
    fresh: Workspace, file: str, written: str, instead: str, said: str
) -> None:
    give_own_files(fresh.root)
    edit(fresh.root / "dossiers/2027/zhang-jianye" / file, (written, instead))
    found = [f"{one['code']} {one['message']}" for one in fresh.findings()]
    assert [one for one in found if one.startswith(said)], found


def test_a_year_without_an_entry_of_the_class_is_a_gap(fresh: Workspace) -> None:
    give_own_files(fresh.root)
    path = fresh.root / "dossiers/2027/zhang-jianye/ledger-2028.yaml"
    path.write_text(
        re.sub("安全生产:\n.*\n\n", "", path.read_text(encoding="utf-8")), encoding="utf-8"
    )
    assert "A10-1h" in fresh.codes()
    cells = gaps(fresh)
    assert cells["2028", "安全生产记录"]["state"] == "逾期"
    assert cells["2028", "安全生产记录"]["next"] == NEVER_MADE_UP


def gaps(workspace: Workspace) -> dict[tuple[str, str], dict[str, str]]:
    said = workspace.run("gaps", "--all", "--format", "json").stdout
    return {
        (str(one["year"]), one["item"]): one
        for one in json.loads(said)
        if one["studio"] == "2027/zhang-jianye"
    }


def test_gaps_show_the_class(done: Workspace) -> None:
    cells = gaps(done)
    assert cells["2028", "安全生产记录"]["state"] == "有"
    assert cells["2028", "安全生产记录"]["class"] == "安全生产"
    assert cells["2028", "安全生产佐证"]["detail"] == "1/1 条有佐证"
    assert ("2029", "安全生产记录") not in cells  # the cycle only touches the year
    assert "安全生产" in done.run("gaps", "--all", "--format", "html").stdout


def test_the_documents_say_it(done: Workspace) -> None:
    assert done.said["generate",].exit_code == 0, done.said["generate",].output
    folder = done.root / "output/generated/2027"

    def text(name: str, studio: str = "zhang-jianye") -> str:
        (path,) = (folder / studio).glob(f"*{name}*.docx")
        return document_text(path.read_bytes())

    form = text("申报表")
    assert "安全环保" in form and "用电和废液管理办法" in form
    report = text("2028年度自评")
    assert "本年度“安全生产”1条：2028年4月12日机床急停检查。" in report
    assert "机床急停检查" in report.split("佐证材料清单")[1]
    first, second, third = (text(f"{nth}笔划拨通知") for nth in "首二三")
    assert "划拨第一笔专项经费" in first and "其余10,000元在中期检查通过后划拨" in first
    assert "划拨第二笔专项经费" in second and "其余4,000元在中期检查通过后划拨" in second
    assert "划拨第三笔专项经费" in third and "结论为“通过”" in third
    assert "人民币肆仟元整（4,000元）" in third and "已全部划拨" in third
    assert "太原市职工创新工作室" in text("太原市职工创新工作室")
    assert "长期停办" in text("取消", "sun-lihua")
    (notice,) = folder.glob("*-公示.docx")
    assert "5个工作日" in document_text(notice.read_bytes())


@pytest.mark.thorough
@pytest.mark.slow
def test_the_package_holds_it(done: Workspace) -> None:
    sealed = done.run("archive", "2027/zhang-jianye")
    assert sealed.exit_code == 0, sealed.output
    package = done.root / "output/archive/2027-zhang-jianye"
    listed = (package / "data" / "catalogue.csv").read_text("utf-8-sig").splitlines()
    rows = {row["题名"]: row for row in csv.DictReader(listed)}
    assert rows["关于划拨张建业劳模创新工作室第三笔专项经费的通知"]["类目"] == "经费"
    for name in EVIDENCE:
        row = rows[f"[{name}]"]
        assert row["类目"] == "台账"
        assert (package / "data" / row["文件"]).is_file()
    assert done.run("verify", "--quick", str(package)).exit_code == 0


def test_a_change_of_the_policy_is_noticed_by_the_next_check(fresh: Workspace) -> None:
    give_own_files(fresh.root)
    assert "A09-1a" not in fresh.codes()
    path = fresh.root / "policies" / "2027-05-01.toml"
    edit(path, ("amount = 6000", "amount = 5000"))
    edit(path, ("amount = 4000", "amount = 5000"))
    assert "A09-1a" in fresh.codes()
    (fresh.root / "holidays" / "2027.toml").unlink()
    assert "A07-3a" in fresh.codes()


def test_a_wrong_file_is_named(fresh: Workspace) -> None:
    give_own_files(fresh.root)
    edit(fresh.root / "policies" / "2027-05-01.toml", ("amount = 6000", 'amount = "6000"'))
    with pytest.raises(PipelineError) as raised:
        raise fresh.run("check").exception or AssertionError("nothing raised")
    said = "标准文件 policies/2027-05-01.toml：funds.payments 第 2 行的 amount 应是"
    assert raised.value.message == f"{said} 1 到 100000000 的整数"


def test_a_class_cannot_be_called_like_another_key_of_the_file(fresh: Workspace) -> None:
    give_own_files(fresh.root)
    edit(fresh.root / "policies" / "2027-05-01.toml", ('"安全生产"]', '"人员变动"]'))
    with pytest.raises(PipelineError) as raised:
        raise fresh.run("check").exception or AssertionError("nothing raised")
    assert raised.value.message == "标准里的台账类别“人员变动”与台账文件里另一项同名"


def test_explain_and_doctor_know_the_files(done: Workspace) -> None:
    said = done.run("explain", "A09-1a").stdout
    assert "10000，挂牌，60；6000，中期检查，60；4000，中期检查，120" in said
    assert "policies/2027-05-01.toml" in done.run("explain", "--assumed").stdout
    assert re.search("2029 年节假日日历.*新建 holidays/2029.toml", done.run("doctor").stdout)


def test_a_new_dossier_says_what_may_be_filled_in(fresh: Workspace) -> None:
    give_own_files(fresh.root)
    assert fresh.run("new", "2029/li-jianguo").return_value == 0
    text = (fresh.root / "dossiers/2029/li-jianguo/dossier.yaml").read_text(encoding="utf-8")
    assert "内部管理 / 安全环保\n" in text
    assert "成果推广 / 安全防护\n" in text
    assert "〈" not in text
