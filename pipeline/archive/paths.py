"""Where things lie in a package, and what is kept beside it. Names only, no files."""

from pathlib import Path

BUNDLE, CATALOGUE, INDEX = "bundle.pdf", "catalogue.csv", "index.csv"
EVENTS, ENVIRONMENT, README = "events.csv", "environment.json", "README.txt"
TAGMANIFEST = "tagmanifest-sha256.txt"
#: Field of bag-info.txt: as which package it was sealed. Packages from before the register lack it.
SEALED_AS = "Internal-Sender-Identifier"
#: A bag without any of these was made elsewhere: its digests are all there is to compare.
OWN = frozenset(f"data/{name}" for name in (BUNDLE, CATALOGUE, INDEX))
#: Outside the bag: only this tells when someone rewrote a file and all manifests consistently.
SEAL_SUFFIX = ".sha256"
#: Beside the packages: which were sealed, in their order.
REGISTER = "register.csv"
#: A whole package that stands in the register only after its line is written.
PENDING_PREFIX = ".sealed-"


def seal_path(package: Path) -> Path:
    """Where the digest of `package` is kept; `sha256sum -c` reads it from the folder above."""
    return package.with_name(package.name + SEAL_SUFFIX)


def pending_path(package: Path) -> Path:
    """Where `package` waits for its line in the register."""
    return package.with_name(PENDING_PREFIX + package.name)


def register_path(package: Path) -> Path:
    """The register in which `package` stands: that of the folder above."""
    return package.with_name(REGISTER)
