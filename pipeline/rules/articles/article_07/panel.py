"""Art. 7(二): the panel: enough experts, each one person, and nobody who watches himself."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.diagnostics import RuleCode, Severity
from pipeline.names.comparison import ComparedName
from pipeline.rules.articles.article_07.review import checks
from pipeline.rules.articles.article_07.sheets import judges_here, reviews
from pipeline.rules.finding import DOSSIER, INTAKE, RECORD, Batch, Finding, Placed, Rule
from pipeline.rules.rows import forbids_in_batch
from pipeline.rules.wording import parts_of


def too_few_experts(b: Batch) -> Iterator[Finding]:
    """7(二): a panel of experts, not one voice: who stands in it twice is one."""
    panel = b.intake.panel if b.intake else None
    if panel is None:
        return
    policy = b.rulebook.on(panel.date)
    count = len({expert.name for expert in panel.experts if expert.present})
    if count < (least := policy.review.experts_min):
        yield Finding(
            panel.marks.at("专家"),
            f"到会专家 {count} 人，至少 {least} 人{policy.remark('review.experts_min')}",
            "增补专家重新评审，或核对“到会”。",
        )


def too_few_judges(p: Placed) -> Iterator[Finding]:
    """As above for one studio, without those who step aside there."""
    for review in reviews(p):
        policy, judges = p.policy_on(review.date), judges_here(p, review)
        if judges is None:
            continue
        least = policy.review.experts_min
        judging = {expert.name for expert in judges.judging}
        came = {*judging, *(expert.name for expert, _ in judges.aside)}
        if len(judging) < least <= len(came):
            yield Finding(
                review.marks.at("评分表"),
                f"到会专家 {len(came)} 人，评这个工作室的只有 {len(judging)} 人"
                f"{judges.left_out}，至少 {least} 人{policy.remark('review.experts_min')}",
                "增补不须回避的专家，为这个工作室重新评审。",
            )


def panel_head_absent(b: Batch) -> Iterator[Finding]:
    """7(二): the head of the panel is one of the experts who came; a code is one person's, and a
    person has one code."""
    panel = b.intake.panel if b.intake else None
    if panel is None:
        return
    present = {expert.name for expert in panel.experts if expert.present}
    if present and panel.head not in present:  # of nobody, A07-2g speaks
        yield Finding(
            panel.marks.at("组长"), f"组长{panel.head}不是到会专家", "从到会专家中写一人。"
        )
    for row, expert in enumerate(panel.experts):
        before = panel.experts[:row]
        if expert.code in {other.code for other in before}:
            yield Finding(
                expert.marks.at("编号"), f"专家编号“{expert.code}”用了两次", "每人一个编号。"
            )
        same = next((other for other in before if other.name == expert.name), None)
        if same and same.code != expert.code:
            yield Finding(
                expert.marks.at("姓名"),
                f"专家“{expert.name}”列了两次（{same.code}、{expert.code}）",
                "一人只评一次，删去一处和它的评分表；确为同名的两人，在姓名后加注单位。",
                (same.marks.at("姓名"),),
            )


def supervisor_in_the_panel(b: Batch) -> Iterator[Finding]:
    """7(二): who watches over the review is none of those who judge."""
    panel = b.intake.panel if b.intake else None
    if panel is None:
        return
    judging = {panel.head, *(expert.name for expert in panel.experts)}
    # A unit may stand before the name, and the name be set wide.
    written = (*parts_of(panel.supervisor), ComparedName(panel.supervisor))
    if name := next((one for one in written if one in judging), ""):
        what = "组长" if name == panel.head else "专家"
        yield Finding(
            panel.marks.at("监督人"),
            f"监督人{name}就是评审组的{what}",
            "由评审组以外的人监督，如纪检监察部门派员；核对姓名。",
            (panel.marks.at("组长" if what == "组长" else "专家"),),
        )


def checked_by_one_person(p: Placed) -> Iterator[Finding]:
    """7(二): one checks, another answers for the union."""
    for check in checks(p):
        if check.checker == check.head:
            yield Finding(
                check.marks.at("工会负责人"),
                f"初审 {check.date} 的审核人和工会负责人是同一人：{check.head}",
                "审核的人和签字负责的人分开；核对姓名。",
                (check.marks.at("审核人"),),
            )


RULES: tuple[Rule, ...] = (
    Rule(
        code=RuleCode("A07-2g"),
        article="7.2",
        title="专家人数不足",
        on_case=too_few_judges,
        on_batch=too_few_experts,
        settings=("review.experts_min",),
        needs=DOSSIER | RECORD | INTAKE,
        about=("评审组", "专家评审"),
        family="panel_size",
    ),
    forbids_in_batch(
        "A07-2h", "7.2", "组长未到会或专家重复", panel_head_absent, needs=INTAKE, about=("评审组",)
    ),
    Rule(
        code=RuleCode("A07-2n"),
        article="7.2",
        title="一人兼审核和负责，或兼评审和监督",
        severity=Severity.WARNING,
        on_case=checked_by_one_person,
        on_batch=supervisor_in_the_panel,
        needs=DOSSIER | RECORD,
        parts=INTAKE,
        about=("初审", "评审组"),
    ),
)
