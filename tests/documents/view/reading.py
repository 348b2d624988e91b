"""What stands in a view, taken as what a template takes it for; anything else fails the test."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from pipeline.documents.view.written import View

T = TypeVar("T")


def block(value: object) -> View:
    assert isinstance(value, Mapping)
    return value


def rows(value: object) -> tuple[View, ...]:
    assert isinstance(value, tuple)
    return tuple(block(one) for one in value)


def one(kind: type[T], value: object) -> T:
    """A single value of that type: a number that a test counts with."""
    assert isinstance(value, kind)
    return value
