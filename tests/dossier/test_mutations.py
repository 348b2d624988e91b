"""Every key of real dossiers deleted, misspelt by a letter, its value turned to nonsense: each
time a finding or a loss of nothing that is required, and never an exception or a silent typo."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.diagnostics import Diagnostic
from pipeline.dossier.application import Dossier
from pipeline.dossier.fields import Written
from pipeline.dossier.intake import Intake
from pipeline.dossier.ledger import Ledger
from pipeline.dossier.load import load_file
from pipeline.dossier.record import Record

MODELS: dict[str, type[Written]] = {
    "dossier": Dossier,
    "ledger": Ledger,
    "record": Record,
    "intake": Intake,
}

FILES = (
    "2024/zhao-guoqing/record.yaml",
    "2024/zhao-guoqing/ledger-2025.yaml",
    "2025/ma-caixia/dossier.yaml",
    "2025/intake.yaml",
)
KEY = re.compile(r"(?P<lead>^\s*(?:- )?|[{,]\s*)(?P<key>[\u4e00-\u9fff]{2,8}):(?= |$)", re.M)


def keys_of(text: str) -> Iterator[re.Match[str]]:
    """Each different key of a file once, at its first place; comments left out."""
    seen: set[str] = set()
    for found in KEY.finditer(text):
        line = text[text.rfind("\n", 0, found.start("key")) + 1 : found.start("key")]
        if found["key"] not in seen and "#" not in line and '"' not in line:
            seen.add(found["key"])
            yield found


def reported(folder: Path, file: str, text: str) -> list[Diagnostic]:
    """What reading `text` says, when it stands in a file of that kind."""
    path = folder / Path(file).name
    path.write_text(text, encoding="utf-8")
    return load_file(path, folder, MODELS[path.name.split("-")[0].removesuffix(".yaml")])[2]


def sample(root: Path, file: str) -> str:
    return (root / "dossiers" / file).read_text(encoding="utf-8")


@pytest.mark.parametrize("file", FILES)
def test_a_key_misspelt_by_one_letter_is_never_silent(
    root: Path, tmp_path: Path, file: str
) -> None:
    text = sample(root, file)
    silent = []
    for found in keys_of(text):
        key = found["key"]
        wrong = f"{key[:-1]}囧"
        spoilt = text[: found.start("key")] + wrong + text[found.end("key") :]
        line = text.count("\n", 0, found.start("key")) + 1
        report = reported(tmp_path, file, spoilt)
        # Without its 事项 nobody can tell what an act is: then that is what is reported.
        lines = [d.place.line for d in report if wrong in d.message or "事项" in d.message]
        # The items of a score sheet are named by the policy: rules judge them, not the reader.
        if line not in lines and not re.search("得分|评分", text[: found.start("key")][-400:]):
            silent.append((key, line))
    assert not silent


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("nonsense", ["囧", "[]", "{囧: 囧}", '""', "-1", "2024-13-45"])
def test_nonsense_values_never_raise(root: Path, tmp_path: Path, file: str, nonsense: str) -> None:
    text = sample(root, file)
    for found in keys_of(text):
        end = text.find("\n", found.end())
        spoilt = f"{text[: found.end()]} {nonsense}{text[end:]}"
        for diagnostic in reported(tmp_path, file, spoilt):
            assert diagnostic.hint
            assert diagnostic.place.file == Path(file).name


@pytest.mark.parametrize("file", FILES)
def test_deleted_lines_never_raise(root: Path, tmp_path: Path, file: str) -> None:
    lines = sample(root, file).split("\n")
    for at in range(0, len(lines), 3):
        for diagnostic in reported(tmp_path, file, "\n".join(lines[:at] + lines[at + 1 :])):
            assert diagnostic.message
