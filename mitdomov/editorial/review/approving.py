"""A publisher's yes in, an approval out: bound to the hash of the content, void with any edit.

Nothing marks an approval as void: whether it holds is asked of the content each time. The files
that were approved stay as a revision of the issue.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.accounts.model import Account, AccountRole
from mitdomov.accounts.roles import Right, Role, rights_of
from mitdomov.database.blobs import Blobs
from mitdomov.editorial.article_model import ArticleRecord, ArticleVersion
from mitdomov.editorial.judging import judge
from mitdomov.editorial.model import IssueRecord
from mitdomov.editorial.review.four_eyes import Edited, seen_by_nobody_else
from mitdomov.editorial.review.model import Approval
from mitdomov.editorial.review.proofs import LinkState, standings
from mitdomov.editorial.revisions import (
    Changes,
    add_revision,
    compare,
    files_of_revision,
    latest_revision,
)
from mitdomov.editorial.working import articles_of, keep_sources, names_of
from mitdomov.magazine.folder import paths

_APPROVERS: Final = tuple(role for role in Role if Right.APPROVE in rights_of((role,)))


@dataclass(frozen=True, slots=True)
class Refused:
    """Why the issue was not approved; the sentence is Czech and says what to do."""

    sentence: str
    is_changed: bool = False
    """Whether the issue is another than the one that was to be approved."""


@dataclass(frozen=True, slots=True)
class ArticleEdits:
    """An article with who has edited it since the last approval, and when."""

    article: ArticleRecord
    versions: tuple[ArticleVersion, ...]
    edited: Edited


def approve(
    session: Session,
    blobs: Blobs,
    issue: IssueRecord,
    *,
    seen_sha256: str,
    by: int,
    at: datetime,
    note: str = "",
) -> Approval | Refused:
    """`seen_sha256` is the hash of the content that the person had before them."""
    refusal = obstacle(session, blobs, issue, by, at)
    judgement = judge(session, blobs, issue)
    if refusal is None and judgement.content_sha256 != seen_sha256:
        sentence = "Číslo se mezitím změnilo; projděte si je znovu a schvalte nynější podobu."
        refusal = Refused(sentence, is_changed=True)
    if refusal is not None:
        return refusal
    approval = Approval(
        issue_id=issue.id,
        snapshot_sha256=seen_sha256,
        revision=_kept_revision(session, blobs, issue, at),
        note=note,
        approved_at=at,
        approved_by=by,
    )
    session.add(approval)
    session.flush()
    return approval


def obstacle(
    session: Session, blobs: Blobs, issue: IssueRecord, by: int, at: datetime
) -> Refused | None:
    """Why `by` cannot approve the issue as it is now."""
    judgement = judge(session, blobs, issue)
    if judgement.blocking or judgement.content_sha256 is None:
        return Refused("Schválení brání nálezy označené jako chyba; nejdřív je opravte.")
    edits = edits_since_approval(session, issue, at)
    alone = seen_by_nobody_else((each.edited for each in edits), by)
    if alone:
        titles = ", ".join(f"„{title}“" for title in alone)
        return Refused(
            f"Na text se má dívat víc než jeden člověk, a tyto články jste od posledního schválení "
            f"upravovali jen vy: {titles}. {_who_else(session, by)} Stačí také, když text "
            f"projde a uloží někdo další, nebo jej schválí jeho autor odkazem, který vytvořil někdo"
            f" jiný než vy."
        )
    return None


def _who_else(session: Session, by: int) -> str:
    """Who can approve instead."""
    query = (
        select(Account.name)
        .join(AccountRole, AccountRole.account_id == Account.id)
        .where(AccountRole.role.in_(_APPROVERS), Account.id != by, Account.is_active)
        .order_by(Account.name)
        .distinct()
    )
    names = session.scalars(query).all()
    if not names:
        return "Číslo musí schválit jiný vydavatel; účet mu založí správce."
    return f"Číslo musí schválit jiný vydavatel: {' nebo '.join(names)}."


def valid_approval(session: Session, blobs: Blobs, issue: IssueRecord) -> Approval | None:
    """The approval of exactly what the issue is now."""
    return approval_of(session, issue, judge(session, blobs, issue).content_sha256)


def approval_of(
    session: Session, issue: IssueRecord, content_sha256: str | None
) -> Approval | None:
    """The last that approved this content and was not withdrawn."""
    query = select(Approval).where(
        Approval.issue_id == issue.id,
        Approval.snapshot_sha256 == content_sha256,
        Approval.withdrawn_at.is_(None),
    )
    return session.scalar(query.order_by(Approval.id.desc()).limit(1))


def approvals_of(session: Session, issue: IssueRecord) -> Sequence[Approval]:
    """All there ever were, newest first."""
    query = select(Approval).where(Approval.issue_id == issue.id)
    return session.scalars(query.order_by(Approval.id.desc())).all()


def withdraw(session: Session, approval: Approval, by: int, at: datetime) -> None:
    approval.withdrawn_at, approval.withdrawn_by = at, by
    session.add(approval)


def changes_since_approval(session: Session, blobs: Blobs, issue: IssueRecord) -> Changes | None:
    """Against the last approved files, by path; nothing when the issue was never approved."""
    last = _last(session, issue)
    if last is None:
        return None
    approved = files_of_revision(session, issue, last.revision)
    return compare(approved, names_of(session, blobs, issue))


def edits_since_approval(session: Session, issue: IssueRecord, at: datetime) -> list[ArticleEdits]:
    """Of articles that are not as they were approved, in the order of the issue."""
    last = _last(session, issue)
    approved = files_of_revision(session, issue, last.revision) if last else {}
    hashes = {name[1]: sha for path, sha in approved.items() if (name := paths.article_of(path))}
    return [
        _edits(session, article, last if article.slug in hashes else None, at)
        for article in articles_of(session, issue)
        if hashes.get(article.slug) != article.sha256
    ]


def _edits(
    session: Session, article: ArticleRecord, since: Approval | None, at: datetime
) -> ArticleEdits:
    query = select(ArticleVersion).where(ArticleVersion.article_id == article.id)
    if since is not None:
        query = query.where(ArticleVersion.saved_at > since.approved_at)
    versions = tuple(session.scalars(query.order_by(ArticleVersion.number.desc())))
    agreed = [
        each.verdict
        for each in standings(session, article, at)
        if each.state is LinkState.APPROVED and each.verdict
    ]
    return ArticleEdits(
        article=article,
        versions=versions,
        edited=Edited(
            title=article.title,
            editors=frozenset(version.saved_by for version in versions),
            makers_of_agreeing_links=frozenset(verdict.token_by for verdict in agreed),
        ),
    )


def _last(session: Session, issue: IssueRecord) -> Approval | None:
    return next((each for each in approvals_of(session, issue) if not each.withdrawn_at), None)


def _kept_revision(session: Session, blobs: Blobs, issue: IssueRecord, at: datetime) -> int:
    """The revision that holds the issue as it is now; a new one unless the last does."""
    names = names_of(session, blobs, issue)
    number = latest_revision(session, issue)
    if number and files_of_revision(session, issue, number) == names:
        return number
    keep_sources(session, blobs, issue)
    return add_revision(session, issue, names, at)
