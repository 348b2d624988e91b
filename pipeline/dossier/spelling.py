"""Names of a file that are not spelt as usual: they reach papers, the studio's name and its plaque.

Must not judge whether two names are one person: the rules compare them by `names.comparison`,
however they are spelt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from pipeline.diagnostics import Diagnostic, visible
from pipeline.dossier.faults import models_in
from pipeline.dossier.fields import Written
from pipeline.dossier.oddities import told
from pipeline.names.comparison import ComparedName, oddities, usual_spelling

#: What a file must hold for a name in it to be spelt oddly: most do not, and are not walked.
_SUSPECT = re.compile(
    "[\u2e80-\u2fff\u3400-\u9fff·][^\\S\n]+[\u2e80-\u2fff\u3400-\u9fff·]"
    "|[•‧∙⋅․・．･﹒\u2e80-\u2fdf\uf900-\ufaff\ufe00-\ufe0f\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]"
    "|[\U000e0100-\U000e01ef]|[\u3400-\u9fff]\\.[\u3400-\u9fff]|\\S[^\\S\n]{2,}\\S"
)


def odd_names(block: Written, text: str) -> Iterator[Diagnostic]:
    """One finding for each such name in a file of that `text`."""
    if not text.isascii() and _SUSPECT.search(text):
        yield from _odd_names(block)


def _odd_names(block: Written) -> Iterator[Diagnostic]:
    for name, alias in _naming(type(block)):
        value = getattr(block, name)
        for row, one in enumerate(value if isinstance(value, tuple) else (value,)):
            if isinstance(one, Written):
                yield from _odd_names(one)
            elif isinstance(one, ComparedName) and (what := oddities(one.written)):
                place = block.marks.at(alias, row if isinstance(value, tuple) else None)
                yield told(
                    place.file,
                    (place.line, place.column),
                    "R14",
                    f"“{visible(one.written, 40)}”里有{'、'.join(what)}，不是通常的写法",
                    f"写成“{visible(usual_spelling(one.written), 40)}”；公文、牌匾照写的印。",
                )


@cache
def _naming(model: type[Written]) -> tuple[tuple[str, str], ...]:
    """(name, key in the file) of the fields that hold names, or blocks that may."""
    return tuple(
        (name, info.alias or name)
        for name, info in model.model_fields.items()
        if models_in(info.annotation) or _holds_names(info.annotation)
    )


def _holds_names(annotation: Any) -> bool:
    inner = getattr(annotation, "__args__", ())
    return annotation is ComparedName or any(map(_holds_names, inner))
