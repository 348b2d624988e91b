"""The table and the picture of a studio's life in dossiers/; `python -m tests.life_cycle` writes
them anew from the table of acts."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from html import escape
from itertools import pairwise

from pipeline.acts import ABOVE, AUDITORS, LEADER, PARTS, PARTY, REGULAR, UNION, UNIT, acts_by_name
from pipeline.articles import article_text
from pipeline.documents.lint.schema import act_written
from pipeline.policies import built_in
from tests.conftest import ROOT

README = ROOT / "dossiers" / "README.md"
PICTURE = ROOT / "dossiers" / "life-cycle.svg"
BEGIN, END = "<!-- 事项表：由 python -m tests.life_cycle 写 -->", "<!-- 事项表完 -->"
ACTS = acts_by_name(built_in().on(datetime.date(2026, 1, 1)).funds.payments)


def table() -> Iterator[str]:
    """A line for each act: what comes before, what falls due by it, and where it is written."""
    yield "| 事项 | 条款 | 谁办 | 在先 | 由它到期 | 写在哪里 |"
    yield "|---|---|---|---|---|---|"
    for part, names in PARTS.items():
        yield f"| **{part}** | | | | | |"
        for name in names:
            rule = ACTS[name]
            before = [*rule.after, *(["、".join(rule.after_any) + "之一"] * bool(rule.after_any))]
            before += [f"不晚于{one}" for one in rule.until]
            ends = [f"结束{rule.ends.value}"] if rule.ends else []
            key, _, shape = act_written(name)
            file = "record.yaml" if shape.origin == "record.yaml" else f"intake.yaml {key}"
            cells = (
                f"{name}{'（可多次）' if rule.repeatable else ''}",
                article_text(rule.article).removeprefix("第").replace("条", ""),
                rule.who,
                "；".join(before) or "—",
                "；".join([*ends, *rule.brings]) or "—",
                file,
            )
            yield f"| {' | '.join(cells)} |"


def readme() -> str:
    head, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    _, _, tail = rest.partition(END)
    return "\n".join((f"{head}{BEGIN}", *table(), f"{END}{tail}"))


#: Box: width, height and the space between boxes; columns of the picture from the left.
_W, _H, _GAP = 128, 40, 14
_MAIN = ("申报", "评审", "审定公示", "命名挂牌", "周期内", "周期末", "归档")
_SIDE = ("带头人变更", "取消称号", "校工会的一年")
_LEFT, _TOP, _STEP = 30, 92, 172
_COLOURS: Mapping[str, str] = {
    UNION: "#2f5d8a", LEADER: "#2e7d4f", UNIT: "#7a5c2e", PARTY: "#b23b3b", ABOVE: "#6b4c8a",
    AUDITORS: "#6b4c8a",
}  # fmt: skip


_HEADS = {"周期内": f"周期内（{built_in().policies[-1].cycle.years}年）"}


def _places() -> dict[str, tuple[float, float]]:
    """The upper left corner of each box: the main parts as columns, the others as rows below."""
    found: dict[str, tuple[float, float]] = {}
    for column, part in enumerate(_MAIN):
        for row, name in enumerate(PARTS[part]):
            found[name] = (_LEFT + column * _STEP, _TOP + row * (_H + _GAP))
    below = _TOP + max(len(PARTS[part]) for part in _MAIN) * (_H + _GAP) + 46
    for row, part in enumerate(_SIDE):
        for column, name in enumerate(PARTS[part]):
            found[name] = (_LEFT + 150 + column * (_W + 40), below + row * (_H + 34))
    return found


def _box(name: str, x: float, y: float) -> Iterator[str]:
    rule, colour = ACTS[name], _COLOURS[ACTS[name].who]
    dash = "" if name in REGULAR else ' stroke-dasharray="5 3"'
    fill = colour if name in REGULAR else "#ffffff"
    ink = "#ffffff" if name in REGULAR else colour
    yield (
        f'<rect x="{x}" y="{y}" width="{_W}" height="{_H}" rx="5" fill="{fill}" '
        f'stroke="{colour}" stroke-width="1.4"{dash}/>'
    )
    told = f"{rule.who}・{article_text(rule.article)}"
    for text, size, down in ((name, 14, 17), (told, 10, 32)):
        yield (
            f'<text x="{x + _W / 2}" y="{y + down}" font-size="{size}" fill="{ink}" '
            f'text-anchor="middle">{escape(text)}</text>'
        )


def _arrow(x: float, y: float, to_x: float, to_y: float) -> str:
    return (
        f'<path d="M{x} {y} L{to_x} {to_y}" stroke="#777" stroke-width="1.3" fill="none" '
        'marker-end="url(#tip)"/>'
    )


def _arrows(places: Mapping[str, tuple[float, float]]) -> Iterator[str]:
    """Down the regular acts of a column, from each column to the next, and along the rows."""
    regular = [[name for name in PARTS[part] if name in REGULAR] for part in _MAIN]
    for names in regular:
        for one, other in pairwise(names):
            (x, y), (_, down) = places[one], places[other]
            yield _arrow(x + _W / 2, y + _H, x + _W / 2, down - 3)
    for names, following in pairwise(regular):
        (x, y), (to_x, to_y) = places[names[-1]], places[following[0]]
        middle = (x + _W + to_x) / 2
        yield (
            f'<path d="M{x + _W} {y + _H / 2} H{middle} V{to_y + _H / 2} H{to_x - 3}" '
            'stroke="#777" stroke-width="1.3" fill="none" marker-end="url(#tip)"/>'
        )
    for part in _SIDE[:2]:
        for one, other in pairwise(PARTS[part]):
            (x, y), (to_x, _) = places[one], places[other]
            if one in ACTS[other].after or one not in _ANSWERS:
                yield _arrow(x + _W, y + _H / 2, to_x - 3, y + _H / 2)
            if one in _ANSWERS:
                yield _text((x + _W + to_x) / 2, y + _H / 2 + 5, "或")
    for one, other in (("整改通知", "整改验收"), ("推荐公示", "推荐"), ("推荐", "推荐结果")):
        (x, y), (_, down) = places[one], places[other]
        yield _arrow(x + _W / 2, y + _H, x + _W / 2, down - 3)
    for name, told in _THEN.items():
        x, y = places[name]
        yield _text(x + _W + 14, y + _H / 2 + 5, told, "start")


#: The answers to a leader's change, one of which is given; and what follows elsewhere.
_ANSWERS = ("恢复履职", "重新命名")
_THEN = {"取消命名": "→ 收回牌匾、退回经费、归档", "退回经费": "→ 归档"}


def _text(x: float, y: float, told: str, anchor: str = "middle") -> str:
    return f'<text x="{x}" y="{y}" font-size="12" fill="#444" text-anchor="{anchor}">{told}</text>'


def picture() -> str:
    """The whole as SVG, which any browser opens."""
    places = _places()
    width = _LEFT + len(_MAIN) * _STEP + 10
    height = max(y for _, y in places.values()) + _H + 60
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height:.0f}" '
        f'width="{width}" height="{height:.0f}" '
        'font-family="Noto Sans CJK SC, Microsoft YaHei, SimHei, sans-serif">',
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" '
        'markerHeight="7" orient="auto"><path d="M0 0 L8 4 L0 8 z" fill="#777"/></marker></defs>',
        f'<rect width="{width}" height="{height:.0f}" fill="#ffffff"/>',
        f'<text x="{_LEFT}" y="38" font-size="22" fill="#222">一个创新工作室从申报到归档</text>',
        f'<text x="{_LEFT}" y="60" font-size="12" fill="#666">实框：每个周期都有；'
        "虚框：有事才有。每框下一行：谁办、细则哪一条。</text>",
    ]
    for column, part in enumerate(_MAIN):
        lines.append(
            f'<text x="{_LEFT + column * _STEP + _W / 2}" y="{_TOP - 10}" font-size="13" '
            f'fill="#444" text-anchor="middle">{_HEADS.get(part, part)}</text>'
        )
    for part in _SIDE:
        _, y = places[PARTS[part][0]]
        lines.append(
            f'<text x="{_LEFT}" y="{y + _H / 2 + 5}" font-size="13" fill="#444">{part}</text>'
        )
    lines += _arrows(places)
    for name, (x, y) in places.items():
        lines += _box(name, x, y)
    keys = dict.fromkeys(_COLOURS)
    for nth, who in enumerate(keys):
        x = _LEFT + 150 + nth * 120
        lines += [
            f'<rect x="{x}" y="{height - 34:.0f}" width="14" height="14" fill="{_COLOURS[who]}"/>',
            f'<text x="{x + 20}" y="{height - 22:.0f}" font-size="12" fill="#444">{who}</text>',
        ]
    return "\n".join((*lines, "</svg>", ""))


if __name__ == "__main__":
    README.write_text(readme(), encoding="utf-8")
    PICTURE.write_text(picture(), encoding="utf-8")
