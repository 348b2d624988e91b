"""How a cycle came to an end before its time, as the volume tells it: the title, the plaque, the
money (Art. 11, 14). Empty for a cycle that ran its course. Must not judge.
"""

from __future__ import annotations

import datetime

from pipeline.account import account
from pipeline.acts import ENDS
from pipeline.chinese import chinese_date, yuan
from pipeline.dossier.acts.cycle import Purse
from pipeline.dossier.load import Case
from pipeline.lifecycle import Stage


def ending(stage: Stage) -> str:
    """2025年9月17日取消称号（校工字〔2025〕14号）."""
    for act in stage.acts:
        if act.name in ENDS:
            number = getattr(act.record, "number", "")
            return f"{chinese_date(act.date)}{act.name}{f'（{number}）' if number else ''}"
    return ""


def ending_remarks(case: Case, stage: Stage, closed: datetime.date) -> tuple[str, ...]:
    """For the last sheet of a volume closed on that day: what became of plaque and money."""
    if not (told := ending(stage)):
        return ()
    parts = [f"{told}，创建周期至该日终止"]
    returned = stage.last("收回牌匾")
    if returned:
        parts.append(f"牌匾于{chinese_date(returned.date)}收回")
    elif stage.of("挂牌"):
        parts.append("没有收回牌匾的记录")
    for purse in Purse:
        money = account(case, stage, closed, purse)
        if money.received:
            parts.append(
                f"{purse}到账{yuan(money.received)}元，支出{yuan(money.spent)}元，"
                f"退回{yuan(money.refunded)}元，结余{yuan(money.left)}元"
            )
    return (f"{'；'.join(parts)}。",)
