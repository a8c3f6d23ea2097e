"""An issue folder on disk in, its files as bytes out, and back.

Reading follows no link of the file system: every file is opened relative to its open folder with
O_NOFOLLOW (POSIX openat) and read only when it is a regular file.
"""

import errno
import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from mitdomov.magazine import paths
from mitdomov.magazine.durable import create_file, create_folder
from mitdomov.magazine.findings import Finding, FolderError, Place, Severity

MAX_FILE_BYTES: Final = 32 * 2**20
MAX_TOTAL_BYTES: Final = 256 * 2**20
MAX_FILES: Final = 1_000
"""In one folder."""
# O_NONBLOCK: opening a FIFO that nobody writes to would wait for ever.
_FILE_FLAGS: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_FOLDER_FLAGS: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_LITTER: Final = ("Thumbs.db", "desktop.ini")


class _Reason(NamedTuple):
    code: str
    sentence: str


_LINK: Final = _Reason("link", "Je to odkaz v souborovém systému; nahraďte jej skutečným souborem.")
_SPECIAL: Final = _Reason("special-file", "Není to obyčejný soubor; odstraňte jej ze složky.")
_SUBFOLDER: Final = _Reason("unexpected-folder", "Taková podsložka sem nepatří; přesuňte ji jinam.")
_UNREADABLE: Final = _Reason("unreadable-file", "Nejde přečíst; zkontrolujte přístupová práva.")
_NO_FOLDER: Final = _Reason("missing-folder", "Taková složka neexistuje; zkontrolujte cestu k ní.")
_NOT_FOLDER: Final = _Reason("not-a-folder", "Má to být složka; zkontrolujte cestu k ní.")
_NOT_EMPTY: Final = _Reason("folder-not-empty", "Složka není prázdná; zvolte novou nebo prázdnou.")
_TOO_MANY: Final = _Reason(
    "too-many-files", f"Ve složce je víc než {MAX_FILES} souborů; nechte v ní jen soubory čísla."
)
_TOO_LARGE: Final = _Reason(
    "too-large",
    f"Soubor smí mít nejvýš {MAX_FILE_BYTES // 2**20} MB a celé číslo "
    f"{MAX_TOTAL_BYTES // 2**20} MB; zmenšete obrázky.",
)


class _RefusedError(Exception):
    def __init__(self, reason: _Reason) -> None:
        self.reason = reason
        super().__init__(reason.code)


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
    stays inside, with its issue. Raises `FolderError` and leaves everything as it was.
    """
    refusals = [finding for path in files if (finding := paths.refusal(path))]
    if directory.exists() and not _is_empty_folder(directory):
        refusals.append(_finding(str(directory), _NOT_EMPTY))
    if refusals:
        raise FolderError(refusals)
    directory.parent.mkdir(parents=True, exist_ok=True)
    own = dict(files)
    shared = directory.parent / paths.PUBLICATION
    if paths.PUBLICATION in own and create_file(shared, own[paths.PUBLICATION]):
        del own[paths.PUBLICATION]
    create_folder(directory, own)


def _is_empty_folder(directory: Path) -> bool:
    return directory.is_dir() and next(directory.iterdir(), None) is None


@dataclass(slots=True)
class _Reading:
    """What one reading has gathered so far, and how much it may still read."""

    room_bytes: int
    files: dict[str, bytes] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def read_top(self, directory: Path) -> None:
        with self._reporting(str(directory)), _folder(str(directory)) as top:
            for name in _names(top):
                if name in {paths.ARTICLES, paths.IMAGES}:
                    self._read_inner(name, top)
                else:
                    self._read(name, name, top)
            if paths.PUBLICATION not in self.files:
                self._read_above(top)

    def _read_above(self, top: int) -> None:
        with _folder("..", top) as above:
            if _has(above, paths.PUBLICATION):
                self._read(paths.PUBLICATION, paths.PUBLICATION, above)

    def _read_inner(self, folder: str, top: int) -> None:
        with self._reporting(folder), _folder(folder, top) as inner:
            for name in _names(inner):
                self._read(f"{folder}/{name}", name, inner)

    def _read(self, path: str, name: str, folder: int) -> None:
        with self._reporting(path):
            self.files[path] = _bytes(name, folder, min(self.room_bytes, MAX_FILE_BYTES))
            self.room_bytes -= len(self.files[path])

    @contextmanager
    def _reporting(self, path: str) -> Iterator[None]:
        """Turns what goes wrong at `path` into a finding; reading goes on after it."""
        try:
            yield
        except _RefusedError as error:
            self.findings.append(_finding(path, error.reason))
        except OSError as error:
            self.findings.append(_finding(path, _reason(error)))


@contextmanager
def _folder(name: str, above: int | None = None) -> Iterator[int]:
    """A descriptor of a folder; one inside the folder `above` may not be a link."""
    flags = _FOLDER_FLAGS if above is None else _FILE_FLAGS
    descriptor = os.open(name, flags, dir_fd=above)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _has(folder: int, name: str) -> bool:
    try:
        os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return True


def _names(folder: int) -> list[str]:
    with os.scandir(folder) as entries:
        names = [entry.name for entry in entries if not _is_litter(entry.name)]
    if len(names) > MAX_FILES:
        raise _RefusedError(_TOO_MANY)
    return sorted(names)


def _is_litter(name: str) -> bool:
    return name.startswith(".") or name.endswith("~") or name in _LITTER


def _bytes(name: str, folder: int, max_bytes: int) -> bytes:
    descriptor = os.open(name, _FILE_FLAGS, dir_fd=folder)
    try:
        return _content(descriptor, max_bytes)
    finally:
        os.close(descriptor)


def _content(descriptor: int, max_bytes: int) -> bytes:
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):
        raise _RefusedError(_SUBFOLDER if stat.S_ISDIR(mode) else _SPECIAL)
    with os.fdopen(descriptor, "rb", closefd=False) as file:
        data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise _RefusedError(_TOO_LARGE)
    return data


def _reason(error: OSError) -> _Reason:
    match error.errno:
        case errno.ELOOP:
            return _LINK
        case errno.ENOENT:
            return _NO_FOLDER
        case errno.ENOTDIR:
            return _NOT_FOLDER
        case errno.ENXIO:
            return _SPECIAL
        case _:
            return _UNREADABLE


def _finding(path: str, reason: _Reason) -> Finding:
    return Finding(Severity.BLOCKING, reason.code, Place(paths.shown(path)), reason.sentence)
