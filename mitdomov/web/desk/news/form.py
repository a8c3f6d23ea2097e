"""The fields of a piece of news in; its text, or what is wrong with a field, out."""

import unicodedata
from dataclasses import fields
from datetime import date
from typing import Final

from flask import abort, request
from werkzeug.datastructures import MultiDict

from mitdomov.bulletin.news.publishing import NOTE_CHARS
from mitdomov.bulletin.news.text import NewsText
from mitdomov.document.unseen import UNSEEN
from mitdomov.web.desk.dates import day_in

_LONG: Final = ("body",)
_MOST_DIGITS: Final = 9


def read_text(form: MultiDict[str, str]) -> tuple[NewsText, dict[str, str]]:
    """The text as it was typed, and what is wrong with its date."""
    problems: dict[str, str] = {}
    values = {each.name: _tidy(form.get(each.name, ""), each.name) for each in fields(NewsText)}
    values.pop("as_of")
    as_of, typed = None, form.get("as_of", "").strip()
    if typed:
        as_of = day_in(typed)
        if as_of is None:
            problems["as_of"] = "Napište den, např. 30. 4. 2026."
    return NewsText(**values, as_of=as_of), problems


def read_note(form: MultiDict[str, str]) -> tuple[str, dict[str, str]]:
    note = _tidy(form.get("note", ""), "note")
    if len(note) > NOTE_CHARS:
        return note, {"note": f"Poznámka má přes {NOTE_CHARS} znaků; stačí jedna věta."}
    return note, {}


def read_version(form: MultiDict[str, str]) -> int:
    """The version that the page showed; answers 400 to what no form of ours sends."""
    text = form.get("version", "")
    if not (text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS):
        abort(400)
    return int(text)


def values_of(text: NewsText) -> dict[str, str]:
    """What the fields hold; the date as a field of the type date wants it."""
    values = {each.name: getattr(text, each.name) for each in fields(text)}
    return values | {"as_of": _day(text.as_of)}


def typed_values(text: NewsText) -> dict[str, str]:
    """As `values_of`, with the date as it was typed."""
    return values_of(text) | {"as_of": request.form.get("as_of", "").strip()}


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _tidy(text: str, name: str) -> str:
    """Without control and unseen characters; one line unless the field takes many."""
    plain = unicodedata.normalize("NFC", text.translate(UNSEEN).replace("\r\n", "\n"))
    clean = "".join(char for char in plain if char in "\n\t" or unicodedata.category(char) != "Cc")
    return clean.strip("\n ") if name in _LONG else " ".join(clean.split())
