"""Two texts of an article in, a page that shows word by word what changed between them out."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from difflib import SequenceMatcher
from typing import Final

from flask import render_template

from mitdomov.document.text_writer import write_text
from mitdomov.document.tree import Block, Document
from mitdomov.editorial.proofs import Stale
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
class Part:
    """Words that stayed, came or went: `same`, `new` or `gone`."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Change:
    name: str
    """`Titulek` or `Perex`; empty for the body."""
    parts: tuple[Part, ...]


def difference_page(token: str, stale: Stale, sha256: str) -> str:
    """With a button that agrees to the new text, which `sha256` names."""
    return render_template(
        "proof/difference.html",
        token=token,
        changes=[*changes(stale.before, stale.now)],
        beside=[*_changed_beside(stale.before, stale.now)],
        title=stale.now.title,
        sha256=sha256,
    )


def changes(before: Article, now: Article) -> Iterator[Change]:
    for field, name in _NAMES.items():
        old, new = getattr(before, field), getattr(now, field)
        if old != new:
            yield Change(name, parts(old, new))
    yield from _body_changes(before.body, now.body)


def parts(old: str, new: str) -> tuple[Part, ...]:
    """Word by word."""
    olds, news = old.split(), new.split()
    found = []
    for tag, a, b, c, d in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        if tag == "equal":
            found.append(Part("same", " ".join(olds[a:b])))
            continue
        found += [Part("gone", " ".join(olds[a:b]))] if b > a else []
        found += [Part("new", " ".join(news[c:d]))] if d > c else []
    return tuple(found)


def _body_changes(before: Document, now: Document) -> Iterator[Change]:
    """Blocks that changed, aligned with what they replace."""
    olds, news = (tuple(map(_words, each.blocks)) for each in (before, now))
    for tag, a, b, c, d in SequenceMatcher(None, olds, news, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        for old, new in _paired(olds[a:b], news[c:d]):
            yield Change("", parts(old, new))


def _paired(olds: tuple[str, ...], news: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    for index in range(max(len(olds), len(news))):
        yield (
            olds[index] if index < len(olds) else "",
            news[index] if index < len(news) else "",
        )


def _words(block: Block) -> str:
    """Notes, captions and links included."""
    return " ".join(write_text(Document((block,)), width=10_000).split())


def _changed_beside(before: Article, now: Article) -> Iterator[str]:
    for field in fields(Article):
        if field.name in _BESIDE and getattr(before, field.name) != getattr(now, field.name):
            yield _BESIDE[field.name]
