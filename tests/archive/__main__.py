"""Writes the golden texts of packages anew (`make golden`): a whole one, and every damaged one."""

from tests.archive import damages, listing

listing.GOLDEN.write_text(listing.listing(), encoding="utf-8")
told = "".join(f"\n== {name}\n{text}\n" for name, text in damages.damaged())
damages.GOLDEN.write_text(told, encoding="utf-8")
