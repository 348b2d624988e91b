"""Names of the list that stand in a template as plain text: a tag that lost its braces.

What has two opening braces is found by `markup`; `{ 名 }`, `【名】` and the bare path of a name
look like text to every engine, and would be printed as they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from pipeline.diagnostics import Severity, visible
from pipeline.documents.docx.xml import qualified
from pipeline.documents.lint.schema import Schema, leaves
from pipeline.documents.template.markup import Flaw, flaw
from pipeline.documents.template.tags import TAG

_NAME = r"[^\W\d][\w（）]*(?:\s*[.．]\s*[^\W\d][\w（）]*)*"
#: Between braces of any width and number, also parted by blanks, perhaps with a format behind.
_BRACED = re.compile(rf"(?:[{{｛]\s*)+({_NAME})\s*(?:[|｜][^{{}}｛｝]*)?(?:[}}｝]\s*)*[}}｝]")
_BRACKETED = re.compile(rf"[【〔［\[«‹<《]+\s*({_NAME})\s*[】〕］\]»›>》]+")
#: What people put where a value is to come; 《制度》 and 〔印章〕 are text.
_MEANT = "【«‹［["
_PATH = re.compile(r"[^\W\d][\w（）]*(?:\.[^\W\d][\w（）]*)+")
_HINT = "补成 {{ %s }}；确是要印的文字，换一种写法。"


def words_of(schema: Schema) -> frozenset[str]:
    """Every word of which the names of a subject are made."""
    paths = (path.replace("[]", "") for path, _ in leaves(schema))
    return frozenset(word for path in paths for word in path.split("."))


def bare_names(part: str, root: etree._Element, words: frozenset[str]) -> Iterator[Flaw]:
    """Each name that stands outside of tags; one by itself in brackets of a text may be meant."""
    for paragraph in root.iter(qualified("p")):
        whole = "".join(text.text or "" for text in paragraph.iter(qualified("t")))
        left = TAG.sub("\0", whole)
        for found in _BRACED.finditer(left):
            name = _typed(found[1])
            if words.intersection(name.split(".")):
                told = f"“{visible(found[0].strip(), 40)}”少了花括号，会照样印出来"
                yield flaw("T02", part, root, paragraph, told, _HINT % name)
        left = _BRACED.sub("\0", left)
        for found in _BRACKETED.finditer(left):
            name = _typed(found[1])
            sure = "." in name
            if words.issuperset(name.split(".")) and (sure or found[0][0] in _MEANT):
                told = f"“{visible(found[0].strip(), 40)}”是名字，没有写在花括号里，会照样印出来"
                severity = Severity.ERROR if sure else Severity.WARNING
                yield flaw("T02", part, root, paragraph, told, _HINT % name, severity)
        for path in _PATH.findall(_BRACKETED.sub("\0", left)):
            if words.issuperset(path.split(".")):
                told = f"“{visible(path, 40)}”是名字，没有写在花括号里，会照样印出来"
                yield flaw("T02", part, root, paragraph, told, _HINT % path)


def _typed(name: str) -> str:
    return re.sub(r"\s+", "", name).replace("．", ".")
