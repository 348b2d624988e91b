"""Art. 9: the use of the money is open: to the members and their branch union, once a year."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from pipeline.account import account
from pipeline.dossier.ledger import DISCLOSED
from pipeline.dossier.paths import ledger_file
from pipeline.rules.facts import disclosed_years
from pipeline.rules.finding import DOSSIER, INTAKE, LEDGERS, RECORD, Finding, Placed, Rule
from pipeline.rules.rows import forbids, warns


def disclosed_on_the_web(p: Placed) -> Iterator[Finding]:
    """9: open to those concerned; vouchers and persons are nothing for the web."""
    for ledger in p.case.ledgers.values():
        for one in ledger.disclosures:
            policy = p.policy_on(one.date)
            for key, text in (("方式", one.way), ("范围", one.audience)):
                words = [word for word in policy.funds.web_words if word in text]
                if words:
                    yield Finding(
                        one.marks.at(key),
                        f"经费公开 {one.date} 的“{key}”里有“{words[0]}”："
                        f"经费使用向成员和所在分工会公开，不上网{policy.remark('funds.web_words')}",
                        "核对；已经上网的撤下，改为会议通报、公告栏等。",
                    )


def disclosure_of_other_year(p: Placed) -> Iterator[Finding]:
    """9: what is shown is the money of the ledger's year, in that year or with its self-assessment
    at the beginning of the next."""
    for year, ledger in p.case.ledgers.items():
        for one in ledger.disclosures:
            if one.date > p.today:
                told, hint = f"还没有到（今天 {p.today}）", "公开以后再记；核对日期。"
            elif one.date.year not in (year, year + 1):
                told = f"不在 {year} 年或 {year + 1} 年"
                hint = f"核对日期，或移到 {ledger_file(one.date.year)}。"
            else:
                continue
            yield Finding(
                one.marks.at("日期"), f"{year} 年度经费公开的日期 {one.date} {told}", hint
            )


def money_not_disclosed(p: Placed) -> Iterator[Finding]:
    """9: with the yearly self-assessment the members learn what the money was spent on; of years
    before the policy asked for it nothing is told."""
    policy = p.stage.policy
    for year in disclosed_years(p.stage):
        ledger = p.case.ledgers.get(year)
        if ledger is None or ledger.disclosures:
            continue
        assessed = ledger.plans is not None and ledger.plans.assessment is not None
        late = policy.ledger.assessment_due.of(year + 1) < p.today
        money = account(p.case, p.stage, datetime.date(year, 12, 31))
        if (assessed or late) and money.received:
            yield Finding(
                ledger.marks.at(DISCLOSED),
                f"{year} 年度的经费使用没有“{DISCLOSED}”的记录"
                f"{policy.remark('funds.disclosed_from')}",
                f"年度自评时向成员和所在分工会公开，在“{DISCLOSED}”里记日期、方式、范围。",
            )


RULES: tuple[Rule, ...] = (
    warns(
        "A09-6e",
        "9",
        "经费公开上了网",
        disclosed_on_the_web,
        "funds.web_words",
        needs=DOSSIER,
        parts=LEDGERS,
        about=("台账",),
    ),
    forbids(
        "A09-6f",
        "9",
        "经费公开的日期不对",
        disclosure_of_other_year,
        needs=DOSSIER,
        parts=LEDGERS,
        about=("台账",),
    ),
    warns(
        "A09-6g",
        "9",
        "年度经费没有公开",
        money_not_disclosed,
        "funds.disclosed_from",
        needs=RECORD | INTAKE,
        parts=LEDGERS,
        about=("台账",),
    ),
)
