"""The request's path in; the ways through the public site out, those that exist."""

from typing import Final, NamedTuple

from flask import current_app, request, url_for

_WAYS: Final = (
    ("archive", "Archiv"),
    ("news", "Novinky"),
    ("events", "Akce"),
    ("materials", "Materiály"),
    ("webinars", "Webináře"),
    ("implementers", "Kdo pomáhá"),
    ("search", "Hledat"),
    ("sign_up", "Odebírat"),
)
"""Endpoints of the public blueprint, in the order of the masthead."""


class Way(NamedTuple):
    words: str
    url: str
    is_here: bool


def ways() -> list[Way]:
    known = current_app.view_functions
    return [_way(endpoint, words) for endpoint, words in _WAYS if f"public.{endpoint}" in known]


def _way(endpoint: str, words: str) -> Way:
    url = url_for(f"public.{endpoint}")
    return Way(words, url, request.path.startswith(url))
