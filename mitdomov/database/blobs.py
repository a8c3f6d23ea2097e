"""Bytes kept by their SHA-256: files of issues, pictures, artefacts.

A blob is written to a temporary file, synced and renamed, so that a name never leads to half a
file. Writing the same bytes twice keeps one copy, and mends it when it was damaged.
"""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mitdomov.durable import PRIVATE, replace_file

_NAME: Final = re.compile(r"[0-9a-f]{64}")


class BlobDamagedError(Exception):
    """A blob is missing, or its bytes no longer match its name."""


class BlobMissingError(BlobDamagedError):
    pass


@dataclass(frozen=True, slots=True)
class Blobs:
    root: Path

    def path(self, sha256: str) -> Path:
        return self.root / sha256[:2] / sha256

    def put(self, data: bytes) -> str:
        """Keeps `data` and returns its SHA-256 in hexadecimal."""
        sha256 = hashlib.sha256(data).hexdigest()
        target = self.path(sha256)
        if not _holds(target, data):
            replace_file(target, data, PRIVATE)
        return sha256

    def get(self, sha256: str) -> bytes:
        """The bytes named `sha256`; raises `BlobDamagedError` when they are gone or altered.

        What is no name at all, such as a path that a form was made to send, leads to no file.
        """
        if not _NAME.fullmatch(sha256):
            raise BlobMissingError("this is no name of a blob")
        try:
            data = self.path(sha256).read_bytes()
        except FileNotFoundError as error:
            raise BlobMissingError(f"blob {sha256} is missing") from error
        if hashlib.sha256(data).hexdigest() != sha256:
            raise BlobDamagedError(f"blob {sha256} was altered")
        return data


def _holds(target: Path, data: bytes) -> bool:
    try:
        return target.read_bytes() == data
    except FileNotFoundError:
        return False
