"""Which faces a run asks for, after its own properties, its styles and the document's defaults.

Follows ISO 29500-1, 17.7.2 as far as typefaces go; table styles name none in the house style.
"""

from __future__ import annotations

from lxml import etree

from pipeline.documents.convert.faces import default_name
from pipeline.documents.docx.xml import qualified

LATIN, EAST_ASIAN = qualified("ascii"), qualified("eastAsia")
_VAL, _ID = qualified("val"), qualified("styleId")
_RPR_FONTS = qualified("rPr", "rFonts")
_Names = tuple[str | None, str | None]


class FontStyles:
    """The chain of styles of one document, reduced to (Latin, East Asian) face names."""

    def __init__(self, tree: etree._Element | None) -> None:
        self._own: dict[str, _Names] = {}
        self._based: dict[str, str] = {}
        self._paragraph: str | None = None
        self._defaults: _Names = (None, None)
        if tree is None:
            return
        self._defaults = _names(tree.find(f"{qualified('docDefaults')}//{qualified('rFonts')}"))
        for style in tree.iterfind(qualified("style")):
            name = style.get(_ID, "")
            self._own[name] = _names(style.find(_RPR_FONTS))
            based = style.find(qualified("basedOn"))
            if based is not None:
                self._based[name] = based.get(_VAL, "")
            is_default = style.get(qualified("default")) in ("1", "true")
            if is_default and style.get(qualified("type")) == "paragraph":
                self._paragraph = name

    def of(self, run: etree._Element) -> tuple[str, str]:
        """The faces that `run` asks for: (Latin, East Asian)."""
        names = _names(run.find(_RPR_FONTS))
        style = run.find(qualified("rPr", "rStyle"))
        if style is not None:
            names = _first(names, self._chain(style.get(_VAL)))
        paragraph = next(run.iterancestors(qualified("p")), None)
        named = None
        if paragraph is not None:
            named = paragraph.find(qualified("pPr", "pStyle"))
        chain = self._chain(named.get(_VAL) if named is not None else self._paragraph)
        names = _first(_first(names, chain), self._defaults)
        return names[0] or default_name(latin=True), names[1] or default_name(latin=False)

    @property
    def default_east_asian(self) -> str:
        """The face of text that no style speaks about."""
        chain = _first(self._chain(self._paragraph), self._defaults)
        return chain[1] or default_name(latin=False)

    def _chain(self, name: str | None) -> _Names:
        names: _Names = (None, None)
        seen: set[str] = set()
        while name and name not in seen:
            seen.add(name)
            names = _first(names, self._own.get(name, (None, None)))
            name = self._based.get(name)
        return names

    def ensure_defaults(self, tree: etree._Element) -> None:
        """Name faces in w:docDefaults: else blanks and labels take whatever the machine has."""
        path = ("docDefaults", "rPrDefault", "rPr", "rFonts")
        node = tree
        for name in path:
            below = node.find(qualified(name))
            if below is None:
                below = etree.Element(qualified(name))
                node.insert(0, below)
            node = below
        node.set(LATIN, self._defaults[0] or default_name(latin=True))
        node.set(EAST_ASIAN, self._defaults[1] or default_name(latin=False))


def _names(fonts: etree._Element | None) -> _Names:
    if fonts is None:
        return None, None
    return fonts.get(LATIN), fonts.get(EAST_ASIAN)


def _first(one: _Names, other: _Names) -> _Names:
    return one[0] or other[0], one[1] or other[1]
