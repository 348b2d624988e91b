"""`make bench`: how long things take here and now, beside what they could take at best.

Prints figures and ratios; asserts nothing about time. Processor time, one process at a time.
`python -m tests.benchmarks [COUNT…]`, default 1000 and 10000 studios.
"""

from __future__ import annotations

import math
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

import yaml

from tests.benchmarks.rendering import bench_rendering
from tests.benchmarks.rivals import UsualRival, cpu_of, events_alone
from tests.benchmarks.studios import make_studios

ROOT = Path(__file__).parent.parent.parent
DAY = "2026-11-23"
#: Studios of which the floor and the rivals read the files; the slowest needs 0.2 s for each.
SAMPLE = 102


class Cost(NamedTuple):
    """Of one child process: processor seconds and peak memory in MB."""

    seconds: float
    megabytes: float
    findings: int


def check_cost(root: Path, *options: str) -> Cost:
    command = [
        sys.executable,
        "-m",
        "pipeline",
        "--root",
        str(root),
        "--date",
        DAY,
        "check",
        "--format",
        "github",
        *options,
    ]
    with tempfile.TemporaryFile() as out:
        child = subprocess.Popen(command, cwd=ROOT, stdout=out, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode not in (0, 1):
            raise SystemExit(f"studio check ended with {child.returncode}")
        out.seek(0)
        findings = sum(1 for _ in out)
    return Cost(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, findings)


def bench_check(counts: list[int], scratch: Path) -> None:
    start_up = check_cost(make_studios(ROOT, scratch / "one", 1), "--no-cache").seconds
    print(f"studio check（处理器时间；启动 {start_up:.2f} s 已从每个工作室的时间里减去）")
    each: dict[int, float] = {}
    for count in counts:
        root = make_studios(ROOT, scratch / str(count), count)
        if count == counts[0]:
            floor, rival, slow = _rivals(root)
        plain, first, second = (check_cost(root, *o) for o in (["--no-cache"], [], []))
        each[count] = (plain.seconds - start_up) / count
        print(
            f"  {count:>6} 个：不用缓存 {plain.seconds:7.1f} s，每个 {each[count] * 1e3:6.2f} ms，"
            f"峰值内存 {plain.megabytes:6.0f} MB，{plain.findings} 条发现\n"
            f"          第一遍 {first.seconds:7.1f} s，第二遍 {second.seconds:7.2f} s"
            # An unchanged run starts faster too, so its start-up is not the one measured above.
            f"（连启动快 {first.seconds / second.seconds:.1f} 倍），{second.megabytes:.0f} MB"
        )
    mine = each[counts[0]]
    print(f"  同样字节，libyaml 事件流 {floor * 1e3:.2f} ms/个：本程序是它的 {mine / floor:.1f} 倍")
    for name, theirs in (("CSafeLoader", rival), ("SafeLoader", slow)):
        print(
            f"  同样字节，{name} + jsonschema {theirs * 1e3:.1f} ms/个："
            f"本程序快 {theirs / mine:.1f} 倍"
        )
    if len(counts) > 1:
        low, high = counts[0], counts[-1]
        growth = 1 + math.log(each[high] / each[low]) / math.log(high / low)
        print(f"  增长指数（{low} → {high}）：{growth:.3f}")


def _rivals(root: Path) -> tuple[float, float, float]:
    """Seconds a studio: events alone, CSafeLoader and SafeLoader with jsonschema."""
    folders = sorted(p.parent for p in root.glob("dossiers/*/*/dossier.yaml"))[:SAMPLE]
    paths = [path for folder in folders for path in sorted(folder.glob("*.yaml"))]
    files = [(path, path.read_text(encoding="utf-8")) for path in paths]
    texts = [text for _, text in files]
    fast, slow = UsualRival(yaml.CSafeLoader), UsualRival(yaml.SafeLoader)
    few = [pair for pair in files if pair[0].parent in folders[: SAMPLE // 6]]
    return (
        cpu_of(lambda: events_alone(texts)) / len(folders),
        cpu_of(lambda: fast(files)) / len(folders),
        cpu_of(lambda: slow(few)) / (SAMPLE // 6),
    )


def main() -> None:
    counts = [int(one) for one in sys.argv[1:]] or [1_000, 10_000]
    with tempfile.TemporaryDirectory() as scratch:
        bench_check(counts, Path(scratch))
    bench_rendering(ROOT)


if __name__ == "__main__":
    main()
