"""Writes the golden texts anew and removes those of kinds that are gone."""

from tests.documents.golden import FOLDER, golden_texts

texts = golden_texts()
for old in FOLDER.glob("*.txt"):
    if old.stem not in texts:
        old.unlink()
for name, text in texts.items():
    (FOLDER / f"{name}.txt").write_text(text, encoding="utf-8")
