"""From the XML of a Word part to a Jinja source: tags freed of the runs Word cut them into.

The rewriting is docxtpl's own, so whatever docxtpl accepts is accepted; only the rewriting is
used, since its rendering loses text (measured). Runs once per content: checking and filling share
it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from docxtpl import DocxTemplate
from docxtpl import RichText as RichText

#: In a tag: a text in quotes, whose braces close nothing, or any other character. Atomic: what
#: was taken for a text is not tried as single characters as well, which would take for ever.
_INNER = r"(?>'(?:\\.|[^'\\])*+'|\"(?:\\.|[^\"\\])*+\"|.)*?"
#: One tag; what stands between raw and endraw is text, so the whole of it counts as one.
TAG = re.compile(
    r"\{%[-+]?\s*raw\s*[-+]?%\}.*?\{%[-+]?\s*endraw\s*[-+]?%\}"
    rf"|\{{\{{{_INNER}\}}\}}|\{{%{_INNER}%\}}|\{{#.*?#\}}",
    re.DOTALL,
)
_RAW = re.compile(r"\{%[-+]?\s*raw\b")
_OPEN = re.compile(r"\{[{%#][-+]?")
_WORDS = re.compile(r"^\{[{%#][-+]?(?:(?:tr|tc|p|r)(?=\s))?|[-+]?[}%#]\}$")
#: docxtpl's spelling for braces that are meant to be printed.
_LITERALS = {"{_{": "{{ '{{' }}", "}_}": "{{ '}}' }}", "{_%": "{{ '{%' }}", "%_}": "{{ '%}' }}"}
_LITERAL = re.compile(r"\{_\{|\}_\}|\{_%|%_\}")
_ATTRIBUTE = re.compile(r'(?<==")\{\{(.*?)\}\}(?=")', re.DOTALL)
#: Ours: a cell that spans the rows of one group, `{% vmerge 行.首行 %}`, for flat lists of rows
#: (docxtpl's `vm` only knows the first turn of a loop).
_MERGED = re.compile(
    r"(<w:tc[ >](?:(?!<w:tc[ >]).)*?<w:tcW[^>]*/>(?:<w:gridSpan[^>]*/>)?)"
    r"((?:(?!<w:tc[ >]).)*?)\{%\s*vmerge\s+((?:(?!%\}).)+?)\s*%\}",
    re.DOTALL,
)
_BLOCK_TAG = re.compile(r"\{%[-+]?\s*(end)?(for|if|with|macro|filter|call)\b")
_MARKUP = re.compile(r"<[^>]*>|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
#: docxtpl's rewriting is quadratic in static rows: 2,000 rows took 3.6 s (measured), ours have 40.
MAX_SOURCE = 4 * 2**20


class Untaggable(ValueError):
    """The part cannot become a Jinja source; the text says why, in Chinese."""


@functools.lru_cache(maxsize=128)
def jinja_source(xml: str) -> str:
    """`xml` as Jinja source in which tag n stands on line n, counted from 1.

    Jinja reports lines; a line break behind the opening of each tag but the first, and nowhere
    else, makes them tag numbers.
    Values inside XML attributes (spans and shades by `{% colspan %}`) are marked: not text.
    """
    if len(xml) > MAX_SOURCE:
        raise Untaggable(f"模板正文过大：{len(xml)} 字，上限 {MAX_SOURCE}")
    one_line = re.sub(r"[\r\n]+", " ", xml)
    patched: str = DocxTemplate("").patch_xml(one_line)
    patched = _MERGED.sub(
        r"""\1<w:vMerge w:val="{{ 'restart' if (\3) else 'continue' }}"/>\2""", patched
    )
    patched = _ATTRIBUTE.sub(r"{{ (\1) | xml_attribute }}", patched.replace("\n", " "))
    patched = _LITERAL.sub(lambda found: _LITERALS[found[0]], patched)
    first = TAG.search(patched)
    start = first.end() if first else len(patched)
    behind = TAG.sub(lambda found: _OPEN.sub(r"\g<0>\n", found[0], count=1), patched[start:])
    return TAG.sub(_plain_inside, patched[:start] + behind)


def _plain_inside(found: re.Match[str]) -> str:
    """`&` in a tag is a letter, not markup: what the tag prints is escaped anyway."""
    return found[0] if _RAW.match(found[0]) else found[0].replace("&amp;", "&")


def tag_words(tag: str) -> str:
    """The inside of a tag without marks, `p`/`tr`/`tc`/`r`, quotes' shapes and spacing."""
    inside = _WORDS.sub("", " ".join(tag.split())).replace("| xml_attribute", "")
    straight = inside.translate(str.maketrans("“”‘’", "\"\"''"))
    return re.sub(r"[\s()]+", "", straight)


def unpaired(source: str) -> Iterator[tuple[int, str]]:
    """Blocks never closed and ends never opened: (number of the tag, sentence)."""
    opened: list[tuple[int, str]] = []
    for number, tag in enumerate(TAG.findall(source), 1):
        found = _BLOCK_TAG.match(tag)
        if found is None:
            continue
        end, word = found.groups()
        if not end:
            opened.append((number, word))
        elif opened and opened[-1][1] == word:
            opened.pop()
        else:
            yield (number, f"这个 end{word} 前面没有对应的 {word}")
    for number, word in opened:
        yield (number, f"这个 {word} 后面没有 end{word}")


def lone_tags(source: str) -> frozenset[int]:
    """The numbers of the tags that are all their paragraph prints, as in a cell of a form."""
    found = set()
    for number, tag in enumerate(TAG.finditer(source), 1):
        if not tag[0].startswith("{{"):
            continue
        start = max(source.rfind(mark, 0, tag.start()) for mark in ("<w:p>", "<w:p "))
        end = source.find("</w:p>", tag.end())
        around = source[start : tag.start()] + source[tag.end() : end if end >= 0 else None]
        if start >= 0 and not _MARKUP.sub("", around).strip():
            found.add(number)
    return frozenset(found)
