"""What somebody does who changes a package and then makes all its manifests agree again."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Mapping
from pathlib import Path

from pipeline.archive import bag, register
from pipeline.archive.paths import TAGMANIFEST, register_path, seal_path
from pipeline.files import sha256, sha256_of


def resealed(root: Path) -> None:
    """Table of files, Oxum, manifests and tagmanifests as if the package had been sealed so."""
    payload = {p.relative_to(root).as_posix(): p.read_bytes() for p in (root / "data").rglob("*.*")}
    rows = list(csv.reader(io.StringIO(payload["data/index.csv"].decode("utf-8-sig"))))
    for row in rows[1:]:
        body = payload[f"data/{row[0]}"]
        row[4:] = [str(len(body)), sha256(body)]
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerows(rows)
    payload["data/index.csv"] = stream.getvalue().encode("utf-8-sig")
    (root / "data/index.csv").write_bytes(payload["data/index.csv"])
    info = (root / bag.INFO_NAME).read_text("utf-8")
    info = re.sub("(?<=Oxum: ).*", bag.oxum(payload), info)
    (root / bag.INFO_NAME).write_bytes(info.encode())
    for name, body in bag.manifests(payload, "manifest").items():
        (root / name).write_bytes(body)
    tags = {one.name: one.read_bytes() for one in root.glob("*.txt") if one.name[:3] != "tag"}
    for name, body in bag.manifests(tags, "tagmanifest").items():
        (root / name).write_bytes(body)


def seal_rewritten(root: Path) -> None:
    digest = sha256_of(root / TAGMANIFEST)
    seal_path(root).write_text(f"{digest}  {root.name}/{TAGMANIFEST}\n", "utf-8")


def register_rewritten(root: Path) -> None:
    """Every line chained anew, with the digest that the package has now."""
    lines: tuple[register.Line, ...] = ()
    for line in register.read(register_path(root).read_bytes()):
        fields = {name: getattr(line.entry, name) for name in line.entry.__slots__}
        if line.entry.package == root.name:
            fields["digest"] = str(sha256_of(root / TAGMANIFEST))
        lines = register.appended(lines, register.Entry(**fields))
    register_path(root).write_bytes(register.written(lines))


def _edited(name: str, change: Callable[[bytes], bytes]) -> Callable[[Path], object]:
    return lambda root: (root / name).write_bytes(change((root / name).read_bytes()))


def _copied(source: str, *targets: str) -> Callable[[Path], object]:
    def change(root: Path) -> None:
        for target in targets:
            (root / target).write_bytes((root / source).read_bytes())

    return change


def _without_row(data: bytes) -> bytes:
    return b"\r\n".join(data.split(b"\r\n")[:1]) + b"\r\n"


#: What is changed before the manifests are made to agree.
FORGED: Mapping[str, Callable[[Path], object]] = {
    "dossier": _edited("data/dossier/dossier.yaml", lambda data: data + "# 补\n".encode()),
    "evidence": _copied("data/documents/0001.pdf", "data/evidence/0003.jpg"),
    "document": _copied("data/documents/0001.pdf", "data/documents/0002.pdf"),
    "event": _edited("data/events.csv", _without_row),
    "environment": _edited("data/environment.json", lambda data: b"{}"),
    "retention": _edited(
        "data/catalogue.csv", lambda d: d.replace("30年".encode(), "10年".encode())
    ),
    "bundle": _edited("data/bundle.pdf", lambda data: data + b"\n% more\n"),
    "information": _edited(
        "bag-info.txt", lambda d: d.replace("样例大学".encode(), "别处".encode())
    ),
}
