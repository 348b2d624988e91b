"""Writes the golden listing of a sealed package anew (`make golden`)."""

import tempfile
from pathlib import Path

from tests.volumes.shelf import GOLDEN, listing, sealed_shelf

with tempfile.TemporaryDirectory() as work:
    GOLDEN.write_text(listing(sealed_shelf(Path(work))), encoding="utf-8")
