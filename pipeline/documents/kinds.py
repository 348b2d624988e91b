"""Document kinds: one folder each below templates/, with kind.toml and template.docx.

A new kind is a new folder and needs no Python. Must not render.
"""

from __future__ import annotations

import string
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, get_type_hints

from pipeline.diagnostics import visible
from pipeline.documents.layout import LAYOUTS
from pipeline.errors import PipelineError
from pipeline.files import Sha256, sha256
from pipeline.policies.sections import PAYMENT_ACTS
from pipeline.rules.matters import EVERY_PAYMENT
from pipeline.toml_file import read_toml


class Subject(StrEnum):
    """What one document of a kind is about."""

    STUDIO = "studio"  # one per studio, once `after` is recorded
    ACT = "act"  # one per recorded act named in `after`
    SHEET = "sheet"  # one per expert's sheet of the review
    YEAR = "year"  # one per studio and ledger year that holds a self-assessment
    INTAKE = "intake"  # one per intake, once `after` is recorded
    LISTED = "listed"  # one per act in a list of the intake named in `after`, as 合并划拨
    PUBLIC = "public"  # as intake, but with the public view only
    GAPS = "gaps"  # one per studio whose ledgers have gaps on the day of the run
    VOLUME = "volume"  # part of an archive volume; made by `studio archive`


