"""An issue in, what is still missing before it can go out, at one glance, out."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from mitdomov.accounts.model import Account
from mitdomov.database.blobs import Blobs
from mitdomov.editorial.article_model import ArticleRecord, Stage
from mitdomov.editorial.judging import Judgement, judge
from mitdomov.editorial.model import IssueRecord, IssueState, SnapshotRecord
from mitdomov.editorial.review.approving import approval_of
from mitdomov.editorial.review.model import ProofComment


@dataclass(frozen=True, slots=True)
class Overview:
    articles: int
    by_stage: Counter[Stage]
    judgement: Judgement
    approved_by: str
    """Who approved exactly what the issue is now; empty when nobody did."""
    approved_at: datetime | None
    is_published: bool
    """Whether readers see the issue as it is now."""
    was_published: bool

    @property
    def is_ready(self) -> bool:
        """Whether it can be approved."""
        return self.articles > 0 and not self.judgement.blocking


def overview(session: Session, blobs: Blobs, issue: IssueRecord) -> Overview:
    stages = _stages(session, issue)
    judgement = judge(session, blobs, issue)
    approval = approval_of(session, issue, judgement.content_sha256)
    return Overview(
        articles=stages.total(),
        by_stage=stages,
        judgement=judgement,
        approved_by=session.get_one(Account, approval.approved_by).name if approval else "",
        approved_at=approval.approved_at if approval else None,
        is_published=is_current(session, issue, judgement),
        was_published=issue.current_snapshot_id is not None,
    )


def is_current(session: Session, issue: IssueRecord, judgement: Judgement) -> bool:
    """Whether readers see the issue as it is now, even if something was changed and taken back."""
    shown = session.get(SnapshotRecord, issue.current_snapshot_id or 0)
    return shown is not None and shown.sha256 == judgement.content_sha256


def entrusted_to(session: Session, account_id: int) -> Sequence[ArticleRecord]:
    """Unfinished articles that the person is to write, the most urgent first."""
    query = select(ArticleRecord).where(
        ArticleRecord.assignee_id == account_id,
        ArticleRecord.deleted_at.is_(None),
        ArticleRecord.stage.in_((Stage.WRITING, Stage.EDITING)),
    )
    return session.scalars(
        query.order_by(ArticleRecord.due_on.nulls_last(), ArticleRecord.updated_at)
    ).all()


def commented(session: Session) -> Sequence[tuple[ArticleRecord, int]]:
    """Articles with comments that nobody has settled, and how many."""
    query = (
        select(ArticleRecord, func.count(ProofComment.id))
        .join(ProofComment, ProofComment.article_id == ArticleRecord.id)
        .where(ProofComment.resolved_at.is_(None), ArticleRecord.deleted_at.is_(None))
        .group_by(ArticleRecord.id)
        .order_by(func.min(ProofComment.at))
    )
    return [(article, count) for article, count in session.execute(query)]


def due_soon(session: Session, until: datetime) -> Sequence[ArticleRecord]:
    """Unfinished articles whose day is not later than `until`, the most urgent first."""
    query = select(ArticleRecord).where(
        ArticleRecord.deleted_at.is_(None),
        ArticleRecord.stage != Stage.READY,
        ArticleRecord.due_on <= until.date(),
    )
    return session.scalars(query.order_by(ArticleRecord.due_on)).all()


def in_work(session: Session) -> Sequence[IssueRecord]:
    """Issues whose text readers do not see as it is, and the newest of all; newest first."""
    newest = select(IssueRecord.id).order_by(IssueRecord.dated.desc()).limit(1).scalar_subquery()
    query = select(IssueRecord).where(
        or_(IssueRecord.state == IssueState.DRAFT, IssueRecord.id == newest)
    )
    return session.scalars(query.order_by(IssueRecord.dated.desc())).all()


def _stages(session: Session, issue: IssueRecord) -> Counter[Stage]:
    query = select(ArticleRecord.stage, func.count()).where(ArticleRecord.issue_id == issue.id)
    return Counter(dict(session.execute(query.group_by(ArticleRecord.stage)).all()))
