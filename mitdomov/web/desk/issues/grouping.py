"""Findings in the words of the desk: an issue and what was found in it in; where to mend it out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from sqlalchemy.orm import Session

from mitdomov.editorial.article_model import ArticleRecord
from mitdomov.editorial.articles import read_source
from mitdomov.editorial.media.pictures import media_named
from mitdomov.editorial.model import IssueRecord
from mitdomov.editorial.review.proofs import beginning
from mitdomov.editorial.working import articles_of
from mitdomov.magazine.findings import Finding, FolderError
from mitdomov.magazine.folder import paths
from mitdomov.magazine.numbers import slug_of
from mitdomov.web.desk.issues.place_words import words_of
from mitdomov.web.desk.issues.places import address_of
from mitdomov.web.desk.media.picture import thumb_url

_THUMB_PX: Final = 160


@dataclass(frozen=True, slots=True)
class Line:
    """A finding as the page shows it."""

    finding: Finding
    address: str
    place: str
    """Words for where it is, e.g. `Perex`."""
    thumb: str
    """The address of the picture that is meant, made small; empty when none is, or it is gone."""


@dataclass(frozen=True, slots=True)
class Group:
    """What was found in one article, in the frame of the issue or in the publication."""

    heading: str
    lines: tuple[Line, ...]


def grouped(session: Session, issue: IssueRecord, findings: Sequence[Finding]) -> list[Group]:
    """`findings` are in order."""
    slug = slug_of(issue.number)
    articles = {each.slug: each for each in articles_of(session, issue)}
    thumbs = _thumbs(session, issue, findings)
    ids = {each.slug: each.id for each in articles.values()}
    return [
        Group(
            _heading(file, articles),
            tuple(
                Line(
                    each,
                    address_of(each, slug, ids),
                    _place(each, articles),
                    thumbs.get(each.place.picture, ""),
                )
                for each in group
            ),
        )
        for file, group in groupby(findings, lambda each: each.place.file)
    ]


def _thumbs(session: Session, issue: IssueRecord, findings: Iterable[Finding]) -> dict[str, str]:
    """Addresses by the file names that the issue's texts use."""
    files = {each.place.picture for each in findings if each.place.picture}
    items = {file: media_named(session, file, issue.id) for file in files}
    return {file: thumb_url(item, _THUMB_PX) for file, item in items.items() if item}


def _heading(file: str, articles: Mapping[str, ArticleRecord]) -> str:
    named = paths.article_of(file)
    if named:
        return articles[named[1]].title if named[1] in articles else named[1]
    return {paths.PUBLICATION: "Publikace", paths.ISSUE: "Číslo"}.get(file, "Číslo a jeho obrázky")


def _place(finding: Finding, articles: Mapping[str, ArticleRecord]) -> str:
    quote = ""
    named = paths.article_of(finding.place.file)
    if finding.place.block and named and named[1] in articles:
        quote = _quote(articles[named[1]], finding.place.block)
    return words_of(finding.place, quote)


def _quote(article: ArticleRecord, block_id: str) -> str:
    try:
        blocks = read_source(article).body.blocks
    except FolderError:
        return ""
    return next((beginning(block) for block in blocks if block.id == block_id), "")
