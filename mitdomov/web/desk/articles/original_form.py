"""The form of an Original: the value in, its fields as text out; what was typed in, the value or
sentences by field out."""

import hashlib
import re
from collections.abc import Callable
from datetime import date
from typing import Final

from cattrs import unstructure
from werkzeug.datastructures import MultiDict

from mitdomov.magazine.folder import field_rules
from mitdomov.magazine.folder.field_rules import FieldError
from mitdomov.magazine.model import Medium, Original, Permission
from mitdomov.web.desk.dates import day_in, day_problem

Form = MultiDict[str, str]
_TEXTS: Final = (
    *("title", "language", "publication", "publisher", "volume", "number", "pages"),
    *("url", "doi", "licence"),
)
LABELS: Final = {
    "title": "Název originálu",
    "authors": "Autoři",
    "language": "Jazyk",
    "year": "Rok vydání",
    "publication": "Časopis nebo kniha",
    "publisher": "Vydavatel",
    "volume": "Ročník",
    "number": "Číslo",
    "pages": "Strany",
    "url": "Adresa na webu",
    "doi": "DOI",
    "licence": "Licence originálu",
    "granted_by": "Kdo svolení dal",
    "granted_on": "Kdy",
    "expires_on": "Platí do",
    "media": "Kde smí překlad vyjít",
    "evidence": "Čím je doložené",
}
"""Of every field, in the form's order."""
_DOI_ADDRESS: Final = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_RULES: Final[dict[str, Callable[[object], str]]] = {
    "url": field_rules.url,
    "doi": lambda value: field_rules.doi(_DOI_ADDRESS.sub("", str(value))),
    "language": field_rules.language,
}
_PERMISSION: Final = ("granted_by", "granted_on", "expires_on", "evidence")
_YEARS: Final = range(1400, 2200)


class OriginalError(Exception):
    """Sentences by field."""

    def __init__(self, problems: dict[str, str]) -> None:
        super().__init__("; ".join(problems.values()))
        self.problems = problems


def fields_of(original: Original | None) -> Form:
    if original is None:
        form: Form = MultiDict({"language": "en"})
        form.setlist("media", [medium.value for medium in Medium])
        return form
    form = MultiDict({name: str(getattr(original, name)) for name in _TEXTS})
    form["authors"] = "\n".join(original.authors)
    form["year"] = "" if original.year is None else str(original.year)
    leave = original.permission
    form.setlist("media", [medium.value for medium in (leave.media if leave else Medium)])
    if leave:
        form.update({"granted_by": leave.granted_by, "granted_on": leave.granted_on.isoformat()})
        form.update({"expires_on": leave.expires_on.isoformat() if leave.expires_on else ""})
        form.update({"evidence": leave.evidence})
    return form


def original_of(form: Form) -> Original:
    """Raises `OriginalError`."""
    problems: dict[str, str] = {}
    texts = {name: _text(form, name, problems) for name in _TEXTS}
    authors = tuple(filter(None, map(_line, form.get("authors", "").splitlines())))
    if not texts["title"]:
        problems["title"] = "Napište název originálu."
    if not authors:
        problems["authors"] = "Napište aspoň jednoho autora nebo organizaci."
    year = _year(form.get("year", ""), problems)
    permission = _permission(form, problems)
    if problems:
        raise OriginalError(problems)
    return Original(authors=authors, year=year, permission=permission, **texts)


def imprint(original: Original | None) -> str:
    """Tells whether somebody else changed the Original meanwhile."""
    return hashlib.sha256(repr(unstructure(original)).encode()).hexdigest()[:16]


def _permission(form: Form, problems: dict[str, str]) -> Permission | None:
    """Nothing when nothing about it was filled in."""
    if not any(form.get(name, "").strip() for name in _PERMISSION):
        return None
    granted_by = _text(form, "granted_by", problems)
    if not granted_by and "granted_by" not in problems:
        problems["granted_by"] = "Napište, kdo svolení dal."
    granted_on = _day(form, "granted_on", problems)
    if granted_on is None and "granted_on" not in problems:
        problems["granted_on"] = "Napište, kdy svolení dal."
    expires_on = _day(form, "expires_on", problems)
    media = tuple(medium for medium in Medium if medium.value in form.getlist("media"))
    if not media:
        problems["media"] = "Zaškrtněte, kde smí překlad vyjít."
    if granted_on and expires_on and expires_on < granted_on:
        problems["expires_on"] = "Svolení nemůže vypršet dřív, než bylo dáno."
    evidence = _text(form, "evidence", problems)
    return Permission(granted_by, granted_on or date.min, media, expires_on, evidence)


def _text(form: Form, name: str, problems: dict[str, str]) -> str:
    rule = _RULES.get(name, field_rules.text)
    try:
        return rule(form.get(name, "").strip())
    except FieldError as error:
        problems[name] = error.sentence
        return ""


def _line(line: str) -> str:
    return " ".join(line.split())


def _year(typed: str, problems: dict[str, str]) -> int | None:
    typed = typed.strip()
    if not typed:
        return None
    if typed.isascii() and typed.isdigit() and len(typed) == 4 and int(typed) in _YEARS:
        return int(typed)
    problems["year"] = "Rok pište čtyřmi číslicemi, např. 2025."
    return None


def _day(form: Form, name: str, problems: dict[str, str]) -> date | None:
    typed = form.get(name, "").strip()
    found = day_in(typed)
    if typed and found is None:
        problems[name] = day_problem(typed, "Datum pište jako 14. 5. 2026.")
    return found
