"""The files of a rendition in; `manifest.json`, which lists them with size and SHA-256, out."""

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Final

from mitdomov.magazine.snapshot import Snapshot
from mitdomov.render.media_types import media_type
from mitdomov.render.pdf.facts import PdfFacts

NAME: Final = "manifest.json"
VERSION: Final = 1


def manifest(
    files: Mapping[str, bytes],
    snapshot: Snapshot,
    *,
    public_url: str,
    pdf: PdfFacts | None = None,
) -> bytes:
    """Sorted by path, without the manifest itself, UTF-8 with a line end at the end.

    `pdf` tells how many pages it has, so that nobody need open it to know.
    """
    listed: dict[str, object] = {
        "version": VERSION,
        "issue": snapshot.issue.number,
        "snapshot": snapshot.sha256,
        "public_url": public_url,
        "pdf_pages": pdf.pages if pdf else None,
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
