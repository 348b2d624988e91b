"""The types a written value may have; the field decides, never the look of the text.

Each type takes the text exactly as written and says in Chinese what it wants. Money is integer 分,
marks and areas are `Decimal`, days are `datetime.date`.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Any, NamedTuple, NewType

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    StringConstraints,
    ValidatorFunctionWrapHandler,
)
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import (
    is_instance_schema,
    no_info_wrap_validator_function,
    str_schema,
)

from pipeline.dossier.tree import MARKS_KEY, Marks, Table
from pipeline.names.comparison import SET_WIDE, ComparedName

#: Money in 分 (1/100 元).
Fen = NewType("Fen", int)

_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DAY_OTHERWISE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{2})")
_COUNT = re.compile(r"[0-9]{1,9}")
#: Of every day and year that people write.
_YEARS = (1900, 2100)
_MONEY = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,11})(?:\.([0-9]{1,2}))?(?:\s*元)?")
_NUMBER = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,4})?")
_DOCUMENT_NUMBER = re.compile(r"[一-鿿]{1,12}〔[0-9]{4}〕[1-9][0-9]{0,4}号")

#: What tells a person from a namesake: 许明（仪器与电子学院）.
_NAMESAKE = re.compile(r"\s*[（(][^（()）]*[）)]$")

_NOTHING = ("", "~", "null", "Null", "NULL")


class Month(NamedTuple):
    """A calendar month, as for dates of birth in forms."""

    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02d}"

    def age_on(self, day: datetime.date) -> int:
        """Whole years; a month counts as complete on its first day."""
        return day.year - self.year - ((day.month, 1) < (self.month, 1))


def _wanted(what: str, example: str) -> PydanticCustomError:
    return PydanticCustomError("wanted", "{what}", {"what": what, "example": example})


def _half_width(value: object) -> str:
    """What was meant by full-width digits and unseen spaces; only for saying what to type."""
    return unicodedata.normalize("NFKC", value).strip() if isinstance(value, str) else ""


def _meant(form: re.Pattern[str], value: object, example: str) -> str:
    meant = _half_width(value)
    return meant if form.fullmatch(meant) else example


def _day(value: object) -> datetime.date:
    if isinstance(value, datetime.date):
        return value
    found = _DAY.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        near = _DAY_OTHERWISE.fullmatch(_half_width(value))
        example = "{}-{:02}-{:02}".format(*map(int, near.groups())) if near else "2024-04-16"
        raise _wanted("日期应写成 年-月-日", example)
    try:
        day = datetime.date(*map(int, found.groups()))
    except ValueError:
        raise _wanted("日历上没有这一天", "2024-02-29") from None
    if not _YEARS[0] <= day.year <= _YEARS[1]:
        raise _wanted(f"年份应在 {_YEARS[0]} 与 {_YEARS[1]} 之间", "2024-04-16")
    return day


def _month(value: object) -> Month:
    if isinstance(value, Month):
        return value
    found = _MONTH.fullmatch(value) if isinstance(value, str) else None
    real = found and 1 <= int(found[2]) <= 12 and _YEARS[0] <= int(found[1]) <= _YEARS[1]
    if found is None or not real:
        raise _wanted("年月应写成 年-月", _meant(_MONTH, value, "1978-05"))
    return Month(int(found[1]), int(found[2]))


def _count(value: object) -> int:
    if isinstance(value, int):
        return value
    if not isinstance(value, str) or not _COUNT.fullmatch(value):
        raise _wanted("应是一个整数，不带单位", _meant(_COUNT, value, "12"))
    return int(value)


def _year(value: object) -> int:
    year = _count(value)
    if not _YEARS[0] <= year <= _YEARS[1]:
        raise _wanted(f"年份应在 {_YEARS[0]} 与 {_YEARS[1]} 之间", "2026")
    return year


def _money(value: object) -> Fen:
    if isinstance(value, int):
        return Fen(value)
    found = _MONEY.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise _wanted("金额应写阿拉伯数字，以元为单位", _meant(_MONEY, value, "20000"))
    return Fen(int(found[1].replace(",", "")) * 100 + int((found[2] or "").ljust(2, "0")))


def _number(value: object) -> Decimal:
    if isinstance(value, Decimal):
        return value
    if not isinstance(value, str) or not _NUMBER.fullmatch(value):
        raise _wanted("应是一个数，不带单位", _meant(_NUMBER, value, "86.5"))
    return Decimal(value)


def _yes(value: object) -> bool:
    if isinstance(value, bool):
        return value
    if value not in ("是", "否"):
        raise _wanted("应填“是”或“否”", "是")
    return value == "是"


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _wanted("应是一段文字", "")
    # Spaces alone (also those not seen) and YAML's words for nothing are no content.
    return "" if value.strip() in _NOTHING else value.strip("\n")


def _line(value: object) -> str:
    """Names and titles: a line end within would break every table and message they stand in."""
    line = _text(value).strip()
    if "\n" in line or "\t" in line:
        raise _wanted("应写在一行里，不含换行和制表符", line.replace("\n", "").replace("\t", ""))
    return line


def _name(value: object, bounded: ValidatorFunctionWrapHandler) -> ComparedName:
    """People and studios: a space within a Chinese name only sets it wide (许　明 is 许明), and
    people are told apart by their names alone; one in Latin letters keeps its spaces."""
    line = _line(value)
    return ComparedName(bounded(SET_WIDE.sub("", line)), written=line)


def _unit(value: object, bounded: ValidatorFunctionWrapHandler) -> ComparedName:
    return ComparedName(bounded(_line(value)))


def _path(value: object) -> str:
    """A path as Windows writes it, with “\\”, is the same path; one of a drive or of a share stays
    as it is, to be told of."""
    path = _text(value)
    if "\\" not in path and "//" not in path and not path.startswith("./"):
        return path
    if path[0] in "\\/~" or path[1:2] == ":":
        return path
    return "/".join(step for step in path.replace("\\", "/").split("/") if step not in ("", "."))


def _number_of_document(value: object) -> str:
    if not isinstance(value, str) or not _DOCUMENT_NUMBER.fullmatch(value):
        raise _wanted(
            "文号应写成 机关代字〔年份〕序号，括号用六角括号，序号前不加“第”和零",
            "校工字〔2024〕2号",
        )
    return value


def without_note(name: str) -> ComparedName:
    """A person's name as it is signed, and as a studio is called after it."""
    return ComparedName(_NAMESAKE.sub("", name) or name)