#: What {…} in a title or file name may stand for, besides 批次.
PATTERN_NAMES: Mapping[Subject, tuple[str, ...]] = {
    Subject.STUDIO: ("工作室",),
    Subject.ACT: ("工作室", "事项", "对象", "题名", "次", "划拨", "第几笔"),
    Subject.SHEET: ("工作室", "专家", "方式"),
    Subject.YEAR: ("工作室", "年度"),
    Subject.INTAKE: ("补", "补充"),
    Subject.LISTED: ("事项", "题名", "次", "年度", "划拨", "第几笔"),
    Subject.PUBLIC: ("补", "补充", "次"),
    Subject.GAPS: ("工作室",),
    Subject.VOLUME: ("工作室",),
}
#: The folders of an archive volume.
GROUPS = (
    "01申报", "02评审", "03审定公示", "04命名挂牌", "05经费", "06台账", "07中期检查", "08复核奖励",
    "09变更撤销", "10归档",
)  # fmt: skip
RETENTIONS = ("永久", "30年", "10年")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One document kind. `after` names the acts that make it due, any of them; `relies` the matters
    that it states or rests on (see `rules.matters`): an error in one of them holds it back, in the
    files of every studio that it names; `order` is its place in the archive."""

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
    #: A condition on what the template sees; where it does not hold, the document is not due.
    when: str = ""
    #: Why it is not due then, in the clerks' words.
    when_not: str = ""
    relies: tuple[str, ...] = ()
    responsible: str = "校工会"
    signers: tuple[str, ...] = ()
    #: Whether the document itself bears the 文号 of its act; a plaque or a form does not.
    numbered: bool = False
    retention: str = "30年"
    security: str = ""
    layout: str = "form"
    #: How many times the size of the docx page the PDF page has: Word's pages end at 558.8 mm.
    scale: int = 1
    #: Everybody may read it: it is searched for personal data before it is written.
    public: bool = False
    #: Also written as a fragment of HTML for the union's website.
    html: bool = False
    #: Where the context holds the last day of publication, such as 公示.止.
    until: str = ""
    template_digest: Sha256

    @property
    def open(self) -> bool:
        """Whether everybody may read it."""
        return self.public or self.subject is Subject.PUBLIC

    @property
    def nameplate(self) -> bool:
        """Whether it shows a name alone, and neither bears nor cites a 文号."""
        return self.layout == "plaque"

    @property
    def template(self) -> Path:
        return self.folder / "template.docx"


_TEXT_LISTS = ("articles", "after", "types", "relies", "signers")


def load_kinds(templates: Path) -> tuple[Kind, ...]:
    """All kinds, by archive order. Raises PipelineError naming the kind.toml that is wrong."""
    folders = sorted(p.parent for p in templates.glob("*/kind.toml"))
    if not folders:
        raise PipelineError(f"{templates} 里没有模板", "确认 --root 指向工作目录。")
    return tuple(sorted((_load(f) for f in folders), key=lambda kind: (kind.order, kind.name)))


def kinds_at(root: Path) -> tuple[Kind, ...]:
    """The document kinds of a workspace; none outside one: rules and records can be read
    anywhere."""
    try:
        return load_kinds(root / "templates")
    except PipelineError:
        return ()


def acts_meant(after: Iterable[str]) -> tuple[str, ...]:
    """The acts that an `after` or a `relies` names."""
    return tuple(
        act for name in after for act in (PAYMENT_ACTS if name == EVERY_PAYMENT else (name,))
    )


def _load(folder: Path) -> Kind:
    path = folder / "kind.toml"
    try:
        return _kind(folder, read_toml(path))
    except ValueError as error:
        raise PipelineError(
            f"{path} 写得不对：{error}", "对照 templates/README.md 修改。"
        ) from error
    except FileNotFoundError as error:
        raise PipelineError(
            f"{folder.name} 缺 template.docx", f"放入 {folder / 'template.docx'}。"
        ) from error


def described_subject(raw: Mapping[str, object]) -> Subject | None:
    """The subject of a kind.toml; None if it names none that there is."""
    return next((one for one in Subject if one == raw.get("subject")), None)


def described_acts(raw: Mapping[str, object]) -> tuple[str, ...]:
    """The acts of `after` in a kind.toml, as they are written."""
    after = raw.get("after")
    return tuple(map(str, after)) if isinstance(after, list) else ()


def description_faults(raw: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """What is wrong in a kind.toml by itself: (key, sentence), all of it."""
    types = get_type_hints(Kind) | {"subject": str}
    known = set(types) - {"name", "folder", "template_digest"}
    for key in sorted(set(raw) - known):
        yield key, f"不认识的键 {visible(key)}"
    for key in ("title", "file_name", "group", "order", "articles", "subject"):
        if key not in raw:
            yield key, f"缺 {key}"
    for key, value in raw.items():
        if key in _TEXT_LISTS:
            if not (isinstance(value, list) and all(isinstance(one, str) for one in value)):
                yield key, f'{key} 应是一串文字，如 ["…"]'
        elif key == "order":
            if type(value) is not int or not 0 < value < 100:
                yield key, "order 应是 1 到 99 的整数"
        elif key in known and type(value) is not types[key]:
            yield key, f"{key} 应是{'true 或 false' if types[key] is bool else '文字'}"
    allowed: Mapping[str, tuple[str, ...]] = {
        "subject": tuple(Subject),
        "group": GROUPS,
        "retention": RETENTIONS,
        "layout": tuple(LAYOUTS),
    }
    for key, values in allowed.items():
        if isinstance(raw.get(key), str) and raw[key] not in values:
            yield key, f"{key} 不能是 {raw[key]}，只能是 {'、'.join(values)}"
    for key, value in raw.items():
        text = value.replace("\n", " ") if key == "when" and isinstance(value, str) else value
        if isinstance(text, str) and text != visible(text, max(len(text), 1)):
            yield key, f"{visible(key)} 里有换行或看不见的字符"
    for key in ("when", "when_not"):
        if str(raw.get(key, "…")).strip() == "":
            yield key, f"{key} 是空的，写上或删去"
    if "when_not" in raw and "when" not in raw:
        yield "when_not", "when_not 说的是 when 为什么不成立，没有 when 就删去"
    if raw.get("public") is True and raw.get("subject") != Subject.PUBLIC:
        yield "public", "对社会公开的文件 subject 只能是 public：只有它的名字逐项核过、可以公开"
    yield from _pattern_faults(raw)


def _pattern_faults(raw: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    subject = described_subject(raw)
    if subject is None:
        return
    names = ("批次", *PATTERN_NAMES[subject])
    for key in ("title", "file_name"):
        pattern = raw.get(key)
        if not isinstance(pattern, str):
            continue
        try:
            fields = [name for _, name, _, _ in string.Formatter().parse(pattern) if name]
        except ValueError:
            yield key, f"{key} 的花括号不成对"
            continue
        for name in fields:
            if name not in names:
                yield key, f"{key} 里的 {{{name}}} 没有值，可用 {{{'}、{'.join(names)}}}"


def _kind(folder: Path, raw: Mapping[str, object]) -> Kind:
    if faults := [sentence for _, sentence in description_faults(raw)]:
        raise ValueError("；".join(faults))
    values: dict[str, Any] = dict(raw)  # of the types of Kind, as was just checked
    for key in _TEXT_LISTS:
        values[key] = tuple(values.get(key, ()))
    values["after"] = acts_meant(values["after"])
    values["relies"] = acts_meant(values["relies"])
    values["subject"] = Subject(values["subject"])
    digest = sha256((folder / "template.docx").read_bytes())
    return Kind(name=folder.name, folder=folder, template_digest=digest, **values)
