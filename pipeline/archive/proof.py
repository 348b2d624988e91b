"""What lies beside a package and proves it: its digest, its line in the register, a code.

A package and its manifests can be rewritten together; only what is kept outside tells. Proof that
is missing proves nothing, and is said. Must not look into the package but for its digest.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pipeline.archive import bag, register
from pipeline.archive.paths import REGISTER, TAGMANIFEST, register_path, seal_path
from pipeline.archive.register import Line, RegisterFault
from pipeline.archive.report import Fault
from pipeline.errors import cause
from pipeline.files import sha256_of

_REWRITTEN = "封存后有人重写了清单，或两者不是同一次封存"
#: Whoever can write here can rewrite all three.
_ONLY_CODE = "摘要和登记册都放在包旁边：三者一起被重写的，只有记录簿上的末行代码（--code）能发现"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What the proof says. `there`: something outside the package was compared; `remark` is how
    far that reaches."""

    faults: tuple[Fault, ...] = ()
    there: bool = False
    remark: str = ""


def proof_of(
    root: Path, *, foreign: bool = False, without_register: bool = False, code: str = ""
) -> Proof:
    """Hold the package at `root` against what lies beside it.

    Of a `foreign` bag, and `without_register`, what is missing is no fault; what contradicts is.
    `code` is the one in the minutes book.
    """
    now = _digest(root)
    sealed, seal_faults = _by_seal(root, now)
    if foreign:
        return Proof(faults=seal_faults if sealed else (), there=sealed)
    lines, register_faults = _by_register(root, now)
    faults = (*seal_faults, *register_faults)
    if without_register:
        faults = tuple(fault for fault in faults if not fault.code.startswith("V-NO-"))
    remark = _ONLY_CODE if lines else "没有对照登记册"
    if code:
        found, remark = _by_code(lines, now, code)
        faults += found
    return Proof(faults=faults, there=sealed or bool(lines) or bool(code), remark=remark)


def names_registered(folder: Path) -> frozenset[str]:
    """The packages that the register in `folder` has; none where it cannot be read."""
    lines, _ = _lines(folder / REGISTER)
    return frozenset(line.entry.package for line in lines)


def missing_from(folder: Path, present: Iterable[Path]) -> tuple[Path, ...]:
    """Packages that the register in `folder` has and that are not among those `present`, under
    whatever name."""
    lines, _ = _lines(folder / REGISTER)
    there = {_digest(one) for one in present} if lines else set()
    found = (one.entry for one in lines)
    return tuple(folder / one.package for one in found if one.digest not in there)


def _by_seal(root: Path, now: str) -> tuple[bool, tuple[Fault, ...]]:
    """Whether there is a digest of the package, and what is wrong with it."""
    seal = seal_path(root)
    try:
        entries = bag.parse_manifest(seal.read_bytes(), "sha256").entries
    except FileNotFoundError:
        message = f"包外没有登记摘要文件 {seal.name}"
        return False, (_fault("V-NO-SEAL", seal.name, message, "被删去，或复制时漏了"),)
    except OSError as error:
        return True, (_fault("V-SEAL", seal.name, "登记摘要文件读不出来", cause(error)),)
    if not entries:
        return True, (_fault("V-SEAL", seal.name, "登记摘要文件为空或损坏", "写盘中断，或被清空"),)
    if not now:
        message = f"没有可读的 {TAGMANIFEST}，无法与 {seal.name} 对照"
        return True, (_fault("V-SEAL", TAGMANIFEST, message),)
    # By digest, not by name: a package may be stored under another name.
    if now in entries.values():
        return True, ()
    message = f"摘要与 {seal.name} 所记不符"
    return True, (_fault("V-SEAL", TAGMANIFEST, message, _REWRITTEN),)


def _by_register(root: Path, now: str) -> tuple[tuple[Line, ...], tuple[Fault, ...]]:
    lines, faults = _lines(register_path(root))
    if faults:
        return lines, faults
    if any(line.entry.digest == now for line in lines):
        return lines, ()
    named = next((line for line in lines if line.entry.package == root.name), None)
    if named is None:
        message = f"登记册里没有 {root.name}"
        cause = "不是这里封存的，或登记册被删去了行"
        return lines, (_fault("V-NO-REGISTER", REGISTER, message, cause),)
    message = f"摘要与登记册第 {lines.index(named) + 1} 行所记不符"
    return lines, (_fault("V-REGISTER", TAGMANIFEST, message, _REWRITTEN),)


def _lines(path: Path) -> tuple[tuple[Line, ...], tuple[Fault, ...]]:
    try:
        return register.read(path.read_bytes()), ()
    except FileNotFoundError:
        message = "包的上一级文件夹里没有登记册"
        return (), (_fault("V-NO-REGISTER", REGISTER, message, "被删去，或复制时漏了"),)
    except OSError as error:
        return (), (_fault("V-REGISTER", REGISTER, "登记册读不出来", cause(error)),)
    except RegisterFault as fault:
        return (), (_fault("V-REGISTER", REGISTER, "登记册已损坏", fault.reason),)


def _by_code(lines: tuple[Line, ...], now: str, code: str) -> tuple[tuple[Fault, ...], str]:
    """Every line up to that with the code is as it was when the code was written down."""
    at = register.with_code(lines, code)
    if at is None:
        message = f"登记册没有哪一行的代码是 {code}"
        cause = "登记册被重写或不全，或代码抄错"
        return (_fault("V-CODE", REGISTER, message, cause),), ""
    line = next((n for n, one in enumerate(lines, 1) if one.entry.digest == now), 0)
    where = "末行" if at == len(lines) else f"第 {at} 行（共 {len(lines)} 行）"
    if line > at:
        return (), f"代码是登记册{where}的，本包登记在其后第 {line} 行，代码管不到它"
    return (), f"代码与登记册{where}相符，本包登记在第 {line} 行" if line else ""


def _digest(root: Path) -> str:
    try:
        return sha256_of(root / TAGMANIFEST)
    except OSError:
        return ""


def _fault(code: str, file: str, message: str, cause: str = "") -> Fault:
    return Fault(code=code, file=file, message=message, cause=cause)
