"""How the kinds of picture are called, what people take for one, and what is said of each."""

from __future__ import annotations

import re

#: Pillow's name of a format → as it stands in a remark. The first two are what scanners and phones
#: write and every reader of evidence expects.
TAKEN = {"JPEG": "JPEG", "PNG": "PNG", "TIFF": "TIFF", "WEBP": "WebP", "BMP": "BMP", "GIF": "GIF"}
PLAIN = frozenset(("JPEG", "MPO", "PNG"))
_DAMAGED = "图片已损坏或不完整"
_ASK = "请另附 PDF、JPEG 或 PNG"

#: By their first bytes: what is said of a file that cannot be decoded.
_SAID = tuple(
    (re.compile(start, re.DOTALL), words) for start, words in (
        (rb".{4}ftyp(?:hei|hev|mif|msf)", "HEIC 格式的照片，不能直接编入：请在手机里另存为 JPEG"),
        (rb".{4}ftypavi", f"AVIF 格式的图片，不能直接编入：{_ASK}"),
        (rb"RIFF.{4}WEBP", f"WebP {_DAMAGED}：{_ASK}"), (rb"GIF8", f"GIF {_DAMAGED}：{_ASK}"),
        (rb"BM", f"BMP {_DAMAGED}：{_ASK}"),
        (rb"II\*\0|MM\0\*", f"TIFF {_DAMAGED}，或写法少见：{_ASK}"),
        (rb"PK\x03\x04", f"Office 文件或压缩包，不能直接编入：{_ASK}"),
        (rb"\xd0\xcf\x11\xe0", f"旧版 Office 文件，不能直接编入：{_ASK}"),
        (rb"\xff\xd8\xff|\x89PNG", _DAMAGED),
        (rb"\Z", f"空文件，不能直接编入：{_ASK}"),
    )
)  # fmt: skip


def why_not(data: bytes) -> str:
    """Why nothing could be decoded, in Chinese."""
    for start, words in _SAID:
        if start.match(data):
            return words
    return f"{_DAMAGED}，也可能不是图片"
