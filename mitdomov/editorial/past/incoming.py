"""A PDF that waits to become a past issue in; kept on disk with what was read of it, then dropped.

It lies outside of the blobs, which are kept for ever: what is refused leaves nothing behind.
"""

import hashlib
import json
import re
import shutil
from base64 import b64encode
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from mitdomov.database.store import Store
from mitdomov.durable import PRIVATE, replace_file
from mitdomov.editorial.past.reading import ReadPdf, of_said

_NAME: Final = re.compile(r"[0-9a-f]{64}")
_PDF: Final = "cislo.pdf"
_READING: Final = "reading.json"
_COVER: Final = "obalka.jpg"


@dataclass(frozen=True, slots=True)
class Incoming:
    root: Path

    def keep(self, sha256: str, data: bytes) -> None:
        replace_file(self._folder(sha256) / _PDF, data, PRIVATE)

    def pdf(self, sha256: str) -> bytes | None:
        """None when the file is gone, e.g. after a restore without it, or was altered."""
        try:
            data = (self._folder(sha256) / _PDF).read_bytes()
        except OSError:
            return None
        return data if hashlib.sha256(data).hexdigest() == sha256 else None

    def keep_reading(self, sha256: str, pdf: ReadPdf) -> None:
        folder = self._folder(sha256)
        replace_file(folder / _COVER, pdf.cover, PRIVATE)
        replace_file(folder / _READING, _dumped(pdf), PRIVATE)

    def reading(self, sha256: str) -> ReadPdf | None:
        """None when it was not read yet, or is not whole."""
        data = self.pdf(sha256)
        try:
            said = (self._folder(sha256) / _READING).read_bytes()
        except OSError:
            return None
        return of_said(data, json.loads(said)) if data is not None else None

    def cover(self, sha256: str) -> Path:
        return self._folder(sha256) / _COVER

    def drop(self, sha256: str) -> None:
        shutil.rmtree(self._folder(sha256), ignore_errors=True)

    def drop_others(self, kept: Collection[str], before: datetime) -> None:
        """Those that came before and of which no upload is left."""
        folders = [*self.root.iterdir()] if self.root.is_dir() else []
        for folder in folders:
            is_late = folder.stat().st_mtime < before.timestamp()
            if is_late and folder.name not in kept and _NAME.fullmatch(folder.name):
                self.drop(folder.name)

    def _folder(self, sha256: str) -> Path:
        if not _NAME.fullmatch(sha256):
            raise ValueError("this is no name of a file")
        return self.root / sha256


def incoming(store: Store) -> Incoming:
    """Beside the blobs."""
    return Incoming(store.blobs.root.parent / "incoming")


def _dumped(pdf: ReadPdf) -> bytes:
    return json.dumps(
        {
            "pages": [(page.label, page.text) for page in pdf.pages],
            "outline": pdf.outline,
            "is_tagged": pdf.is_tagged,
            "cover": b64encode(pdf.cover).decode(),
            "cover_px": pdf.cover_px,
            "title": pdf.title,
            "created": pdf.created.isoformat() if pdf.created else "",
        }
    ).encode()
