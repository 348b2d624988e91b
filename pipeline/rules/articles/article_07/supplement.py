"""Art. 7(三)(四): what the Party committee did not agree to, and what a later round needs."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.dossier.acts.deciding import Deciding, Step, Supplement
from pipeline.rounds import shown_in, withheld
from pipeline.rules.finding import INTAKE, RECORD, Batch, Finding, Rule
from pipeline.rules.rows import forbids_in_batch


def withheld_but_not_proposed(b: Batch) -> Iterator[Finding]:
    """7(三): the Party committee refuses or puts off only who was proposed to it, each once."""
    for nth, one in enumerate(b.rounds):
        asked = {slug for other in b.rounds[: nth + 1] for slug in other.proposed}
        seen: set[str] = set()
        for row in one.consent.withheld if one.consent else ():
            if row.studio not in asked:
                yield Finding(
                    row.marks.at("工作室"),
                    f"党委“未同意”里的“{row.studio}”不在报请的名单里",
                    f"写文件夹名；报请的有：{'、'.join(sorted(asked))}。",
                )
            elif row.studio in seen:
                yield Finding(
                    row.marks.at("工作室"),
                    f"“{row.studio}”在“未同意”里列了两次",
                    "删去一处。",
                )
            seen.add(row.studio)


def supplement_without_decision(b: Batch) -> Iterator[Finding]:
    """7(三): who is added later needs the committee and the Party committee as the others did, who
    was put off the Party committee's consent; only who was decided on is simply shown again."""
    intake = b.intake
    if intake is None:
        return
    unread = {slug for slug, kinds in b.lacking.items() if kinds & RECORD}
    for nth, one in enumerate(b.rounds):
        if not isinstance(one, Supplement):
            continue
        before = {slug for other in b.rounds[:nth] if other.committee for slug in other.proposed}
        for row, slug in enumerate(one.listed):
            if slug not in one.proposed:
                continue
            first = _first_of(one)
            unknown = slug in b.folders and slug not in before
            if first and (slug in unread or b.left(slug, first[1].date)):
                continue  # A07-7a says so, or A07-4d
            if unknown and one.committee is None and first:
                name, step = first
                yield Finding(
                    one.marks.at("名单", row),
                    f"“{slug}”没有经工会委员会同意，补充审定里却有“{name} {step.date}”",
                    "先开会研究：在这一次补充审定里补“工会委员会研究”；以前同意过的，核对文件夹名。",
                    (step.marks.at("日期"),),
                )
            word = withheld(intake, slug, one.publicity.date) if one.publicity else None
            if word and one.publicity and word not in (one.consent.withheld if one.consent else ()):
                yield Finding(
                    one.publicity.marks.at("日期"),
                    f"党委对“{slug}”的意见是{word.verdict}，没有新的“党委同意”就公示"
                    f" {one.publicity.date}",
                    "党委同意以后再公示：在这一次补充审定里补“党委同意”；没有同意的，从名单里删去。",
                    (word.marks.at("工作室"),),
                )


def _first_of(one: Deciding) -> tuple[str, Step] | None:
    """The first step that is written in a round."""
    return next(((name, step) for name, step in one.steps.items() if step is not None), None)


def named_in_spite_of_the_party(b: Batch) -> Iterator[Finding]:
    """7(三)(四): whom the Party committee refused is not named; who was put off is when it agrees
    later. Who is named in a round that does not list him A07-4a speaks of."""
    if b.intake is None:
        return
    for one in b.rounds:
        naming = one.naming
        listed = one.listed if isinstance(one, Supplement) else None
        for row, slug in enumerate(naming.named if naming else ()):
            word = withheld(b.intake, slug, naming.date) if naming else None
            if naming and word and (listed is None or slug in listed):
                yield Finding(
                    naming.marks.at("命名名单", row),
                    f"党委对“{slug}”的意见是{word.verdict}，{naming.date} 却已命名",
                    "从命名名单里删去；党委后来同意的，记“补充审定”，写“党委同意”。",
                    (word.marks.at("工作室"),),
                )


def named_before_its_publicity_ended(b: Batch) -> Iterator[Finding]:
    """7(三)(四): a studio is named after its own publicity, the last that shows it, and what came
    of that. Of a naming in the same round A07-5a and A07-3a speak."""
    if b.intake is None:
        return
    for one in b.rounds:
        for row, slug in enumerate(one.naming.named if one.naming else ()):
            shown = shown_in(b.intake, slug, one.naming.date) if one.naming else ()
            last = shown[-1] if shown else one
            if one.naming is None or last is one or last.publicity is None:
                continue
            end, result = last.publicity.last, last.publicity_result
            if result is None or result.date > one.naming.date:
                why = f"公示结果 {result.date} 才有" if result else "还没有公示结果"
                over = f"到 {end} 才满" if end >= one.naming.date else f"{end} 期满，{why}"
                yield Finding(
                    one.naming.marks.at("命名名单", row),
                    f"“{slug}”{last.publicity.date} 又公示，{over}，{one.naming.date} 却已命名",
                    "最后一次公示期满、有了结果再命名；核对日期，或从这份名单里删去，另行补充命名。",
                    (last.publicity.marks.at("止"),),
                )


RULES: tuple[Rule, ...] = (
    forbids_in_batch(
        "A07-3i",
        "7.3",
        "未同意的名单与报请的不符",
        withheld_but_not_proposed,
        needs=INTAKE,
        about=("党委同意",),
    ),
    forbids_in_batch(
        "A07-3j",
        "7.3",
        "补充审定缺少研究或党委同意",
        supplement_without_decision,
        needs=INTAKE,
        parts=RECORD,
        about=("补充审定", "请示", "党委同意", "公示", "公示结果", "命名"),
    ),
    forbids_in_batch(
        "A07-4e",
        "7.4",
        "党委没有同意却命名",
        named_in_spite_of_the_party,
        needs=INTAKE,
        about=("命名",),
    ),
    forbids_in_batch(
        "A07-4f",
        "7.4",
        "再次公示没有结束就命名",
        named_before_its_publicity_ended,
        needs=INTAKE,
        about=("命名",),
    ),
)
