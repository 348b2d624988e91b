"""Finished pages with one thing wrong: exactly that is found, and nothing on right ones."""

from __future__ import annotations

import pytest

from pipeline.documents.layout import layout_findings, measure
from tests.documents.layout.paper import HEI, MM, PITCH, SONG, TITLE, Paper, Text, pdf

#: How far below the top of its line a baseline lies: letters at the top of it, or lower.
HIGH, LOW = 0.8 * 16, 0.8 * PITCH
LINE = "经研究决定现将拟命名的职工创新工作室名单予以公示接受监督"
ORGAN, DAY = "中北大学工会委员会", "2024年6月17日"


def notice(
    *,
    left: float = 28,
    right: float = 184,
    top: float = 37,
    columns: int = 28,
    step: float = 0,
    rows: int = 22,
    pitch: float = PITCH,
    lead: float = HIGH,
    size: float = 16,
    face: str = SONG,
    title: str = TITLE,
    blank: int = 2,
    shift: float = 0,
    date_right: float = 161.4,
    day: str = DAY,
    over: int = 3,
    last: str = "",
) -> list[Paper]:
    """A page full of text under a title; then `over` more lines of it, and the signature."""
    step = step or (right - left) / MM / columns

    def base(row: float) -> float:
        return top + (lead + row * pitch) * MM

    heading = "关于拟命名名单的公示"
    indented = LINE[: columns - 2]
    first = [
        Text(
            words=heading,
            left=106 - 11 * len(heading) * MM,
            baseline=top + 24 * MM,
            size=22,
            face=title,
        ),
        Text(
            words=indented,
            left=left + 2 * step * MM,
            baseline=base(2),
            size=size,
            face=face,
            step=step,
        ),
    ]
    full = [
        Text(words=LINE[:columns], left=left, baseline=base(row), size=size, face=face, step=step)
        for row in range(rows)
    ]
    rest = full[: over - 1]
    rest.append(
        Text(
            words="特此公示。", left=left, baseline=base(over - 1), size=size, face=face, step=step
        )
    )
    named = Text(words=ORGAN, left=0, baseline=base(over + blank), step=15.75)
    dated = Text(words=day, left=0, baseline=base(over + blank + 1), step=15.75)
    date_left = date_right - dated.width
    name_left = date_left + (dated.width - named.width) / 2 + shift
    signature = [
        Text(words=one.words, left=at, baseline=one.baseline, step=one.step)
        for one, at in ((named, name_left), (dated, date_left))
    ]
    if last:
        signature.append(Text(words=last, left=39, baseline=base(over + blank + 2), step=15.75))
    return [Paper(texts=[*first, *full[3:]]), Paper(texts=[*rest, *signature])]


def numbered(
    papers: list[Paper], *, off: float = 0, left: float = 0, size: float = 14, words: str = "—{}—"
) -> bytes:
    """Page numbers outside, moved down by `off`; `left` puts all of them there."""
    drawn = []
    for page, one in enumerate(papers, 1):
        number = Text(words=words.format(page), left=0, size=size, baseline=270.8 + off)
        outer = 179.06 - number.width if page % 2 else 32.94
        at = Text(words=number.words, left=left or outer, size=size, baseline=number.baseline)
        texts = [*one.texts, at] if words else one.texts
        drawn.append(Paper(texts=texts, rules=one.rules, size=one.size))
    return pdf(drawn)


def codes(made: bytes, layout: str = "notice") -> set[str]:
    return {one.code for one in layout_findings(measure(made), layout)}


@pytest.mark.parametrize("lead", [HIGH, LOW])
@pytest.mark.parametrize("step", [0.0, 15.75])
def test_right_pages_have_no_finding(lead: float, step: float) -> None:
    assert layout_findings(measure(numbered(notice(lead=lead, step=step))), "notice") == ()


