"""A payment among those that the policy lists, as its notice tells of it (Art. 9).

Must not judge whether it may be made, nor its sum.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from pipeline.chinese import ordinal
from pipeline.documents.view.written import View
from pipeline.lifecycle import Act, Stage, paid
from pipeline.policies.sections import PAYMENT_ACTS, Milestone

#: When a payment is made that waits for something.
_LATER: Mapping[Milestone, str] = {
    "挂牌": "挂牌后", "中期检查": "中期检查通过后", "周期末复核": "周期末复核合格后",
}  # fmt: skip


def payment_view(stage: Stage, act: Act) -> View:
    """第几笔 it is, its 依据, and 其余何时 is paid; a payment may come in parts."""
    payments, at = stage.policy.funds.payments, list[str](PAYMENT_ACTS).index(act.name)
    due = sum(one.amount for one in payments[: at + 1]) * 100
    later = ["补足本笔时"] if paid(stage, act.date) < due else []
    later += [_LATER[one.after] for one in payments[at + 1 :]]
    return MappingProxyType(
        {
            "第几笔": f"第{ordinal(at + 1)}笔",
            "依据": payments[at].after if at < len(payments) else "",
            "其余何时": "、".join(dict.fromkeys(later)),
        }
    )
