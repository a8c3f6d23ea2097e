"""Bytes that can be made again, kept on disk by name; the oldest unused ones make room."""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from mitdomov.durable import PRIVATE, replace_file

_PRUNED_SHARE: Final = 0.75
"""Room is made for a while, or every new file would look through all the others."""


@dataclass(frozen=True, slots=True)
class FileCache:
    """Safe for several processes: a file is there whole or not at all, and never changes."""

    folder: Path
    max_files: int

    def get(self, name: str) -> bytes | None:
        path = self.folder / name
        try:
            data = path.read_bytes()
        except OSError:
            return None
        with suppress(OSError):
            os.utime(path)
        return data

    def put(self, name: str, data: bytes) -> None:
        """A full disk keeps nothing: whoever asks again makes the bytes again."""
        with suppress(OSError):
            replace_file(self.folder / name, data, PRIVATE)
            self._prune()

    def _prune(self) -> None:
        files = [entry for entry in os.scandir(self.folder) if entry.is_file()]
        if len(files) <= self.max_files:
            return
        files.sort(key=lambda entry: entry.stat().st_mtime)
        for entry in files[: len(files) - int(self.max_files * _PRUNED_SHARE)]:
            with suppress(OSError):
                Path(entry).unlink()
