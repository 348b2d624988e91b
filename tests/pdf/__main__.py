"""Writes the golden geometry anew (`make golden`)."""

from tests.pdf.geometry import GOLDEN, geometry

GOLDEN.write_text(geometry(), encoding="utf-8")
