"""Names inside an open folder in, bytes of plain files out, never through a link (openat)."""

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final, NamedTuple

MAX_FILE_BYTES: Final = 32 * 2**20
MAX_TOTAL_BYTES: Final = 256 * 2**20
MAX_FILES: Final = 1_000
"""In one folder."""
# O_NONBLOCK: opening a FIFO that nobody writes to would wait for ever.
_FILE_FLAGS: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_FOLDER_FLAGS: Final = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_LITTER: Final = ("Thumbs.db", "desktop.ini")


class Reason(NamedTuple):
    code: str
    sentence: str


_LINK: Final = Reason("link", "Je to odkaz v souborovém systému; nahraďte jej skutečným souborem.")
_SPECIAL: Final = Reason("special-file", "Není to obyčejný soubor; odstraňte jej ze složky.")
_SUBFOLDER: Final = Reason("unexpected-folder", "Taková podsložka sem nepatří; přesuňte ji jinam.")
_UNREADABLE: Final = Reason("unreadable-file", "Nejde přečíst; zkontrolujte přístupová práva.")
_NO_FOLDER: Final = Reason("missing-folder", "Taková složka neexistuje; zkontrolujte cestu k ní.")
_NOT_FOLDER: Final = Reason("not-a-folder", "Má to být složka; zkontrolujte cestu k ní.")
_TOO_MANY: Final = Reason(
    "too-many-files", f"Ve složce je víc než {MAX_FILES} souborů; nechte v ní jen soubory čísla."
)
_TOO_LARGE: Final = Reason(
    "too-large",
    f"Soubor smí mít nejvýš {MAX_FILE_BYTES // 2**20} MB a celé číslo "
    f"{MAX_TOTAL_BYTES // 2**20} MB; zmenšete obrázky.",
)


class RefusedError(Exception):
    def __init__(self, reason: Reason) -> None:
        self.reason = reason
        super().__init__(reason.code)


@contextmanager
def opened_folder(name: str, above: int | None = None) -> Iterator[int]:
    """A descriptor of a folder; one inside the folder `above` may not be a link."""
    flags = _FOLDER_FLAGS if above is None else _FILE_FLAGS
    descriptor = os.open(name, flags, dir_fd=above)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def has_file(folder: int, name: str) -> bool:
    try:
        os.stat(name, dir_fd=folder, follow_symlinks=False)
    except FileNotFoundError:
        return False
    return True


def names_in(folder: int) -> list[str]:
    """What is in `folder`, sorted, without hidden files and what file managers leave behind."""
    with os.scandir(folder) as entries:
        names = [entry.name for entry in entries if not _is_litter(entry.name)]
    if len(names) > MAX_FILES:
        raise RefusedError(_TOO_MANY)
    return sorted(names)


def _is_litter(name: str) -> bool:
    return name.startswith(".") or name.endswith("~") or name in _LITTER


def read_file(folder: int, name: str, max_bytes: int) -> bytes:
    """Raises `RefusedError` or, when the file cannot be opened, `OSError`."""
    descriptor = os.open(name, _FILE_FLAGS, dir_fd=folder)
    try:
        return _content(descriptor, max_bytes)
    finally:
        os.close(descriptor)


def _content(descriptor: int, max_bytes: int) -> bytes:
    mode = os.fstat(descriptor).st_mode
    if not stat.S_ISREG(mode):
        raise RefusedError(_SUBFOLDER if stat.S_ISDIR(mode) else _SPECIAL)
    with os.fdopen(descriptor, "rb", closefd=False) as file:
        data = file.read(max_bytes + 1)
    if len(data) > max_bytes:
        raise RefusedError(_TOO_LARGE)
    return data


def reason_of(error: OSError) -> Reason:
    """Why a file or folder could not be opened."""
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
