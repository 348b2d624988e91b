"""Due dates as an iCalendar file (RFC 5545), one all-day event for each act that has a day.

The UID says which act of which studio, not when, so that a calendar that reads a later file moves
the event instead of doubling it. Acts without a day are not events and stay out.
"""

from __future__ import annotations

import datetime
import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

from pipeline.diagnostics import visible
from pipeline.owed.duty import Due
from pipeline.show.status_rows import StatusRow, told_act

#: RFC 5545, 3.1: a line holds at most 75 octets, its line end not counted.
_OCTETS = 75


def due_calendar(rows: Iterable[StatusRow], today: datetime.date) -> bytes:
    """The rows of `studio status` as a calendar, stamped with `today`."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//studio-pipeline//status//ZH",
        "CALSCALE:GREGORIAN",
        "X-WR-CALNAME:创新工作室期限",
    ]
    seen: Counter[str] = Counter()
    for row in rows:
        for due in row.next:
            if due.by:
                what = "|".join((row.studio, due.act, due.detail))
                seen[what] += 1
                lines += _event(row, due, due.by, f"{what}|{seen[what]}", today)
    lines.append("END:VCALENDAR")
    return b"".join(_folded(line) for line in lines)


def _event(
    row: StatusRow, due: Due, day: datetime.date, identity: str, today: datetime.date
) -> Iterator[str]:
    digest = hashlib.sha256(identity.encode()).hexdigest()[:32]
    told = [f"编号：{row.studio}", f"阶段：{row.phase}", f"谁办：{due.who}"]
    if due.blocked_by:
        told.append(f"障碍：{due.blocked_by}")
    if day < today:
        told.append(f"截至 {today} 已过期")
    yield "BEGIN:VEVENT"
    yield f"UID:{digest}@studio-pipeline.invalid"
    yield f"DTSTAMP:{today:%Y%m%d}T000000Z"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + datetime.timedelta(days=1):%Y%m%d}"
    yield "SUMMARY:" + _text(f"{row.name}：{told_act(due)}〔{due.who}〕")
    yield "DESCRIPTION:" + _text("\n".join(told))
    yield f"CATEGORIES:{_text(due.who)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(value: str) -> str:
    r"""RFC 5545, 3.3.11: `\`, `;`, `,` and line ends are escaped; no control character remains."""
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    lines = escaped.splitlines()
    return "\\n".join(visible(line, len(line) + 1) for line in lines)


def _folded(line: str) -> bytes:
    """Cut between characters, never inside one; what follows begins with a space."""
    pieces = [b""]
    for character in line:
        octets = character.encode()
        if len(pieces[-1]) + len(octets) > _OCTETS:
            pieces.append(b" ")
        pieces[-1] += octets
    return b"\r\n".join(pieces) + b"\r\n"
