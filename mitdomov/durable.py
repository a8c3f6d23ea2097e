"""Bytes in, files on disk out that survive a power cut and are never seen half written (POSIX)."""

import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

READABLE: Final = 0o666
"""For everybody whom the umask lets."""
PRIVATE: Final = 0o600


def replace_file(target: Path, data: bytes, mode: int = READABLE) -> None:
    """Writes `data` in place of whatever `target` held; makes the folders above it."""
    _make_folder(target.parent)
    with _draft(target, data, mode) as draft:
        draft.replace(target)
    _sync_folder(target.parent)


def create_file(target: Path, data: bytes, mode: int = READABLE) -> bool:
    """Whether `target` holds `data` now; a different file that was there stays as it is."""
    with _draft(target, data, mode) as draft:
        try:
            target.hardlink_to(draft)
        except FileExistsError:
            return target.read_bytes() == data
    _sync_folder(target.parent)
    return True


def create_folder(target: Path, files: Mapping[str, bytes]) -> None:
    """Makes `target` with all `files` or not at all; raises `OSError` when it is not empty."""
    draft = Path(tempfile.mkdtemp(dir=target.parent, prefix="."))
    try:
        for path, data in files.items():
            (draft / path).parent.mkdir(exist_ok=True)
            _write(draft / path, data, READABLE)
        for folder in (draft, *(path for path in draft.iterdir() if path.is_dir())):
            _sync_folder(folder)
        draft.chmod(0o755)
        draft.rename(target)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    _sync_folder(target.parent)


@contextmanager
def _draft(target: Path, data: bytes, mode: int) -> Iterator[Path]:
    """A hidden file beside `target` that holds `data`; it is gone afterwards."""
    draft = target.with_name(f".{secrets.token_hex(16)}")
    try:
        _write(draft, data, mode)
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def _write(path: Path, data: bytes, mode: int) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, mode)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir(exist_ok=True)
        _sync_folder(folder.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
