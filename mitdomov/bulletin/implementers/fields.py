"""The fields of one implementer as people write them in; the implementer, or what is wrong, out.

A row of a table and a form at the desk are judged by these rules alike.
"""

from collections.abc import Callable, Mapping
from typing import Final
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email

from mitdomov.bulletin.implementers.directory import Implementer
from mitdomov.bulletin.implementers.regions import region_of
from mitdomov.magazine.folder.field_rules import FieldError, text
from mitdomov.subscribers.folding import fold

MOST_CHARS: Final = 2_000
"""Of one field."""
_MOST_TOGETHER: Final = 6_000
"""So that one line of a table can hold it (`subscribers.csv_reading`)."""
LATITUDES: Final = (48.5, 51.1)
LONGITUDES: Final = (12.0, 18.9)
"""The country lies between these."""
_WORDS: Final = ("name", "town", "kind", "web", "email", "phone", "project", "description")
_YES: Final = ("ano", "1", "x", "true", "yes")
_NO: Final = ("", "ne", "0", "false", "no")


class _WrongError(ValueError):
    """A field will not do; its message is a Czech sentence that says what to do."""


def read_fields(values: Mapping[str, str]) -> Implementer | dict[str, str]:
    """By the names of `Implementer`'s fields; else a sentence for each that will not do."""
    reader = _Reader(values)
    region = reader.take("region", _region)
    words = {name: reader.take(name, _RULES.get(name, _any)) for name in _WORDS}
    north, east = reader.place()
    is_hidden = reader.take("is_hidden", _truth) == "1"
    if sum(len(each) for each in words.values()) > _MOST_TOGETHER:
        reader.problems.setdefault(
            "description", f"Údaje mají dohromady přes {_MOST_TOGETHER} znaků; zkraťte je."
        )
    if reader.problems:
        return reader.problems
    return Implementer(region=region, latitude=north, longitude=east, is_hidden=is_hidden, **words)


def place_in(latitude: str, longitude: str) -> tuple[float, float] | None:
    """Degrees north and east; None for what `read_fields` would refuse."""
    try:
        north, east = _place(latitude.strip(), longitude.strip())
    except _WrongError:
        return None
    return None if north is None or east is None else (north, east)


def degrees(value: str) -> float | None:
    """Of `49,1951`, `49.1951°` or `49,1951 N`; None for what is no number."""
    try:
        return round(float(value.replace(",", ".").rstrip("°NESW ")), 5)
    except ValueError:
        return None


class _Reader:
    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values
        self.problems: dict[str, str] = {}

    def take(self, name: str, rule: Callable[[str], str]) -> str:
        try:
            return rule(_line(self._values.get(name, "")))
        except FieldError as error:
            self.problems[name] = error.sentence
        except _WrongError as error:
            self.problems[name] = str(error)
        return ""

    def place(self) -> tuple[float | None, float | None]:
        latitude, longitude = self.take("latitude", _any), self.take("longitude", _any)
        try:
            return _place(latitude, longitude)
        except _WrongError as error:
            name = "longitude" if latitude and not longitude else "latitude"
            self.problems.setdefault(name, str(error))
            return None, None


def _line(value: str) -> str:
    line = text(value)
    if len(line) > MOST_CHARS:
        raise _WrongError(f"Některá hodnota má přes {MOST_CHARS} znaků; zkraťte ji.")
    return line


def _any(value: str) -> str:
    return value


def _name(value: str) -> str:
    if not value:
        raise _WrongError("Chybí název; doplňte jej.")
    return value


def _region(value: str) -> str:
    region = region_of(value)
    if region is None:
        raise _WrongError(
            f"Kraj „{value[:40]}“ neznáme; pište např. Jihomoravský kraj nebo Celá republika."
        )
    return region.code


def _truth(value: str) -> str:
    word = fold(value)
    if word not in (*_YES, *_NO):
        raise _WrongError(f"Sloupec skryto má být ano, nebo prázdný, ne „{value[:20]}“.")
    return "1" if word in _YES else ""


def _web(value: str) -> str:
    if not value:
        return ""
    address = value if "://" in value else f"https://{value}"
    try:
        parts = urlsplit(address)
        is_good = parts.scheme in {"http", "https"} and "." in (parts.hostname or "")
    except ValueError:
        is_good = False
    if not is_good or len(address.split()) != 1:
        raise _WrongError(f"„{value[:60]}“ není adresa webu; pište např. https://obec.example.")
    return address


def _email(value: str) -> str:
    try:
        if value:
            validate_email(value, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        raise _WrongError(f"„{value[:60]}“ není e-mailová adresa; opravte překlep.") from None
    return value


_RULES: Final[Mapping[str, Callable[[str], str]]] = {"name": _name, "web": _web, "email": _email}


def _place(latitude: str, longitude: str) -> tuple[float | None, float | None]:
    if not latitude and not longitude:
        return None, None
    if not latitude or not longitude:
        raise _WrongError("Chybí zeměpisná šířka, nebo délka; doplňte obě, nebo žádnou.")
    north, east = _degrees(latitude), _degrees(longitude)
    if _is_inside(north, east):
        return north, east
    hint = " Nejsou šířka (lat) a délka (lon) prohozené?" if _is_inside(east, north) else ""
    raise _WrongError(f"Místo {latitude}, {longitude} neleží v Česku.{hint}")


def _degrees(value: str) -> float:
    found = degrees(value)
    if found is None:
        raise _WrongError(f"„{value[:20]}“ nejsou zeměpisné stupně; pište např. 49,1951.")
    return found


def _is_inside(north: float, east: float) -> bool:
    return LATITUDES[0] <= north <= LATITUDES[1] and LONGITUDES[0] <= east <= LONGITUDES[1]
