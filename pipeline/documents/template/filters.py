"""The filters templates may use, by their Chinese names. Pure functions from a value to text."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from pathlib import PurePosixPath

from pipeline import chinese
from pipeline.dossier.fields import Month


def _date(value: datetime.date) -> str:
    return chinese.chinese_date(value) if value else ""


def _month(value: Month) -> str:
    return chinese.chinese_month(value.year, value.month) if value else ""


def _dotted_month(value: Month) -> str:
    return f"{value.year}.{value.month:02d}" if value else ""


def _dotted_date(value: datetime.date) -> str:
    return f"{value:%Y.%m.%d}" if value else ""


def _mean(value: Decimal) -> str:
    return f"{value:.2f}" if value != "" else ""


def _yes(value: bool) -> str:
    return "是" if value else "否"


def _stem(written: str) -> str:
    return PurePosixPath(written).stem


def _total(rows: Iterable[Mapping[str, int]], key: str) -> int:
    return sum(row[key] for row in rows)


FILTERS: Mapping[str, Callable[..., object]] = {
    "日期": _date,
    "汉字年月": chinese.numeral_month,
    "登记日期": chinese.register_date,
    "年月": _month,
    "点年月": _dotted_month,
    "点日期": _dotted_date,
    "元": chinese.yuan,
    "大写": chinese.capital_yuan,
    "分": chinese.mark,
    "均分": _mean,
    "汉字": chinese.ordinal,
    "是否": _yes,
    "合计": _total,
    "文件题名": _stem,
    "分行": chinese.sense_lines,
    "成句": chinese.sentence,
}

#: What each filter does, for templates/README.md.
MEANINGS: Mapping[str, str] = {
    "日期": "2024年4月16日",
    "汉字年月": "二〇二四年四月（只用于牌匾）",
    "登记日期": "20240416（只用于目录）",
    "年月": "1978年5月",
    "点年月": "1978.05（表格用）",
    "点日期": "2024.04.16（列数多的表格用）",
    "元": "金额：12,345.50；整元不带小数",
    "大写": "金额大写：贰万元整",
    "分": "分数，去掉末尾的零：92.5",
    "均分": "平均分，两位小数：92.60",
    "汉字": "序数：1 → 一",
    "是否": "是 / 否",
    "分行": "按词意断成几行，括号里是每行最多几个字：工作室.名称|分行(13)（标题、牌匾用）",
    "成句": "句末没有句号的，补上句号",
    "合计": "某一列金额之和：经费预算|合计('金额')|元",
    "文件题名": "文件名去掉文件夹和扩展名：附件/封面样式.pdf → 封面样式",
}
