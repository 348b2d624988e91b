"""Bundled typefaces (data) and the recipe that made them; the code that uses them is in `convert`."""
