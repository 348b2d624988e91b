"""Art. 7(三)(四): objections to a list: of whom, when, and what became of them."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

from pipeline.diagnostics import visible
from pipeline.dossier.acts.deciding import Naming, Objection, Publicity, PublicityResult
from pipeline.dossier.acts.lists import NomineePublicity
from pipeline.policies import Policy
from pipeline.policies.sections import PublicityPolicy
from pipeline.rounds import consented, named_on
from pipeline.rules.finding import INTAKE, Batch, Finding, Rule
from pipeline.rules.rows import forbids_in_batch, warns_in_batch
from pipeline.rules.wording import parts_of

#: What turns a word into its opposite, when it stands this near before it.
_NOT, _NEAR = re.compile("[不未没无非]"), 3
#: Of what else somebody may say that there was none, or with what somebody was content.
_ELSE = (
    "其他",
    "其它",
    "其余",
    "另外",
    "新的",
    "再收到",
    "处理",
    "答复",
    "反映人",
    "异议人",
    "本人",
)
#: That somebody is not nominated any more; that there were some objections, counted.
_DROPPED = re.compile("不(再|予|宜|能|得)?推荐|取消|退出|移出")
_COUNTED = re.compile("(?<![未有])收到[^，。；]*[0-9一二两三四五六七八九十] ?[件份起条]")


def objection_misplaced(b: Batch) -> Iterator[Finding]:
    """7(三): an objection names a publicised studio, and is raised once the list stands. One that
    comes late is heard as well, until the naming: falsehood costs the qualification whenever it is
    found."""
    if b.intake is None:
        return
    last = max((one.naming.date for one in b.rounds if one.naming), default=None)
    for one in b.rounds:
        if one.publicity is None or one.publicity_result is None:
            continue
        shown = consented(one, b.intake)
        for objection in one.publicity_result.objections:
            naming = named_on(b.intake, objection.studio) or last
            yield from _misplaced(objection, one.publicity, shown, naming)


def _misplaced(
    one: Objection,
    publicity: Publicity,
    shown: tuple[str, ...],
    naming: datetime.date | None,
) -> Iterator[Finding]:
    if one.studio not in shown:
        yield Finding(
            one.marks.at("工作室"),
            f"异议针对“{one.studio}”，它不在公示名单里",
            f"写文件夹名；公示名单：{'、'.join(shown)}。",
        )
    if one.date < publicity.first:
        yield Finding(
            one.marks.at("日期"),
            f"异议日期 {one.date} 早于公示首日 {publicity.first}",
            "核对日期。",
            (publicity.marks.at("起"),),
        )
    elif naming and one.date > max(naming, publicity.last):
        yield Finding(
            one.marks.at("日期"),
            f"异议日期 {one.date} 晚于命名 {naming}",
            "核对日期；命名以后反映的另行查证，属实的记“通报批评”和“取消称号”。",
        )


def conclusion_contradicts_objections(b: Batch) -> Iterator[Finding]:
    """7(三): the conclusion says that nobody objected where nobody did while the list stood."""
    for one in b.rounds:
        if one.publicity and one.publicity_result:
            yield from _contradicted(b, one.publicity, one.publicity_result)


def _contradicted(b: Batch, publicity: Publicity, result: PublicityResult) -> Iterator[Finding]:
    policy = b.rulebook.on(result.date)
    words = policy.publicity.no_objection_words
    in_time = [one for one in result.objections if one.date <= publicity.last]
    said = denial_in(result.conclusion, words)
    if in_time and said:
        yield Finding(
            result.marks.at("结论"),
            f"“异议”里记了公示期内的 {len(in_time)} 件，结论却写“{visible(said, 30)}”"
            f"{policy.remark('publicity.no_objection_words')}",
            f"结论写明收到异议 {len(in_time)} 件和处理情况；没有收到的，删去“异议”。",
            tuple(one.marks.at("日期") for one in in_time[:1]),
        )


def denial_in(conclusion: str, words: tuple[str, ...]) -> str:
    """The part of a conclusion that says nobody objected; empty where it counts some."""
    said = (
        part
        for part in parts_of(conclusion)
        if any(word in part for word in words) and not any(word in part for word in _ELSE)
    )
    return "" if _COUNTED.search(conclusion) else next(said, "")


def result_contradicts_itself(b: Batch) -> Iterator[Finding]:
    """7(三): both of the above."""
    yield from objection_misplaced(b)
    yield from conclusion_contradicts_objections(b)


def objection_unsettled(b: Batch) -> Iterator[Finding]:
    """7(三)(四): a studio is named when an objection against it has been dealt with."""
    for naming, _, policy, one in _objected(b):
        if is_open(one.settled, policy.publicity.unsettled_words):
            yield Finding(
                one.marks.at("处理结果"),
                f"对“{one.studio}”的异议（{one.date}）处理结果写“{visible(one.settled, 30)}”，"
                f"没有结论，{naming.date} 却已命名"
                f"{policy.remark('publicity.unsettled_words')}",
                "写明查证的结果和处理决定；还没有查清的，先不命名。",
                (naming.marks.at("命名名单"),),
            )


def _objected(b: Batch) -> Iterator[tuple[Naming, int, Policy, Objection]]:
    """(list, row in it, policy, objection) of each objection against a studio that was named on its
    day or later, and of the round that named it."""
    for other in b.rounds:
        naming = other.naming
        for row, slug in enumerate(naming.named if naming else ()):
            for one in b.rounds:
                for objection in one.publicity_result.objections if one.publicity_result else ():
                    known = naming and (one is other or objection.date <= naming.date)
                    if naming and known and one.publicity_result and objection.studio == slug:
                        yield naming, row, b.rulebook.on(one.publicity_result.date), objection


def is_open(settled: str, words: tuple[str, ...]) -> bool:
    """Whether its last words are, begin or end with one of those: what stands before may tell how
    it was found out."""
    last = parts_of(settled)[-1:]
    return any(
        part == word or (len(word) > 1 and (part.startswith(word) or part.endswith(word)))
        for part in last
        for word in words
    )


def upheld_but_named(b: Batch) -> Iterator[Finding]:
    """7(四): whom an objection cost the name is not named. It stands at the name in the list."""
    told: set[tuple[datetime.date, int]] = set()
    for naming, row, policy, one in _objected(b):
        if (naming.date, row) not in told and is_upheld(one.settled, policy.publicity):
            told.add((naming.date, row))
            yield Finding(
                naming.marks.at("命名名单", row),
                f"对“{one.studio}”的异议（{one.date}）处理结果写“{visible(one.settled, 30)}”，"
                f"{naming.date} 却已命名{policy.remark('publicity.upheld_words')}",
                "从命名名单里删去；查证后仍可命名的，在“处理结果”里写明“不影响命名”和理由。",
                (one.marks.at("处理结果"),),
            )


def is_upheld(settled: str, policy: PublicityPolicy) -> bool:
    """Whether a part of it ends in one of the policy's words and nothing turns that round."""
    parts = [part.rstrip("的了；") for part in parts_of(settled)]
    if any(word in part for part in parts for word in policy.cleared_words):
        return False
    return any(
        part.endswith(word) and not _NOT.search(part.removesuffix(word)[-_NEAR:])
        for part in parts
        for word in policy.upheld_words
    )


def says_dropped(conclusion: str) -> bool:
    """13: whether a conclusion says that somebody is not nominated any more."""
    return bool(_DROPPED.search(conclusion))


def none_left(shown: NomineePublicity, policy: Policy) -> bool:
    """13: whether everybody on a list of nominees was dropped, an objection having been upheld."""
    gone = {one.studio for one in shown.objections if is_upheld(one.settled, policy.publicity)}
    return gone >= {*shown.listed} and says_dropped(shown.conclusion or "")


RULES: tuple[Rule, ...] = (
    forbids_in_batch("A07-3c", "7.3", "异议记录不符", result_contradicts_itself,
                     "publicity.no_objection_words", needs=INTAKE, about=("公示结果",)),
    warns_in_batch("A07-3f", "7.3", "异议没有处理完就命名", objection_unsettled,
                   "publicity.unsettled_words", needs=INTAKE, about=("公示结果",)),
)  # fmt: skip
