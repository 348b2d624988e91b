"""What a row of a rule names is there."""

from __future__ import annotations

import shutil
from pathlib import Path

from pipeline.dossier.evidence import MAX_EVIDENCE_BYTES
from pipeline.policies import built_in
from pipeline.rules.all import RULES
from tests.rules.corpus import BASE, TODAY, lines_of


def test_every_setting_of_a_row_is_a_line_of_the_policy() -> None:
    known = built_in().on(TODAY).settings
    assert [(r.code, one) for r in RULES for one in r.settings if one not in known] == []


def test_evidence_too_large_to_bind_is_told_and_one_byte_less_is_not(tmp_path: Path) -> None:
    """A file of holes: its size is what counts."""
    shutil.copytree(BASE / "dossiers", tmp_path / "dossiers")
    (path,) = (tmp_path / "dossiers" / "2024/sample/evidence").rglob("交流三.pdf")
    said = {}
    for more in (1, 0):
        path.write_bytes(b"%PDF-1.7\n")
        with path.open("r+b") as stream:
            stream.truncate(MAX_EVIDENCE_BYTES - 5 + more)
            stream.seek(0, 2)
            stream.write(b"%%EOF")
        said[more] = [line for line in lines_of(tmp_path, TODAY) if " A10-2d " in line]
    assert said[0] == []
    (line,) = said[1]
    assert "“交流三.pdf”有 50 MB，超过 50 MB" in line
