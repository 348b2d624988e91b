"""The gaps as one HTML page that can be mailed and printed: no script, nothing from outside.

Built as an element tree, so that every value is escaped by construction. Each state has its word
and its own border and shade, so that a grey print reads as well as the screen.
"""

from __future__ import annotations

import base64
import hashlib
import itertools
from xml.etree.ElementTree import Element, SubElement, tostring

from pipeline.articles import article_text
from pipeline.chinese import chinese_date
from pipeline.rules.lacking.cell import GapState
from pipeline.rules.reminders import Reminder, letter
from pipeline.show.gaps_matrix import Column, Matrix, MatrixLine

_CLASS = {
    GapState.PRESENT: "present",
    GapState.MISSING: "missing",
    GapState.OVERDUE: "overdue",
    GapState.NOT_DUE: "later",
    GapState.NOT_APPLICABLE: "none",
    GapState.STATED: "none",
}
_MEANING = {
    GapState.PRESENT: "已有",
    GapState.MISSING: "缺，细则没有定期限",
    GapState.OVERDUE: "缺，已过期限",
    GapState.NOT_DUE: "还没有，也还没到期限",
    GapState.NOT_APPLICABLE: "不要求，附理由",
    GapState.STATED: "这一年已过，校工会认定缺少",
}

_STYLE = """
@page { size: A4 landscape; margin: 10mm 8mm }
* { box-sizing: border-box; -webkit-print-color-adjust: exact; print-color-adjust: exact }
body { margin: 1.2em auto; padding: 0 1em; max-width: 1250px; color: #111; background: #fff;
  font: 14px/1.5 "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", SimHei, sans-serif }
h1 { font-size: 1.5em; margin: 0 0 .2em } h2 { font-size: 1.15em; margin: 1.6em 0 .5em }
h3 { font-size: 1em; margin: 0 0 .3em } p { margin: .3em 0 }
.wide { overflow-x: auto }
table { border-collapse: collapse; width: 100%; font-size: .86em }
th, td { border: 1px solid #999; padding: .25em .4em; vertical-align: top; text-align: left;
  unicode-bidi: isolate }
thead th { background: #eee; text-align: center } tr { break-inside: avoid }
thead { display: table-header-group }
.studio { min-width: 11em } .period { white-space: nowrap } small { display: block; color: #333 }
.square { text-align: center; min-width: 5.2em } .day { white-space: nowrap }
.present { background: #e6f4e6 }
.missing { background: #ffe08a; border: 2px solid #111; font-weight: bold }
.overdue { background: #a61b1b; color: #fff; border: 2px solid #111; font-weight: bold }
.overdue small { color: #fff } .missing small, .overdue small { font-weight: normal }
.later { background: #fff; border: 2px dashed #777 }
.none { background: #e2e2e2; font-style: italic }
.blank { background: #f7f7f7 }
.counts { display: flex; flex-wrap: wrap; gap: .6em; padding: 0; margin: .8em 0; list-style: none }
.counts li { border: 1px solid #999; padding: .3em .8em }
.letters { columns: 2; column-gap: 1.5em }
.letter { break-inside: avoid; border: 1px solid #999; padding: .7em .9em; margin: 0 0 1em }
.letter ol { margin: .3em 0; padding-left: 1.6em }
@media screen and (max-width: 800px) { .letters { columns: 1 } }
@media print { body { margin: 0; padding: 0; max-width: none; font-size: 10.5px }
  .wide { overflow: visible } }
"""


def gaps_page(matrix: Matrix) -> bytes:
    """The whole page, UTF-8."""
    digest = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
    title = f"台账缺项（截至{chinese_date(matrix.today)}）"
    page = Element("html", lang="zh-CN")
    head = SubElement(page, "head")
    SubElement(head, "meta", charset="utf-8")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    SubElement(head, "meta", {"http-equiv": "Content-Security-Policy", "content": policy})
    SubElement(head, "meta", name="viewport", content="width=device-width, initial-scale=1")
    SubElement(head, "title").text = title
    SubElement(head, "style").text = _STYLE
    body = SubElement(page, "body")
    SubElement(body, "h1").text = title
    _summary(body, matrix)
    _squares(body, matrix)
    _details(body, matrix)
    _letters(body, matrix)
    return f"<!DOCTYPE html>\n{tostring(page, encoding='unicode', method='html')}\n".encode()


