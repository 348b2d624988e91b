"""What a document prints is found again, in its docx and on the pages of its PDF: all samples.

The run is shared by the session. Values may be cut by a page's end; nothing else may cut them.
"""

from __future__ import annotations

import os
import subprocess
from collections import Counter
from collections.abc import Sequence

import pytest

from pipeline.documents.docx.readback import document_text
from pipeline.documents.make import Made
from pipeline.documents.plan import Verdict
from pipeline.documents.render import Template
from pipeline.documents.template.filters import FILTERS
from pipeline.pdf.letters import drawn_pages
from pipeline.pdf.pdfa import fonts_of
from pipeline.pdf.read import page_texts
from tests.conftest import Generated
from tests.texts import squeezed

pytestmark = pytest.mark.slow


def values(one: Made) -> dict[str, int]:
    """Each printed value, without white space, and how often it is printed."""
    template = Template.load(one.job.kind.template, FILTERS)
    printed = Counter(map(squeezed, template.values(one.job.context)))
    printed.pop("", None)
    return printed


def stands(value: str, pages: Sequence[str]) -> bool:
    """Whether `value` stands on one page, or runs from the foot of a page to the next."""
    if any(value in page for page in pages):
        return True
    return any(
        value[:cut] in page and stands(value[cut:], pages[number + 1 : number + 3])
        for number, page in enumerate(pages[:-1])
        for cut in range(len(value) - 1, 0, -1)
    )


def test_all_that_is_due_is_made(generated: Generated) -> None:
    failed = [
        f"{m.job.title}: {m.job.reason}" for m in generated.made if m.job.verdict is Verdict.FAILED
    ]
    assert not failed
    blocked = {m.job.subject for m in generated.made if m.job.verdict is Verdict.BLOCKED}
    assert blocked == {"2026/dong-haoran"}  # the sample with too few members
    made = {one.job.kind.name for one in generated.written}
    assert made >= {one.job.kind.name for one in generated.made if one.job.context}


def test_every_value_is_in_the_docx(generated: Generated) -> None:
    for one in generated.written:
        text = squeezed(document_text((generated.folder / one.docx).read_bytes()))
        for value, times in values(one).items():
            assert text.count(value) >= times, (one.docx, value)


def test_every_value_is_on_the_pages_of_the_pdf(generated: Generated) -> None:
    checked = 0
    for one in generated.printed:
        pdf = (generated.folder / one.pdf).read_bytes()
        pages = [squeezed(page.text) for page in drawn_pages(pdf)]
        for value in values(one):
            assert stands(value, pages), (one.pdf, value)
            checked += 1
        text = "".join(pages)
        assert "{{" not in text
        assert "{%" not in text
        radicals = [c for c in text if "\u2e80" <= c <= "\u2fdf"]
        assert not radicals, (one.pdf, radicals)
    assert checked > 2000


def test_every_face_is_embedded(generated: Generated) -> None:
    for one in generated.printed:
        faces = fonts_of((generated.folder / one.pdf).read_bytes())
        assert faces, one.pdf
        assert all(faces.values()), (one.pdf, faces)


def not_pdf_a(generated: Generated, made: Sequence[Made]) -> list[str]:
    """What the independent judge says of those that fail."""
    judge = os.environ.get("STUDIO_VERAPDF")
    if not judge:
        pytest.skip("STUDIO_VERAPDF is not set: no independent PDF/A verdict in this run")
    files = [str(generated.folder / one.pdf) for one in made]
    run = subprocess.run([judge, "2b", *files], capture_output=True, text=True, check=False)
    verdicts = run.stdout.splitlines()
    assert len(verdicts) >= len(files), run.stderr
    return [line for line in verdicts if not line.startswith("PASS")]


def test_a_pdf_of_each_kind_is_pdf_a_2b(generated: Generated) -> None:
    """The longest of each kind: the judge takes a third of a second for a file."""
    longest = {one.job.kind.name: one for one in sorted(generated.printed, key=lambda m: m.pages)}
    assert not_pdf_a(generated, [*longest.values()]) == []


@pytest.mark.thorough
def test_every_pdf_is_pdf_a_2b(generated: Generated) -> None:
    assert not_pdf_a(generated, generated.printed) == []


@pytest.mark.thorough
def test_another_reader_finds_every_value_of_every_pdf(generated: Generated) -> None:
    """pypdf, ten times slower than our own reader."""
    for one in generated.printed:
        pages = [squeezed(text) for text in page_texts((generated.folder / one.pdf).read_bytes())]
        for value in values(one):
            assert stands(value, pages), (one.pdf, value)
