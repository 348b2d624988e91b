"""Each check finds its difference, and a page that is right has none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.documents.layout import PageMeasure, layout_findings
from pipeline.documents.layout.grid import MM, Stroke
from pipeline.documents.layout.measure import Line
from pipeline.documents.layout.profiles import PITCH

STEP = PITCH * MM


def line(text: str, row: int, left: float = 28, right: float = 184, **given: object) -> Line:
    """A line of the 22-line grid."""
    values = {
        "text": text,
        "left": left,
        "right": right,
        "solid": right,
        "baseline": 46 + row * STEP,
        "size": 16.0,
        "face": "StudioSong",
        "color": "000000",
        "advance": 15.75,
        "in_table": False,
    }
    return Line(**(values | given))  # type: ignore[arg-type]  # fields by name


def number(page: int) -> Line:
    left, right = (159.0, 179.06) if page % 2 else (32.94, 53.0)
    return line(f"—{page}—", 0, left, right, size=14.0, baseline=270.8, advance=0.0)


RED_RULE = Stroke(left=28, top=100, right=184, bottom=100, thickness=0.5, color="FF0000")
BODY = "经研究决定现将名单予以公示接受监督有异议的可以书面反映"
NOTICE = PageMeasure(
    page=1, width=210, height=297, strokes=(), number=number(1), crossed=(), outside=(),
    lines=(
        line("关于名单的公示", 0, 80, 132, size=22.0, face="StudioBiaosong"),
        line(BODY, 2, 39.3), line(BODY, 3), line("一、名单", 4, 39.3, 70, face="StudioHei"),
        line("中北大学工会委员会", 7, 118, 168), line("2024年6月17日", 8, 124, 162, advance=0.0),
    ),
)  # fmt: skip


def codes(page: PageMeasure, layout: str = "notice") -> set[str]:
    return {one.code for one in layout_findings((page,), layout)}


def changed(at: int, **values: object) -> PageMeasure:
    """NOTICE with one of its lines changed."""
    lines = list(NOTICE.lines)
    lines[at] = replace(lines[at], **values)  # type: ignore[arg-type]  # fields by name
    return replace(NOTICE, lines=tuple(lines))


def test_a_right_page_has_no_finding() -> None:
    assert layout_findings((NOTICE,), "notice") == ()


@pytest.mark.parametrize(
    ("code", "page"),
    [
        ("L01", replace(NOTICE, width=216, height=279)),
        ("L02", changed(2, left=25)),
        ("L03", changed(0, baseline=40)),
        (
            "L03",
            replace(
                NOTICE,
                lines=tuple(replace(one, baseline=one.baseline + 30) for one in NOTICE.lines),
            ),
        ),
        ("L04", changed(2, solid=189.7)),
        ("L05", changed(5, baseline=265)),
        (
            "L06",
            replace(
                NOTICE,
                lines=tuple(
                    replace(one, baseline=46 + (one.baseline - 46) * 0.95) for one in NOTICE.lines
                ),
            ),
        ),
        ("L07", replace(NOTICE, lines=tuple(line(BODY, row) for row in range(23)))),
        ("L08", replace(NOTICE, lines=tuple(replace(one, advance=16.4) for one in NOTICE.lines))),
        ("L09", changed(2, size=14.0)),
        ("L10", changed(0, left=60)),
        ("L10", changed(0, face="StudioHei")),
        ("L10", changed(0, size=18.0)),
        ("L11", changed(3, face="StudioSong")),
        ("L12", replace(NOTICE, number=None)),
        ("L12", replace(NOTICE, number=replace(number(1), text="1"))),
        ("L12", replace(NOTICE, number=replace(number(1), text="—2—"))),
        ("L13", replace(NOTICE, number=replace(number(1), left=90, right=110))),
        ("L14", replace(NOTICE, number=replace(number(1), baseline=276))),
        ("L15", replace(NOTICE, number=replace(number(1), size=10.5))),
        ("L17", changed(5, text="2024年6月")),
        ("L17", changed(5, left=145, right=183)),
        ("L17", changed(4, left=100)),
        ("L18", replace(NOTICE, lines=NOTICE.lines[-2:])),
        ("L21", replace(NOTICE, crossed=("tu",))),
        ("L22", replace(NOTICE, outside=("成果",))),
    ],
)
def test_each_difference_has_its_code(code: str, page: PageMeasure) -> None:
    assert code in codes(page)


def test_the_red_rule_and_the_imprint() -> None:
    assert "L16" in codes(NOTICE, "official")
    under = line("校工字〔2024〕5号", 5, 80, 131, baseline=95.2)
    headed = replace(NOTICE, strokes=(RED_RULE,), lines=(NOTICE.lines[0], under))
    assert "L16" not in codes(headed, "official")
    assert "L16" in codes(replace(headed, strokes=(replace(RED_RULE, left=40),)), "official")
    for color in ("FF0060", "FF6000", "800000"):  # purple, orange, brown
        other = replace(headed, strokes=(replace(RED_RULE, color=color),))
        assert "L16" in codes(other, "official"), color
    dark = replace(headed, strokes=(replace(RED_RULE, color="C0302F"),))
    assert "L16" not in codes(dark, "official")
    assert "L16" in codes(replace(headed, lines=(NOTICE.lines[0],)), "official")
    low = tuple(replace(RED_RULE, top=y, bottom=y, color="000000") for y in (241.5, 251.7, 261.9))
    printed = line("工会2024年6月26日印发", 20, 33, 179, size=14.0, baseline=258.2)
    imprint = replace(headed, lines=(*headed.lines, printed), strokes=(RED_RULE, *low))
    assert "L23" not in codes(imprint, "official")
    assert "L23" in codes(replace(imprint, strokes=(RED_RULE, *low[:2])), "official")


def test_blank_and_lonely_pages() -> None:
    blank = replace(NOTICE, page=2, lines=(), number=number(2))
    assert [one.code for one in layout_findings((NOTICE, blank), "notice")] == ["L19"]
    lonely = replace(NOTICE, page=2, lines=(line("接受监督。", 0, 28, 60),), number=number(2))
    assert [one.code for one in layout_findings((NOTICE, lonely), "notice")] == ["L20"]


def test_a_plaque_has_one_page_of_any_size_and_a_list_may_lie() -> None:
    sheet = replace(NOTICE, width=600, height=400, number=None)
    assert codes(sheet, "plaque") == set()
    assert [x.code for x in layout_findings((sheet, replace(sheet, page=2)), "plaque")] == ["L19"]
    turned = replace(
        NOTICE, width=297, height=210, number=None, lines=(line("归档文件目录", 0, 36, 259),)
    )
    assert codes(turned, "catalogue") == set()
    assert codes(replace(turned, lines=(line("目录", 0, 30, 259),)), "catalogue") == {"L02"}


def test_a_finding_says_page_value_and_wish_but_never_conformity() -> None:
    (finding,) = layout_findings((changed(2, right=195, solid=189.7),), "notice")
    assert str(finding) == (
        "第 1 页 L04 右边最外的字超出版心：189.7 毫米，应为不大于 184±1 毫米"
        "（GB/T 9704—2012（转引） 页边与版心）"
    )
    assert "符合" not in str(finding)


def letter_page(name_top: float = 30.0, shift: float = 0.0) -> PageMeasure:
    """The first page of a letter, its double lines moved right by `shift` at their end."""
    name = line(
        "中北大学工会委员会",
        0,
        34.6,
        177.4,
        size=45.0,
        color="FF0000",
        baseline=name_top + 0.88 * 45 * MM,
    )
    heights = ((name.bottom + 4, 0.8), (name.bottom + 4.9, 0.26), (276.1, 0.26), (277, 0.8))
    rules = tuple(
        replace(RED_RULE, left=20, right=190 + shift, top=y, bottom=y, thickness=t)
        for y, t in heights
    )
    return replace(NOTICE, number=None, strokes=rules, lines=(name, *NOTICE.lines))


def test_a_letter_has_its_name_and_double_lines() -> None:
    assert codes(letter_page(), "letter") == set()
    assert codes(letter_page(name_top=33), "letter") == {"L24"}
    assert codes(letter_page(shift=4), "letter") == {"L24"}
    assert codes(NOTICE, "letter") == {"L24"}
    turned = letter_page()
    swapped = replace(
        turned, strokes=tuple(replace(s, thickness=1 - s.thickness) for s in turned.strokes)
    )
    assert codes(swapped, "letter") == {"L24"}
