"""Words that a policy lists: whether what is written is one of them, and what to write instead.

The policy of the cycle decides, and the one in force on the day: who does in a running cycle what
a newer text allows makes no mistake.
"""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Callable, Iterable, Iterator, Sequence

from pipeline.diagnostics import Place, visible
from pipeline.policies import Policy
from pipeline.rules.finding import Finding, Placed


def allowed(
    p: Placed, day: datetime.date, words: Callable[[Policy], Iterable[str]]
) -> tuple[str, ...]:
    """What may be written of something that happened on `day`."""
    return tuple(dict.fromkeys((*words(p.stage.policy), *words(p.case.rulebook.on(day)))))


def instead(written: str, known: Sequence[str], head: str = "可选") -> str:
    """The nearest of the words that are known, if one is near, and all of them."""
    near = difflib.get_close_matches(written, known, n=1, cutoff=0.5)
    return f"{f'填“{near[0]}”？' if near else ''}{head}：{'、'.join(known)}。"


def unlisted(
    written: str, known: Sequence[str], place: Place, what: str, remark: str
) -> Iterator[Finding]:
    """A finding if `written` is not among the words; `what` names the value in the message."""
    if written not in known:
        yield Finding(
            place,
            f"{what}填的是“{visible(written, 30)}”，标准里没有{remark}",
            instead(written, known),
        )
