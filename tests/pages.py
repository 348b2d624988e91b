"""`make pages`: the pages of all samples before and after a change, for human eyes.

    python -m tests.pages [REVISION [KIND…]]     default HEAD, compared with the working tree

Writes output/pages/<document>-<page>.png for pages that differ: before, after and both laid
over each other (gone blue, new red), side by side; and lists documents that came or went.
Needs git and poppler's pdftoppm.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from PIL import Image, ImageChops, ImageOps

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "output" / "pages"
DAY = "2026-11-23"
RESOLUTION = "60"


def main() -> None:
    if shutil.which("pdftoppm") is None:
        sys.exit("没有 pdftoppm：apt install poppler-utils，或 brew install poppler。")
    revision, *kinds = sys.argv[1:] or ["HEAD"]
    with tempfile.TemporaryDirectory() as scratch:
        old = Path(scratch) / "old"
        archive = subprocess.run(
            ["git", "-C", str(ROOT), "archive", revision], capture_output=True, check=True
        )
        with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as tar:
            tar.extractall(old, filter="data")
        before = generate(old, Path(scratch) / "before", kinds)
        after = generate(ROOT, Path(scratch) / "after", kinds)
        shutil.rmtree(TARGET, ignore_errors=True)
        TARGET.mkdir(parents=True)
        count = sum(
            compare(name, before.get(name), after.get(name), Path(scratch))
            for name in sorted(before.keys() | after.keys())
        )
    print(f"{revision} 与现在相比，{count} 页不同；对照图在 {TARGET.relative_to(ROOT)}/。")


def generate(root: Path, output: Path, kinds: list[str]) -> dict[str, Path]:
    """Name → PDF of every document that this tree makes of its own samples."""
    there = [kind for kind in kinds if (root / "templates" / kind).is_dir()]
    if kinds and not there:
        return {}
    run = subprocess.run(
        [
            sys.executable,
            "-m",
            "pipeline",
            "--root",
            str(root),
            "--date",
            DAY,
            "generate",
            *there,
            "--output",
            str(output),
        ],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,
    )
    if run.returncode not in (0, 1):
        sys.exit(f"{root} 生成失败：\n{run.stderr}")
    return {
        path.relative_to(output).with_suffix("").as_posix(): path for path in output.rglob("*.pdf")
    }


def compare(name: str, before: Path | None, after: Path | None, scratch: Path) -> int:
    """Write the pages of one document that differ; how many."""
    if before is None or after is None:
        print(f"{'新增' if before is None else '没有了'}：{name}")
        if before is None and after is not None:
            return written(name, [], pages(after, scratch / "a"))
        return 1
    if before.read_bytes() == after.read_bytes():
        return 0
    return written(name, pages(before, scratch / "b"), pages(after, scratch / "a"))


def pages(pdf: Path, folder: Path) -> list[Image.Image]:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    command = ["pdftoppm", "-r", RESOLUTION, "-png", str(pdf), str(folder / "page")]
    subprocess.run(command, check=True, capture_output=True)
    return [Image.open(path).convert("L") for path in sorted(folder.glob("*.png"))]


def written(name: str, before: list[Image.Image], after: list[Image.Image]) -> int:
    count = 0
    for number in range(max(len(before), len(after))):
        some = (before + after)[0]
        old = before[number] if number < len(before) else Image.new("L", some.size, 255)
        new = after[number] if number < len(after) else Image.new("L", some.size, 255)
        if old.size == new.size and ImageChops.difference(old, new).getbbox() is None:
            continue
        count += 1
        sheet = beside(old, new)
        sheet.save(TARGET / f"{name.replace('/', '-')}-{number + 1}.png")
    return count


def beside(old: Image.Image, new: Image.Image) -> Image.Image:
    """Before, after, and both laid over each other: what went is blue, what came is red."""
    width, height = max(old.width, new.width), max(old.height, new.height)
    old, new = (
        ImageOps.pad(one, (width, height), color=255, centering=(0, 0))
        if one.size != (width, height)
        else one
        for one in (old, new)
    )
    both = Image.merge("RGB", (old, ImageChops.darker(old, new), new))
    sheet = Image.new("RGB", (3 * width + 20, height), "grey")
    for index, one in enumerate((old.convert("RGB"), new.convert("RGB"), both)):
        sheet.paste(one, (index * (width + 10), 0))
    return sheet


if __name__ == "__main__":
    main()
