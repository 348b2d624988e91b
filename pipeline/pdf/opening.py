"""Whether bytes are a PDF at all: asked before anything is done with what an engine gave."""

from __future__ import annotations

import io


def opens(pdf: bytes) -> bool:
    """Whether the bytes open as a PDF that is whole and has a page."""
    import pikepdf

    try:
        with pikepdf.open(io.BytesIO(pdf), attempt_recovery=False) as document:
            return len(document.pages) > 0
    except pikepdf.PdfError:
        return False
