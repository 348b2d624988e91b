"""A package with every sort of evidence, as an archivist finds it: one golden text.

Tables and tag files as they are written, and every line of the bundle with its place. Sizes and
digests are the libraries' and stand as words in 〈〉.
"""

from __future__ import annotations

import datetime
import re
import tempfile
from dataclasses import replace
from pathlib import Path

from pipeline.archive.model import Event, Original, Paper
from pipeline.archive.package import seal
from pipeline.archive.paths import seal_path
from pipeline.archive.verify import verify
from pipeline.pdf.drawing import drawings
from tests.archive.samples import FACE, compose, cycle, document, jpeg, usual_papers
from tests.pdf.geometry import lines
from tests.pdf.test_adopt import SCRIPT, add_helvetica, changed, set_root

GOLDEN = Path(__file__).parent / "package.txt"
DAY = datetime.date(2025, 9, 3)
TABLES = ("data/catalogue.csv", "data/index.csv", "data/events.csv", "data/environment.json")


def evidence(
    title: str,
    name: str,
    data: bytes,
    responsible: str = "",
    note: str = "",
    security: str = "",
    retention: str = "30年",
) -> Paper:
    return Paper(
        kind="evidence",
        group="04台账",
        title=title,
        source=Original(name=name, data=data),
        date=DAY,
        responsible=responsible,
        note=note,
        security=security,
        retention=retention,
    )


def papers() -> tuple[Paper, ...]:
    """What fits, what is stripped for it, and what only a sheet in its place can stand for."""
    return (
        *usual_papers(),
        evidence("很长的题名" * 30, "照片.jpg", jpeg(300, 400)),
        evidence("没有嵌入字体的证书", "证书.pdf", changed(add_helvetica), responsible="机械学院"),
        evidence("带脚本的证书", "脚本.pdf", changed(set_root("/OpenAction", SCRIPT))),
        evidence("半张照片", "半张.jpg", jpeg()[:600], note="原件残缺"),
        evidence("登记表", "登记表.xls", b"\xd0\xcf\x11\xe0", security="秘密", retention="30年"),
        evidence("前面有字节的证书", "前.pdf", b"\n\n" + document("前面有字节的证书")),
    )


def listing() -> str:
    archive = replace(
        cycle(*papers()),
        events=(
            Event(date=datetime.date(2024, 6, 1), who="校工会", what="命名（校工字〔2024〕9号）"),
            Event(date=datetime.date(2026, 6, 30), who="带头人", what="年度自评备案"),
        ),
    )
    with tempfile.TemporaryDirectory() as work:
        made = seal(archive, target=Path(work) / "2024-welding", compose=compose, face=FACE)
        package = made.package
        names = sorted(
            one.relative_to(package).as_posix() for one in package.rglob("*.*") if one.is_file()
        )
        tags = [one for one in names if "/" not in one and one != "README.txt"]
        parts = [
            f"页 {made.pages}；{made.remarks}",
            *(f"== {name}\n{_read(package / name)}" for name in (*tags, *TABLES)),
            f"== {seal_path(package).name}\n{_read(seal_path(package))}",
            *verify(package).lines()[1:],
        ]
        bundle = made.bundle.read_bytes()
        for number, page in enumerate(drawings(bundle), start=1):
            parts.append(f"\n第 {number} 页 {page.width:.1f}×{page.height:.1f}")
            parts += lines(page.letters)
    text = "\n".join(parts) + "\n"
    text = re.sub("[0-9a-f]{128}|[0-9a-f]{64}", "〈摘要〉", text)
    text = re.sub(",[0-9]+,〈摘要〉", ",〈字节〉,〈摘要〉", text)
    text = re.sub(
        "(?<=SHA-256：)[0-9a-f]+|(?<=字号 12.0 )[0-9a-f]{8,}$", "〈摘要〉", text, flags=re.M
    )
    text = re.sub("(?<=Oxum: )[0-9]+|(?<=大小：)[0-9]+", "〈字节〉", text)
    return re.sub("–[0-9.]+(?=.*〈)", "–〈宽〉", text)


def _read(path: Path) -> str:
    return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
