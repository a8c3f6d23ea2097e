"""Bytes kept by their SHA-256: files of issues, pictures, artefacts.

A blob is written to a temporary file, synced and renamed, so that a name never leads to half a
file. Writing the same bytes twice keeps one copy.
"""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path


class BlobDamagedError(Exception):
    """A blob is missing, or its bytes no longer match its name."""


@dataclass(frozen=True, slots=True)
class Blobs:
    root: Path

    def path(self, sha256: str) -> Path:
        return self.root / sha256[:2] / sha256

    def put(self, data: bytes) -> str:
        """Keeps `data` and returns its SHA-256 in hexadecimal."""
        sha256 = hashlib.sha256(data).hexdigest()
        target = self.path(sha256)
        if not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            _write_durably(target, data)
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes named `sha256`; raises `BlobDamagedError` when they are gone or altered."""
        try:
            data = self.path(sha256).read_bytes()
        except FileNotFoundError as error:
            raise BlobDamagedError(f"blob {sha256} is missing") from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise BlobDamagedError(f"blob {sha256} was altered")
        return data


def _write_durably(target: Path, data: bytes) -> None:
    descriptor, temporary = tempfile.mkstemp(dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise
    directory = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
