"""Archived volumes as a hand-over lists them: title, days, when each was closed."""

from __future__ import annotations

import csv
import datetime
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from pipeline.documents.view.written import View
from pipeline.dossier.acts.lists import Handover
from pipeline.dossier.intake import Intake
from pipeline.dossier.load import Case
from pipeline.dossier.workspace import Loaded
from pipeline.lifecycle import Stage, name_now
from pipeline.rules.facts import last_day
from pipeline.short_code import short_code

#: 保管期限, as a sealed volume's catalogue has them.
_LONGEST_FIRST = ("永久", "30年", "10年")


def span_of(stage: Stage, closed: datetime.date) -> tuple[datetime.date, datetime.date]:
    """First and last day of what a volume is about: the cycle, as long as the title was had
    (Art. 11, 14), or the acts of an application that was not named."""
    if stage.cycle:
        return stage.cycle[0], last_day(stage)
    days = [act.date for act in stage.acts if act.name != "归档" and act.date <= closed]
    return min(days, default=closed), max(days, default=closed)


def volume_title(case: Case, stage: Stage, closed: datetime.date) -> str:
    """案卷题名."""
    name, (first, last) = name_now(case, stage), span_of(stage, closed)
    if stage.cycle is None:
        return f"{name}申报材料（{case.year}年度）"
    return f"{name}创建周期档案（{first.year}—{last.year}）"


def batch_title(year: int) -> str:
    """案卷题名 of an intake's own papers."""
    return f"{year}年度创新工作室申报、评审、命名文件"


def batch_span(intake: Intake, closed: datetime.date) -> tuple[datetime.date, datetime.date]:
    """First and last day of what an intake decided until it was closed."""
    days = [block.date for _, block in intake.dated if block.date <= closed]
    return min(days, default=closed), max(days, default=closed)


def handover_view(
    block: Handover, listed: Sequence[tuple[Case, Stage]], loaded: Loaded
) -> dict[str, object]:
    """One row for each volume, those of intakes' own papers last; what only a sealed one tells,
    where all of them lie sealed."""
    found: list[tuple[str, str, tuple[datetime.date, datetime.date], datetime.date]] = []
    for case, stage in listed:
        if archived := stage.last("归档"):
            title, closed = volume_title(case, stage, archived.date), archived.date
            found.append((case.key, title, span_of(stage, closed), closed))
    for year, intake in loaded.intakes.items():
        if intake.archiving and str(year) in block.volumes:
            closed = intake.archiving.date
            found.append((str(year), batch_title(year), batch_span(intake, closed), closed))
    folder = loaded.root / "output" / "archive"
    registered = _registered(folder)
    newest = [_newest(one[0].replace("/", "-"), registered) for one in found]
    rows = [_row(*one, folder / name) for one, name in zip(found, newest, strict=True)]
    sealed = bool(rows) and all(row["页数"] for row in rows)
    code = next((registered[name] for name in reversed(registered) if name in newest), "")
    return {"案卷清单": tuple(rows), "案卷封存": sealed, "登记册代码": code if sealed else ""}


def _registered(folder: Path) -> dict[str, str]:
    """Each package of the register and the code of its line, in the register's order; nothing
    where there is none or it cannot be read: `studio register` says why."""
    try:
        rows = csv.DictReader((folder / "register.csv").read_text("utf-8-sig").splitlines())
        return {row["归档包"]: short_code(row["链值"]) for row in rows}
    except (OSError, ValueError, KeyError, TypeError, csv.Error):
        return {}


def _newest(volume: str, registered: Mapping[str, str]) -> str:
    """The package that is a volume's last version."""
    versions = [name for name in registered if re.fullmatch(rf"{re.escape(volume)}-v\d+", name)]
    return versions[-1] if versions else volume


def _row(
    key: str,
    title: str,
    span: tuple[datetime.date, datetime.date],
    closed: datetime.date,
    package: Path,
) -> View:
    first, last = span
    told = {"编号": key, "题名": title, "起": first, "止": last, "归档日期": closed}
    return MappingProxyType({**told, **_counted(package)})


def _counted(package: Path) -> View:
    """件数, 页数, 保管期限 of a sealed volume; blanks where it is not there or cannot be read."""
    try:
        listed = (package / "data" / "catalogue.csv").read_text("utf-8-sig").splitlines()
        told = json.loads((package / "data" / "environment.json").read_text("utf-8"))
        kept = {row["保管期限"] for row in csv.DictReader(listed)}
        longest = next(one for one in _LONGEST_FIRST if one in kept)
        return {"件数": len(listed) - 1, "页数": int(told["bundle"]["pages"]), "保管期限": longest}
    except (OSError, ValueError, KeyError, TypeError, StopIteration):
        return {"件数": "", "页数": "", "保管期限": ""}
