"""An issue folder on disk in, its files as bytes out, and back."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from mitdomov.durable import create_file, create_folder
from mitdomov.magazine.findings import Finding, FolderError, Place, Severity
from mitdomov.magazine.folder import paths
from mitdomov.magazine.folder.plain_files import (
    MAX_FILE_BYTES,
    MAX_TOTAL_BYTES,
    Reason,
    RefusedError,
    has_file,
    names_in,
    opened_folder,
    read_file,
    reason_of,
)
from mitdomov.magazine.folder.refusals import refusal

_NOT_EMPTY: Final = Reason("folder-not-empty", "Složka není prázdná; zvolte novou nebo prázdnou.")
_UNWRITABLE: Final = Reason(
    "unwritable-folder", "Složku nejde zapsat; zkontrolujte přístupová práva a místo na disku."
)


def read_files(directory: Path) -> dict[str, bytes]:
    """The files of the issue in `directory`, by their path inside it, in order.

    `publication.toml` comes from the folder itself or else from the one above it. Hidden files
    and what file managers leave behind are passed over. Raises `FolderError` with all findings.
    """
    reading = _Reading(MAX_TOTAL_BYTES)
    reading.read_top(directory)
    if reading.findings:
        raise FolderError(reading.findings)
    return dict(sorted(reading.files.items()))


def write_files(files: Mapping[str, bytes], directory: Path) -> None:
    """Makes `directory` with `files`; it may exist before only when it is empty.

    `publication.toml` goes to the folder above, unless a different one is there already: then it
    stays inside, with its issue. Raises `FolderError` and then leaves no half of the folder.
    """
    refusals = [finding for path in files if (finding := refusal(path))]
    if directory.exists() and not _is_empty_folder(directory):
        refusals.append(_finding(str(directory), _NOT_EMPTY))
    if refusals:
        raise FolderError(refusals)
    try:
        _write(dict(files), directory)
    except OSError:
        raise FolderError([_finding(str(directory), _UNWRITABLE)]) from None


def _write(files: dict[str, bytes], directory: Path) -> None:
    directory.parent.mkdir(parents=True, exist_ok=True)
    shared = directory.parent / paths.PUBLICATION
    if paths.PUBLICATION in files and create_file(shared, files[paths.PUBLICATION]):
        del files[paths.PUBLICATION]
    create_folder(directory, files)


def _is_empty_folder(directory: Path) -> bool:
    return directory.is_dir() and next(directory.iterdir(), None) is None


@dataclass(slots=True)
class _Reading:
    """What one reading has gathered so far, and how much it may still read."""

    room_bytes: int
    files: dict[str, bytes] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def read_top(self, directory: Path) -> None:
        with self._reporting(str(directory)), opened_folder(str(directory)) as top:
            for name in names_in(top):
                if name in {paths.ARTICLES, paths.IMAGES}:
                    self._read_inner(name, top)
                else:
                    self._read(name, name, top)
            if paths.PUBLICATION not in self.files:
                self._read_above(top)

    def _read_above(self, top: int) -> None:
        with opened_folder("..", top) as above:
            if has_file(above, paths.PUBLICATION):
                self._read(paths.PUBLICATION, paths.PUBLICATION, above)

    def _read_inner(self, folder: str, top: int) -> None:
        with self._reporting(folder), opened_folder(folder, top) as inner:
            for name in names_in(inner):
                self._read(f"{folder}/{name}", name, inner)

    def _read(self, path: str, name: str, folder: int) -> None:
        with self._reporting(path):
            self.files[path] = read_file(folder, name, min(self.room_bytes, MAX_FILE_BYTES))
            self.room_bytes -= len(self.files[path])

    @contextmanager
    def _reporting(self, path: str) -> Iterator[None]:
        """Turns what goes wrong at `path` into a finding; reading goes on after it."""
        try:
            yield
        except RefusedError as error:
            self.findings.append(_finding(path, error.reason))
        except OSError as error:
            self.findings.append(_finding(path, reason_of(error)))


def _finding(path: str, reason: Reason) -> Finding:
    return Finding(Severity.BLOCKING, reason.code, Place(paths.shown(path)), reason.sentence)
