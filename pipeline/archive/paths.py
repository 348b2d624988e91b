"""Where things lie in a package, and the digest kept beside it. Names only, no files."""

from pathlib import Path

BUNDLE, CATALOGUE, INDEX = "bundle.pdf", "catalogue.csv", "index.csv"
EVENTS, ENVIRONMENT, README = "events.csv", "environment.json", "README.txt"
TAGMANIFEST = "tagmanifest-sha256.txt"
#: A bag without any of these was made elsewhere: its digests are all there is to compare.
OWN = frozenset(f"data/{name}" for name in (BUNDLE, CATALOGUE, INDEX))
#: Outside the bag: only this tells when someone rewrote a file and all manifests consistently.
SEAL_SUFFIX = ".sha256"


def seal_path(package: Path) -> Path:
    """Where the digest of `package` is kept; `sha256sum -c` reads it from the folder above."""
    return package.with_name(package.name + SEAL_SUFFIX)