def _summary(body: Element, matrix: Matrix) -> None:
    opened = len(matrix.reminders)
    SubElement(
        body, "p"
    ).text = (
        f"查了 {matrix.studios} 个工作室的 {len(matrix.cells)} 项，其中 {opened} 个工作室有缺项。"
    )
    counts = SubElement(body, "ul", {"class": "counts"})
    for state, count in matrix.counts.items():
        item = SubElement(counts, "li", {"class": _CLASS[state]})
        item.text = f"{state.value} {count}"
        SubElement(item, "small").text = _MEANING[state]


def _squares(body: Element, matrix: Matrix) -> None:
    SubElement(body, "h2").text = "工作室 × 期间 × 项目"
    table = SubElement(SubElement(body, "div", {"class": "wide"}), "table")
    head = SubElement(table, "thead")
    groups, titles = SubElement(head, "tr"), SubElement(head, "tr")
    for label in ("工作室", "期间"):
        SubElement(groups, "th", rowspan="2", scope="col").text = label
    for group, columns in itertools.groupby(matrix.columns, key=lambda column: column.group):
        SubElement(groups, "th", colspan=str(len(list(columns))), scope="colgroup").text = group
    for column in matrix.columns:
        SubElement(titles, "th", scope="col").text = column.title
    rows: Element | None = None
    for line in matrix.lines:
        if line.first_of or rows is None:
            rows = SubElement(table, "tbody")
        _row(SubElement(rows, "tr"), line, matrix.columns)


def _row(row: Element, line: MatrixLine, columns: tuple[Column, ...]) -> None:
    if line.first_of:
        head = SubElement(
            row, "th", {"class": "studio", "rowspan": str(line.first_of), "scope": "rowgroup"}
        )
        head.text = line.name
        SubElement(head, "small").text = f"{line.studio} · 带头人 {line.leader}"
    period, _, span = line.period.partition("（")
    cell = SubElement(row, "th", {"class": "period", "scope": "row"})
    cell.text = period
    if span:
        SubElement(cell, "small").text = span.removesuffix("）")
    for column in columns:
        square = line.squares.get(column)
        if square is None:
            SubElement(row, "td", {"class": "square blank"})
            continue
        cell = SubElement(row, "td", {"class": f"square {_CLASS[square.state]}"})
        cell.text = square.state.value
        if square.note:
            SubElement(cell, "small").text = square.note
        if square.until:
            SubElement(cell, "small", {"class": "day"}).text = f"期限 {square.until}"


def _details(body: Element, matrix: Matrix) -> None:
    opened = [cell for cell in matrix.cells if cell.open]
    if not opened:
        return
    SubElement(body, "h2").text = "缺项明细"
    table = SubElement(SubElement(body, "div", {"class": "wide"}), "table")
    head = SubElement(SubElement(table, "thead"), "tr")
    for label in ("工作室", "期间", "项目", "状态", "情况", "期限", "依据", "怎么补"):
        SubElement(head, "th", scope="col").text = label
    rows = SubElement(table, "tbody")
    for cell in opened:
        row = SubElement(rows, "tr")
        texts = (
            cell.name,
            cell.period,
            cell.item,
            cell.state.value,
            cell.detail,
            cell.due.isoformat() if cell.due else "",
            article_text(cell.article),
            cell.next_step,
        )
        for text in texts:
            SubElement(row, "td").text = text
        row[5].set("class", "day")
        row[3].set("class", f"square {_CLASS[cell.state]}")


def _letters(body: Element, matrix: Matrix) -> None:
    if not matrix.reminders:
        return
    SubElement(body, "h2").text = "催办"
    letters = SubElement(body, "div", {"class": "letters"})
    for reminder in matrix.reminders:
        _letter(SubElement(letters, "section", {"class": "letter"}), reminder, matrix)


def _letter(section: Element, reminder: Reminder, matrix: Matrix) -> None:
    SubElement(section, "h3").text = f"{reminder.leader}（{reminder.name}）"
    for line in letter(reminder, matrix.today):
        SubElement(section, "p").text = line
