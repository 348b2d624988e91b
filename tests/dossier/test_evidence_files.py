"""Evidence that the system does not let be read: told where it is cited, and no run stops."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.dossier.evidence import look_at


def test_a_name_too_long_for_the_disk_is_told(tmp_path: Path) -> None:
    name = "证" * 200 + ".pdf"
    (seen,) = look_at({name: tmp_path / name}, ()).values()
    assert (seen.size, seen.why) == (0, "文件名过长")


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may read everything")
def test_what_nobody_may_read_is_not_called_empty(tmp_path: Path) -> None:
    folder = tmp_path / "evidence"
    folder.mkdir()
    (folder / "a.pdf").write_bytes(b"%PDF-")
    for locked in (folder / "a.pdf", folder):
        locked.chmod(0)
        try:
            (seen,) = look_at({"a.pdf": folder / "a.pdf"}, ()).values()
        finally:
            locked.chmod(0o755)
        assert seen.why == "没有权限"
