"""Art. 6(六)(七), 7: who applies again: while a cycle runs, after a dismissal, with old material.

The articles do not say who may; all of this warns or informs, and the union decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pipeline.rules.compared.outline import Outline
from pipeline.rules.compared.spells import LEADER, Spell
from pipeline.rules.compared.traces import Shown, bare
from pipeline.rules.finding import DOSSIER, INTAKE, LEDGERS, RECORD, Finding, Rule, Whole
from pipeline.rules.rows import hints_anywhere as hints
from pipeline.rules.rows import warns_anywhere as warns


def applies_while_running(w: Whole) -> Iterator[Finding]:
    """7: who leads a studio, or was proposed to, or is its member, applies with no other before its
    cycle is over. Of the lists of one intake A07-1c speaks."""
    inside: dict[str, list[tuple[Outline, Spell]]] = defaultdict(list)
    for member in w.members:
        for spell in member.spells if member.running else ():
            if member.cycle and spell.last == member.cycle[1]:
                inside[spell.name].append((member, spell))
    for member in w.members:
        for person in member.people if member.applying else ():
            for other, spell in inside.get(person.text, ()):
                if other.key == member.key or member.applied > spell.last:
                    continue
                if member.applied_beside(other, person.text):
                    continue
                leads = spell.role == LEADER
                yield Finding(
                    person.place,
                    f"“{person.text}”是 {other.key} 的{spell.role}，周期到 {spell.last} 才满，"
                    f"又{'申报' if person == member.applicant else '列为成员'}",
                    f"周期满后再申报，或先{'办那边的带头人变更' if leads else '在那边记“退出”'}；"
                    "确为同名的两人，在姓名后加注单位。",
                    (spell.place,),
                )


def applied_after_dismissal(w: Whole) -> Iterator[Finding]:
    """7, 11: who was struck off or criticised, or whose studio was, applies again: the reviewers
    should know."""
    members = tuple(w.members)
    for other in members:
        for act in other.dismissals:
            for member in members:
                if member.key == other.key or member.applied < act.date:
                    continue
                applicant = member.applicant
                same = act.leader in (applicant.text, member.leader.text)
                if same or act.name == member.name.text:
                    who = f"带头人“{act.leader}”" if same else f"“{act.name}”"
                    yield Finding(
                        applicant.place,
                        f"{who}在 {other.key} 曾于 {act.date} 被{act.act}，{member.applied} 又申报",
                        "请校工会核实能否受理，在“初审”的备注里写明；"
                        "受理的，这一行末尾加“# 忽略 {code}：见初审”。",
                        (act.place,),
                    )


def application_repeats_an_old_one(w: Whole) -> Iterator[Finding]:
    """6(六)(七): a new application of the same leader shows what came since, not the results,
    activities and papers that the old one was named for; who was not named may show them again."""
    yield from _old_material(w, applied=True)


def application_repeats_an_old_ledger(w: Whole) -> Iterator[Finding]:
    """6(六)(七): as above for the ledgers of the old cycle: its last months may count for both."""
    yield from _old_material(w, applied=False)


def _old_material(w: Whole, *, applied: bool) -> Iterator[Finding]:
    members = tuple(w.members)
    for member in members:
        for other in members:
            if other.cycle is None or not applies_again(member, other):
                continue
            results = {_key(one): one for one in other.shown if one.applied is applied}
            proofs = [paper for paper in other.papers if paper.proves and paper.applied is applied]
            papers = {(p.size, p.ends): p for p in proofs}
            mine = [one for one in member.shown if one.applied and _key(one) in results]
            new = [paper for paper in member.papers if paper.proves and paper.applied]
            same = [p for p in new if (p.size, p.ends) in papers]
            if not mine and not same:
                continue
            counts = {
                "项成果": sum(one.result for one in mine),
                "次活动": sum(not one.result for one in mine),
                "份佐证": len(same),
            }
            told = "、".join(f"{n} {unit}" for unit, n in counts.items() if n)
            old = [results[_key(one)].place for one in mine]
            yield Finding(
                (mine or same)[0].place,
                f"申报材料里有 {told}，{other.key} 的{'申报' if applied else '台账'}已经用过",
                "写上一周期以后新的活动和成果；不是同一项的，核对名称、日期和编号。",
                (*old, *(papers[p.size, p.ends].place for p in same))[:1],
            )


def _key(one: Shown) -> tuple[str, str]:
    if one.number:
        return one.number, one.recogniser
    return bare(one.title), one.date.isoformat()


def applies_again(member: Outline, other: Outline) -> bool:
    """Whether `other` is an earlier studio of the leader who applies."""
    leaders = (other.applicant.text, other.leader.text)
    return other.year < member.year and member.applicant.text in leaders


RULES: tuple[Rule, ...] = (
    warns(
        "A07-6b",
        "7",
        "周期内的带头人、成员又申报",
        applies_while_running,
        needs=DOSSIER | RECORD | INTAKE,
        about=("申报",),
        family="running_person",
    ),
    warns(
        "A07-6c",
        "7",
        "取消称号或通报批评以后又申报",
        applied_after_dismissal,
        needs=DOSSIER | RECORD,
        about=("申报",),
        family="after_loss",
    ),
    warns(
        "A07-6e",
        "7",
        "申报材料与上次申报相同",
        application_repeats_an_old_one,
        needs=DOSSIER | RECORD | INTAKE,
        about=("申报",),
        family="old_material",
    ),
    hints(
        "A07-6f",
        "7",
        "申报材料上一周期已经用过",
        application_repeats_an_old_ledger,
        needs=DOSSIER | RECORD | INTAKE,
        parts=LEDGERS,
        about=("申报",),
    ),
)
