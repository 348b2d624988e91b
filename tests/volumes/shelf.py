"""A small workspace whose one cycle is over, and how it is sealed: the whole way, by the command.

The clean dossier of tests/cases with evidence that can be drawn: pages of our own, small photos, a
signed certificate, a plan written in Word.
"""

from __future__ import annotations

import io
import re
import shutil
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from PIL import Image

from tests.archive.samples import document, jpeg
from tests.commands.runs import Outcome, outcome
from tests.conftest import ROOT, SAMPLE_DAY
from tests.documents.docx_maker import template
from tests.rules.corpus import BASE

KEY = "2024/sample"
GOLDEN = Path(__file__).parent / "package.txt"


def small_workspace(root: Path) -> Path:
    shutil.copytree(BASE / "dossiers", root / "dossiers")
    # Of a year before: it has no part in the numbers of this one.
    shutil.copytree(BASE / "dossiers/2024/other", root / "dossiers/2023/early")
    evidence = root / "dossiers" / KEY / "evidence"
    for path in sorted(evidence.rglob("*.*")):
        if path.suffix == ".docx":
            template(path, "成果说明")
        else:
            path.write_bytes(
                {".jpg": jpeg(), ".png": _png()}.get(path.suffix) or document(path.stem)
            )
    _with_its_publicity(root / "dossiers" / KEY)
    first = min(evidence.rglob("*.pdf"))
    first.write_bytes(_signed(first.read_bytes()))
    (root / "templates").symlink_to(ROOT / "templates")
    return root


def _with_its_publicity(folder: Path) -> None:
    """Who was asked about the list, screenshots of it going up and coming down; a general act with
    what it encloses."""
    intake = folder.parent / "intake.yaml"
    shown = "撤下日期: 2024-06-24, 佐证: [公示首日截图.png, 公示撤下截图.png]"
    told = intake.read_text("utf-8").replace("撤下日期: 2024-06-24", shown)
    offices = "征求意见: [{部门: 党委组织部, 日期: 2024-05-31, 结论: 无异议}]\n"
    secrecy = "保密审查: [{日期: 2024-06-14, 用途: 公示名单, 审查人: 贾永明, 结论: 可以公开}]\n"
    intake.write_text(f"{told.rstrip()}\n{offices}{secrecy}", "utf-8")
    shots = folder.parent / "evidence"
    shots.mkdir()
    for name in ("公示首日截图", "公示撤下截图"):
        (shots / f"{name}.png").write_bytes(_png())
    record = folder / "record.yaml"
    act = """  - 事项: 其他事项
    日期: 2024-09-10
    文号: 校工字〔2024〕19号
    题名: 关于统一创新工作室标志的通知
    决定机构: 校工会委员会
    内容: 标志按附件制作。
    附件: [标志样式.pdf, 标志尺寸.pdf]
"""
    record.write_text(f"{record.read_text('utf-8').rstrip()}\n{act}", "utf-8")
    for name in ("标志样式", "标志尺寸"):
        (folder / "evidence" / f"{name}.pdf").write_bytes(document(name))


def archive(root: Path, *arguments: str) -> Outcome:
    day = ("--date", SAMPLE_DAY.isoformat())
    return outcome("--root", str(root), *day, "archive", "--jobs", "1", *arguments)


def _png() -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (40, 30), (200, 60, 60)).save(stream, "PNG")
    return stream.getvalue()


def _signed(pdf: bytes) -> bytes:
    stream = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as changed:
        changed.Root.AcroForm = pikepdf.Dictionary(SigFlags=3, Fields=pikepdf.Array())
        changed.save(stream)
    return stream.getvalue()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """The workspace with its sealed package, and what the command said: first, again, of others."""

    root: Path
    package: Path
    said: tuple[Outcome, ...]


def sealed_shelf(folder: Path) -> Shelf:
    root = small_workspace(folder)
    said = (
        archive(root, KEY, "--format", "json"),
        archive(root, KEY, "--format", "json"),
        archive(root),
        archive(root, "2024/other"),
    )
    return Shelf(root=root, package=root / "output" / "archive" / "2024-sample", said=said)


def listing(shelf: Shelf) -> str:
    """What was said, and what an archivist reads of the package without our program.

    Sizes and digests are the libraries', versions and faces the machine's: words in 〈〉.
    """
    names = sorted(
        one.relative_to(shelf.package).as_posix()
        for one in shelf.package.rglob("*.*")
        if one.is_file()
    )
    tables = ("data/catalogue.csv", "data/index.csv", "data/events.csv", "bag-info.txt")
    parts = [
        *(f"{one.out}{one.err}—— 退出码 {one.code}\n" for one in shelf.said),
        "\n".join(names) + "\n",
        *(
            f"== {name}\n{_read(shelf.package / name)}"
            for name in (*tables, "data/environment.json")
        ),
    ]
    text = "\n".join(re.sub(" +$", "", part, flags=re.M) for part in parts)
    text = re.sub("[0-9a-f]{64}", "〈摘要〉", text)
    text = re.sub("([A-Z2-7]{4}-){2}[A-Z2-7]{4}", "〈代码〉", text)
    text = re.sub(",[0-9]+,〈摘要〉", ",〈字节〉,〈摘要〉", text)
    text = re.sub("Oxum: [0-9]+", "Oxum: 〈字节〉", text)
    text = re.sub("─{5,}", "──", text)
    text = re.sub('"[a-z-]+": "[0-9]+[.][0-9.]+",?\n|"engine": .*\n', '"〈版本〉"\n', text)
    return re.sub(".* → .*\n", "〈字体〉\n", text)


def _read(path: Path) -> str:
    return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
