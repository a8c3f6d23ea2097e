"""Two texts of an article in, what changed between them, word by word, and a page of it out."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Final

from flask import render_template

from mitdomov.document.difference import Piece, compare, compare_text
from mitdomov.editorial.review.proofs import Stale
from mitdomov.magazine.model import Article

_NAMES: Final = {"title": "Titulek", "perex": "Perex"}
_BESIDE: Final = {
    "type": "typ článku",
    "authors": "autoři",
    "translators": "překladatelé",
    "revisers": "odborná revize",
    "picture": "obrázek v čele",
    "original": "údaje o originálu",
    "event": "údaje o akci",
    "good_practice": "přehled v čele",
    "as_of": "den, ke kterému text platí",
}
"""Fields that are told to have changed, not how."""


@dataclass(frozen=True, slots=True)
class Change:
    name: str
    """`Titulek` or `Perex`; empty for the body."""
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    changes: tuple[Change, ...]
    beside: tuple[str, ...]
    """Names of what else is another."""


def difference(before: Article, now: Article) -> Difference:
    return Difference(tuple(changes(before, now)), tuple(_changed_beside(before, now)))


def difference_page(token: str, stale: Stale, sha256: str) -> str:
    """With a button that agrees to the new text, which `sha256` names."""
    return render_template(
        "proof/difference.html",
        token=token,
        difference=difference(stale.before, stale.now),
        title=stale.now.title,
        sha256=sha256,
    )


def changes(before: Article, now: Article) -> Iterator[Change]:
    """Of the title, the perex and each block that is not the same."""
    for field, name in _NAMES.items():
        old, new = getattr(before, field), getattr(now, field)
        if old != new:
            yield Change(name, compare_text(old, new))
    for row in compare(before.body, now.body):
        if not row.is_same:
            yield Change("", row.pieces)


def _changed_beside(before: Article, now: Article) -> Iterator[str]:
    for field in fields(Article):
        if field.name in _BESIDE and getattr(before, field.name) != getattr(now, field.name):
            yield _BESIDE[field.name]
