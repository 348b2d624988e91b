"""Whether two spellings are one name: of a person, a studio, a unit.

People write one name with blanks to set it wide, with another middle dot, in full-width letters,
or paste it with variation selectors; it stays one name. `ComparedName` is text that compares and
counts in sets and tables by `comparison_key`, so no rule can forget it; it prints as written. What
is cut out of a text must be made one before it is compared. Must not judge which spelling is right:
`usual_spelling` only says what to type.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

#: What stands for the dot of 买买提·艾力, in keyboards and fonts; the first is the right one
#: (GB/T 15834, 4.14). NFKC brings further ones to these.
DOTS = "·•・‧∙⋅･．.﹒․"
#: Shape a character and are no part of a name.
_SELECTORS = "\u180b-\u180d\ufe00-\ufe0f\U000e0100-\U000e01ef"
_CHINESE = "\u2e80-\u2fff\u3001-\ufe0f\U00020000-\U0003ffff"
_UNSEEN = re.compile(rf"[{_SELECTORS}\u115f\u1160\u2800\u3164\uffa0]")
_SELECTOR = re.compile(f"[{_SELECTORS}]")
_DOT = re.compile(f"[{re.escape(DOTS)}]")
#: A dot between letters that is no full stop of an abbreviation.
_CHINESE_DOT = re.compile(rf"(?<=[{_CHINESE}])\s*[{re.escape(DOTS)}]\s*(?=[{_CHINESE}])")
_OTHER_DOT = re.compile(f"[{re.escape(DOTS.translate({46: None, 183: None}))}]")
#: Letters and figures of full width, radicals and compatibility forms in place of the character.
_SHAPES = re.compile("[\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\u2e80-\u2fdf\uf900-\ufaff]")
#: Blanks of any width between two Chinese characters only set a name wide.
SET_WIDE = re.compile(rf"(?<=[·•{_CHINESE}])\s+(?=[·•{_CHINESE}])")


class ComparedName(str):
    """A name: equal to any text that spells the same one, and printed as it was written."""

    __slots__ = ("written",)
    #: As it stood in the file, where that is known.
    written: str

    def __new__(cls, name: str, written: str = "") -> ComparedName:
        made = super().__new__(cls, name)
        made.written = written
        return made

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, str):
            return NotImplemented
        return str.__eq__(self, other) or comparison_key(self) == comparison_key(other)

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(comparison_key(self))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, _: GetCoreSchemaHandler) -> CoreSchema:
        """As a field: text, also where it comes back from what the last run kept."""
        from pydantic_core.core_schema import no_info_after_validator_function, str_schema

        return no_info_after_validator_function(cls, str_schema())


def comparison_key(name: str) -> str:
    """What two spellings of one name share: no blanks and nothing unseen, one width, one middle
    dot, small letters."""
    return _key(str(name))


@lru_cache(maxsize=50_000)
def _key(name: str) -> str:
    text = _UNSEEN.sub("", unicodedata.normalize("NFKC", _UNSEEN.sub("", name)))
    seen = (c for c in text if not c.isspace() and unicodedata.category(c) not in ("Cf", "Cc"))
    return _DOT.sub("·", "".join(seen)).casefold()


def is_named_in(name: str, text: str) -> bool:
    """Whether a text that people wrote names that person."""
    return comparison_key(name) in comparison_key(text)


def usual_spelling(written: str) -> str:
    """How a name is usually typed: what to write in place of an odd spelling."""
    text = _SELECTOR.sub("", written)
    text = _SHAPES.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    text = _OTHER_DOT.sub("·", _CHINESE_DOT.sub("·", text))
    return SET_WIDE.sub("", " ".join(text.split()))


def oddities(written: str) -> tuple[str, ...]:
    """What is odd about the spelling of a name, in words; nothing where it is as usual."""
    found = {
        "空格": SET_WIDE.search(written) or " ".join(written.split()) != written,
        "别的间隔号": _OTHER_DOT.search(written)
        or any("·" not in one[0] for one in _CHINESE_DOT.finditer(written)),
        "全角字母、数字或部首、兼容字形": _SHAPES.search(written),
        "异体选择符": _SELECTOR.search(written),
    }
    return tuple(what for what, there in found.items() if there)
