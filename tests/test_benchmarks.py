"""`make bench` is run by hand and seldom; here it is seen that it runs. No figure is judged."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks import rendering
from tests.benchmarks.__main__ import ROOT, bench_check


def test_the_checks_and_their_rivals_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bench_check([3], tmp_path)
    told = capsys.readouterr().out
    assert "CSafeLoader + jsonschema" in told


def test_every_template_compared_is_rendered_by_both(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(rendering, "ROUNDS", 1)
    rendering.bench_rendering(ROOT)
    told = capsys.readouterr().out
    assert [kind for kind in rendering.KINDS if kind not in told] == []
