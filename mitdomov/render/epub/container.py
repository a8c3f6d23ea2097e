"""Files by their paths in, one EPUB container out; the same files give the same bytes (OCF 3.3)."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import PurePosixPath
from typing import Final
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

MEDIA_TYPE: Final = "application/epub+zip"
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a ZIP can hold; a real one would make every file differ."""
_READ_BY_ALL: Final = 0o644 << 16
_UNIX: Final = 3
_PACKED: Final = frozenset({".jpg", ".png", ".woff2"})
"""Packing these again costs time and saves nothing."""


def container(files: Mapping[str, bytes]) -> bytes:
    """`mimetype` comes first and is stored as it is, so that a reader knows the kind at once."""
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        _add(archive, "mimetype", MEDIA_TYPE.encode())
        for path, data in files.items():
            _add(archive, path, data)
    return out.getvalue()


def _add(archive: ZipFile, path: str, data: bytes) -> None:
    entry = ZipInfo(path, _EPOCH)
    entry.external_attr = _READ_BY_ALL
    entry.create_system = _UNIX
    is_stored = path == "mimetype" or PurePosixPath(path).suffix in _PACKED
    entry.compress_type = ZIP_STORED if is_stored else ZIP_DEFLATED
    archive.writestr(entry, data)
