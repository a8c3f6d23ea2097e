"""An issue or an article under edit in, the parts that its preview is made from out."""

import json
from collections.abc import Iterable, Mapping
from datetime import date

from cattrs import structure
from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.database.blobs import Blobs
from mitdomov.editorial.article_model import ArticleRecord
from mitdomov.editorial.frames import STANDING_SECTIONS
from mitdomov.editorial.media.pictures import media_named, names_of_pictures
from mitdomov.editorial.model import IssueRecord, PublicationRecord
from mitdomov.editorial.work.model import WorkKind, WorkOrder, WorkState
from mitdomov.editorial.working import (
    articles_of,
    names_of,
    pictures_of_article,
    pictures_of_frame,
    sha256_of,
)
from mitdomov.magazine.folder import paths
from mitdomov.magazine.folder.writing import write_frame
from mitdomov.magazine.model import Contributor, Issue
from mitdomov.render.preview.assembling import MAX_SOURCE_BYTES
from mitdomov.render.preview.parts import ArticleSource, Parts

POOL_THEME = "Článek ze zásobníku"


def parts_of_issue(session: Session, blobs: Blobs, issue: IssueRecord) -> Parts:
    """Raises `BlobDamagedError`."""
    frame, articles = blobs.get(issue.frame_sha256), articles_of(session, issue)
    shown = pictures_of_frame(frame) | _pictures(articles)
    return Parts(
        frame=frame,
        publication=_publication(session, blobs),
        articles=tuple(map(_source, articles)),
        pictures={
            path.removeprefix(f"{paths.IMAGES}/"): sha256
            for path, sha256 in names_of_pictures(session, issue, shown).items()
        },
    )


def parts_of_pool_article(
    session: Session, blobs: Blobs, record: ArticleRecord, today: date
) -> Parts:
    """In an issue made up for it, under the number of the newest one; raises `BlobDamagedError`."""
    people = tuple(structure(each, Contributor) for each in record.people.values())
    frame = Issue(
        number=_newest_number(session) or f"1/{today.year}",
        theme=POOL_THEME,
        dated=today,
        sections=STANDING_SECTIONS,
        contributors=people,
    )
    shown = _pictures([record]) | {each.portrait for each in people if each.portrait}
    return Parts(
        frame=write_frame(frame),
        publication=_publication(session, blobs),
        articles=(_source(record),),
        pictures={
            file: found.sha256
            for file in sorted(shown)
            if (found := media_named(session, file, None)) is not None
        },
    )


def last_preview_pdf(session: Session, issue_id: int) -> WorkOrder | None:
    """The order that last made a PDF of the whole issue."""
    query = select(WorkOrder).where(
        WorkOrder.kind == WorkKind.PREVIEW_PDF,
        WorkOrder.issue_id == issue_id,
        WorkOrder.state == WorkState.DONE,
    )
    return session.scalars(query.order_by(WorkOrder.id.desc()).limit(1)).first()


def first_pages_of(session: Session, issue_id: int) -> Mapping[str, int]:
    """On which page each article began when the whole issue was last set, by slug."""
    order = last_preview_pdf(session, issue_id)
    return order.outcome.get("first_pages", {}) if order else {}


def content_key(session: Session, blobs: Blobs, issue: IssueRecord) -> str:
    """Changes with anything that the issue consists of."""
    names = names_of(session, blobs, issue)
    return sha256_of(json.dumps(names, sort_keys=True).encode())


def _source(record: ArticleRecord) -> ArticleSource:
    return ArticleSource(record.slug, record.source, record.title)


def _pictures(articles: Iterable[ArticleRecord]) -> set[str]:
    """Of those that are short enough to be shown: reading the others would take its time."""
    shown: set[str] = set()
    for article in articles:
        if len(article.source) <= MAX_SOURCE_BYTES:
            shown |= pictures_of_article(article.source)
    return shown


def _publication(session: Session, blobs: Blobs) -> bytes:
    sha256 = session.scalar(select(PublicationRecord.sha256))
    return blobs.get(sha256) if sha256 else b""


def _newest_number(session: Session) -> str | None:
    return session.scalar(select(IssueRecord.number).order_by(IssueRecord.dated.desc()).limit(1))
