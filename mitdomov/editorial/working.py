"""An issue as its editors have it now in, the files of its folder out.

An article in the pool has no folder: it gets one when it joins an issue.
"""

import hashlib
from collections.abc import Iterable, Mapping
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session, undefer

from mitdomov.database.blobs import Blobs
from mitdomov.database.store import Store
from mitdomov.editorial.article_model import ArticleRecord
from mitdomov.editorial.media.pictures import names_of_pictures
from mitdomov.editorial.model import IssueRecord, PublicationRecord
from mitdomov.magazine.findings import FolderError
from mitdomov.magazine.folder import paths
from mitdomov.magazine.folder.article_files import read_article
from mitdomov.magazine.folder.issue_folder import IssueFolder
from mitdomov.magazine.folder.reading import read_frame, read_issue
from mitdomov.magazine.usage import figures, named_pictures


def articles_of(session: Session, issue: IssueRecord) -> list[ArticleRecord]:
    """With their sources, in the order of the issue."""
    query = (
        select(ArticleRecord)
        .where(ArticleRecord.issue_id == issue.id)
        .order_by(ArticleRecord.position, ArticleRecord.id)
        .options(undefer(ArticleRecord.source))
    )
    return [*session.scalars(query)]


def names_of(session: Session, blobs: Blobs, issue: IssueRecord) -> dict[str, str]:
    """The SHA-256 of everything the issue consists of, by path, `publication.toml` too.

    Two equal answers mean equal issues. Not every name is that of a blob: sources are in rows.
    An instance without a publication has none to name, and `read_issue` says so.
    """
    articles = articles_of(session, issue)
    shared = session.scalar(select(PublicationRecord.sha256))
    shown = _shown_pictures(blobs.get(issue.frame_sha256), articles)
    return {
        **({paths.PUBLICATION: shared} if shared is not None else {}),
        paths.ISSUE: issue.frame_sha256,
        **{path: article.sha256 for path, article in _by_path(articles).items()},
        **names_of_pictures(session, issue, shown),
    }


def files_of(session: Session, blobs: Blobs, issue: IssueRecord) -> dict[str, bytes]:
    """The folder's files by path, as `folder.disk.read_files` would give them."""
    sources = {each.sha256: each.source for each in articles_of(session, issue)}
    return {
        path: sources[sha256] if sha256 in sources else blobs.get(sha256)
        for path, sha256 in names_of(session, blobs, issue).items()
    }


def load_issue(store: Store, issue_id: int) -> IssueFolder:
    """Raises `FolderError` when what the editors have is no valid issue yet."""
    with store.reading() as session:
        files = files_of(session, store.blobs, session.get_one(IssueRecord, issue_id))
    return read_issue(files)


def keep_sources(session: Session, blobs: Blobs, issue: IssueRecord) -> None:
    """Puts what lies in rows into blobs as well, so that `names_of` are all names of blobs."""
    for article in articles_of(session, issue):
        blobs.put(article.source)


def sha256_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _by_path(articles: Iterable[ArticleRecord]) -> Mapping[str, ArticleRecord]:
    ordered = [*articles]
    last = max((each.position for each in ordered), default=0)
    return {paths.article_file(each.position, each.slug, last): each for each in ordered}


def _shown_pictures(frame: bytes, articles: Iterable[ArticleRecord]) -> set[str]:
    shown = set(pictures_of_frame(frame))
    for article in articles:
        shown |= pictures_of_article(article.source)
    return shown


@lru_cache(maxsize=1024)
def pictures_of_article(source: bytes) -> frozenset[str]:
    """File names; none of a source that cannot be read."""
    try:
        article = read_article(source, "x")
    except FolderError:
        return frozenset()
    named = {name for _, name in named_pictures(article)}
    return frozenset(named | {figure.picture for figure in figures(article)})


@lru_cache(maxsize=64)
def pictures_of_frame(data: bytes) -> frozenset[str]:
    """File names of the cover and the portraits; none of a frame that cannot be read."""
    try:
        return frozenset(name for _, name in named_pictures(read_frame(data)))
    except FolderError:
        return frozenset()
