"""A file as a tree of text: mappings and lists that remember where each part stands."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.diagnostics import Place

#: The key under which a mapping carries its own `Marks` into the models.
MARKS_KEY = "@"

Spot = tuple[int, int]


@dataclass(slots=True, repr=False)
class Marks:
    """Where a mapping and its parts stand. Spots are (line, column) from 1."""

    file: str
    spot: Spot
    keys: dict[str, Spot] = field(default_factory=dict)
    values: dict[str, Spot] = field(default_factory=dict)
    rows: dict[str, list[Spot]] = field(default_factory=dict)
    children: dict[str, Marks] = field(default_factory=dict)

    def at(self, key: str | None = None, row: int | None = None) -> Place:
        """The place of a value: of `key`, of its `row`-th list item, or of the mapping itself.

        A list or a block as a whole stands where its key stands: that is where something
        is missing from it.
        """
        spot = self.spot
        if key is not None:
            spot = self.values.get(key) or self.keys.get(key) or self.spot
            rows = self.rows.get(key, [])
            if row is not None and row < len(rows):
                spot = rows[row]
            elif key in self.rows or key in self.children:
                spot = self.keys[key]
        return Place(file=self.file, line=spot[0], column=spot[1])


class Table(dict[str, object]):
    """A mapping of text keys; its `Marks` also stand under MARKS_KEY."""

    __slots__ = ("marks",)
    marks: Marks


class Rows(list[object]):
    """A list of values."""


Value = str | Table | Rows
