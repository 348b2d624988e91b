"""Whether the `when` of a kind.toml is a condition over the names of its subject.

Must not decide it: that takes a case.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import jinja2

from pipeline.documents.kinds import Subject, described_acts, described_subject
from pipeline.documents.lint.guards import NOTHING, Paths
from pipeline.documents.lint.names import Reading
from pipeline.documents.lint.schema import there_in, view_schema
from pipeline.documents.template.condition import BadCondition, expression
from pipeline.documents.template.filters import FILTERS
from pipeline.documents.template.sandbox import environment


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionRead:
    """`faults` are sentences; `used` the names it reads; `sure` what has a content in every
    document that it lets through, so that the template need not ask again."""

    faults: tuple[str, ...] = ()
    used: Paths = NOTHING
    sure: Paths = NOTHING


def read_condition(raw: Mapping[str, object]) -> ConditionRead:
    """The condition of this description; nothing of a description that has none."""
    text, subject, acts = raw.get("when"), described_subject(raw), described_acts(raw)
    if not isinstance(text, str) or not text.strip() or subject is None:
        return ConditionRead()
    if subject is Subject.VOLUME:
        return ConditionRead(faults=("归档时随案卷生成的文件不能有条件，删去 when",))
    rules = environment(FILTERS, jinja2.StrictUndefined)
    try:
        found = expression(text, rules)
    except BadCondition as error:
        return ConditionRead(faults=(f"when 写得不对：{error}",))
    reading = Reading(view_schema(subject, acts), rules, there_in(acts))
    sure = reading.condition(found)
    faults = tuple(f"when 里{slip.message}" for slip in reading.slips)
    return ConditionRead(faults=faults, used=frozenset(reading.used), sure=sure)
