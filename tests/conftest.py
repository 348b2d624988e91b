"""Fixtures that many tests share: where the samples are, and copies of them to spoil."""

from __future__ import annotations

import datetime
import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.documents.convert import engine_named
from pipeline.documents.kinds import load_kinds
from pipeline.documents.make import Made, make
from pipeline.documents.plan import Job, plan
from pipeline.dossier.workspace import load_workspace
from pipeline.rules.check import check_workspace

ROOT = Path(__file__).parent.parent
#: The samples are set in time: their acts end in November 2026.
SAMPLE_DAY = datetime.date(2026, 11, 23)
#: How many documents of a kind `make test` prints.
PRINTED = 2


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Beside others the long files begin, so that both workers end together; alone they come last.

    Within a file nothing moves. `make test` tells xdist to keep this order.
    """
    beside = "PYTEST_XDIST_WORKER" in os.environ
    items.sort(key=lambda item: (item.get_closest_marker("slow") is not None) is not beside)


@dataclass(frozen=True, slots=True, kw_only=True)
class Generated:
    """A whole run over the samples. `written` have files; `printed` have a PDF as well."""

    folder: Path
    made: tuple[Made, ...]

    @property
    def written(self) -> tuple[Made, ...]:
        return tuple(one for one in self.made if one.docx)

    @property
    def printed(self) -> tuple[Made, ...]:
        return tuple(one for one in self.made if one.pdf)


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout: its dossiers/ are the samples, its templates/ the real ones."""
    return ROOT


@pytest.fixture(scope="session")
def generated(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Generated:
    """Every document of all samples, made once per session with the embedded engine.

    Of the expert sheets of a studio, alike but for the marks, the first of each method is
    printed; the others stay docx: they would be half of all pages. `make test` prints the first
    few of each kind; `make test-all` prints them all.
    """
    everything = request.config.option.markexpr != "not thorough"
    folder = tmp_path_factory.mktemp("generated")
    checked = check_workspace(load_workspace(ROOT), SAMPLE_DAY)
    templates = tmp_path_factory.mktemp("templates")  # a copy: whoever edits does not disturb
    shutil.copytree(ROOT / "templates", templates, dirs_exist_ok=True)
    jobs = plan(checked, load_kinds(templates))
    alike = {id(job) for job in jobs if re.search(r"#E(?!1\D)\w+$", job.subject)}
    if not everything:
        alike |= {id(job) for job in _beyond_the_first(jobs)}
    printed = tuple(job for job in jobs if id(job) not in alike)
    others = tuple(job for job in jobs if id(job) in alike)
    engine = engine_named("embedded")
    made = (*make(printed, engine, folder, workers=2), *make(others, None, folder))
    return Generated(folder=folder, made=made)


def _beyond_the_first(jobs: Sequence[Job]) -> Iterator[Job]:
    """Those of a kind of which enough are printed."""
    due: dict[str, list[Job]] = {}
    for job in jobs:
        if job.context:
            due.setdefault(job.kind.name, []).append(job)
    return (job for found in due.values() for job in found[PRINTED:])


@pytest.fixture
def workspace(tmp_path: Path) -> Callable[..., Path]:
    """A workspace of its own with copies of the named samples and links to the templates."""

    def make(*keys: str) -> Path:
        for key in keys:
            year = key.split("/")[0]
            shutil.copytree(ROOT / "dossiers" / key, tmp_path / "dossiers" / key)
            intake = tmp_path / "dossiers" / year / "intake.yaml"
            if not intake.exists():
                shutil.copy(ROOT / "dossiers" / year / "intake.yaml", intake)
        (tmp_path / "templates").symlink_to(ROOT / "templates")
        return tmp_path

    return make
