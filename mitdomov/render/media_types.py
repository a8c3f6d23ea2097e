"""The path of an artefact in, its media type out; the operating system's tables differ."""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Final

_BY_SUFFIX: Final[Mapping[str, str]] = {
    ".css": "text/css; charset=utf-8",
    ".epub": "application/epub+zip",
    ".html": "text/html; charset=utf-8",
    ".jpg": "image/jpeg",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
    ".xml": "application/atom+xml",
}


def media_type(path: str) -> str:
    """Raises `ValueError` for a suffix that no artefact has; `manifest` asks for every file."""
    suffix = PurePosixPath(path).suffix
    if suffix not in _BY_SUFFIX:
        raise ValueError(f"{path}: no media type is known for {suffix or 'no suffix'}")
    return _BY_SUFFIX[suffix]
