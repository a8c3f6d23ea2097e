"""A folder goes in; findings about its articles come out: what they lack, what is too long."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain, pairwise
from typing import Final

from mitdomov.document.tree import Heading
from mitdomov.magazine.checks.reporting import blocking, warning, with_sources
from mitdomov.magazine.checks.texts import block_texts
from mitdomov.magazine.findings import Finding
from mitdomov.magazine.folder.issue_folder import IssueFolder
from mitdomov.magazine.model import Article, ArticleType

TITLE_MAX_CHARS: Final = 120
LETTER_MAX_BYTES: Final = 100_000
"""Gmail clips a message at about 102 kB of HTML."""
LETTER_FRAME_BYTES: Final = 20_000
LETTER_ENTRY_BYTES: Final = 1_200
"""Rough cost of the letter's frame, and of one article in it besides its own words."""
_MAY_LACK_BODY: Final = frozenset({ArticleType.PROFILE, ArticleType.EVENT, ArticleType.NEWS_ITEM})
_WANTS_PEREX: Final = frozenset(
    {ArticleType.FEATURE, ArticleType.TRANSLATION, ArticleType.GOOD_PRACTICE}
)
_UNSIGNED: Final = frozenset({ArticleType.NEWS_ITEM, ArticleType.EVENT, ArticleType.PROFILE})
_LEGAL: Final = re.compile(r"§\s*\d|\bzákon\w*\s+č\.", re.IGNORECASE)


def bodies_are_written(folder: IssueFolder) -> Iterator[Finding]:
    for source, article in with_sources(folder):
        if not article.body.blocks and not _may_lack_body(article):
            yield blocking(
                "missing-body",
                source.whole(),
                "Článek nemá žádný text; napište jej, nebo jej smažte.",
            )


def _may_lack_body(article: Article) -> bool:
    if article.type is ArticleType.PROFILE:
        return True
    return article.type in _MAY_LACK_BODY and bool(article.perex)


def titles_are_short(folder: IssueFolder) -> Iterator[Finding]:
    for source, article in with_sources(folder):
        if len(article.title) > TITLE_MAX_CHARS:
            yield warning(
                "long-title",
                source.field("title"),
                f"Titulek má {len(article.title)} znaků; zkraťte jej pod {TITLE_MAX_CHARS}.",
            )


def titles_differ(folder: IssueFolder) -> Iterator[Finding]:
    count = Counter(article.title.casefold() for article in folder.issue.articles)
    for source, article in with_sources(folder):
        if count[article.title.casefold()] > 1:
            yield warning(
                "duplicate-title",
                source.field("title"),
                f"Titulek „{article.title}“ má víc článků; odlište je.",
            )


def long_reads_have_a_perex(folder: IssueFolder) -> Iterator[Finding]:
    for source, article in with_sources(folder):
        if article.type in _WANTS_PEREX and not article.perex:
            yield warning(
                "missing-perex",
                source.field("perex"),
                "Článek nemá perex; napište jednu až tři věty, které zvou ke čtení.",
            )


def somebody_signs(folder: IssueFolder) -> Iterator[Finding]:
    """A translation is signed by its translator, since its author stands in the original."""
    for source, article in with_sources(folder):
        role = "translators" if article.type is ArticleType.TRANSLATION else "authors"
        if article.type not in _UNSIGNED and not getattr(article, role):
            yield warning(
                "missing-author",
                source.field(role),
                "Pod článkem není nikdo podepsán; doplňte autorku, autora nebo překladatele.",
            )


def events_have_their_time(folder: IssueFolder) -> Iterator[Finding]:
    for source, article in with_sources(folder):
        event = article.event
        if article.type is ArticleType.EVENT and event is None:
            yield blocking(
                "event-without-time",
                source.field("event", "starts_at"),
                "Akce nemá čas; doplňte, kdy začíná.",
            )
        elif event and event.ends_at and event.ends_at <= event.starts_at:
            yield blocking(
                "event-ends-before-start",
                source.field("event", "ends_at"),
                "Akce nekončí později, než začíná; opravte časy.",
            )


def good_practice_has_its_facts(folder: IssueFolder) -> Iterator[Finding]:
    for source, article in with_sources(folder):
        if article.type is ArticleType.GOOD_PRACTICE and article.good_practice is None:
            yield warning(
                "missing-good-practice",
                source.field("good_practice"),
                "Příkladu dobré praxe chybí přehled v čele: místo, problém, řešení; doplňte jej.",
            )


def legal_statements_are_dated(folder: IssueFolder) -> Iterator[Finding]:
    for source, article in with_sources(folder):
        if article.as_of is None and _LEGAL.search(_words(article)):
            yield warning(
                "undated-legal-statement",
                source.field("as_of"),
                "Článek se odvolává na zákon; doplňte, ke kterému dni text platí.",
            )


def _words(article: Article) -> str:
    texts = chain.from_iterable(map(block_texts, article.body.blocks))
    return "\n".join((article.perex, *texts))


def headings_descend_by_one(folder: IssueFolder) -> Iterator[Finding]:
    """Below the title, which is level 1, or below a survey's question, which counts as level 2."""
    for source, article in with_sources(folder):
        headings = [block for block in article.body.blocks if isinstance(block, Heading)]
        top = 2 if article.type is ArticleType.SURVEY else 1
        levels = (top, *(heading.level for heading in headings))
        for heading, (above, level) in zip(headings, pairwise(levels), strict=True):
            if level > above + 1:
                yield warning(
                    "skipped-heading-level",
                    source.block(heading),
                    f"Mezititulek úrovně {level} následuje po úrovni {above}; "
                    f"použijte úroveň {above + 1}.",
                )


def letter_stays_small(folder: IssueFolder) -> Iterator[Finding]:
    words = (f"{article.title}{article.perex}".encode() for article in folder.issue.articles)
    size = LETTER_FRAME_BYTES + sum(LETTER_ENTRY_BYTES + len(text) for text in words)
    if size > LETTER_MAX_BYTES:
        yield warning(
            "long-letter",
            folder.sources.issue.whole(),
            f"Dopis odhadem přesáhne {LETTER_MAX_BYTES // 1000} kB a Gmail by jej uřízl; "
            "zkraťte perexy.",
        )
