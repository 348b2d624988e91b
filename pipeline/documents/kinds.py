"""Document kinds: one folder each below templates/, with kind.toml and template.docx.

A new kind is a new folder and needs no Python. Must not render.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, get_type_hints

from pipeline.errors import PipelineError
from pipeline.files import Sha256, sha256


class Subject(StrEnum):
    """What one document of a kind is about."""

    STUDIO = "studio"  # one per studio, once `after` is recorded
    ACT = "act"  # one per recorded act named in `after`
    SHEET = "sheet"  # one per expert's sheet of the review
    YEAR = "year"  # one per studio and ledger year that holds a self-assessment
    INTAKE = "intake"  # one per intake, once `after` is recorded
    PUBLIC = "public"  # as intake, but with the public view only
    VOLUME = "volume"  # part of an archive volume; made by `studio archive`


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One document kind. `after` names the acts that make it due, any of them; `gates` are rule
    prefixes whose errors block it; `order` is its place in the archive."""

    name: str
    folder: Path
    title: str
    file_name: str
    group: str
    order: int
    articles: tuple[str, ...]
    subject: Subject
    after: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    gates: tuple[str, ...] = ()
    responsible: str = "校工会"
    signers: tuple[str, ...] = ()
    retention: str = "30年"
    security: str = ""
    layout: str = "form"
    template_digest: Sha256

    @property
    def template(self) -> Path:
        return self.folder / "template.docx"


_TEXT_LISTS = ("articles", "after", "types", "gates", "signers")


def load_kinds(templates: Path) -> tuple[Kind, ...]:
    """All kinds, by archive order. Raises PipelineError naming the kind.toml that is wrong."""
    folders = sorted(p.parent for p in templates.glob("*/kind.toml"))
    if not folders:
        raise PipelineError(f"{templates} 里没有模板", "确认 --root 指向工作目录。")
    return tuple(sorted((_load(f) for f in folders), key=lambda kind: (kind.order, kind.name)))


def _load(folder: Path) -> Kind:
    path = folder / "kind.toml"
    try:
        raw: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        return _kind(folder, raw)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValueError) as error:
        raise PipelineError(
            f"{path} 写得不对：{error}", "对照 templates/README.md 修改。"
        ) from error
    except FileNotFoundError as error:
        raise PipelineError(
            f"{folder.name} 缺 template.docx", f"放入 {folder / 'template.docx'}。"
        ) from error


def _kind(folder: Path, raw: Mapping[str, Any]) -> Kind:
    known = set(get_type_hints(Kind)) - {"name", "folder", "template_digest"}
    required = ("title", "file_name", "group", "order", "articles", "subject")
    if unknown := sorted(set(raw) - known):
        raise ValueError(f"不认识的键 {'、'.join(unknown)}")
    if missing := [key for key in required if key not in raw]:
        raise ValueError(f"缺 {'、'.join(missing)}")
    values: dict[str, Any] = dict(raw)
    for key in _TEXT_LISTS:
        values[key] = tuple(values.get(key, ()))
    values["subject"] = Subject(values["subject"])
    digest = sha256((folder / "template.docx").read_bytes())
    return Kind(name=folder.name, folder=folder, template_digest=digest, **values)
