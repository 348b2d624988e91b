"""One line of a policy file, as it is shown: what is known of a threshold beside its value."""

from __future__ import annotations

from dataclasses import dataclass

ASSUMED_REMARK = "默认值，待校工会确认"


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What is known of one threshold: `key` is section.name; `article` the paragraph it belongs
    to; `value` as the file has it, for showing only; `confirmed_by` the number and day of the
    document by which the union confirmed an assumed one."""

    key: str
    value: object
    article: str
    basis: str
    meaning: str
    confirmed_by: str = ""

    @property
    def assumed(self) -> bool:
        """Whether it still waits for the union's word."""
        return self.basis == "assumed" and not self.confirmed_by

    @property
    def standing(self) -> str:
        """On what it rests, in the words of those who read it."""
        if self.confirmed_by:
            return f"已确认：{self.confirmed_by}"
        return ASSUMED_REMARK if self.assumed else "细则规定"