@dataclass(frozen=True, slots=True)
class _Compared:
    """A line that is a name: `read` takes what is written, and the core counts its letters."""

    read: Callable[[object, ValidatorFunctionWrapHandler], ComparedName]

    def __get_pydantic_core_schema__(self, source: Any, _: GetCoreSchemaHandler) -> CoreSchema:
        return no_info_wrap_validator_function(self.read, str_schema(min_length=1, max_length=300))


# The lengths stand first, so that pydantic's core counts and not a function of Python.
Text = Annotated[str, StringConstraints(min_length=1, max_length=300), BeforeValidator(_line)]
#: Compared as names wherever two meet (see `names.comparison`).
Name = Annotated[ComparedName, _Compared(_name)]
Unit = Annotated[ComparedName, _Compared(_unit)]
LongText = Annotated[str, StringConstraints(min_length=1, max_length=8000), BeforeValidator(_text)]
Day = Annotated[datetime.date, BeforeValidator(_day)]
BirthMonth = Annotated[Month, BeforeValidator(_month)]
Count = Annotated[int, BeforeValidator(_count)]
Year = Annotated[int, BeforeValidator(_year)]
Money = Annotated[Fen, BeforeValidator(_money)]
Number = Annotated[Decimal, BeforeValidator(_number)]
YesNo = Annotated[bool, BeforeValidator(_yes)]
DocumentNumber = Annotated[str, BeforeValidator(_number_of_document)]
#: A file below the studio's evidence/ folder, as the leader typed it but for the way of slashes.
EvidencePath = Annotated[
    str, StringConstraints(min_length=1, max_length=200), BeforeValidator(_path)
]
Evidence = tuple[EvidencePath, ...]


def _unmarked(value: object) -> object:
    if isinstance(value, Table):
        return {key: inner for key, inner in value.items() if key != MARKS_KEY}
    return value


#: item → mark. Which items exist, and their full marks, the policy says; rules compare.
Marked = Annotated[dict[str, Number], BeforeValidator(_unmarked)]
#: item → what is said of it, for the same items.
Remarked = Annotated[dict[str, Text], BeforeValidator(_unmarked)]
#: aspect → indicator → mark (Art. 12).
Scores = Annotated[dict[str, Marked], BeforeValidator(_unmarked)]


class _AsItIs:
    """Ours, not the writer's: an instance is all that is asked of it."""

    @staticmethod
    def __get_pydantic_core_schema__(source: Any, _: GetCoreSchemaHandler) -> CoreSchema:
        return is_instance_schema(source)


class Written(BaseModel):
    """A block of a dossier file. Keys are the Chinese aliases; `marks` says where each stands."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        arbitrary_types_allowed=True,
        validate_default=False,
        populate_by_name=False,
        # A block inside a file is built with the file's model, once, when the first is read.
        defer_build=True,
    )

    marks: Annotated[Marks, _AsItIs] = Field(alias=MARKS_KEY, repr=False)


class Entry(Written):
    """Something that happened on a day, with the papers that prove it."""

    date: Day = Field(alias="日期")
    evidence: Evidence = Field((), alias="佐证")


class NumberedEntry(Entry):
    """An entry of a ledger list that counts from 1 (Art. 10)."""

    serial: Count = Field(alias="序号")
