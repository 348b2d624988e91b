"""What `check` says of the samples is what their stories intend, and nothing else."""

from __future__ import annotations

import datetime
from pathlib import Path

from pipeline.documents.glyphs import undrawable_characters
from pipeline.dossier.workspace import load_workspace
from pipeline.rules.check import check_workspace

#: (studio, code) → how often. The stories are told in dossiers/README.md.
INTENDED = {
    ("2024/zhang-jianye", "A10-5a"): 1,
    ("2024/sun-lihua", "A06-6c"): 1,
    ("2024/sun-lihua", "A06-7b"): 1,
    ("2024/sun-lihua", "A10-1o"): 1,
    ("2025/wu-haibo", "A10-1l"): 2,
    ("2025/xu-ming", "A06-7c"): 1,
    ("2025/xu-ming", "A10-2a"): 3,
    ("2025/xu-ming", "A11-1a"): 1,
    ("2026/dong-haoran", "A06-2a"): 1,
    ("2026/dong-haoran", "A06-5a"): 1,
    ("2026/dong-haoran", "A06-6a"): 1,
}


def test_only_the_intended_findings(root: Path) -> None:
    loaded = load_workspace(root)
    report = check_workspace(loaded, datetime.date(2026, 11, 23)).report
    found: dict[tuple[str, str], int] = {}
    for one in report + undrawable_characters(loaded):
        year, slug = one.place.file.split("/")[1:3]
        key = (f"{year}/{slug}", str(one.code))
        found[key] = found.get(key, 0) + 1
        assert one.hint
        assert one.article or one.code[0] != "A"
    assert found == INTENDED
