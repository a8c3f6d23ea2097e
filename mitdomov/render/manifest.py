"""The files of a rendition in; `manifest.json`, which lists them with size and SHA-256, out."""

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Final

from mitdomov.magazine.snapshot import Snapshot

NAME: Final = "manifest.json"
VERSION: Final = 1
_MEDIA_TYPES: Final[Mapping[str, str]] = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".jpg": "image/jpeg",
    ".json": "application/json",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".woff2": "font/woff2",
}
"""By suffix; the tables of the operating system differ between machines."""


def media_type(path: str) -> str:
    """Raises KeyError for a suffix that no rendition has."""
    return _MEDIA_TYPES[PurePosixPath(path).suffix]


def manifest(files: Mapping[str, bytes], snapshot: Snapshot, *, public_url: str) -> bytes:
    """Sorted by path, without the manifest itself, UTF-8 with a line end at the end."""
    listed = {
        "version": VERSION,
        "issue": snapshot.issue.number,
        "snapshot": snapshot.sha256,
        "public_url": public_url,
        "files": [_entry(path, files[path]) for path in sorted(files)],
    }
    return (json.dumps(listed, ensure_ascii=False, indent=2) + "\n").encode()


def _entry(path: str, data: bytes) -> dict[str, str | int]:
    return {
        "file": path,
        "bytes": len(data),
        "sha256": sha256(data).hexdigest(),
        "media_type": media_type(path),
    }
