"""A digest short enough to be copied by hand into a minutes book, and read out."""

from __future__ import annotations

import base64

#: 60 bits, so that nobody finds another digest with the same code.
_LETTERS = 12


def short_code(digest: str) -> str:
    """The first 60 bits of `digest` (hexadecimal, as of SHA-256) in Base32 (RFC 4648):
    ABCD-EFGH-IJKL."""
    letters = base64.b32encode(bytes.fromhex(digest)).decode("ascii")[:_LETTERS]
    return "-".join(letters[at : at + 4] for at in range(0, _LETTERS, 4))
