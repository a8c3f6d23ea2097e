"""The table of implementers: CSV in (RFC 4180), rows and everything that is wrong in it out.

Encodings, delimiters and lines are read as of the table of readers (`subscribers.csv_reading`).
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from mitdomov.bulletin.implementers.directory import Implementer
from mitdomov.bulletin.implementers.fields import read_fields
from mitdomov.bulletin.implementers.regions import BY_CODE
from mitdomov.subscribers.csv_reading import (
    DELIMITER_LINE,
    DELIMITERS,
    RowError,
    RowRefusedError,
    cells,
    lines,
)
from mitdomov.subscribers.encodings import AmbiguousEncodingError, decode
from mitdomov.subscribers.folding import fold
from mitdomov.subscribers.formulas import guard, restore

COLUMNS: Final = {
    "name": "název",
    "town": "obec",
    "region": "kraj",
    "kind": "typ",
    "web": "web",
    "email": "e-mail",
    "phone": "telefon",
    "project": "projekt",
    "description": "popis",
    "latitude": "lat",
    "longitude": "lon",
    "is_hidden": "skryto",
}
"""What each field is called in the first line."""
_ALSO: Final = {
    "nazev organizace": "name",
    "organizace": "name",
    "realizator": "name",
    "mesto": "town",
    "email": "email",
    "www": "web",
    "tel": "phone",
    "tel.": "phone",
    "typ organizace": "kind",
    "zemepisna sirka": "latitude",
    "sirka": "latitude",
    "zemepisna delka": "longitude",
    "delka": "longitude",
    "lng": "longitude",
}
_NEEDED: Final = ("name", "region")
_MOST_ROWS: Final = 5_000


@dataclass(frozen=True, slots=True)
class Table:
    """As read; its rows are to be used only when there are no errors."""

    encoding: str
    """Empty when it cannot be told."""
    delimiter: str
    rows: tuple[Implementer, ...] = ()
    errors: tuple[RowError, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()
    """Each heading as it stands in the table, and the field it is taken for, if any."""

    @property
    def tells_hidden(self) -> bool:
        return any(name == "is_hidden" for _, name in self.columns)


@dataclass(slots=True)
class _Reader:
    delimiter: str
    headings: tuple[str, ...]
    fields: Mapping[int, str]
    rows: dict[tuple[str, str], tuple[int, Implementer]] = field(default_factory=dict)
    errors: list[RowError] = field(default_factory=list)

    def read(self, numbered: Iterable[tuple[int, str]]) -> None:
        for number, line in numbered:
            try:
                self._keep(number, _implementer(self._values(line)))
            except RowRefusedError as error:
                self.errors.append(RowError(number, str(error)))

    def _values(self, line: str) -> dict[str, str]:
        found = cells(line, self.delimiter)
        if len(found) > len(self.headings):
            raise RowRefusedError(
                f"Řádek má víc sloupců než záhlaví ({len(found)} místo {len(self.headings)}); "
                "hodnotu, která obsahuje oddělovač, dejte do uvozovek."
            )
        return {
            self.fields[at]: restore(cell) for at, cell in enumerate(found) if at in self.fields
        }

    def _keep(self, number: int, row: Implementer) -> None:
        earlier = self.rows.get(row.key)
        if earlier:
            raise RowRefusedError(
                f"„{row.name}“ v této obci už stojí na řádku {earlier[0]}; jeden z nich vymažte."
            )
        if len(self.rows) >= _MOST_ROWS:
            raise RowRefusedError(f"Tabulka má přes {_MOST_ROWS} řádků; tolik jich seznam neunese.")
        self.rows[row.key] = (number, row)


def read_table(data: bytes, encoding: str = "") -> Table:
    """Every row, and every error rather than the first; never raises for the sake of `data`.

    `encoding` is what a person chose, one of `encodings.CHOICES`; empty means to tell it.
    """
    try:
        decoded = decode(data, encoding)
    except AmbiguousEncodingError as error:
        return Table("", "", errors=(RowError(1, str(error)),))
    numbered = lines(decoded.text)
    number, first = next(numbered, (1, ""))
    if DELIMITER_LINE.fullmatch(first):
        number, first = next(numbered, (number + 1, ""))
    try:
        reader = _header(first)
    except RowRefusedError as error:
        return Table(decoded.encoding, "", errors=(RowError(number, str(error)),))
    reader.read(numbered)
    if not reader.rows and not reader.errors:
        reader.errors.append(RowError(number, "Pod záhlavím nikdo není; doplňte řádky."))
    return Table(
        decoded.encoding,
        reader.delimiter,
        tuple(row for _, row in reader.rows.values()),
        tuple(reader.errors),
        tuple((each.strip(), reader.fields.get(at, "")) for at, each in enumerate(reader.headings)),
    )


def write_table(rows: Iterable[Implementer]) -> bytes:
    """What `read_table` reads back and Czech spreadsheets open: UTF-8 with a mark, semicolons."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(COLUMNS.values())
    for row in rows:
        writer.writerow(guard(cell(row, name)) for name in COLUMNS)
    return out.getvalue().encode("utf-8-sig")


def cell(row: Implementer, name: str) -> str:
    """As it stands in a table and in a form.

    With a point a Czech spreadsheet would take the degrees 14.03 for a day in March.
    """
    match getattr(row, name):
        case None:
            return ""
        case bool() as is_hidden:
            return "ano" if is_hidden else ""
        case float() as degrees:
            return str(degrees).replace(".", ",")
        case value:
            return BY_CODE[value].name if name == "region" else str(value)


def _header(line: str) -> _Reader:
    known = {fold(words): name for name, words in COLUMNS.items()} | _ALSO
    for delimiter in DELIMITERS:
        headings = tuple(cells(line, delimiter))
        named = [(at, known.get(fold(heading), "")) for at, heading in enumerate(headings)]
        fields = {at: name for at, name in named if name}
        if len(fields) > len(set(fields.values())):
            raise RowRefusedError("Některý sloupec je v záhlaví víckrát; nechte jen jeden.")
        if set(_NEEDED) <= set(fields.values()):
            return _Reader(delimiter, headings, fields)
    raise RowRefusedError(
        "Chybí záhlaví: první řádek má pojmenovat sloupce, aspoň „název“ a „kraj“; další jsou "
        f"{', '.join(name for name in COLUMNS.values() if name not in ('název', 'kraj'))}."
    )


def _implementer(values: Mapping[str, str]) -> Implementer:
    read = read_fields(values)
    if isinstance(read, Implementer):
        return read
    raise RowRefusedError(next(iter(read.values())))


def telling(rows: Iterable[Implementer], most: int) -> Iterator[Implementer]:
    """Those whose háčky would show a wrong encoding before the others."""
    found = sorted(rows, key=lambda row: f"{row.name}{row.town}".isascii())
    yield from found[:most]
