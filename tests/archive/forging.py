"""What a careful forger does after a change: index, Oxum and all manifests put right, and the
digest beside the package with them."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from pipeline.archive import bag
from pipeline.archive.paths import TAGMANIFEST, seal_path
from pipeline.files import sha256


def reseal(root: Path) -> None:
    """Nothing in or beside the package at `root` has a wrong digest any more."""
    index = root / "data/index.csv"
    rows = list(csv.reader(io.StringIO(index.read_bytes().decode("utf-8-sig"), newline="")))
    for row in rows[1:]:
        data = (root / "data" / row[0]).read_bytes()
        row[4], row[5] = str(len(data)), sha256(data)
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerows(rows)
    index.write_bytes(stream.getvalue().encode("utf-8-sig"))
    payload = {
        p.relative_to(root).as_posix(): p.read_bytes()
        for p in (root / "data").rglob("*")
        if p.is_file()
    }
    info = root / "bag-info.txt"
    oxum = f"Payload-Oxum: {bag.oxum(payload)}"
    info.write_bytes(re.sub(b"Payload-Oxum: .*", oxum.encode(), info.read_bytes()))
    for name, data in bag.manifests(payload, "manifest").items():
        (root / name).write_bytes(data)
    tags = {p.name: p.read_bytes() for p in root.glob("*.txt") if not p.name.startswith("tagm")}
    for name, data in bag.manifests(tags, "tagmanifest").items():
        (root / name).write_bytes(data)
    digest = sha256((root / TAGMANIFEST).read_bytes())
    seal_path(root).write_text(f"{digest}  {root.name}/{TAGMANIFEST}\n", "utf-8")
