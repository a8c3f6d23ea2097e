"""The bytes of a file that somebody uploads in; what they really are, or why not, out.

The name and the type that a browser sends are not believed. Nothing is unpacked but short parts
that tell kinds apart (OPC, ISO/IEC 29500-2; OpenDocument 1.3, part 2). A PDF may hold scripts:
it is served as a download and never shown by our pages.
"""

import struct
import zlib
from dataclasses import dataclass
from io import BytesIO
from typing import Final
from zipfile import BadZipFile, LargeZipFile, ZipFile

import pikepdf

MOST_BYTES: Final = 40 * 2**20
_MOST_PARTS: Final = 10_000
_PART_BYTES: Final = 1_000_000
_HEAD_BYTES: Final = 1024
_BREAKAGES: Final = (
    *(BadZipFile, LargeZipFile, zlib.error, EOFError, OSError, struct.error),
    *(NotImplementedError, RuntimeError, ValueError, LookupError, OverflowError),
)


@dataclass(frozen=True, slots=True)
class FileKind:
    extension: str
    media_type: str
    words: str
    """As readers are told it."""


@dataclass(frozen=True, slots=True)
class Refusal:
    sentence: str
    """Czech; says what to do."""


PDF: Final = FileKind("pdf", "application/pdf", "PDF")
_OFFICE: Final = "application/vnd.openxmlformats-officedocument."
_OPEN: Final = "application/vnd.oasis.opendocument."
_OOXML: Final = {
    f"{_OFFICE}wordprocessingml.document": FileKind(
        "docx", f"{_OFFICE}wordprocessingml.document", "Word"
    ),
    f"{_OFFICE}spreadsheetml.sheet": FileKind("xlsx", f"{_OFFICE}spreadsheetml.sheet", "Excel"),
    f"{_OFFICE}presentationml.presentation": FileKind(
        "pptx", f"{_OFFICE}presentationml.presentation", "PowerPoint"
    ),
}
_ODF: Final = {
    f"{_OPEN}text": FileKind("odt", f"{_OPEN}text", "ODT"),
    f"{_OPEN}spreadsheet": FileKind("ods", f"{_OPEN}spreadsheet", "ODS"),
    f"{_OPEN}presentation": FileKind("odp", f"{_OPEN}presentation", "ODP"),
}
_BY_TYPE: Final = {kind.media_type: kind for kind in (PDF, *_OOXML.values(), *_ODF.values())}
_BROKEN: Final = Refusal(
    "Soubor je poškozený nebo neúplný. Uložte jej znovu a nahrajte ještě jednou."
)
_MACROS: Final = Refusal(
    "Soubor obsahuje makra, a ta čtenářům nedáváme. Uložte jej bez maker, např. v PDF."
)
_LOCKED: Final = Refusal(
    "Soubor je zamčený heslem; čtenáři by jej neotevřeli. Uložte jej bez hesla."
)
_UNKNOWN: Final = Refusal(
    "Takový soubor čtenářům nenabídneme. Nahrajte PDF, DOCX, XLSX, PPTX, ODT, ODS nebo ODP; "
    "obsah archivu ZIP nahrajte po jednotlivých souborech."
)
_OLD_OFFICE: Final = Refusal(
    "Soubor je ve starém formátu Office, nebo je zamčený heslem. Uložte jej jako .docx, .xlsx, "
    ".pptx nebo PDF bez hesla."
)


def words_of_type(media_type: str) -> str:
    return _BY_TYPE[media_type].words


def sniff(data: bytes) -> FileKind | Refusal:
    """Never raises for the sake of `data`."""
    if not data:
        return Refusal("Vyberte soubor; prázdný soubor nahrát nejde.")
    if len(data) > MOST_BYTES:
        return Refusal(f"Soubor má přes {MOST_BYTES // 2**20} MB; zmenšete jej.")
    if b"%PDF-" in data[:_HEAD_BYTES]:
        return _pdf(data)
    if data.startswith(b"PK\x03\x04"):
        return _archive(data)
    return _OLD_OFFICE if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") else _UNKNOWN


def _pdf(data: bytes) -> FileKind | Refusal:
    if not data.startswith(b"%PDF-"):
        return _BROKEN  # what precedes the header could be another kind of file
    try:
        with pikepdf.open(BytesIO(data)) as document:
            return PDF if len(document.pages) else _BROKEN
    except pikepdf.PasswordError:
        return _LOCKED
    except (pikepdf.PdfError, *_BREAKAGES):
        return _BROKEN


def _archive(data: bytes) -> FileKind | Refusal:
    try:
        with ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
            if len(names) > _MOST_PARTS:
                return _BROKEN
            if "[Content_Types].xml" in names:
                return _office(names, _head(archive, "[Content_Types].xml"))
            if names[:1] == ["mimetype"]:
                return _open_document(archive, names)
    except _BREAKAGES:
        return _BROKEN
    return _UNKNOWN


def _office(names: list[str], types: bytes) -> FileKind | Refusal:
    if b"macroenabled" in types.lower() or any(
        name.lower().rpartition("/")[2].startswith("vbaproject") for name in names
    ):
        return _MACROS
    for mark, kind in _OOXML.items():
        if f"{mark}.main+xml".encode() in types:
            return kind
    return _UNKNOWN


def _open_document(archive: ZipFile, names: list[str]) -> FileKind | Refusal:
    if any(name.startswith(("Basic/", "Scripts/")) for name in names):
        return _MACROS
    if b"encryption-data" in _head(archive, "META-INF/manifest.xml"):
        return _LOCKED
    return _ODF.get(_head(archive, "mimetype").decode("ascii").strip(), _UNKNOWN)


def _head(archive: ZipFile, name: str) -> bytes:
    """No more than tells kinds apart, however large the part claims or turns out to be."""
    with archive.open(name) as part:
        return part.read(_PART_BYTES)
