"""Art. 7(三)(四): the lists of a decision: who is approved, who is named, each once."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from pipeline.acts import INTAKE_ACTS
from pipeline.dossier.acts.deciding import CommitteeMeeting, Deciding, Naming, Supplement
from pipeline.dossier.fields import Written
from pipeline.dossier.intake import Intake
from pipeline.dossier.paths import RECORD_FILE
from pipeline.rounds import withheld
from pipeline.rules.articles.article_07.objections import upheld_but_named
from pipeline.rules.finding import INTAKE, RECORD, Batch, Finding, Rule
from pipeline.rules.rows import forbids_in_batch, warns_in_batch
from pipeline.rules.wording import misspelt

_ONE_DAY = datetime.timedelta(days=1)


def named_without_approval(b: Batch) -> Iterator[Finding]:
    """7(三)(四): only what the committee approved is named, no objection against it was found
    true, and every name is a known folder."""
    yield from upheld_but_named(b)
    approved = _approved(b)
    for one in b.rounds:
        committee, naming = one.committee, one.naming
        if committee and not committee.approved:
            yield from _approved_nobody(committee, one)
            continue
        listed = one.listed if isinstance(one, Supplement) else ()
        done = _named_before(b, one)
        strange = [slug for slug in listed if slug not in b.folders or slug in done]
        for block, key, slugs in _lists(one):
            for row, slug in enumerate(slugs):
                if slug not in b.folders and key != "命名名单":
                    yield Finding(
                        block.marks.at(key, row),
                        f"{b.year} 年没有文件夹“{slug}”",
                        f"已有：{'、'.join(sorted(b.folders))}。",
                    )
                elif strange:
                    continue  # whoever was meant there is missing here
                elif listed and slug not in listed and (key != "命名名单" or slug in approved):
                    yield Finding(
                        block.marks.at(key, row),
                        f"“{slug}”在“{key}”里，却不在这一次补充审定的“名单”里",
                        "补入“名单”，或从这里删去。",
                        (one.marks.at("名单"),),
                    )
        for row, slug in enumerate(naming.named if naming else ()):
            if naming and slug not in approved and slug not in strange:
                meant = _meant(slug, approved, naming.named)
                yield Finding(
                    naming.marks.at("命名名单", row),
                    f"“{slug}”不在工会委员会同意的名单里",
                    f"核对两份名单；同意的名单里有“{meant}”，是不是同一个。"
                    if meant
                    else "核对两份名单。",
                )


def _approved(b: Batch) -> tuple[str, ...]:
    """All that a committee approved, in whichever round."""
    return tuple(slug for one in b.rounds if one.committee for slug in one.committee.approved)


def _named_before(b: Batch, one: Deciding) -> dict[str, Naming]:
    """Who was named by an earlier round before this one began, and where first."""
    began = min((step.date for step in one.steps.values() if step), default=datetime.date.min)
    earlier = [other.naming for other in b.rounds[: b.rounds.index(one)] if other.naming]
    return {
        slug: naming for naming in reversed(earlier) if naming.date < began for slug in naming.named
    }


def _lists(one: Deciding) -> Iterator[tuple[Written, str, tuple[str, ...]]]:
    """(block, key, names) of each list of a round."""
    if isinstance(one, Supplement):
        yield one, "名单", one.listed
    if one.committee:
        yield one.committee, "同意命名", one.committee.approved
    if one.naming:
        yield one.naming, "命名名单", one.naming.named


def _meant(slug: str, approved: tuple[str, ...], named: tuple[str, ...]) -> str:
    """Which of those approved and not named a name is so like that it was misspelt; or none."""
    left = [one for one in approved if one not in named]
    return next((one for one in left if misspelt(one, slug)), "")


def _approved_nobody(committee: CommitteeMeeting, one: Deciding) -> Iterator[Finding]:
    """A meeting may approve nobody; then nobody is asked for, shown to the public or named."""
    followed = [name for name in INTAKE_ACTS if one.steps[name] is not None]
    if followed:
        yield Finding(
            committee.marks.at("同意命名"),
            f"工会委员会 {committee.date} 没有同意命名任何工作室，却记了"
            f"{'、'.join(f'“{name}”' for name in followed)}",
            "会上同意的，在“同意命名”里写齐文件夹名；确实一个也没有同意的，删去后面的事项。",
        )


def approved_without_recommendation(b: Batch) -> Iterator[Finding]:
    """7(二)(三): the committee decides on what the experts reviewed and recommended."""
    known = {member.slug: member for member in b.members}
    for committee in (one.committee for one in b.rounds if one.committee):
        for row, slug in enumerate(committee.approved):
            review = known[slug].recommendation if slug in known else None
            if b.left(slug, committee.date - _ONE_DAY):
                continue  # A07-7a says so here, or A07-4d
            if slug in known and (review is None or not review.given):
                what = "专家评审没有推荐" if review else "还没有专家评审"
                yield Finding(
                    committee.marks.at("同意命名", row),
                    f"“{slug}”{what}，工会委员会却同意命名",
                    f"核对该工作室 {RECORD_FILE} 的专家评审，或从名单里删去。",
                    (review.place,) if review else (),
                )


def approved_but_not_named(b: Batch) -> Iterator[Finding]:
    """7(三)(四): who drops out between the committee and the naming does so over an objection, by
    the Party committee, or by his own doing; or he waits for another round."""
    if b.intake is None:
        return
    namings = [one.naming for one in b.rounds if one.naming]
    named = {slug for naming in namings for slug in naming.named}
    approved = _approved(b)
    results = [one.publicity_result for one in b.rounds if one.publicity_result]
    objected = {one.studio for result in results for one in result.objections}
    meant = {_meant(slug, approved, (*named,)) for slug in named - {*approved}}
    unread = {slug for slug, kinds in b.lacking.items() if kinds & RECORD}
    for nth, one in enumerate(b.rounds):
        naming = one.naming or _first_after(one, namings)
        if one.committee is None or naming is None:
            continue
        waiting = {slug for other in b.rounds[nth + 1 :] for slug in other.proposed}
        gone = named | objected | meant | unread | waiting
        for row, slug in enumerate(one.committee.approved):
            if slug not in gone and not _dropped(b, b.intake, slug, naming.date):
                yield Finding(
                    one.committee.marks.at("同意命名", row),
                    f"“{slug}”经工会委员会同意，命名名单里却没有，也没有记异议",
                    "补入命名名单，或在“公示结果”的“异议”里写明原因；党委没有同意的，写进"
                    "“党委同意”的“未同意”；撤回的，记“撤回申报”。",
                    (naming.marks.at("命名名单"),),
                )


def _first_after(one: Deciding, namings: list[Naming]) -> Naming | None:
    """The naming of another round that came after the committee of this one."""
    day = one.committee.date if one.committee else datetime.date.max
    return next((naming for naming in namings if naming.date >= day), None)


def _dropped(b: Batch, intake: Intake, slug: str, day: datetime.date) -> bool:
    return withheld(intake, slug, day) is not None or b.left(slug, day)


def listed_twice(b: Batch) -> Iterator[Finding]:
    """7(三)(四): a list holds every studio once, and who is named is not named again, nor stands
    in a later round's list."""
    named: dict[str, Naming] = {}
    for one in b.rounds:
        listed, named_before = set[str](), _named_before(b, one)
        for block, key, slugs in _lists(one):
            seen: set[str] = set()
            for row, slug in enumerate(slugs):
                before = named.get(slug) if key == "命名名单" and slug not in listed else None
                done = named_before.get(slug) if key == "名单" else None
                if slug in seen:
                    yield Finding(
                        block.marks.at(key, row), f"“{slug}”在“{key}”里列了两次", "删去一处。"
                    )
                elif done:
                    listed.add(slug)
                    yield Finding(
                        block.marks.at(key, row),
                        f"“{slug}”已于 {done.date} 命名（{done.number}），补充审定的“名单”又列了它",
                        f"从“名单”和这一次的各份名单里删去；以后的变化记在它的 {RECORD_FILE}。",
                        (done.marks.at("命名名单"),),
                    )
                elif before:
                    yield Finding(
                        block.marks.at(key, row),
                        f"“{slug}”已于 {before.date} 命名（{before.number}），这里又命名一次",
                        "一个工作室只命名一次；从后一份“命名名单”里删去。",
                        (before.marks.at("命名名单"),),
                    )
                seen.add(slug)
        if one.naming:
            named = {**dict.fromkeys(one.naming.named, one.naming), **named}


RULES: tuple[Rule, ...] = (
    forbids_in_batch("A07-3b", "7.3", "没有推荐却审定", approved_without_recommendation,
                     needs=RECORD | INTAKE, about=("工会委员会研究",)),
    forbids_in_batch("A07-4a", "7.4", "命名名单与审定不符", named_without_approval,
                     "publicity.upheld_words", "publicity.cleared_words", needs=INTAKE,
                     about=("补充审定", "工会委员会研究", "命名")),
    warns_in_batch("A07-4b", "7.4", "审定以后没有命名", approved_but_not_named,
                   needs=RECORD | INTAKE, about=("工会委员会研究",)),
    forbids_in_batch("A07-4c", "7.4", "名单重复", listed_twice, needs=INTAKE,
                     about=("补充审定", "工会委员会研究", "命名")),
)  # fmt: skip
