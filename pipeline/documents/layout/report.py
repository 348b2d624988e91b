"""One difference between a page as drawn and as wanted. Words only; nothing is measured here."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LayoutFinding:
    """`code` L01…; `what` was measured on `page`, what is `wanted`, and whose wish that is."""

    code: str
    page: int
    what: str
    measured: str
    wanted: str
    clause: str

    def __str__(self) -> str:
        return (
            f"第 {self.page} 页 {self.code} {self.what}：{self.measured}，"
            f"应为{self.wanted}（{self.clause}）"
        )


def millimetres(value: float) -> str:
    """A length in mm, as findings write it."""
    return f"{value:.1f} 毫米"


def red(color: str) -> bool:
    """Whether a colour is the red of heads."""
    return int(color[:2], 16) > 150 and int(color[2:4], 16) < 80 and int(color[4:], 16) < 80


def shorten(text: str) -> str:
    """The first 20 characters of `text`, … for the rest."""
    return text if len(text) <= 20 else f"{text[:20]}…"
