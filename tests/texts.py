"""Texts as pages and files have them: compared without white space, edited in one place."""

from pathlib import Path


def squeezed(text: str) -> str:
    return "".join(text.split())


def edit(path: Path, *changes: tuple[str, str] | list[str]) -> None:
    """Replace in a file what stands there exactly once."""
    text = path.read_text(encoding="utf-8")
    for written, instead in changes:
        assert text.count(written) == 1, (path.name, written)
        text = text.replace(written, instead)
    path.write_text(text, encoding="utf-8")
