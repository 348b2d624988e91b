"""Writes the golden listing of a package with all sorts of evidence anew (`make golden`)."""

from tests.archive.listing import GOLDEN, listing

GOLDEN.write_text(listing(), encoding="utf-8")
