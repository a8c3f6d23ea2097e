"""Bytes in, files on disk out that survive a power cut and never replace what was there (POSIX)."""

import os
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path


def create_file(target: Path, data: bytes) -> bool:
    """Whether `target` holds `data` now; a different file that was there stays as it is."""
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".") as folder:
        draft = Path(folder) / target.name
        _write(draft, data)
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
            _write(draft / path, data)
        for folder in (draft, *(path for path in draft.iterdir() if path.is_dir())):
            _sync_folder(folder)
        draft.chmod(0o755)
        draft.rename(target)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    _sync_folder(target.parent)


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
