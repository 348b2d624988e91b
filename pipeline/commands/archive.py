"""`studio archive`: seal finished cycles into packages that stock tools can verify."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import click

from pipeline.archive.package import seal
from pipeline.cli import Session
from pipeline.commands.progress import tracked
from pipeline.commands.table import print_table
from pipeline.commands.volume import composer, volume
from pipeline.documents.convert import ENGINES, Engine, engine_named
from pipeline.documents.convert.signature import stamping_face
from pipeline.documents.glyphs import undrawable_characters
from pipeline.documents.kinds import Kind, Subject, load_kinds
from pipeline.documents.make import make
from pipeline.documents.plan import Job, Verdict, plan
from pipeline.dossier.workspace import load_workspace
from pipeline.errors import ExitCode, PipelineError
from pipeline.files import locked
from pipeline.lifecycle import name_now
from pipeline.rules.check import Checked, check_workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one studio: sealed, exists, not-yet, blocked or failed."""

    studio: str
    name: str
    verdict: str
    reason: str = ""
    package: str = ""
    bundle: str = ""
    pages: int = 0
    digest: str = ""

    @property
    def label(self) -> str:
        return {"sealed": "已封存", "exists": "早已封存", "not-yet": "未到时候",
                "blocked": "被拦下", "failed": "失败"}[self.verdict]  # fmt: skip

    def as_json(self) -> dict[str, str | int | None]:
        return {
            "studio": self.studio, "verdict": self.verdict, "reason": self.reason,
            "package": self.package or None, "bundle": self.bundle or None,
            "pages": self.pages, "digest": self.digest or None,
        }  # fmt: skip


@click.command("archive")
@click.argument("studios", nargs=-1, metavar="[YEAR/SLUG]...")
@click.option("--engine", type=click.Choice(ENGINES), default="embedded", help="生成 PDF 的引擎。")
@click.option("--output", type=click.Path(path_type=Path, file_okay=False),
              help="归档目录；默认 output/archive。")  # fmt: skip
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@click.pass_obj
def command(
    session: Session, studios: tuple[str, ...], engine: str, output: Path | None, form: str
) -> ExitCode:
    """把 record.yaml 里已登记“归档”的周期封存为归档包；已封存的不动。"""
    root = session.root
    loaded = load_workspace(root)
    known = {*loaded.cases, *loaded.unusable}
    if unknown := [one for one in studios if one not in known]:
        raise PipelineError(
            f"没有这个工作室：{'、'.join(unknown)}", "写成 年份/文件夹名。", ExitCode.USAGE
        )
    checked = check_workspace(loaded, session.today)
    glyphs = undrawable_characters(loaded)
    checked = Checked(loaded=loaded, stages=checked.stages, report=checked.report + glyphs)
    keys = [key for key in loaded.cases if not studios or key in studios]
    target = (output or root / "output" / "archive").resolve()
    worker = engine_named(engine)
    kinds = load_kinds(root / "templates")
    jobs = plan(checked, kinds)
    with locked(target), locked(root / "output" / "generated"):
        steps = (_seal(checked, key, kinds, jobs, worker, target) for key in keys)
        outcomes = list(tracked(steps, len(keys), "封存"))
    if form == "json":
        click.echo(json.dumps([one.as_json() for one in outcomes], ensure_ascii=False, indent=1))
    else:
        print_table(
            ("编号", "工作室", "结果", "页数", "归档包", "说明"),
            [(one.studio, one.name, one.label, str(one.pages or ""), one.package, one.reason)
             for one in outcomes if studios or one.verdict != "not-yet"],
        )  # fmt: skip
    sealed = sum(one.verdict == "sealed" for one in outcomes)
    click.echo(
        f"新封存 {sealed} 个周期，都在 {_shown(target, root)}/；校验：studio verify", err=True
    )
    if any(one.verdict == "failed" for one in outcomes):
        return ExitCode.ENVIRONMENT
    blocked = any(one.verdict == "blocked" for one in outcomes)
    asked = studios and any(one.verdict == "not-yet" for one in outcomes)
    return ExitCode.FINDINGS if blocked or asked else ExitCode.CLEAN


def _seal(
    checked: Checked, key: str, kinds: tuple[Kind, ...], jobs: tuple[Job, ...], engine: Engine,
    target: Path,
) -> Outcome:  # fmt: skip
    case, stage, root = checked.loaded.cases[key], checked.stages[key], checked.loaded.root
    name = name_now(case, stage)
    archiving = stage.last("归档")
    if archiving is None:
        return Outcome(
            studio=key, name=name, verdict="not-yet", reason="record.yaml 里还没有“归档”"
        )
    package = target / f"{case.year}-{case.slug}"
    if package.exists():
        return Outcome(studio=key, name=name, verdict="exists", package=_shown(package, root))
    prefix = f"dossiers/{key}/"
    errors = [d for d in checked.report.errors if d.place.file.startswith(prefix)]
    if errors:
        first = errors[0]
        reason = f"档案有 {len(errors)} 处错误，第一处 {first.place}: {first.code} {first.message}"
        return Outcome(studio=key, name=name, verdict="blocked", reason=reason)
    named = case.intake is not None and case.intake.naming and case.slug in case.intake.naming.named
    mine = [job for job in jobs if job.verdict is not Verdict.NOT_YET and (
        job.subject.split("#")[0] == key
        or (named and job.subject == str(case.year)
            and job.kind.subject in (Subject.INTAKE, Subject.PUBLIC)))]  # fmt: skip
    made = tuple(make(mine, engine, root / "output" / "generated"))
    bad = [one.job for one in made if one.job.verdict in (Verdict.BLOCKED, Verdict.FAILED)]
    if bad:
        reason = f"《{bad[0].title}》{bad[0].verdict.label}：{bad[0].reason}"
        verdict = "failed" if bad[0].verdict is Verdict.FAILED else "blocked"
        return Outcome(studio=key, name=name, verdict=verdict, reason=reason)
    siblings = sorted(k for k in checked.loaded.cases if k.startswith(f"{case.year}/"))
    try:
        cycle = volume(
            case, stage, made, output=root / "output" / "generated", engine=engine,
            archiving=archiving, position=siblings.index(key) + 1,
        )  # fmt: skip
        compose = composer({kind.name: kind for kind in kinds}, engine, archiving.date)
        sealed = seal(cycle, target=package, compose=compose, face=stamping_face())
    except PipelineError as error:
        reason = f"{error.message} {error.advice}".strip()
        return Outcome(studio=key, name=name, verdict="failed", reason=reason)
    return Outcome(
        studio=key, name=name, verdict="sealed", reason="；".join(sealed.remarks),
        package=_shown(sealed.package, root), bundle=_shown(sealed.bundle, root),
        pages=sealed.pages, digest=sealed.digest,
    )  # fmt: skip


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)
