"""The point of a picture that must stay in sight when a frame cuts it; kept in its own bytes.

A comment of a JPEG (T.81, B.2.4.5) or a text chunk of a PNG (ISO 15948, 11.3.3.2) carries it, so
that it goes wherever the picture goes: into folders, snapshots and back.
"""

import re
import zlib
from typing import Final

Focus = tuple[float, float]
"""From 0 (left, top) to 1."""

_KEYWORD: Final = b"mitdomov:focus"
_MARK: Final = re.compile(_KEYWORD + rb"[=\0]([01]\.\d{3}),([01]\.\d{3})")
_JPEG_START: Final = b"\xff\xd8"
_JPEG_COMMENT: Final = b"\xff\xfe"
_PNG_HEAD_BYTES: Final = 33
"""The signature and IHDR, which is always first and as long."""
_PNG_START: Final = b"\x89PNG\r\n\x1a\n"
_SOUGHT_BYTES: Final = 256


def focus_of(data: bytes) -> Focus | None:
    """Nothing when no point is marked."""
    found = _MARK.search(data[:_SOUGHT_BYTES])
    return (min(float(found[1]), 1.0), min(float(found[2]), 1.0)) if found else None


def with_focus(data: bytes, focus: Focus) -> bytes:
    """`data` with this mark instead of any other; kinds but JPEG and PNG stay as they are."""
    bare = without_focus(data)
    words = f"{focus[0]:.3f},{focus[1]:.3f}".encode()
    if bare.startswith(_JPEG_START):
        return _JPEG_START + _comment(words) + bare[2:]
    if bare.startswith(_PNG_START):
        return bare[:_PNG_HEAD_BYTES] + _text_chunk(words) + bare[_PNG_HEAD_BYTES:]
    return bare


def without_focus(data: bytes) -> bytes:
    found = focus_of(data)
    if found is None:
        return data
    words = f"{found[0]:.3f},{found[1]:.3f}".encode()
    return data.replace(_comment(words), b"", 1).replace(_text_chunk(words), b"", 1)


def _comment(words: bytes) -> bytes:
    comment = _KEYWORD + b"=" + words
    return _JPEG_COMMENT + (len(comment) + 2).to_bytes(2, "big") + comment


def _text_chunk(words: bytes) -> bytes:
    body = b"tEXt" + _KEYWORD + b"\0" + words
    return (len(body) - 4).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")
