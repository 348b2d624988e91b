"""Bundled typefaces (data); what uses them is in `convert`."""
