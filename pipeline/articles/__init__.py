"""The articles of the rule document as data: number, name, gist in our own words.

What carries an article (rules, acts, thresholds, document kinds) says so itself; nothing is listed
twice. An article that nothing can carry gives the reason. Must not quote the rule document.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_FILE = Path(__file__).parent / "articles.toml"
_CHINESE = "零一二三四五六七八九十"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article or paragraph; `number` is "6.2" for 第六条（二）."""

    number: str
    title: str
    summary: str
    uncheckable: str = ""


@cache
def all_articles(file: Path = _FILE) -> tuple[Article, ...]:
    """Every article and paragraph, in the order of the rule document."""
    raw = tomllib.loads(file.read_text(encoding="utf-8"))
    return tuple(Article(**one) for one in raw["article"])


#: What rules about document numbers rest on: no article, but the union's own register of them.
REGISTER = "发文登记"


def article_text(article: str) -> str:
    """ "6.2" → 第六条（二）; what is no number, as `REGISTER`, as it is."""
    if not article[:1].isdigit():
        return article
    number, _, paragraph = article.partition(".")
    tens, ones = divmod(int(number), 10)
    name = ("十" if tens else "") + (_CHINESE[ones] if ones or not tens else "")
    return f"第{name}条" + (f"（{_CHINESE[int(paragraph)]}）" if paragraph else "")
