"""The bytes of an archive in; its parts, read one by one within limits, out (APPNOTE 6.3.9).

Sizes are counted as bytes come out of the decompressor, never believed from a header. Archives
inside the archive are never opened.
"""

import struct
import zlib
from io import BytesIO
from posixpath import normpath
from typing import Final
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from mitdomov.document.word.kinds import not_a_word_archive, not_a_zip
from mitdomov.document.word.report import WordError

MAX_FILE_BYTES: Final = 30_000_000
MAX_ENTRIES: Final = 2_000
MAX_PART_BYTES: Final = 24_000_000
MAX_TOTAL_BYTES: Final = 72_000_000
MAX_RATIO: Final = 150
"""Texts that people write shrink to a tenth; what shrinks more is a bomb, once it is big."""
_RATIO_COUNTS_FROM_BYTES: Final = 2_000_000
_CHUNK_BYTES: Final = 65_536
_CENTRAL_ENTRY: Final = b"PK\x01\x02"
_BROKEN: Final = "Soubor je poškozený nebo neúplný. Vyžádejte si jej od autora znovu."
_BOMB: Final = (
    "Soubor se po rozbalení nepřiměřeně zvětší, a proto jej nelze bezpečně otevřít. "
    "Zkopírujte text do nového dokumentu a uložte jej jako .docx."
)
_BREAKAGES: Final = (
    *(BadZipFile, LargeZipFile, zlib.error, EOFError, OSError, struct.error),
    *(NotImplementedError, RuntimeError, ValueError, LookupError, OverflowError),
)
"""What `zipfile` lets through when bytes are damaged, encrypted or packed in a rare way."""


class Package:
    """An opened archive; raises `WordError` from everything."""

    def __init__(self, data: bytes) -> None:
        self._read_bytes = 0
        if len(data) > MAX_FILE_BYTES:
            raise WordError(
                f"Soubor má přes {MAX_FILE_BYTES // 1_000_000} MB. "
                "Zmenšete v něm obrázky (Word: Formát obrázku → Komprimovat obrázky)."
            )
        if data.count(_CENTRAL_ENTRY) > MAX_ENTRIES:
            raise WordError(_BOMB)
        self._entries = _opened(data)
        self._infos = {info.filename: info for info in self._entries.infolist()}

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._infos)

    def has(self, name: str) -> bool:
        return name in self._infos

    def head(self, name: str, size: int) -> bytes:
        """The first `size` bytes of a part."""
        try:
            with self._entries.open(self._info(name)) as part:
                return part.read(size)
        except _BREAKAGES:
            raise WordError(_BROKEN) from None

    def read(self, name: str) -> bytes:
        """A part whole; it counts towards the total."""
        info = self._info(name)
        chunks: list[bytes] = []
        size = 0
        try:
            with self._entries.open(info) as part:
                while chunk := part.read(_CHUNK_BYTES):
                    size += len(chunk)
                    self._count(size, len(chunk), info)
                    chunks.append(chunk)
        except _BREAKAGES:
            raise WordError(_BROKEN) from None
        return b"".join(chunks)

    def require_word(self) -> None:
        """Raises unless there is a list of content types, as every .docx has."""
        if not self.has("[Content_Types].xml") or any(
            name in self._infos for name in ("xl/workbook.xml", "ppt/presentation.xml")
        ):
            mimetype = self.head("mimetype", 60) if self.has("mimetype") else b""
            raise WordError(not_a_word_archive(self.names, mimetype))

    def _info(self, name: str) -> ZipInfo:
        return self._infos.get(name) or _raise_broken()

    def _count(self, size: int, chunk: int, info: ZipInfo) -> None:
        self._read_bytes += chunk
        if size > MAX_PART_BYTES or self._read_bytes > MAX_TOTAL_BYTES:
            raise WordError(_BOMB)
        if size > _RATIO_COUNTS_FROM_BYTES and size > MAX_RATIO * max(info.compress_size, 1):
            raise WordError(_BOMB)


def resolved(base: str, target: str) -> str:
    """The name of the part that `target` means in the relationships of the part `base`."""
    folder = base.rsplit("/", 1)[0] if "/" in base else ""
    path = target if target.startswith("/") else f"{folder}/{target}"
    return normpath(path).lstrip("/")


def _opened(data: bytes) -> ZipFile:
    """An old .doc may hold an archive with its theme, which `zipfile` would find and open."""
    if not data.startswith(b"PK"):
        raise WordError(not_a_zip(data))
    try:
        return ZipFile(BytesIO(data))
    except _BREAKAGES:
        raise WordError(not_a_zip(data)) from None


def _raise_broken() -> ZipInfo:
    raise WordError(_BROKEN)
