"""The form of an issue's title: what is kept and what was typed in; both put together out.

By the rules of ADR 29: what was not touched yields to what somebody else saved meanwhile, and only
two texts of the same field meet. A cover is one thing, its picture with its words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from werkzeug.datastructures import MultiDict

from mitdomov.document.normal_inlines import normal_text
from mitdomov.editorial.model import IssueRecord
from mitdomov.magazine.model import Issue
from mitdomov.web.desk.dates import day_in
from mitdomov.web.desk.meanwhile import Form, imprint_of

LABELS: Final = {
    "cislo": "Číslo",
    "datum": "Datum čísla",
    "vyjde": "Má vyjít",
    "obdobi": "Období",
    "tema": "Téma",
    "ukazka": "Ukázkové číslo",
    "obalka": "Obrázek na obálce",
    "obalka_popis": "Co je na obrázku",
    "obalka_autor": "Autor obrázku",
}
_COVER: Final = ("obalka", "obalka_popis", "obalka_autor")
_PARTS: Final = (*((name,) for name in LABELS if name not in _COVER), _COVER)
_DAYS: Final = ("datum", "vyjde")


@dataclass(frozen=True, slots=True)
class Merged:
    values: Form
    met: frozenset[str]
    """Names of fields that somebody else changed meanwhile as well."""


def fields_of(issue: IssueRecord, frame: Issue) -> Form:
    return MultiDict(
        {
            "cislo": frame.number,
            "datum": frame.dated.isoformat(),
            "vyjde": issue.due_on.isoformat() if issue.due_on else "",
            "obdobi": frame.season,
            "tema": frame.theme,
            "ukazka": "1" if frame.is_sample else "",
            "obalka": frame.cover.picture,
            "obalka_popis": frame.cover.alt,
            "obalka_autor": frame.cover.credit,
        }
    )


def versions(kept: Form) -> dict[str, str]:
    """By the names of the form's hidden fields."""
    return {_version_name(part): imprint_of(_tidy(kept, part)) for part in _PARTS}


def versions_sent(form: Form) -> dict[str, str]:
    """From which a form goes on that was refused."""
    return {name: form.get(name, "") for name in map(_version_name, _PARTS)}


def merge(kept: Form, typed: Form) -> Merged:
    values: Form = MultiDict()
    met: set[str] = set()
    for part in _PARTS:
        mine, theirs = _tidy(typed, part), _tidy(kept, part)
        began = typed.get(_version_name(part), "")
        values.update(theirs if imprint_of(mine) == began else mine)
        if began not in (imprint_of(mine), imprint_of(theirs)):
            met.update(_differing(mine, theirs))
    return Merged(values, frozenset(met))


def _version_name(part: tuple[str, ...]) -> str:
    return f"verze-{part[0]}"


def _tidy(form: Form, part: tuple[str, ...]) -> dict[str, str]:
    return {name: _value(name, normal_text(form.get(name, ""))) for name in part}


def _value(name: str, text: str) -> str:
    day = day_in(text) if name in _DAYS else None
    return day.isoformat() if day else text


def _differing(mine: dict[str, str], theirs: dict[str, str]) -> Iterator[str]:
    return (name for name in mine if mine[name] != theirs[name])
