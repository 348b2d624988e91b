"""A finished sample from its dossier to a sealed package, through the command line."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.files import sha256_of
from tests.commands.test_cli import studio
from tests.conftest import ROOT

pytestmark = pytest.mark.slow
Workspace = Callable[..., Path]
KEY = "2024/sun-lihua"
INTAKE = sorted(one.parent.name for one in (ROOT / "dossiers" / "2024").glob("*/dossier.yaml"))


def test_a_cycle_is_sealed_once_and_verifies(workspace: Workspace) -> None:
    root = workspace(*(f"2024/{slug}" for slug in INTAKE))  # the notice names them all

    def archive() -> dict[str, object]:
        done = studio(root, "archive", KEY, "--format", "json")
        assert done.returncode == 0, done.stderr
        (outcome,) = json.loads(done.stdout)
        return dict(outcome)

    first = archive()
    assert first["verdict"] == "sealed"
    package, bundle = root / str(first["package"]), root / str(first["bundle"])
    assert sha256_of(package / "tagmanifest-sha256.txt") == first["digest"]
    # What the archivist has: stock tools, in the package's folder.
    for manifest in ("manifest-sha256.txt", "manifest-sha512.txt", "tagmanifest-sha256.txt"):
        tool = manifest.removesuffix(".txt").rpartition("-")[2] + "sum"
        check = [tool, "--check", "--quiet", "--strict", manifest]
        assert subprocess.run(check, cwd=package, check=False).returncode == 0
    # Kept as long as its longest-kept paper: the request to the party committee, for good.
    info = (package / "bag-info.txt").read_text("utf-8")
    assert "External-Identifier: DQ16-WS·2024-Y-GH03" in info
    # In full it was verified when it was sealed.
    verified = studio(root, "verify", "--quick", str(package))
    assert verified.returncode == 0, verified.stdout

    sealed = sha256_of(bundle)
    again = archive()
    assert again == first | {"verdict": "exists", "reason": ""}
    assert sha256_of(bundle) == sealed
