"""`studio explain`: a code or an article in plain words, and what in the program carries it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Set
from pathlib import Path
from typing import get_args

import click

from pipeline.acts import acts_by_name
from pipeline.archive.report import CODES as ARCHIVE_CODES
from pipeline.archive.report import REMEDIES as ARCHIVE_REMEDIES
from pipeline.articles import Article, all_articles, article_text
from pipeline.diagnostics import Severity
from pipeline.documents.kinds import Kind, kinds_at
from pipeline.documents.layout.notes import LAYOUT_NOTES
from pipeline.documents.lint.check import CODES as TEMPLATE_CODES
from pipeline.documents.lint.parts import ACT_LISTS, part_written
from pipeline.documents.lint.schema import BLOCK, LIST, Shape, act_shapes, act_written, also_written
from pipeline.dossier.codes import CODE_NOTES
from pipeline.dossier.paths import INTAKE_FILE
from pipeline.errors import ExitCode, PipelineError
from pipeline.policies import Policy, Rulebook
from pipeline.policies.sections import Switch
from pipeline.policies.settings import Setting
from pipeline.rules.all import RULES
from pipeline.rules.coverage import coverage
from pipeline.rules.finding import Rule
from pipeline.rules.matters import may_concern
from pipeline.rules.waiving.waivable import who_may
from pipeline.session import Session
from pipeline.show.act_text import act_lines, written_lines

#: Seeded faults, one folder each; they lie beside the program in its own workspace.
_CASES = Path("tests/cases")
_FEW_ROWS = 10
#: In place of a severity, where the policy has a rule not asked at all.
_NOT_ASKED = "不查"
_SWITCHES = "、".join(get_args(Switch))
_MONTH_DAY = re.compile(r"(0[1-9]|1[0-2])-([0-3][0-9])")


@click.command("explain")
@click.argument("what", required=False)
@click.option(
    "--assumed", is_flag=True, help="列出所有默认值（细则没有规定、待校工会确认的），和已确认的。"
)
@click.pass_obj
def command(session: Session, what: str | None, assumed: bool) -> ExitCode:
    """解释 WHAT：代码（A06-2a）或其前一部分、条款（6.2）、事项（撤回申报）、文件的一项（放行）。"""
    rulebook = session.rulebook
    policy = rulebook.on(session.today)
    if assumed:
        lines = _assumed(policy)
    elif what:
        lines = _explained(what.strip().upper(), policy, rulebook, session)
    else:
        raise PipelineError(
            "没有说要解释什么",
            "例如 studio explain 6.2、studio explain A06-2、studio explain --assumed。",
            ExitCode.USAGE,
        )
    for line in lines:
        click.echo(line)
    return ExitCode.CLEAN


def _explained(what: str, policy: Policy, rulebook: Rulebook, session: Session) -> list[str]:
    if noted := _noted(what):
        return noted
    if what in acts_by_name(policy.funds.payments):
        return _act(what, policy, session)
    if alone := also_written(what):
        return [f"{what}（写在 {INTAKE_FILE}）", *_form(what, alone)]
    if part := _part(what):
        within, listed, shape = part
        lines = written_lines(what, shape, "", listed=listed)
        return [f"{what}（写在“{'”“'.join(within)}”里）", *(f"    {line}" for line in lines)]
    if written := part_written(what):
        file, listed, shape = written
        lines = written_lines(what, shape, "", listed=listed)
        return [f"{what}（写在 {file}）", *(f"    {line}" for line in lines)]
    if inside := ACT_LISTS.get(what):
        file, acts = inside
        known = acts_by_name(policy.funds.payments)
        told = f"里面一项一件事，第一行写“事项”：{'、'.join(one for one in acts if one in known)}"
        return [
            f"{what}（写在 {file}）",
            f"    {told}",
            "    各件事的写法：studio explain 事项的名字",
        ]
    rules = [rule for rule in RULES if rule.code.upper().startswith(what)]
    if rules and what.startswith("A"):
        kinds = kinds_at(session.root)
        cases = session.root / _CASES
        shown = (
            (*_rule(rule, policy, kinds, cases), *_at_other_times(rule, policy, rulebook))
            for rule in rules
        )
        return [line for lines in shown for line in (*lines, "")][:-1]
    articles = [a for a in all_articles() if a.number == what or a.number.startswith(f"{what}.")]
    if articles:
        kinds = kinds_at(session.root)
        parents = {one.number for one in articles[:1]}
        return [
            line
            for one in articles
            for line in (*_article(one, policy, kinds, parents - {one.number}), "")
        ][:-1]
    raise PipelineError(
        f"没有代码、条款或事项“{what}”",
        "代码如 A06-2a、R07、L17，条款如 6.2，事项如 撤回申报；检查结果里每一条都写着代码。",
        ExitCode.USAGE,
    )


def _act(name: str, policy: Policy, session: Session) -> list[str]:
    """An act: its place among the others, how it is written, its papers and rules."""
    rule = acts_by_name(policy.funds.payments)[name]
    key, listed, shape = act_written(name)
    lines = [*act_lines(rule, key, listed=listed, shape=shape)]
    papers = [
        _title(kind) for kind in kinds_at(session.root) if {name, key}.intersection(kind.after)
    ]
    lines += [f"  文书：{'、'.join(f'《{one}》' for one in papers)}"] if papers else []
    codes = [one for one in RULES if name in one.about]
    lines += [f"  规则：{one.code} {one.title}" for one in codes]
    if shared := also_written(name):
        lines += [f"  各工作室共同的，写在 {INTAKE_FILE}：", *_form(name, shared)]
    return lines


def _part(name: str) -> tuple[tuple[str, ...], bool, Shape] | None:
    """The acts that hold a block of that name, or a list of blocks, whether in a list, and its
    keys; None where they differ."""
    held = {act: one.items[name] for act, one in act_shapes().items() if name in one.items}
    shapes = [*held.values()]
    if not shapes or any(one != shapes[0] for one in shapes):
        return None
    shape = shapes[0].element or shapes[0]
    return (tuple(held), shapes[0].kind == LIST, shape) if shape.kind == BLOCK else None


def _form(name: str, shape: Shape) -> list[str]:
    """How something is written in a list of an intake."""
    under = "年度事项" if "事项" in shape.items and name != "合并划拨" else name
    return [f"    {line}" for line in written_lines(under, shape, name)]


def _noted(code: str) -> list[str]:
    """What a code means that comes from no rule; nothing for any other."""
    if note := CODE_NOTES.get(code):
        return [f"{code} {note.title}", f"  为什么：{note.why}", f"  怎么办：{note.remedy}"]
    if note := LAYOUT_NOTES.get(code):
        return [
            f"{code} {note.title}（版面，不拦公文）",
            f"  依据：{note.why}",
            f"  怎么办：改模板：{note.remedy}",
        ]
    if title := TEMPLATE_CODES.get(code):
        remedy = "按 studio templates 所报的位置改；写法见 templates/README.md。"
        return [f"{code} {title}（模板）", f"  怎么办：{remedy}"]
    if title := ARCHIVE_CODES.get(code):
        remedy = ARCHIVE_REMEDIES.get(code, "校验只查不改；用另存的一份替换这个包，再校验。")
        return [f"{code} {title}（归档包）", f"  怎么办：{remedy}"]
    return []


def _rule(rule: Rule, policy: Policy, kinds: tuple[Kind, ...], cases: Path) -> Iterator[str]:
    severity = rule.severity_under(policy)
    yield f"{rule.code} {rule.title}（{severity.label if severity else _NOT_ASKED}）"
    article = next((a for a in all_articles() if a.number == rule.article), None)
    yield f"  条款：{article_text(rule.article)}{f' {article.title}' if article else ''}"
    if article:
        yield f"  要求：{article.summary}"
    for key in rule.settings:
        yield f"  标准：{_setting(policy.settings[key])}"
    if rule.family:
        switch = policy.settings[f"switches.{rule.family}"]
        yield f"  开关：{_setting(switch)}，在 {policy.file} 里改为 {_SWITCHES}"
    held = (_title(kind) for kind in kinds if may_concern(rule.about, kind.relies))
    gated = [*dict.fromkeys(held)]
    if severity is None:
        yield "  后果：不查，什么也不说"
    elif severity is not Severity.ERROR:
        yield "  后果：不拦公文，只提醒"
    elif not kinds:
        yield "  后果：拦下以它为依据的公文，改正后再生成"
    elif gated:
        yield f"  后果：改正以前不生成《{'》《'.join(gated)}》中以它为依据的"
    else:
        yield "  后果：不拦公文，改正以前不能归档"
    if severity:
        yield f"  放过：{who_may(rule, severity)}"
    yield from _examples(rule, cases)


def _at_other_times(rule: Rule, policy: Policy, rulebook: Rulebook) -> Iterator[str]:
    """Where policies differ on it: which one the lines above tell, and what the others say."""
    keys = (*rule.settings, *((f"switches.{rule.family}",) if rule.family else ()))
    differing = [
        (other, setting)
        for other in rulebook.policies
        for setting in (other.settings[key] for key in keys)
        if setting.value != policy.settings[setting.key].value
    ]
    if not differing:
        return
    yield f"  以上按 {policy.effective} 起施行的标准（{policy.file}）；事项按各自当日施行的标准："
    for other, setting in differing:
        yield f"    {other.effective} 起：{_setting(setting)}，见 {other.file}"


def _examples(rule: Rule, cases: Path) -> Iterator[str]:
    """What the rule says in the seeded cases, where the workspace has them."""
    folders = sorted(cases.glob(f"{rule.code}-*/"))
    for folder in folders:
        for line in (folder / "expected.txt").read_text(encoding="utf-8").splitlines():
            _, found, said = line.partition(f" {rule.code} ")
            if found and not line.startswith("- "):
                yield f"  例如：{re.sub('（另见 [^）]*）', '', said)}"
                break
        else:
            continue
        break
    if folders:
        yield f"  样例：{_CASES.as_posix()}/ 里的 {'、'.join(folder.name for folder in folders)}"


def _title(kind: Kind) -> str:
    """The title with … for what differs from one document to the next; where that is all of it,
    what it is about."""
    regular = re.sub("{[补次]}", "", kind.title)  # empty but for a later round, a second time
    told = re.sub(r"（…）|^…", "", re.sub("({[^}]*})+", "…", regular))
    return told or "、".join(kind.after)


def _article(
    article: Article, policy: Policy, kinds: tuple[Kind, ...], told: Set[str]
) -> Iterator[str]:
    """One article or paragraph. Kinds that cite an article of `told` stand there already."""
    yield f"{article_text(article.number)} {article.title}"
    yield f"  {article.summary}"
    if article.uncheckable:
        yield f"  不由程序检查：{article.uncheckable}"
    found = coverage(article.number, policy)
    for act in found.acts:
        yield f"  事项：{act.name}（{act.who}）"
    for rule in found.rules:
        severity = rule.severity_under(policy)
        yield f"  规则：{rule.code} {rule.title}（{severity.label if severity else _NOT_ASKED}）"
    for setting in found.settings:
        yield f"  标准：{_setting(setting)}"
    for kind in kinds:
        if any(f"{article.number}.".startswith(f"{c}.") for c in kind.articles if c not in told):
            yield f"  文书：{_title(kind)}（{kind.name}）"


def _setting(setting: Setting) -> str:
    return f"{setting.meaning}：{_value(setting.value)}（{setting.standing}；{setting.key}）"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, dict):
        parts = (
            f"{k}（{_value(v)}）" if isinstance(v, dict) else f"{k} {_value(v)}"
            for k, v in value.items()
        )
        return "，".join(parts)
    if isinstance(value, list) and value and isinstance(value[0], dict):
        few = len(value) <= _FEW_ROWS
        rows = ("，".join(map(_value, row.values())) for row in value)
        return "；".join(rows) if few else f"{len(value)} 项，见标准文件"
    if isinstance(value, list):
        return "、".join(map(_value, value))
    if found := _MONTH_DAY.fullmatch(str(value)):
        return f"{int(found[1])}月{int(found[2])}日"
    return str(value)


def _assumed(policy: Policy) -> list[str]:
    """Everything that waits for the union's word, with where to change it; then what has it."""
    waiting = [one for one in policy.settings.values() if one.assumed]
    confirmed = [one for one in policy.settings.values() if one.confirmed_by]
    lines = [f"{len(waiting)} 项默认值，待校工会确认；改在 {policy.file}："]
    lines += [
        f"  {article_text(one.article)} {one.meaning}：{_value(one.value)}（{one.key}）"
        for one in waiting
    ]
    if confirmed:
        lines.append(f"{len(confirmed)} 项已由校工会确认：")
        lines += [f"  {article_text(one.article)} {_setting(one)}" for one in confirmed]
    return lines
