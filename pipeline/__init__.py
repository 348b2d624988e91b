"""Studio dossiers become official documents and end in a sealed archive.

Five steps, one folder each: read (dossier) → place (lifecycle) → check (rules) →
generate (documents) → keep (archive). Imports go one way only; `tests/test_house.py` holds them.
"""

__version__ = "0.1.0"
