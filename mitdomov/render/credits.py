"""An article and its issue's contributors in; bylines and the credit line of its Original out.

Lines are inlines of the article tree, so that every medium marks the foreign title with its
language; `tree.plain` gives the bare words.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from mitdomov.document.tree import Inline, Inlines, Language, Link, Text
from mitdomov.magazine.model import Article, Contributor, Gender, Issue, Original

NBSP: Final = "\u00a0"
_INNER_QUOTES: Final = str.maketrans("«»", "‹›")
"""The title stands between «» itself."""

ADJECTIVES: Final = {
    "bg": "bulharského",
    "cs": "českého",
    "da": "dánského",
    "de": "německého",
    "el": "řeckého",
    "en": "anglického",
    "es": "španělského",
    "et": "estonského",
    "fi": "finského",
    "fr": "francouzského",
    "ga": "irského",
    "hr": "chorvatského",
    "hu": "maďarského",
    "is": "islandského",
    "it": "italského",
    "lt": "litevského",
    "lv": "lotyšského",
    "nb": "norského",
    "nl": "nizozemského",
    "nn": "norského",
    "no": "norského",
    "pl": "polského",
    "pt": "portugalského",
    "ro": "rumunského",
    "ru": "ruského",
    "sk": "slovenského",
    "sl": "slovinského",
    "sr": "srbského",
    "sv": "švédského",
    "uk": "ukrajinského",
}
"""By the primary subtag of BCP 47; genitive, as in "z anglického originálu"."""


@dataclass(frozen=True, slots=True)
class Byline:
    name: str
    affiliation: str = ""


def contributors_of(issue: Issue, slugs: Iterable[str]) -> tuple[Contributor, ...]:
    """The contributors that `slugs` name, in that order; raises KeyError for an unknown one."""
    known = {contributor.slug: contributor for contributor in issue.contributors}
    return tuple(known[slug] for slug in slugs)


def bylines(article: Article, issue: Issue) -> tuple[Byline, ...]:
    """Who wrote the article; for a translation the authors of its Original come first."""
    originals = article.original.authors if article.original else ()
    authors = contributors_of(issue, article.authors)
    names = {author.name for author in authors}
    return tuple(Byline(name) for name in originals if name not in names) + tuple(
        Byline(author.name, author.affiliation) for author in authors
    )


def credit(article: Article, issue: Issue) -> Inlines:
    """The whole credit line of a translation; empty when the article has no Original."""
    original = article.original
    if original is None:
        return ()
    translators = contributors_of(issue, article.translators)
    return (
        *_source(original),
        Text(_translated_by(translators)),
        *_sentences(_revision(article, issue), _leave(original)),
    )


def translated_by(article: Article, issue: Issue) -> str:
    """`Přeložila Eva Malá`: the short form for contents and teasers; empty without a translator."""
    words = _translated_by(contributors_of(issue, article.translators)).strip(" .")
    return words[:1].upper() + words[1:]


def _source(original: Original) -> Inlines:
    adjective = ADJECTIVES.get(original.language.lower().split("-")[0])
    opening = f"Z{NBSP}{adjective} originálu «" if adjective else f"Z{NBSP}originálu «"
    details = _details(original)
    return (
        Text(opening),
        Language(original.language, (_title(original),)),
        Text(f"» ({details})" if details else "»"),
    )


def _title(original: Original) -> Inline:
    title = Text(original.title.translate(_INNER_QUOTES))
    href = original.url or (f"https://doi.org/{original.doi}" if original.doi else "")
    return Link(href, (title,)) if href else title


def _details(original: Original) -> str:
    """`Author, Journal, Publisher, 2025, 12, 1: 3–18`, whatever of it is known."""
    year = str(original.year) if original.year is not None else ""
    parts = (
        original.publication,
        original.publisher if original.publisher != original.publication else "",
        year,
        original.volume,
        original.number,
    )
    place = ", ".join(part for part in parts if part)
    if original.pages:
        place = f"{place}: {original.pages}" if place else f"s.{NBSP}{original.pages}"
    authors = _joined(list(original.authors)) if original.authors else ""
    return ", ".join(part for part in (authors, place) if part)


def _translated_by(translators: tuple[Contributor, ...]) -> str:
    if not translators:
        return "."
    names = _joined([translator.name for translator in translators])
    verb = _verb(translators)
    return f" {verb} {names}." if verb else f". Překlad: {names}."


def _verb(people: tuple[Contributor, ...]) -> str:
    """The verb agrees with its subject; "" when somebody's gender leaves the ending open."""
    genders = {person.gender for person in people}
    if len(people) > 1 and Gender.MASCULINE in genders:
        return "přeložili"
    if genders == {Gender.MASCULINE}:
        return "přeložil"
    if genders == {Gender.FEMININE}:
        return "přeložila" if len(people) == 1 else "přeložily"
    return ""


def _revision(article: Article, issue: Issue) -> str:
    revisers = contributors_of(issue, article.revisers)
    return f"Odborná revize: {_joined([reviser.name for reviser in revisers])}." if revisers else ""


def _leave(original: Original) -> str:
    """By which right the translation appears."""
    if original.licence:
        return f"Licence originálu: {original.licence}."
    if original.permission:
        return f"Uveřejněno se svolením držitele práv: {original.permission.granted_by}."
    return ""


def _sentences(*sentences: str) -> Inlines:
    return tuple(Text(f" {sentence}") for sentence in sentences if sentence)


def _joined(names: list[str]) -> str:
    """`A, B a C`."""
    *firsts, last = names
    return f"{', '.join(firsts)} a{NBSP}{last}" if firsts else last
