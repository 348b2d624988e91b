"""Every rule, in one tuple: its code, its article, the fault's name in Chinese, its weight."""

from __future__ import annotations

from pipeline.diagnostics import RuleCode, Severity
from pipeline.rules import article_04, article_06, article_07, article_10
from pipeline.rules.finding import BatchCheck, CaseCheck, Rule


def _case(
    code: str,
    article: str,
    title: str,
    check: CaseCheck,
    severity: Severity = Severity.ERROR,
    settings: tuple[str, ...] = (),
) -> Rule:
    return Rule(
        code=RuleCode(code), article=article, title=title, on_case=check, severity=severity,
        settings=settings,
    )  # fmt: skip


def _batch(
    code: str,
    article: str,
    title: str,
    check: BatchCheck,
    severity: Severity = Severity.ERROR,
    settings: tuple[str, ...] = (),
) -> Rule:
    return Rule(
        code=RuleCode(code), article=article, title=title, on_batch=check, severity=severity,
        settings=settings,
    )  # fmt: skip


W = Severity.WARNING
RULES: tuple[Rule, ...] = (
    _batch("A04-1", "4", "命名数量超出培育目标", article_04.studios_outside_target, W,
           ("intake.studios_min", "intake.studios_max")),
    _case("A06-1a", "6.1", "劳模工作室带头人没有劳模称号",
          article_06.model_worker_leader_without_honour),
    _case("A06-1b", "6.1", "带头人又列为成员", article_06.leader_listed_as_member),
    _case("A06-1c", "6.1", "“技艺”一组与类型不符", article_06.craft_block_missing),
    _case("A06-2a", "6.2", "成员不足", article_06.too_few_members,
          settings=("application.members_min", "application.leader_counts")),
    _case("A06-2b", "6.2", "成员重复", article_06.member_twice),
    _case("A06-2c", "6.2", "一线人员没有过半", article_06.mostly_not_front_line, W,
          ("application.front_line_share",)),
    _case("A06-3a", "6.3", "场所不独立或不固定", article_06.premises_not_independent),
    _case("A06-3b", "6.3", "没有配套设备", article_06.no_equipment),
    _case("A06-3c", "6.3", "规范标志不全", article_06.sign_missing,
          settings=("application.signs",)),
    _case("A06-4a", "6.4", "没有稳定的专项经费", article_06.no_steady_funds),
    _case("A06-5a", "6.5", "六类制度不全", article_06.regulation_kind_missing,
          settings=("application.regulation_kinds",)),
    _case("A06-5b", "6.5", "制度申报时尚未施行", article_06.regulation_not_in_force),
    _case("A06-6a", "6.6", "申报前一年活动次数不足", article_06.too_few_past_exchanges,
          settings=("application.exchanges_min", "application.past_months")),
    _case("A06-6b", "6.6", "申报材料里有申报以后的事", article_06.past_entry_after_application),
    _case("A06-7a", "6.7", "申报前一年成果不足", article_06.too_few_past_results,
          settings=("application.results_min", "application.past_months")),
    _case("A07-1a", "7.1", "逾期申报或先报后签", article_07.applied_after_deadline),
    _case("A07-1b", "7", "承诺人不是带头人", article_07.pledge_not_by_leader),
    _batch("A07-1c", "7.1", "一人进了两个工作室", article_07.person_in_two_studios),
    _case("A07-2a", "7.2", "初审不全或结论不符", article_07.condition_not_checked),
    _case("A07-2b", "7.2", "评分表份数不对", article_07.sheet_missing),
    _case("A07-2c", "7.2", "评分表算错", article_07.sheet_arithmetic_wrong,
          settings=("review.defence_items", "review.visit_items")),
    _case("A07-2d", "7.2", "综合得分算错", article_07.review_mean_wrong,
          settings=("review.defence_weight",)),
    _case("A07-2e", "7.2", "专家应回避", article_07.expert_in_conflict),
    _case("A07-2f", "7.2", "得分或表决不支持推荐", article_07.recommended_below_pass_mark,
          settings=("review.pass_mark",)),
    _batch("A07-3a", "7.3", "公示期不足", article_07.publicity_too_short,
           settings=("publicity.working_days",)),
    _batch("A07-4a", "7.4", "命名名单与审定不符", article_07.named_without_approval),
    _case("A07-5a", "7", "事项次序不对", article_07.act_too_early),
    _case("A07-5b", "7", "事项重复", article_07.act_repeated),
    _case("A07-5c", "11", "取消以后又有事项", article_07.act_after_the_end),
    _case("A10-1a", "10", "记录不在台账年度内", article_10.entry_outside_year),
    _case("A10-1b", "10", "序号不连续", article_10.serial_gap),
    _case("A10-1c", "10", "记录没有按日期排列", article_10.entries_out_of_order, W),
    _case("A10-1d", "10", "记录里没有本工作室的人", article_10.nobody_known_took_part),
    _case("A10-2a", "10", "记录没有佐证", article_10.entry_without_evidence),
    _case("A10-2b", "10", "佐证路径指到文件夹以外", article_10.evidence_path_leads_out),
    _case("A10-2c", "10", "佐证文件不存在", article_10.evidence_missing),
    _case("A10-2d", "10", "佐证文件打不开或格式不符", article_10.evidence_unreadable),
    _case("A10-2e", "10", "一份佐证用了两次", article_10.evidence_cited_twice),
    _case("A10-2f", "10", "佐证没有被引用", article_10.evidence_orphaned, W),
)  # fmt: skip
