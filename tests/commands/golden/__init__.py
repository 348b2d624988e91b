"""What the commands print, to the letter: one golden file for a group of command lines.

`make golden` writes them anew: read the diff. What differs from machine to machine (paths,
versions, faces) is replaced by words in 〈〉. No test is here; tests/commands/test_golden.py
compares.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl

from pipeline.archive.report import CODES as ARCHIVE_CODES
from pipeline.articles import all_articles
from pipeline.cli import COMMANDS
from pipeline.documents.layout.notes import LAYOUT_NOTES
from pipeline.documents.lint.check import CODES as TEMPLATE_CODES
from pipeline.dossier.codes import CODE_NOTES
from pipeline.rules.all import RULES
from tests.commands.golden.verifying import verified
from tests.commands.runs import looked_into, outcome

FOLDER = Path(__file__).parent
ROOT = Path(__file__).parents[3]
NOTED = (*CODE_NOTES, *LAYOUT_NOTES, *TEMPLATE_CODES, *ARCHIVE_CODES)
KINDS = ("plaque", "disbursement-notice", "midterm-check")
OFFICIAL = ("naming-decision", "publicity-notice", "party-request", "ledger-gaps")
MADE = ("generate", "--studio", "2025/guo-tiezhu", "--jobs", "1")

Replaced = Mapping[str, str]


def session(*lines: tuple[str, ...], root: Path = ROOT, replaced: Replaced | None = None) -> str:
    """These command lines with what they print and how they end, as on a terminal."""
    return "\n".join(told(line, root, replaced or {}) for line in lines)


def told(line: tuple[str, ...], root: Path, replaced: Replaced) -> str:
    done = outcome("--root", str(root), "--date", "2026-11-23", *line)
    parts = [f"$ studio {' '.join(line)}\n", done.out]
    if done.err:
        parts += ["—— 标准错误\n", done.err]
    parts.append(f"—— 退出码 {done.code}\n")
    text = "".join(parts).replace("\r\n", "\n")
    for old, new in replaced.items():
        text = text.replace(old, new)
    return re.sub(r" +$|─{5,}", lambda one: "──" if one[0][0] == "─" else "", text, flags=re.M)


def codes(work: Path) -> str:
    return session(*(("explain", code) for code in [*NOTED, *(str(r.code) for r in RULES)]))


def articles(work: Path) -> str:
    return session(*(("explain", one.number) for one in all_articles()))


def explained(work: Path) -> str:
    return session(
        ("explain", "--assumed"),
        ("explain", "a06-2"),
        ("explain", " l06 "),
        ("explain", "99"),
        ("explain",),
    )


def status(work: Path) -> str:
    late = ("--date", "2027-02-01", "status")
    text = session(("status",), ("status", "--format", "json"), late)
    return f"{text}\n{session(('status', '--output', 'x'), ('status', '--format', 'ics'))}"


def numbers(work: Path) -> str:
    return session(
        ("numbers",),
        ("numbers", "--year", "2026", "--format", "json"),
        ("numbers", "--year", "1999"),
    )


def gaps(work: Path) -> str:
    return session(
        ("gaps",),
        ("gaps", "--all", "--year", "2026"),
        ("gaps", "--remind"),
        ("gaps", "--remind", "--format", "json"),
        ("gaps", "--year", "2024"),
        ("gaps", "--format", "xlsx"),
        ("gaps", "--remind", "--format", "html"),
    )


def gaps_page(work: Path) -> str:
    """The page without its style sheet, a tag on a line."""
    page = work / "gaps.html"
    session(("gaps", "--year", "2026", "--format", "html", "--output", str(page)))
    text = re.sub("<style>.*?</style>", "", page.read_text(encoding="utf-8"), flags=re.S)
    return text.replace("><", ">\n<")


def gaps_sheet(work: Path) -> str:
    """The workbook cell by cell, with the look of each and how it prints."""
    book = work / "gaps.xlsx"
    session(("gaps", "--year", "2026", "--format", "xlsx", "--output", str(book)))
    lines = []
    for sheet in openpyxl.load_workbook(book).worksheets:
        setup, header = sheet.page_setup, sheet.oddHeader.left.text
        lines.append(
            f"== {sheet.title} {sheet.dimensions} {sheet.freeze_panes} {sheet.auto_filter.ref} "
            f"{setup.orientation} {setup.paperSize} {setup.fitToWidth} {setup.fitToHeight} "
            f"{sheet.sheet_properties.pageSetUpPr.fitToPage} {sheet.print_title_rows} "
            f"{header} {sheet.oddFooter.right.text}"
        )
        lines.append(" ".join(f"{k}{v.width:.0f}" for k, v in sheet.column_dimensions.items()))
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    font, words = cell.font, str(cell.value).replace("\n", "｜")
                    look = f"{'粗' * bool(font.b)}{'斜' * bool(font.i)}"
                    ink = font.color.rgb if font.color and font.color.type == "rgb" else ""
                    colour = f"{cell.fill.fgColor.rgb} {ink}"
                    edge = f"{cell.border.left.style} {cell.alignment.vertical}"
                    kind = f"{cell.data_type} {cell.alignment.wrap_text}"
                    lines.append(f"{cell.coordinate} {words} {look} {colour} {edge} {kind}")
    return "\n".join(lines) + "\n"


def sarif(work: Path) -> str:
    looked_into(ROOT)
    return session(("check", "--no-cache", "--format", "sarif"))


def checked(work: Path) -> str:
    """The samples, and a studio with files that nobody asked for, one of them full of lines."""
    shutil.copytree(ROOT / "dossiers/2026/liang-jun", work / "dossiers/2026/liang-jun")
    shutil.copy(ROOT / "dossiers/2026/intake.yaml", work / "dossiers/2026/intake.yaml")
    (work / "dossiers/2026/liang-jun/evidence/多余.pdf").write_bytes(b"%PDF-1.7\nline\n")
    (work / "dossiers/2026/liang-jun/notes.yaml").write_text("备注: 甲\n", encoding="utf-8")
    (work / "dossiers/2026/new").mkdir()
    (work / "dossiers/2026/new/dossier.yaml.txt").write_text("名称: 甲\n", encoding="utf-8")
    looked_into(ROOT)
    looked_into(work)
    strange = session(("check", "--no-cache"), root=work, replaced={str(work): "〈夹〉"})
    return (
        strange
        + "\n"
        + session(
            ("check", "--no-cache"),
            (
                "check",
                "2026/dong-haoran",
                "--select",
                "A06",
                "--ignore",
                "A06-5",
                "--format",
                "json",
            ),
            ("check", "dossiers/2026/intake.yaml"),
            ("check", "--select", "A10", "--format", "github"),
            ("check", "2024"),
            ("check", "2024/nobody"),
        )
    )


def templates(work: Path) -> str:
    return session(("templates",), ("templates", "plaque", "--names"), ("templates", "x"))


def planned(work: Path) -> str:
    """Where nothing was made yet, whatever the checkout has in its own output/."""
    plan = ("generate", "--dry-run", "--output", str(work / "out"))
    return session(
        plan,
        (*plan, "--year", "2025", "naming-decision", "--engine", "none"),
        (*plan, "--draft", "--studio", "2026/dong-haoran", "--engine", "none"),
        ("generate", "--studio", "2024/nobody"),
        ("generate", "nothing"),
        replaced={str(work / "out"): "〈夹〉"},
    )


def generated(work: Path) -> str:
    """Made, found fresh, made again without an engine; sums and faces differ by machine."""
    out = ("--output", str(work / "out"))
    text = session(
        (*MADE, *out, *KINDS),
        (*MADE, *out, *KINDS),
        (*MADE, *out, "--format", "json", *KINDS),
        ("generate", "--draft", "--studio", "2026/dong-haoran", "--engine", "none", *out),
        ("generate", "--year", "2025", "--jobs", "1", *out, *OFFICIAL),
        ("check-layout", "--measures", out[1]),
        ("check-layout", "--layout", "official", f"{out[1]}/2025/guo-tiezhu"),
        ("check-layout", "--layout", "notice", "--format", "json", f"{out[1]}/2025"),
        ("check-layout", f"{out[1]}/2025/guo-tiezhu/60-中期检查表.docx"),
        ("check-layout", str(work / "nothing.pdf")),
        replaced={str(work): "〈夹〉"},
    )
    text = re.sub('"[0-9a-f]{64}"', '"〈摘要〉"', text)
    return re.sub("(字体替代（.*?）：).*", r"\1〈本机字体〉", text)


def begun(work: Path) -> str:
    """A dossier to fill in; never a second one over it, never a name that is none."""
    (work / "dossiers").mkdir()
    lines = (
        ("new", one) for one in ("2027/li-jianguo", "2027/li-jianguo", "2027/Li", "27/li", "li")
    )
    return session(*lines, root=work, replaced={str(work): "〈夹〉"})


def helped(work: Path) -> str:
    return session(("--help",), *((name, "--help") for name, _ in COMMANDS))


def doctor(work: Path) -> str:
    """Versions, engines beside our own and faces are the machine's: what is asked stays."""
    text = session(("doctor",), replaced={str(ROOT): "〈夹〉"})
    lines: list[str] = []
    for line in text.splitlines():
        if line.startswith(" " * 20):  # a cell goes on: where it is cut hangs on the path's length
            lines[-1] += line.strip()
            continue
        cells = re.split(" {2,}", line.strip())
        if cells[0].startswith(("LibreOffice", "Java", "字体")):
            cells[1:] = ["〈本机〉"]
        lines.append("  ".join(re.sub(r"[0-9]+(\.[0-9]+)+", "〈版本〉", cell) for cell in cells))
    return "\n".join(lines) + "\n"


#: Golden file → what it holds. Each is given an empty folder to work in.
GOLDEN: Mapping[str, Callable[[Path], str]] = {
    "explain-codes": codes, "explain-articles": articles, "explain": explained, "status": status,
    "numbers": numbers, "gaps": gaps, "check": checked, "templates": templates,
    "generate-plan": planned, "generate": generated, "help": helped, "doctor": doctor,
    "new": begun, "gaps-page": gaps_page, "gaps-sheet": gaps_sheet, "sarif": sarif,
    "verify": verified,
}  # fmt: skip


def kept(name: str) -> str:
    return (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