@pytest.mark.parametrize(
    ("code", "papers"),
    [
        ("L01", [Paper(texts=one.texts, size=(210, 290)) for one in notice()]),
        ("L02", notice(left=26)),
        ("L02", notice(left=30)),
        ("L03", notice(top=35)),
        ("L04", notice(right=186)),
        ("L04", notice(right=182)),
        ("L06", notice(pitch=29.5)),
        ("L06", notice(pitch=28)),
        ("L07", notice(rows=21)),
        ("L07", notice(rows=21, lead=LOW)),
        ("L07", notice(rows=21, top=39, lead=LOW)),
        ("L08", notice(columns=27)),
        ("L08", notice(columns=27, step=15.75)),
        ("L09", notice(size=15)),
        ("L10", notice(title=HEI)),
        ("L11", notice(face=HEI)),
        ("L17", notice(blank=0)),
        ("L17", notice(blank=1)),
        ("L17", notice(shift=6)),
        ("L17", notice(date_right=175)),
        ("L17", notice(day="2024年6月")),
        ("L19", [*notice(), Paper()]),
        ("L20", [*notice(), Paper(texts=[Text(words="附注。", left=28, baseline=45)])]),
    ],
)
def test_one_thing_wrong_is_the_one_thing_found(code: str, papers: list[Paper]) -> None:
    assert codes(numbered(papers)) == {code}


@pytest.mark.parametrize(
    ("code", "given"),
    [
        ("L12", {"words": ""}),
        ("L12", {"words": "{}"}),
        ("L13", {"left": 32.94}),
        ("L13", {"left": 158.9}),
        ("L13", {"left": 100}),
        ("L14", {"off": 4}),
        ("L15", {"size": 10.5}),
    ],
)
def test_page_numbers(code: str, given: dict[str, object]) -> None:
    assert code in codes(numbered(notice(), **given))  # type: ignore[arg-type]  # from the table


def test_a_signature_alone_on_its_page() -> None:
    first, second = notice(over=0, blank=0)
    alone = Paper(texts=second.texts[-2:])
    assert codes(numbered([first, alone])) == {"L18"}


def test_two_organs_sign_one_over_the_other() -> None:
    first, second = notice(over=3)
    *body, name, day = second.texts
    other = Text(words=ORGAN, left=name.left, baseline=name.baseline - PITCH * MM, step=name.step)
    assert codes(numbered([first, Paper(texts=[*body, other, name, day])])) == {"L17"}
    lower = [
        Text(words=one.words, left=one.left, baseline=one.baseline + PITCH * MM, step=one.step)
        for one in (name, day)
    ]
    assert codes(numbered([first, Paper(texts=[*body, name, *lower])])) == set()


def table(rows: int, top: float, *, words: str = "先进", titles: int = 0) -> Paper:
    """Rows of 9 mm in two columns, lines all around; the first `titles` of them in 黑体."""
    edges = [top + 9 * row for row in range(rows + 1)]
    rules = [(28.0, y, 184.0, y) for y in edges]
    rules += [(x, edges[0], x, edges[-1]) for x in (28.0, 60.0, 184.0)]
    texts = [
        Text(words=one, left=at, baseline=y + 6, size=12, face=HEI if row < titles else SONG)
        for row, y in enumerate(edges[:-1])
        for one, at in (("序号" if row < titles else str(row), 30.0), (words, 62.0))
    ]
    return Paper(texts=texts, rules=rules)


def test_tables() -> None:
    assert codes(pdf([table(5, 40, titles=1)]), "form") == set()
    assert codes(pdf([table(24, 40, titles=1), table(2, 40)]), "form") == set()
    assert codes(pdf([table(1, 240, titles=1), table(2, 40)]), "form") == {"L25"}
    assert codes(pdf([table(1, 240, titles=1)]), "form") == set()
    assert codes(pdf([table(2, 40, words="优" * 30)]), "form") == {"L21", "L04"}


def test_words_over_lines_and_off_the_paper() -> None:
    cell = table(3, 40)
    long = Text(words="创新工作室", left=50, baseline=55, size=12)
    assert codes(pdf([Paper(texts=[*cell.texts, long], rules=cell.rules)]), "form") == {"L21"}
    low = Text(words="创新工作室", left=62, baseline=60, size=12)
    assert codes(pdf([Paper(texts=[*cell.texts, low], rules=cell.rules)]), "form") == {"L21"}
    off = Text(words="创新工作室", left=200, baseline=100)
    assert codes(pdf([Paper(texts=[off])]), "form") == {"L04", "L22"}
