"""A table of past issues beside their PDFs in; what is said of each, or what is wrong, out.

The table is CSV with a head: soubor, cislo, datum, tema, popis, prava. It names files of its own
folder only.
"""

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from mitdomov.editorial.past.details import Details, number_in

NAME: Final = "cisla.csv"
MOST_BYTES: Final = 1_000_000
_ENCODINGS: Final = ("utf-8-sig", "cp1250")
_NEEDED: Final = ("soubor", "datum", "tema")
_ISO: Final = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_CZECH: Final = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})")


class TableError(Exception):
    """The table as a whole is of no use; the message says in Czech why."""


@dataclass(frozen=True, slots=True)
class Row:
    line: int
    file: str
    details: Details


def rows_of(data: bytes) -> list[Row]:
    """In the order of the table; raises `TableError`."""
    text = _text(data)
    first = text.partition("\n")[0]
    reader = csv.DictReader(text.splitlines(), delimiter=";" if ";" in first else ",")
    heads = [(each or "").strip().casefold() for each in reader.fieldnames or ()]
    missing = [name for name in _NEEDED if name not in heads]
    if missing:
        raise TableError(f"V tabulce chybí sloupec: {', '.join(missing)}.")
    reader.fieldnames = heads
    try:
        return [_row(number, each) for number, each in enumerate(reader, start=2)]
    except csv.Error:
        raise TableError("Tabulku nejde přečíst; uložte ji znovu jako CSV.") from None


def file_in(folder: Path, name: str) -> Path | None:
    """The file of this name right in `folder`; nothing for a name that leads elsewhere."""
    if not name or name != Path(name).name or "\\" in name or "\0" in name:
        return None
    path = folder / name
    try:
        is_here = path.resolve().parent == folder.resolve() and path.is_file()
    except (OSError, ValueError):
        return None
    return path if is_here else None


def day_in(text: str) -> date | None:
    """Of `2023-10-01` or `1. 10. 2023`."""
    tidy = text.strip()
    iso, czech = _ISO.fullmatch(tidy), _CZECH.fullmatch(tidy)
    parts = iso.groups() if iso else czech.groups()[::-1] if czech else None
    if parts is None:
        return None
    try:
        return date(*map(int, parts))
    except ValueError:
        return None


def _text(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise TableError("Tabulka je příliš velká.")
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TableError("Tabulka není v kódování UTF-8 ani Windows-1250.")


def _row(line: int, cells: Mapping[str, object]) -> Row:
    def cell(name: str) -> str:
        value = cells.get(name)
        return value.strip() if isinstance(value, str) else ""

    details = Details(
        number=cell("cislo") or number_in(cell("soubor")),
        theme=cell("tema"),
        dated=day_in(cell("datum")),
        description=cell("popis"),
        credit=cell("prava"),
    )
    return Row(line, cell("soubor"), details)
