"""Bytes kept by their SHA-256: files of issues, pictures, artefacts.

A blob is written to a temporary file, synced and renamed, so that a name never leads to half a
file. Writing the same bytes twice keeps one copy, makes it young again, and mends it when it was
damaged. Who removes old ones shares a lock with who writes, so that none goes between a writer's
look at it and the row that will name it.
"""

import fcntl
import hashlib
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from mitdomov.durable import PRIVATE, replace_file

_NAME: Final = re.compile(r"[0-9a-f]{64}")
_DRAFT: Final = re.compile(r"\.[0-9a-f]{32}")
"""What a writer that was killed left behind (`durable`)."""


class BlobDamagedError(Exception):
    """A blob is missing, or its bytes no longer match its name."""


class BlobMissingError(BlobDamagedError):
    pass


@dataclass(frozen=True, slots=True)
class Kept:
    """A file among the blobs, as it lies there."""

    path: Path
    size_bytes: int

    @property
    def sha256(self) -> str:
        """Empty for a draft, which nothing can name."""
        return self.path.name if _NAME.fullmatch(self.path.name) else ""


@dataclass(frozen=True, slots=True)
class Blobs:
    root: Path

    def path(self, sha256: str) -> Path:
        return self.root / sha256[:2] / sha256

    def put(self, data: bytes) -> str:
        """Keeps `data` and returns its SHA-256 in hexadecimal."""
        sha256 = hashlib.sha256(data).hexdigest()
        target = self.path(sha256)
        with self._locked(fcntl.LOCK_SH):
            if not _is_young_again(target, data):
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

    def written_before(self, moment: datetime) -> Iterator[Kept]:
        """Blobs, and drafts of writers that were killed, last written before the moment."""
        for path in sorted(self.root.glob("??/*")) + sorted(self.root.glob("??/.*")):
            if _NAME.fullmatch(path.name) or _DRAFT.fullmatch(path.name):
                found = _if_older(path, moment)
                if found is not None:
                    yield found

    def remove_if_older(self, kept: Kept, moment: datetime) -> bool:
        """Whether it went; not if it was written again since."""
        with self._locked(fcntl.LOCK_EX):
            if _if_older(kept.path, moment) is None:
                return False
            kept.path.unlink()
            return True

    @contextmanager
    def _locked(self, kind: int) -> Iterator[None]:
        """Writers share it; whoever removes has it alone, for one file at a time."""
        self.root.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.root, os.O_RDONLY | os.O_CLOEXEC)
        try:
            fcntl.flock(descriptor, kind)
            yield
        finally:
            os.close(descriptor)


def _is_young_again(target: Path, data: bytes) -> bool:
    """Whether it held `data` already; it counts as written now."""
    try:
        if target.read_bytes() != data:
            return False
        os.utime(target)
    except OSError:  # missing, or another user's: written anew
        return False
    return True


def _if_older(path: Path, moment: datetime) -> Kept | None:
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return Kept(path, found.st_size) if found.st_mtime < moment.timestamp() else None
