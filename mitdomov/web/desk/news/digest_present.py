"""The ledger in; the letter of news as it stands now, kept or not, out."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from mitdomov.bulletin.digests.editing import SUBJECT_CHARS, DigestDraft, draft_of
from mitdomov.bulletin.digests.model import DigestRecord
from mitdomov.bulletin.news.model import NewsItem
from mitdomov.czech_words import counted
from mitdomov.delivery.dispatches.digest_ledger import open_digest, unsent_news


def present_draft(session: Session) -> tuple[DigestRecord | None, DigestDraft]:
    """The letter as it is kept, without what another took meanwhile; when none is kept, all that
    no letter has taken yet."""
    kept = open_digest(session)
    waiting = tuple(each.id for each in unsent_news(session))
    if kept is not None:
        draft = draft_of(session, kept)
        return kept, replace(draft, news_ids=tuple(i for i in draft.news_ids if i in waiting))
    return None, DigestDraft(_subject(session, waiting), "", waiting)


def _subject(session: Session, ids: Sequence[int]) -> str:
    """Of the first item, since a date says nothing to a reader."""
    first = session.get(NewsItem, ids[0]) if ids else None
    if first is None:
        return "Novinky"
    others = counted(len(ids) - 1, "další novinka", "další novinky", "dalších novinek")
    subject = f"{first.title} a {others}" if len(ids) > 1 else first.title
    return subject if len(subject) <= SUBJECT_CHARS else "Novinky"
