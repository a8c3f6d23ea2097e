"""A snapshot in; the people of its issue with their roles as libraries name them (MARC) out."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mitdomov.magazine.model import Article, Issue
from mitdomov.magazine.snapshot import Snapshot
from mitdomov.render.contents import reading_order
from mitdomov.render.credits import bylines, contributors_of

AUTHOR: Final = "aut"
TRANSLATOR: Final = "trl"
REVISER: Final = "ctb"
"""MARC has no code for whoever revises a translation, so a contributor."""
EDITOR: Final = "edt"


@dataclass(frozen=True, slots=True)
class Person:
    name: str
    roles: tuple[str, ...]
    """Codes of MARC relators."""

    @property
    def is_creator(self) -> bool:
        return AUTHOR in self.roles


def people_of(snapshot: Snapshot) -> tuple[Person, ...]:
    """Each name once, in the order in which a reader meets it; editors come last."""
    roles: dict[str, list[str]] = {}
    for name, role in _named(snapshot):
        held = roles.setdefault(name.strip(), [])
        if role not in held:
            held.append(role)
    return tuple(Person(name, tuple(held)) for name, held in roles.items() if name)


def _named(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    for article in reading_order(snapshot.issue):
        yield from _of_article(article, snapshot.issue)
    for editor in snapshot.publication.editors:
        yield editor.name, EDITOR


def _of_article(article: Article, issue: Issue) -> Iterator[tuple[str, str]]:
    for line in bylines(article, issue):
        yield line.name, AUTHOR
    for translator in contributors_of(issue, article.translators):
        yield translator.name, TRANSLATOR
    for reviser in contributors_of(issue, article.revisers):
        yield reviser.name, REVISER
