"""The settings of a policy by section, each with its type: what a policy file may and must hold.

A setting is a field here and a line in each policy file; `shape` reads one by the other. Lists
that the rule document leaves to the union (kinds of regulations, ledger classes, purposes,
grounds, lists to nominate for, payments) are text: no model repeats them. Must judge nothing.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal, NamedTuple, get_args

#: The payments of a cycle by their place (Art. 9); how many there are, the policy says.
PaymentAct = Literal[
    "首笔划拨", "二笔划拨", "三笔划拨", "四笔划拨", "五笔划拨",
    "六笔划拨", "七笔划拨", "八笔划拨", "九笔划拨", "十笔划拨",
]  # fmt: skip
PAYMENT_ACTS: tuple[PaymentAct, ...] = get_args(PaymentAct)
#: What a payment may wait for.
Milestone = Literal["挂牌", "中期检查", "周期末复核"]
#: What a criterion of the re-review may count in a studio's papers.
Fact = Literal[
    "premises", "equipment", "signs", "members", "regulation_kinds", "exchanges",
    "recognised_results", "ledger_classes", "assessments", "plans_and_summaries", "spendings",
    "mentoring", "daily", "benefits", "use",
]  # fmt: skip
MarkingMethod = Literal["deduct", "unit", "bonus", "bands", "veto", "judge"]
#: What must be on record before a ground for striking off is believed (Art. 11).
Support = Literal[
    "检查或复核没有通过", "交流活动不足", "制度不全或有问题", "没有认可的成果",
]  # fmt: skip
#: How long a volume is kept, with all that is in it: as its longest-kept paper, or a set time.
VolumeRetention = Literal["最长", "永久", "30年", "10年"]
LONGEST: VolumeRetention = "最长"
#: Why an expert steps aside (Art. 7(二), 12).
Recusal = Literal["同单位", "本工作室的人"]
#: What a family of rules does: hold papers back, only warn, or not be asked at all.
Switch = Literal["错误", "警告", "不查"]


#: How large a number may be. Beyond, it is a slip of the pen, and days would leave the calendar.
Count = Annotated[int, range(1001)]
People = Annotated[int, range(1, 101)]
Days = Annotated[int, range(3651)]
Months = Annotated[int, range(1, 121)]
Mark = Annotated[int, range(1001)]
Yuan = Annotated[int, range(1, 100_000_001)]
Year = Annotated[int, range(2000, 2101)]


class MonthDay(NamedTuple):
    """A day of every year, written 03-15."""

    month: int
    day: int

    def of(self, year: int) -> datetime.date:
        return datetime.date(year, self.month, self.day)


@dataclass(frozen=True, slots=True, kw_only=True)
class IntakePolicy:
    """Art. 4."""

    studios_min: Count
    studios_max: Count


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationPolicy:
    """Art. 6."""

    members_min: Count
    leader_counts: bool
    front_line_share: Decimal
    ages: tuple[Annotated[int, range(151)], Annotated[int, range(151)]]
    model_worker_titles: tuple[str, ...]
    no_titles: tuple[str, ...]
    craft_words: tuple[str, ...]
    student_words: tuple[str, ...]
    signs: tuple[str, ...]
    regulation_kinds: tuple[str, ...]
    exchanges_min: Count
    exchange_year: Literal["周期年", "自然年"]
    results_min: Count
    past_months: Months
    repeal_words: tuple[str, ...]
    draft_words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPolicy:
    """Art. 7(二): item → full mark, for each of the two ways of judging."""

    defence_items: Mapping[str, Mark]
    visit_items: Mapping[str, Mark]
    defence_weight: Decimal
    pass_mark: Decimal
    experts_min: People
    drop_extremes: bool
    majority: Decimal
    committee_quorum: Decimal
    committee_majority: Decimal
    tell_days: Days
    tell_from: Year
    recusal: tuple[Recusal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicityPolicy:
    """Art. 7(三); the words of `order` are those of `pipeline.names`."""

    working_days: Annotated[int, range(1, 366)]
    take_down_days: Days
    unsettled_words: tuple[str, ...]
    upheld_words: tuple[str, ...]
    cleared_words: tuple[str, ...]
    no_objection_words: tuple[str, ...]
    order: Literal["姓氏笔画", "拼音", "命名名单"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CyclePolicy:
    """Art. 7, 9, 12."""

    years: Annotated[int, range(1, 11)]
    starts: Literal["命名", "挂牌"]
    plaque_days: Days
    midterm_earliest_month: Months
    midterm_month: Months
    midterm_grace_days: Days
    correction_days: Days
    recheck_days: Days
    rereview_days: Days
    midterm_checkers_min: People
    archive_by: MonthDay
    afterwards: Literal["保留称号", "重新申报", "终止"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Payment:
    """One payment: 元, the act it waits for, and within how many days of it."""

    amount: Yuan
    after: Milestone
    within_days: Days


@dataclass(frozen=True, slots=True, kw_only=True)
class FundsPolicy:
    """Art. 9 and 13, in 元."""

    cycle_total: Yuan
    payments: tuple[Payment, ...]
    purposes: tuple[str, ...]
    review_words: tuple[str, ...]
    sources: tuple[str, ...]
    ways: tuple[str, ...]
    refund_days: Days
    refund_from: Year
    disclosed_from: Year
    year_told_by: MonthDay
    web_words: tuple[str, ...]
    award: Yuan
    award_days: Days
    handout_words: tuple[str, ...]

    @property
    def instalments(self) -> Mapping[str, Payment]:
        """The payments by the names of their acts, in order."""
        return dict(zip(PAYMENT_ACTS, self.payments, strict=False))


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerPolicy:
    """Art. 10–11."""

    classes: tuple[str, ...]
    daily_min: Count
    plan_due: MonthDay
    first_plan_due: MonthDay
    first_plan_days: Days
    summary_due: MonthDay
    assessment_due: MonthDay
    assessment_from: MonthDay
    assessed_years: Literal["年末在周期内", "周期所跨的各年"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RevocationPolicy:
    """Art. 11. A ground without `support` rests on the facts that the decision states; `falsehood`
    is that of Art. 7; of the `bodies` the first decides, the others agree."""

    decide_days: Days
    grounds: tuple[str, ...]
    falsehood: str
    bodies: tuple[str, ...]
    support: Mapping[str, Support]
    lack_words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """How one indicator is marked. Which of the last four a method needs, `agreement` knows."""

    aspect: str
    indicator: str
    fact: Fact
    method: MarkingMethod
    exact: bool
    each: Decimal | None = None
    cap: Decimal | None = None
    bands: tuple[tuple[Decimal, Decimal, Decimal], ...] | None = None
    standard: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RereviewPolicy:
    """Art. 12: aspect → indicator → full mark; grade → from, below."""

    aspects: Mapping[str, Mapping[str, Mark]]
    bands: Mapping[str, tuple[Mark, Mark]]
    experts_min: People
    early_days: Days
    drop_extremes: bool
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NominationPolicy:
    """Art. 13."""

    within_days: Days
    targets: tuple[str, ...]
    required: Literal["每一个", "至少一个", "不要求"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaderChangePolicy:
    """Art. 14; `for_good` are the reasons after which nobody comes back."""

    report_days: Days
    decide_days: Days
    plaque_days: Days
    reasons: tuple[str, ...]
    for_good: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivePolicy:
    """Art. 10: what the archive asks for."""

    fonds: str
    scheme: str
    category: str
    department: str
    evidence_retention: str
    application_retention: str
    volume_retention: VolumeRetention
    handover_by: MonthDay


@dataclass(frozen=True, slots=True, kw_only=True)
class SwitchesPolicy:
    """Families of rules whose basis is not the articles; a rule's row names its family. What the
    articles order has none, and cannot be switched."""

    one_person: Switch
    name_form: Switch
    ages: Switch
    panel_size: Switch
    recusal: Switch
    recommendation: Switch
    spending_purposes: Switch
    spending_words: Switch
    midterm_checkers: Switch
    check_dates: Switch
    serials: Switch
    entry_order: Switch
    one_proof: Switch
    document_numbers: Switch
    assessment_time: Switch
    grounds_proved: Switch
    marks_by_count: Switch
    self_score: Switch
    delays: Switch
    running_person: Switch
    after_loss: Switch
    same_name: Switch
    old_material: Switch
    secrecy: Switch
    shared_proof: Switch
    deciding_bodies: Switch
    nominee_publicity: Switch
