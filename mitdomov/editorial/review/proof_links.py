"""An outside author's way to one article: an invitation in, a link out that expires or is revoked.

The token has 128 random bits and is kept as its hash alone, so that the database opens no proof.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.editorial.article_model import ArticleRecord, Stage
from mitdomov.editorial.review.model import ProofLink, ProofText

LASTS_DAYS: Final = 14
_TOKEN_BYTES: Final = 16


def invite(
    session: Session,
    article: ArticleRecord,
    *,
    name: str,
    email: str = "",
    message: str = "",
    by: int,
    at: datetime,
    days: int = LASTS_DAYS,
) -> tuple[ProofLink, str]:
    """The link, which shows the article as it is now, and its token, which is told this once."""
    token, sha256 = _new_token()
    link = ProofLink(
        article_id=article.id,
        token_sha256=sha256,
        name=name,
        email=email,
        message=message,
        created_at=at,
        created_by=by,
        token_by=by,
        expires_at=at + timedelta(days=days),
    )
    session.add(link)
    session.flush()
    show(session, link, article, at)
    article.stage = Stage.PROOFING
    return link, token


def renew(
    session: Session, link: ProofLink, *, by: int, at: datetime, days: int = LASTS_DAYS
) -> str:
    """A new token for the same person; the one before opens nothing any more."""
    token, link.token_sha256 = _new_token()
    link.token_by = by
    link.expires_at, link.revoked_at = at + timedelta(days=days), None
    session.add(link)
    return token


def revoke(session: Session, link: ProofLink, at: datetime) -> None:
    link.revoked_at = link.revoked_at or at
    session.add(link)


def show(session: Session, link: ProofLink, article: ArticleRecord, at: datetime) -> ProofText:
    """Lets the link show the article as it is now; the same text again changes nothing."""
    last = shown(session, link)
    if last is not None and last.sha256 == article.sha256:
        return last
    text = ProofText(
        proof_id=link.id,
        sha256=article.sha256,
        source=article.source,
        version=article.version,
        shown_at=at,
    )
    session.add(text)
    session.flush()
    return text


def shown(session: Session, link: ProofLink, sha256: str = "") -> ProofText | None:
    """What the link shows, or the text of that hash if the link ever showed it."""
    query = select(ProofText).where(ProofText.proof_id == link.id)
    if sha256:
        query = query.where(ProofText.sha256 == sha256)
    return session.scalar(query.order_by(ProofText.id.desc()).limit(1))


def open_link(session: Session, token: str, at: datetime) -> ProofLink | None:
    """Nothing for a token that is wrong, too old or revoked, nor for a discarded article."""
    return session.scalar(
        select(ProofLink)
        .join(ArticleRecord, ArticleRecord.id == ProofLink.article_id)
        .where(
            ProofLink.token_sha256 == _sha256(token),
            ProofLink.expires_at > at,
            ProofLink.revoked_at.is_(None),
            ArticleRecord.deleted_at.is_(None),
        )
    )


def links_of(session: Session, article_id: int) -> list[ProofLink]:
    """Newest first."""
    query = select(ProofLink).where(ProofLink.article_id == article_id)
    return list(session.scalars(query.order_by(ProofLink.id.desc())))


def _new_token() -> tuple[str, str]:
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    return token, _sha256(token)


def _sha256(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
