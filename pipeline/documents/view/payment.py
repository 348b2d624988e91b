"""A payment among those that the policy lists, as its notice tells of it (Art. 9).

Must not judge whether it may be made, nor its sum.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from pipeline.account import account
from pipeline.chinese import ordinal
from pipeline.documents.view.written import View
from pipeline.dossier.acts.cycle import Purse
from pipeline.dossier.acts.lists import JointPayment
from pipeline.dossier.load import Case
from pipeline.leaders import leader_on
from pipeline.lifecycle import Act, Stage, in_favour, name_on, paid
from pipeline.lifted import spared
from pipeline.policies.sections import PAYMENT_ACTS, Milestone
from pipeline.rounds import named_later

#: When a payment is made that waits for something.
_LATER: Mapping[Milestone, str] = {
    "挂牌": "挂牌后", "中期检查": "中期检查通过后", "周期末复核": "周期末复核合格后",
}  # fmt: skip


def joint_view(payment: JointPayment, listed: Sequence[tuple[Case, Stage]]) -> View:
    """A payment to several studios: what `payment_view` says of each, who gets what, 合计, and 各家
    in the order written, with what each has got by then."""
    rows: list[View] = []
    lifted: list[View] = []
    namings: dict[str, View] = {}
    told: dict[str, list[str]] = {}
    by_slug: dict[str, tuple[Case, Stage]] = {case.slug: (case, stage) for case, stage in listed}
    for share in payment.shares:
        if share.studio not in by_slug:
            continue  # a slip, or one that cannot be read: the paper is held back then
        case, stage = by_slug[share.studio]
        row = {
            "名称": name_on(case, stage, payment.date),
            "带头人": leader_on(case, stage, payment.date).name,
            "所在单位": case.dossier.profile.unit,
            "金额": share.amount,
            "累计": paid(stage, payment.date),
            "总额": stage.policy.funds.cycle_total * 100,
        }
        rows.append(MappingProxyType(row))
        lifted += _lifted(case, stage, payment.act, payment.date)
        if named := stage.last("命名"):
            number = str(getattr(named.record, "number", ""))
            namings[number] = MappingProxyType({"文号": number, "补充": named_later(case)})
        for name, value in _of_one(stage, payment.act, payment.date).items():
            told.setdefault(name, []).append(str(value))
    return MappingProxyType(
        {
            **{name: "、".join(filter(None, dict.fromkeys(one))) for name, one in told.items()},
            "各家": tuple(rows),
            "免办": tuple(lifted),
            "命名": tuple(namings.values()),
            "合计": sum(share.amount for share in payment.shares),
            "通知": _verb([stage for _, stage in listed], payment.act, payment.date),
        }
    )


def account_view(case: Case, stage: Stage, day: datetime.date, purse: Purse) -> View:
    """One purse at the end of a day."""
    money = account(case, stage, day, purse)
    return MappingProxyType(
        {
            "款项": purse,
            "到账": money.received,
            "支出": money.spent,
            "退回": money.refunded,
            "结余": money.left,
        }
    )


def payment_view(case: Case, stage: Stage, act: Act) -> View:
    """第几笔 it is, its 依据, and 其余何时 is paid; where it comes in parts, all but the first
    are 补充划拨 in the title of their 通知. 免办 is the act by which its 依据 was lifted."""
    return MappingProxyType(
        {
            **_of_one(stage, act.name, act.date),
            "通知": _verb([stage], act.name, act.date),
            "免办": tuple(_lifted(case, stage, act.name, act.date)),
        }
    )


def _lifted(case: Case, stage: Stage, name: str, day: datetime.date) -> Iterator[View]:
    """The general act upon which a payment was made, where nothing came out well that it waits for
    (Art. 8)."""
    payments, at = stage.policy.funds.payments, list[str](PAYMENT_ACTS).index(name)
    awaited = payments[at].after if at < len(payments) else ""
    if any(act.date <= day and in_favour(act.record) for act in stage.of(awaited)):
        return
    if word := spared(stage, awaited, day):
        yield MappingProxyType(
            {
                "名称": name_on(case, stage, day),
                "题名": word.act.title,
                "日期": word.act.date,
                "机构": word.act.body,
                "文号": word.act.number or "",
                "影响": word.effect.value,
            }
        )


def payment_words(view: View) -> dict[str, str]:
    """What the title of a notice of payment says, for the catalogue."""
    paid = view.get("划拨")
    if not isinstance(paid, Mapping):
        return {}
    return {"划拨": str(paid["通知"]), "第几笔": str(paid.get("第几笔", ""))}


def _verb(stages: Sequence[Stage], name: str, day: datetime.date) -> str:
    again = all(any(one.date < day for one in stage.of(name)) for stage in stages)
    return "补充划拨" if stages and again else "划拨"


def _of_one(stage: Stage, name: str, day: datetime.date) -> View:
    payments, at = stage.policy.funds.payments, list[str](PAYMENT_ACTS).index(name)
    due = sum(one.amount for one in payments[: at + 1]) * 100
    later = ["补足本笔时"] if paid(stage, day) < due else []
    later += [_LATER[one.after] for one in payments[at + 1 :]]
    return MappingProxyType(
        {
            "第几笔": f"第{ordinal(at + 1)}笔",
            "依据": payments[at].after if at < len(payments) else "",
            "其余何时": "、".join(dict.fromkeys(later)),
        }
    )
