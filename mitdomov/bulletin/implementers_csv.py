"""The table of implementers: CSV in (RFC 4180), rows and everything that is wrong in it out.

Encodings, delimiters and lines are read as of the table of readers (`subscribers.csv_reading`).
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email

from mitdomov.bulletin.implementers import Implementer
from mitdomov.bulletin.implementers_regions import BY_CODE, region_of
from mitdomov.magazine.folder.field_rules import FieldError, text
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
_MOST_CHARS: Final = 2_000
_LATITUDES: Final = (48.5, 51.1)
_LONGITUDES: Final = (12.0, 18.9)
"""The country lies between these."""


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
            except (RowRefusedError, FieldError) as error:
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
        writer.writerow(guard(_cell(row, name)) for name in COLUMNS)
    return out.getvalue().encode("utf-8-sig")


def _cell(row: Implementer, name: str) -> str:
    value = getattr(row, name)
    if name == "region":
        return BY_CODE[value].name
    return "" if value is None else str(value)


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
    region = region_of(values.get("region", ""))
    if region is None:
        raise RowRefusedError(
            f"Kraj „{values.get('region', '')[:40]}“ neznáme; pište např. Jihomoravský kraj nebo "
            "Celá republika."
        )
    made = {name: _line(values.get(name, "")) for name in COLUMNS}
    if not made["name"]:
        raise RowRefusedError("Chybí název; doplňte jej.")
    latitude, longitude = _place(made["latitude"], made["longitude"])
    return Implementer(
        name=made["name"],
        town=made["town"],
        region=region.code,
        kind=made["kind"],
        web=_checked(made["web"], _web),
        email=_checked(made["email"], _email),
        phone=made["phone"],
        project=made["project"],
        description=made["description"],
        latitude=latitude,
        longitude=longitude,
    )


def _line(value: str) -> str:
    line = text(value)
    if len(line) > _MOST_CHARS:
        raise RowRefusedError(f"Některá hodnota má přes {_MOST_CHARS} znaků; zkraťte ji.")
    return line


def _checked(value: str, rule: Callable[[str], str]) -> str:
    return rule(value) if value else ""


def _web(value: str) -> str:
    address = value if "://" in value else f"https://{value}"
    try:
        parts = urlsplit(address)
        is_good = parts.scheme in {"http", "https"} and "." in (parts.hostname or "")
    except ValueError:
        is_good = False
    if not is_good or len(address.split()) != 1:
        raise RowRefusedError(f"„{value[:60]}“ není adresa webu; pište např. https://obec.example.")
    return address


def _email(value: str) -> str:
    try:
        validate_email(value, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        raise RowRefusedError(f"„{value[:60]}“ není e-mailová adresa; opravte překlep.") from None
    return value


def _place(latitude: str, longitude: str) -> tuple[float | None, float | None]:
    if not latitude and not longitude:
        return None, None
    if not latitude or not longitude:
        raise RowRefusedError("Chybí zeměpisná šířka, nebo délka; doplňte obě, nebo žádnou.")
    north, east = _degrees(latitude), _degrees(longitude)
    if _is_inside(north, east):
        return north, east
    hint = " Nejsou šířka (lat) a délka (lon) prohozené?" if _is_inside(east, north) else ""
    raise RowRefusedError(f"Místo {latitude}, {longitude} neleží v Česku.{hint}")


def _is_inside(north: float, east: float) -> bool:
    return _LATITUDES[0] <= north <= _LATITUDES[1] and _LONGITUDES[0] <= east <= _LONGITUDES[1]


def _degrees(value: str) -> float:
    try:
        return round(float(value.replace(",", ".").rstrip("°NESW ")), 5)
    except ValueError:
        raise RowRefusedError(
            f"„{value[:20]}“ nejsou zeměpisné stupně; pište např. 49,1951."
        ) from None


def telling(rows: Iterable[Implementer], most: int) -> Iterator[Implementer]:
    """Those whose háčky would show a wrong encoding before the others."""
    found = sorted(rows, key=lambda row: f"{row.name}{row.town}".isascii())
    yield from found[:most]
