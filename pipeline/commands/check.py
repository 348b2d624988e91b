"""`studio check`: all findings of the dossiers, in one run."""

from __future__ import annotations

import gc
import os
from pathlib import Path

import click

from pipeline.diagnostics import IN_FORCE, UNASKED, Report, code_typed, visible
from pipeline.dossier import DOSSIERS
from pipeline.dossier.codes import CODE_NOTES
from pipeline.dossier.folders import misplaced, studio_folders
from pipeline.dossier.paths import owner_of, owner_of_file, shown_path
from pipeline.errors import ExitCode, PipelineError
from pipeline.recheck.last_run import findings_of_last_run
from pipeline.recheck.result_cache import result_cache
from pipeline.session import Session
from pipeline.show.findings import FORMATS, write_findings
from pipeline.show.progress import tracked


@click.command("check")
@click.argument("paths", nargs=-1)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", help="输出形式。")
@click.option("--select", multiple=True, metavar="代码", help="只看以此开头的代码，如 A06。")
@click.option("--ignore", multiple=True, metavar="代码", help="不看以此开头的代码。")
@click.option("--no-cache", is_flag=True, help="不用上次的结果（output/.cache），全部重查。")
@click.pass_obj
def command(
    session: Session,
    paths: tuple[str, ...],
    form: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    no_cache: bool,
) -> ExitCode:
    """检查全部档案，或 PATHS 指明的工作室（年份/文件夹名、文件夹或文件）。

    有发现，或者有规则没有查时，退出码为 1；校工会放行的只列出来，不算发现。
    """
    root = session.root
    folders = studio_folders(root)
    prefixes = tuple(_prefix(root, written) for written in paths)
    chosen, hidden = tuple(map(_code, select)), tuple(map(_code, ignore))
    with result_cache(root / "output" / ".cache", wanted=not no_cache) as cache:
        found, digests = findings_of_last_run(
            root, folders, session.today, cache, lambda these: tracked(these, len(these), "核对")
        )
        if found is None:
            from pipeline.recheck.judging import judge_folders  # all models and rules
            from pipeline.recheck.looking import looks

            gc.freeze()  # they stay; the collector need not look at them with every studio
            gc.set_threshold(100_000)  # nor often: a studio is a tree, and goes without it
            every = tracked(folders, len(folders), "检查")
            with looks(root / "output" / ".cache", keeps=not no_cache) as seen:
                found = judge_folders(root, every, session.today, cache, digests, seen.into)
    if strays := Report.of(misplaced(root)):
        found += strays
    wanted = _wanted(found, prefixes)
    report = Report(
        tuple(
            one
            for one in wanted
            if one.code in IN_FORCE
            or (
                (not chosen or one.code.startswith((*chosen, UNASKED)))
                and not one.code.startswith(hidden)
            )
        )
    )
    names = [shown_path(f"{folder.parent.name}/{folder.name}") for folder in folders]
    asked = [
        n
        for n in names
        if not prefixes or any(n.startswith(p) or p.startswith(n) for p in prefixes)
    ]
    write_findings(report, root, len(asked), form, wanted.unasked)
    faults = any(one.code not in IN_FORCE for one in report)
    # No choice of codes makes sound what was not asked.
    return ExitCode.FINDINGS if faults or wanted.unasked else ExitCode.CLEAN


def _wanted(found: Report, prefixes: tuple[str, ...]) -> Report:
    """What is found in the selected files; what stands elsewhere and tells of them, of their
    studio, or of what was let pass there; and what is found in the files that kept rules from
    being asked about them: an intake that cannot be read is told of with each of its studios."""
    if not prefixes:
        return found
    selected = [owner_of_file(prefix) for prefix in prefixes]
    keys = {owner.key for owner in selected if owner.slug}
    unread = {
        one.place.file for one in found.unasked if any(map(owner_of(one.place).concerns, selected))
    }
    return Report(
        tuple(
            one
            for one in found
            if one.place.file.startswith(prefixes)
            or one.place.file in unread
            or any(place.file.startswith(prefixes) for place in one.related)
            or not keys.isdisjoint(one.concerns)
        )
    )


def _code(written: str) -> str:
    """A code, or how some begin, as the findings have it. Raises PipelineError for what begins
    none: taken as it is, it would find nothing and so seem to say that all is well."""
    code = code_typed(written)
    if code and any(one.startswith(code) for one in CODE_NOTES):
        return code
    from pipeline.rules.all import RULE_BY_CODE  # heavy, and seldom asked for

    if code and any(one.startswith(code) for one in RULE_BY_CODE):
        return code
    raise PipelineError(
        f"没有以“{visible(written)}”开头的代码" if code else "代码是空的",
        "规则的代码如 A06、A06-2a，读入的如 R07、F01、G01、S02；studio explain 代码 可以查。",
        ExitCode.USAGE,
    )


def _prefix(root: Path, written: str) -> str:
    """What a path on the command line selects, as a prefix of file names in findings."""
    for candidate in (root / DOSSIERS / written, root / written, Path.cwd() / written):
        path = Path(os.path.normpath(candidate))  # links inside keep the names findings use
        if path == root:
            return f"{DOSSIERS}/"
        if os.path.exists(path) and path.is_relative_to(root / DOSSIERS):  # noqa: PTH110 any name
            shown = path.relative_to(root).as_posix()
            return shown if path.is_file() else f"{shown}/"
    raise PipelineError(
        f"{DOSSIERS}/ 里没有 {visible(written)}",
        "写成 2024/zhang-jianye，或一个文件的路径。",
        ExitCode.USAGE,
    )
