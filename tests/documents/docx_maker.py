"""Small templates for tests, written with python-docx as a union's secretary would in Word."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import docx


def template(path: Path, *paragraphs: str, rows: tuple[tuple[str, ...], ...] = ()) -> Path:
    """A template of these paragraphs and, if given, one table of these rows."""
    document: Any = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    document.save(str(path))
    return path


def repacked(path: Path, change: Callable[[dict[str, bytes]], Mapping[str, bytes]]) -> Path:
    """`path` with its parts changed."""
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, body in change(parts).items():
            package.writestr(name, body)
    path.write_bytes(buffer.getvalue())
    return path
