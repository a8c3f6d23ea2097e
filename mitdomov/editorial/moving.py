"""Moves articles between issues, the pool and the bin; each move can be taken back."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from cattrs import structure, unstructure
from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.database.blobs import Blobs
from mitdomov.document.tree import Block, Document, Figure
from mitdomov.editorial.article_model import ArticleRecord, Origin
from mitdomov.editorial.articles import mark_changed, read_source, write_source
from mitdomov.editorial.media.model import IssuePicture, MediaItem
from mitdomov.editorial.media.pictures import media_named
from mitdomov.editorial.model import IssueRecord
from mitdomov.editorial.working import articles_of, pictures_of_article
from mitdomov.magazine.folder.reading import read_frame
from mitdomov.magazine.folder.writing import write_frame
from mitdomov.magazine.model import Article, Contributor, Issue
from mitdomov.magazine.slugs import slug_of_title

_NAMES_CHANGED: Final = "jména obrázků podle knihovny"
_SECTION_CHANGED: Final = "přesun do jiné rubriky"


class PictureNameTakenError(Exception):
    """In the issue, a picture's name means another picture; the message is a Czech sentence."""

    def __init__(self, file: str) -> None:
        super().__init__(
            f"Obrázek „{file}“ je v tomto čísle jiný než v článku. Nahrajte obrázek článku "
            "do knihovny pod jiným jménem a v článku ho vyměňte."
        )


def move_to_pool(
    session: Session, blobs: Blobs, record: ArticleRecord, *, by: int | None, at: datetime
) -> None:
    """The article takes along its people and the pictures that only the issue's folder had."""
    if record.issue_id is None:
        return
    issue = session.get_one(IssueRecord, record.issue_id)
    record.people = record.people | _people_of(record, read_frame(blobs.get(issue.frame_sha256)))
    _name_pictures_as_the_library(session, record, by, at)
    mark_changed(session, issue.id, at)
    record.issue_id, record.position = None, 0
    session.flush()


def move_to_issue(
    session: Session,
    blobs: Blobs,
    record: ArticleRecord,
    issue: IssueRecord,
    *,
    section: str,
    by: int | None,
    at: datetime,
) -> None:
    """At the end of the section; raises `PictureNameTakenError` and then changes nothing.

    People whom the issue does not know yet join its contributors.
    """
    _refuse_other_pictures(session, record, issue)
    move_to_pool(session, blobs, record, by=by, at=at)
    others = articles_of(session, issue)
    taken = {each.slug for each in others}
    if record.slug in taken:
        record.slug = slug_of_title(record.title, taken)
    record.position = max((each.position for each in others), default=0) + 1
    frame = introduce_people(blobs, record, issue)
    record.issue_id, record.deleted_at = issue.id, None
    _put_into_section(session, record, section, by, at)
    _number(session, frame, [*articles_of(session, issue)])
    mark_changed(session, issue.id, at)


def introduce_people(blobs: Blobs, record: ArticleRecord, issue: IssueRecord) -> Issue:
    """Whom the article names and the issue's frame does not know joins it; the frame then."""
    frame = _with_people(read_frame(blobs.get(issue.frame_sha256)), record)
    issue.frame_sha256 = blobs.put(write_frame(frame))
    return frame


def throw_away(
    session: Session, blobs: Blobs, record: ArticleRecord, *, by: int | None, at: datetime
) -> None:
    """Into the bin; `take_back` or `move_to_issue` bring it back."""
    move_to_pool(session, blobs, record, by=by, at=at)
    record.deleted_at = at


def take_back(record: ArticleRecord) -> None:
    """Out of the bin into the pool."""
    record.deleted_at = None


def arrange(
    session: Session,
    blobs: Blobs,
    issue: IssueRecord,
    order: Mapping[str, Sequence[int]],
    *,
    by: int | None,
    at: datetime,
) -> bool:
    """Puts the issue's articles in `order`: ids by section. False when they are not exactly the
    issue's own or a section is unknown; then nothing is changed."""
    frame = read_frame(blobs.get(issue.frame_sha256))
    articles = {each.id: each for each in articles_of(session, issue)}
    wanted = [number for numbers in order.values() for number in numbers]
    known = {section.slug for section in frame.sections}
    if sorted(wanted) != sorted(articles) or not order.keys() <= known:
        return False
    for section, numbers in order.items():
        for number in numbers:
            _put_into_section(session, articles[number], section, by, at)
    _number(session, frame, [articles[number] for number in wanted])
    mark_changed(session, issue.id, at)
    return True


def _number(session: Session, frame: Issue, articles: Iterable[ArticleRecord]) -> None:
    """Numbers the articles from 1: by section, and within one as they come."""
    places = {section.slug: place for place, section in enumerate(frame.sections)}
    ordered = sorted(articles, key=lambda each: places.get(each.section, len(places)))
    for position, record in enumerate(ordered, 1):
        record.position = position
    session.flush()


def _put_into_section(
    session: Session, record: ArticleRecord, section: str, by: int | None, at: datetime
) -> None:
    if record.section == section:
        return
    article = replace(read_source(record), section=section)
    write_source(session, record, article, by=by, at=at, origin=Origin.SAVED, note=_SECTION_CHANGED)


def _people_of(record: ArticleRecord, frame: Issue) -> dict[str, object]:
    article = read_source(record)
    named = {*article.authors, *article.translators, *article.revisers}
    return {each.slug: unstructure(each) for each in frame.contributors if each.slug in named}


def _with_people(frame: Issue, record: ArticleRecord) -> Issue:
    article = read_source(record)
    known = {each.slug for each in frame.contributors}
    named = dict.fromkeys((*article.authors, *article.translators, *article.revisers))
    new = tuple(_person(slug, record) for slug in named if slug not in known)
    return replace(frame, contributors=(*frame.contributors, *new)) if new else frame


def _person(slug: str, record: ArticleRecord) -> Contributor:
    if slug in record.people:
        return structure(record.people[slug], Contributor)
    return Contributor(slug, name=slug.replace("-", " ").title())


def _refuse_other_pictures(session: Session, record: ArticleRecord, issue: IssueRecord) -> None:
    for file in pictures_of_article(record.source):
        mine = media_named(session, file, record.issue_id)
        name = mine.file if mine is not None else file
        theirs = media_named(session, name, issue.id)
        if mine is not None and theirs is not None and theirs.id != mine.id:
            raise PictureNameTakenError(name)


def _name_pictures_as_the_library(
    session: Session, record: ArticleRecord, by: int | None, at: datetime
) -> None:
    query = (
        select(IssuePicture.file, MediaItem.file)
        .join(MediaItem, MediaItem.id == IssuePicture.media_id)
        .where(IssuePicture.issue_id == record.issue_id, IssuePicture.file != MediaItem.file)
    )
    names = dict(session.execute(query).all())
    if not names.keys() & pictures_of_article(record.source):
        return
    article = _with_pictures_renamed(read_source(record), names)
    write_source(session, record, article, by=by, at=at, origin=Origin.SAVED, note=_NAMES_CHANGED)


def _with_pictures_renamed(article: Article, names: Mapping[str, str]) -> Article:
    def renamed(block: Block) -> Block:
        if isinstance(block, Figure):
            return replace(block, picture=names.get(block.picture, block.picture))
        return block

    head = article.picture and replace(
        article.picture, file=names.get(article.picture.file, article.picture.file)
    )
    body = Document(tuple(renamed(block) for block in article.body.blocks))
    return replace(article, body=body, picture=head)
