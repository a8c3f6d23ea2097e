"""Reads a CSV table of readers (RFC 4180, any usual delimiter) into rows and what is wrong in it.

A record is one line: a name has no line ends, so an unclosed quote spoils one row, not the rest.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from mitdomov.subscribers.addresses import AddressError, normalise
from mitdomov.subscribers.encodings import UNREADABLE, AmbiguousEncodingError, decode
from mitdomov.subscribers.formulas import restore
from mitdomov.subscribers.names import NameRefusedError, clean_name

_EMAIL_HEADERS: Final = {"email", "e-mail"}
_NAME_HEADERS: Final = {"name", "jméno", "jmeno"}
DELIMITERS: Final = (";", ",", "\t")
_LINE_MAX_CHARS: Final = 10_000
DELIMITER_LINE: Final = re.compile(r"\"?sep=.?\"?[;,\t]*", re.IGNORECASE)
"""What Excel reads the delimiter from, and nobody else; the header tells it as well."""
_LINE_END: Final = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Row:
    line: int
    """Counted from 1; the header is line 1 unless empty lines or `sep=;` precede it."""
    address: str
    key: str
    """What `addresses.normalise` knows the address by."""
    name: str = ""


@dataclass(frozen=True, slots=True)
class RowError:
    line: int
    sentence: str
    """Czech; says what is wrong and what to do."""

    def __str__(self) -> str:
        return f"řádek {self.line}: {self.sentence}"


class Use(StrEnum):
    """What a column is taken for."""

    EMAIL = "email"
    NAME = "name"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Parsed:
    """A table as read: its rows are to be used only when there are no errors."""

    encoding: str
    """Empty when it cannot be told."""
    delimiter: str
    """Empty when the header was not understood."""
    rows: tuple[Row, ...] = ()
    errors: tuple[RowError, ...] = ()
    columns: tuple[tuple[str, Use], ...] = ()
    """Each heading as it stands in the table, and what its column is taken for."""


@dataclass(frozen=True, slots=True)
class _Header:
    delimiter: str
    headings: tuple[str, ...]
    email: int
    name: int | None

    @property
    def columns(self) -> tuple[tuple[str, Use], ...]:
        used = {self.email: Use.EMAIL, self.name: Use.NAME}
        return tuple(
            (heading.strip(), used.get(at, Use.NOTHING)) for at, heading in enumerate(self.headings)
        )


class RowRefusedError(ValueError):
    """The message is the Czech sentence of a `RowError`."""


def read_csv(data: bytes, encoding: str = "") -> Parsed:
    """Every row, and every error rather than the first; never raises for the sake of `data`.

    `encoding` is what a person chose, one of `encodings.CHOICES`; empty means to tell it.
    """
    try:
        decoded = decode(data, encoding)
    except AmbiguousEncodingError as error:
        return Parsed("", "", errors=(RowError(1, str(error)),))
    numbered = lines(decoded.text)
    number, first = next(numbered, (1, ""))
    if DELIMITER_LINE.fullmatch(first):
        number, first = next(numbered, (number + 1, ""))
    try:
        header = _header(first)
    except RowRefusedError as error:
        return Parsed(decoded.encoding, "", errors=(RowError(number, str(error)),))
    rows, errors = _rows(numbered, header)
    if not rows and not errors:
        errors = (RowError(number, "Pod záhlavím není žádný odběratel; doplňte řádky."),)
    return Parsed(decoded.encoding, header.delimiter, rows, errors, header.columns)


def lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines that hold anything, with their numbers."""
    for number, line in enumerate(_LINE_END.split(text), start=1):
        if line.strip(" ;,\t"):
            yield number, line


def _header(line: str) -> _Header:
    for delimiter in DELIMITERS:
        headings = tuple(cells(line, delimiter))
        columns = [heading.strip().casefold() for heading in headings]
        emails = [at for at, column in enumerate(columns) if column in _EMAIL_HEADERS]
        names = [at for at, column in enumerate(columns) if column in _NAME_HEADERS]
        if len(emails) > 1 or len(names) > 1:
            raise RowRefusedError(
                "Záhlaví má sloupec s adresou nebo se jménem víckrát; nechte jen jeden."
            )
        if emails:
            return _Header(delimiter, headings, emails[0], names[0] if names else None)
    raise RowRefusedError(
        "Chybí záhlaví: první řádek má pojmenovat sloupce, „email“ a případně „jméno“."
    )


def _rows(
    numbered: Iterator[tuple[int, str]], header: _Header
) -> tuple[tuple[Row, ...], tuple[RowError, ...]]:
    rows: dict[str, Row] = {}
    errors: list[RowError] = []
    for number, line in numbered:
        try:
            row = _row(number, line, header)
            _refuse_repeated(rows.get(row.key))
        except RowRefusedError as error:
            errors.append(RowError(number, str(error)))
        else:
            rows[row.key] = row
    return tuple(rows.values()), tuple(errors)


def _row(number: int, line: str, header: _Header) -> Row:
    found = cells(line, header.delimiter)
    most = len(header.headings)
    if len(found) > most:
        raise RowRefusedError(
            f"Řádek má víc sloupců než záhlaví ({len(found)} místo {most}); hodnotu, "
            "která obsahuje oddělovač, dejte do uvozovek."
        )
    try:
        address, key = normalise(restore(_cell(found, header.email)))
        return Row(number, address, key, clean_name(restore(_cell(found, header.name))))
    except (AddressError, NameRefusedError) as error:
        raise RowRefusedError(str(error)) from error


def _cell(found: list[str], at: int | None) -> str:
    return found[at] if at is not None and at < len(found) else ""


def cells(line: str, delimiter: str) -> list[str]:
    if len(line) > _LINE_MAX_CHARS:
        raise RowRefusedError(f"Řádek má přes {_LINE_MAX_CHARS // 1_000} tisíc znaků; zkraťte jej.")
    if UNREADABLE in line:
        raise RowRefusedError("Některý znak nejde přečíst; uložte soubor v UTF-8 a opravte jej.")
    try:
        return next(csv.reader([line], delimiter=delimiter, strict=True))
    except csv.Error as error:
        raise RowRefusedError(
            "Uvozovky nejsou v páru, nebo hodnota pokračuje na dalším řádku; opravte je."
        ) from error


def _refuse_repeated(earlier: Row | None) -> None:
    if earlier:
        raise RowRefusedError(f"Adresa už stojí na řádku {earlier.line}; jeden z nich vymažte.")
