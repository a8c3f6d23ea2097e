"""Articles under edit: every save names the version it began from, so that none is lost."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session, undefer

from mitdomov.accounts.roles import Right, Role, rights_of
from mitdomov.editorial.article_model import ArticleRecord, ArticleVersion, Origin, Stage
from mitdomov.editorial.model import IssueRecord, IssueState
from mitdomov.editorial.review.proofs import all_agree
from mitdomov.editorial.versions import Conflict, Saved, keep
from mitdomov.editorial.working import sha256_of
from mitdomov.magazine.folder.article_files import read_article, write_article
from mitdomov.magazine.model import Article
from mitdomov.magazine.slugs import slug_of_title

__all__ = [
    "Conflict",
    "Saved",
    "add_source",
    "article_record",
    "create_article",
    "history",
    "mark_changed",
    "may_write",
    "read_source",
    "save_article",
    "version_numbered",
    "write_source",
]


def create_article(
    session: Session,
    *,
    article: Article,
    issue: IssueRecord | None,
    by: int | None,
    at: datetime,
    origin: Origin = Origin.CREATED,
    note: str = "",
    stage: Stage = Stage.WRITING,
    assignee_id: int | None = None,
) -> ArticleRecord:
    """At the end of the issue, or in the pool; its slug is made free there."""
    taken = _slugs(session, issue.id) if issue else ()
    slug = article.slug if article.slug not in taken else slug_of_title(article.title, taken)
    return add_source(
        session,
        write_article(article),
        article,
        slug=slug,
        issue=issue,
        position=_last_position(session, issue) + 1 if issue else 0,
        by=by,
        at=at,
        origin=origin,
        note=note,
        stage=stage,
        assignee_id=assignee_id,
    )


def add_source(
    session: Session,
    source: bytes,
    article: Article,
    *,
    slug: str,
    issue: IssueRecord | None,
    position: int,
    by: int | None,
    at: datetime,
    origin: Origin,
    note: str = "",
    stage: Stage = Stage.WRITING,
    assignee_id: int | None = None,
) -> ArticleRecord:
    """A new article whose file is `source`, byte for byte; `article` is what that says."""
    record = ArticleRecord(
        issue_id=issue.id if issue else None,
        slug=slug,
        position=position,
        version=0,
        stage=stage,
        assignee_id=assignee_id,
        people={},
        created_at=at,
    )
    session.add(record)
    write_source(session, record, article, by=by, at=at, origin=origin, note=note, source=source)
    return record


def article_record(session: Session, article_id: int) -> ArticleRecord | None:
    """With its source."""
    query = select(ArticleRecord).where(ArticleRecord.id == article_id)
    return session.scalar(query.options(undefer(ArticleRecord.source)))


def read_source(record: ArticleRecord) -> Article:
    """What the record's file says; raises `FolderError`."""
    return read_article(record.source, record.slug)


def save_article(
    session: Session,
    article_id: int,
    *,
    base_version: int,
    article: Article,
    by: int,
    at: datetime,
    origin: Origin = Origin.AUTOSAVED,
    note: str = "",
) -> Saved | Conflict[ArticleRecord]:
    """Writes `article` if nobody saved since `base_version`; the same text again changes nothing.

    Raises `sqlalchemy.exc.NoResultFound` when there is no such article.
    """
    record = session.get_one(ArticleRecord, article_id, options=[undefer(ArticleRecord.source)])
    source = write_article(article)
    if sha256_of(source) == record.sha256:
        return Saved(record.version, is_changed=False)
    if base_version != record.version:
        return Conflict(record, base_version)
    write_source(session, record, article, by=by, at=at, origin=origin, note=note)
    return Saved(record.version, is_changed=True)


def write_source(
    session: Session,
    record: ArticleRecord,
    article: Article,
    *,
    by: int | None,
    at: datetime,
    origin: Origin,
    note: str = "",
    source: bytes | None = None,
) -> None:
    """Writes whatever was there; `source` is the article's file where that is not canonical.

    An article that was ready by its authors' yes is so no more once it is another text.
    """
    was_agreed = record.stage is Stage.READY and _is_agreed(session, record, at)
    record.source = source if source is not None else write_article(article)
    record.sha256 = sha256_of(record.source)
    record.title, record.type, record.section = article.title, article.type, article.section
    record.version += 1
    record.updated_at, record.updated_by = at, by
    session.flush()
    if was_agreed and not _is_agreed(session, record, at):
        record.stage = Stage.EDITING
    _keep_version(session, record, origin, note)
    mark_changed(session, record.issue_id, at)


def history(session: Session, article_id: int) -> Sequence[ArticleVersion]:
    """Newest first, without sources."""
    query = select(ArticleVersion).where(ArticleVersion.article_id == article_id)
    return session.scalars(query.order_by(ArticleVersion.number.desc())).all()


def version_numbered(session: Session, article_id: int, number: int) -> ArticleVersion | None:
    """With its source."""
    query = select(ArticleVersion).where(
        ArticleVersion.article_id == article_id, ArticleVersion.number == number
    )
    return session.scalar(query.options(undefer(ArticleVersion.source)))


def may_write(account_id: int, roles: Iterable[Role], record: ArticleRecord) -> bool:
    """Editors write every article, others those entrusted to them."""
    rights = rights_of(roles)
    return Right.EDIT in rights or (Right.WRITE in rights and record.assignee_id == account_id)


def mark_changed(session: Session, issue_id: int | None, at: datetime) -> None:
    """A changed issue is a draft again; readers go on seeing its published snapshot."""
    if issue_id is None:
        return
    issue = session.get_one(IssueRecord, issue_id)
    issue.state, issue.updated_at = IssueState.DRAFT, at


def _is_agreed(session: Session, record: ArticleRecord, at: datetime) -> bool:
    return record.id is not None and all_agree(session, record, at)


def _keep_version(session: Session, record: ArticleRecord, origin: Origin, note: str) -> None:
    query = select(ArticleVersion).where(ArticleVersion.article_id == record.id)
    last = session.scalars(query.order_by(ArticleVersion.number.desc()).limit(1)).first()
    new = ArticleVersion(
        article_id=record.id,
        number=record.version,
        source=record.source,
        sha256=record.sha256,
        origin=origin,
        note=note,
        begun_at=record.updated_at,
        saved_at=record.updated_at,
        saved_by=record.updated_by,
    )
    keep(session, last, new)


def _slugs(session: Session, issue_id: int) -> set[str]:
    query = select(ArticleRecord.slug).where(ArticleRecord.issue_id == issue_id)
    return {*session.scalars(query)}


def _last_position(session: Session, issue: IssueRecord) -> int:
    query = select(func.max(ArticleRecord.position)).where(ArticleRecord.issue_id == issue.id)
    return session.scalar(query) or 0
