"""The files of an issue folder in; articles, pictures and the frame, ready to be edited, out."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.database.blobs import Blobs
from mitdomov.database.store import Store
from mitdomov.editorial.article_model import Origin, Stage
from mitdomov.editorial.articles import add_source, write_source
from mitdomov.editorial.media.pictures import Brought, keep_picture, take_pictures
from mitdomov.editorial.media.words import learn_words
from mitdomov.editorial.model import IssueRecord
from mitdomov.editorial.moving import throw_away
from mitdomov.editorial.revisions import files_of_revision, latest_revision
from mitdomov.editorial.working import articles_of
from mitdomov.magazine.folder import paths
from mitdomov.magazine.folder.reading import read_issue
from mitdomov.magazine.model import Issue


def keep_pictures(blobs: Blobs, files: Mapping[str, bytes]) -> dict[str, Brought]:
    """By their names in the folder; raises `PictureError`."""
    return {
        file: keep_picture(blobs, data)
        for path, data in files.items()
        if (file := paths.picture_of(path))
    }


def unpack(
    session: Session,
    blobs: Blobs,
    record: IssueRecord,
    issue: Issue,
    files: Mapping[str, bytes],
    pictures: Mapping[str, Brought],
    at: datetime,
) -> None:
    """`issue` and `pictures` are what `files` say and hold."""
    record.frame_sha256 = blobs.put(files[paths.ISSUE])
    _unpack_articles(session, blobs, record, issue, files, at)
    take_pictures(session, record, pictures, at)
    learn_words(session, record.id, issue)


def unpack_what_is_not(store: Store, at: datetime) -> None:
    """Makes the issues of an older program, which kept files alone, ready to be edited."""
    with store.reading() as session:
        ids = session.scalars(select(IssueRecord.id).where(IssueRecord.frame_sha256 == "")).all()
    for issue_id in ids:
        with store.reading() as session:
            record = session.get_one(IssueRecord, issue_id)
            newest = files_of_revision(session, record, latest_revision(session, record))
        files = {path: store.blobs.get(sha256) for path, sha256 in newest.items()}
        issue, pictures = read_issue(files).issue, keep_pictures(store.blobs, files)
        with store.writing() as session:
            record = session.get_one(IssueRecord, issue_id)
            state, updated_at = record.state, record.updated_at
            unpack(session, store.blobs, record, issue, files, pictures, at)
            record.state, record.updated_at = state, updated_at


def _unpack_articles(
    session: Session,
    blobs: Blobs,
    record: IssueRecord,
    issue: Issue,
    files: Mapping[str, bytes],
    at: datetime,
) -> None:
    """By their slugs: what the folder no longer has is thrown away, yet can be taken back."""
    had = {each.slug: each for each in articles_of(session, record)}
    for path, data in files.items():
        if not (name := paths.article_of(path)):
            continue
        position, slug = name
        article = next(each for each in issue.articles if each.slug == slug)
        kept = had.pop(slug, None)
        if kept is None:
            add_source(
                session,
                data,
                article,
                slug=slug,
                issue=record,
                position=position,
                by=None,
                at=at,
                origin=Origin.IMPORTED,
                stage=Stage.READY,
            )
            continue
        kept.position = position
        if kept.source != data:
            write_source(
                session, kept, article, by=None, at=at, origin=Origin.IMPORTED, source=data
            )
    for gone in had.values():
        throw_away(session, blobs, gone, by=None, at=at)
