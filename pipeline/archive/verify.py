"""`studio verify`: is this package still what was sealed? Says what differs; never repairs.

Needs nothing but the folder, the digest and the register beside it: no dossier, no template.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.archive import catalogue
from pipeline.archive.fixity import examine
from pipeline.archive.paths import EVENTS, REGISTER, seal_path
from pipeline.archive.proof import names_registered, proof_of
from pipeline.archive.properties import properties
from pipeline.archive.report import Fault, VerifyReport
from pipeline.archive.reread import index_faults, registered_sizes, reread
from pipeline.errors import ExitCode, PipelineError


def verify(
    path: Path,
    *,
    quick: bool = False,
    independent: bool = True,
    without_register: bool = False,
    code: str = "",
) -> VerifyReport:
    """Examine the package at `path`. Raises PipelineError only if there never was such a folder.

    `quick` compares every digest, so any changed bit is found, but does not open the bundle:
    what it was when it was sealed it still is. `independent`: see `reread`; `without_register` and
    `code`: see `proof_of`. A bag made by another program is always examined the quick way: there is
    nothing else to hold it against.
    """
    if not path.exists():
        listed = not without_register and path.name in names_registered(path.parent)
        if listed or seal_path(path).is_file():
            return _lost(path)
    if not path.is_dir():
        raise PipelineError(
            f"{path} 不是文件夹", "给出归档包文件夹的路径（其中有 bagit.txt）。", ExitCode.USAGE
        )
    root = path.resolve()
    fixity = examine(root, sizes=registered_sizes(root))
    proof = proof_of(root, foreign=fixity.foreign, without_register=without_register, code=code)
    faults = [*fixity.faults, *proof.faults]
    quick = quick or fixity.foreign
    book = None if quick else reread(root, fixity.listed, independent=independent)
    faults += () if fixity.foreign else index_faults(root, fixity.listed)
    if book is not None:
        faults += book.faults
    found = tuple(sorted(set(faults), key=lambda f: (f.file, f.code, f.message)))
    return VerifyReport(
        package=path,
        quick=quick,
        files=len(fixity.sizes),
        size=sum(fixity.sizes.values()),
        faults=found,
        checks=properties(
            found,
            book,
            proof=proof,
            foreign=fixity.foreign,
            events=0 if fixity.foreign else _events(root),
        ),
    )


def _lost(path: Path) -> VerifyReport:
    """The digest or the register beside it says that a package stood here: that it is gone is a
    finding about it, and must not end a run over its neighbours."""
    seal = seal_path(path)
    witness = f"{seal.name} 还在" if seal.is_file() else f"{REGISTER} 里登记着它"
    gone = Fault(
        code="V-MISSING",
        file=path.name,
        message="归档包不见了",
        cause=f"{witness}：整个文件夹被删除、移走或改名",
    )
    return VerifyReport(package=path, quick=True, files=0, size=0, faults=(gone,), checks=())


def _events(root: Path) -> int | None:
    try:
        rows = catalogue.read_table((root / "data" / EVENTS).read_bytes())
    except (OSError, ValueError):
        return None
    complete = all(row.get("日期") and row.get("办理者") and row.get("事项") for row in rows)
    return len(rows) if complete else None
