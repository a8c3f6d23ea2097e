"""An author's verdict in, a letter to the editor who asked for it out."""

from datetime import timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.accounts.model import Account
from mitdomov.clock import now
from mitdomov.delivery.outbox.writing import write_letter
from mitdomov.editorial.article_model import ArticleRecord
from mitdomov.editorial.review.model import ProofLink, ProofVerdict, Verdict
from mitdomov.settings import Settings

_QUIET: Final = timedelta(minutes=5)


def tell_whoever_asked(
    session: Session,
    settings: Settings,
    link: ProofLink,
    article: ArticleRecord,
    verdict: ProofVerdict,
) -> int | None:
    """The id of the letter, for the ring after the commit; none for a word soon after another."""
    editor = session.get(Account, link.created_by)
    if editor is None or _has_just_spoken(session, verdict):
        return None
    return write_letter(
        session,
        "proof_answer",
        editor.email,
        now(),
        author=link.name,
        title=article.title,
        agrees=verdict.verdict is Verdict.APPROVED,
        note=verdict.note,
        url=f"{settings.public_url}/redakce/clanek/{article.id}/autorizace",
    )


def _has_just_spoken(session: Session, verdict: ProofVerdict) -> bool:
    """Nobody fills an editor's mailbox through a link."""
    earlier = select(ProofVerdict.id).where(
        ProofVerdict.proof_id == verdict.proof_id,
        ProofVerdict.id != verdict.id,
        ProofVerdict.at > verdict.at - _QUIET,
    )
    return session.scalar(earlier.limit(1)) is not None
