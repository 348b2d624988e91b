"""The bundle before an independent judge: veraPDF, where it is installed.

`STUDIO_VERAPDF` names a program that takes a flavour and a file and ends with 0 when it conforms.
"""

import os
import subprocess

import pytest

from pipeline.archive.model import Sealed


def test_the_bundle_is_pdf_a_2b(sealed: Sealed) -> None:
    judge = os.environ.get("STUDIO_VERAPDF")
    if not judge:
        pytest.skip("STUDIO_VERAPDF is not set: no independent PDF/A verdict in this run")
    run = subprocess.run([judge, "2b", sealed.bundle], capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
