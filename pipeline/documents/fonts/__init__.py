"""Bundled typefaces (data) and the recipe that made them; what uses them is in `convert`."""
