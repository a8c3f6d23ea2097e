"""Digests under edit: which news a letter gathers, in which order, with which words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from mitdomov.bulletin.digests.model import DigestChoice, DigestLetter, DigestRecord
from mitdomov.bulletin.news.model import NewsItem, NewsState
from mitdomov.czech_words import short_date

SUBJECT_CHARS: Final = 120
WORD_CHARS: Final = 600
_BRACKETS: Final = frozenset("⟦⟧")


@dataclass(frozen=True, slots=True)
class DigestDraft:
    """What an editor chose and wrote."""

    subject: str
    word: str
    news_ids: tuple[int, ...]
    """In the order of the letter."""
    with_events: bool = False


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody saved meanwhile; nothing was written."""

    theirs: DigestRecord


def title_of(at: datetime) -> str:
    """What a digest is called: `Novinky 22. 11. 2026`."""
    return f"Novinky {short_date(at)}".replace("\N{NO-BREAK SPACE}", " ")


def problems_of(draft: DigestDraft) -> dict[str, str]:
    """Czech sentences by the names of fields."""
    problems: dict[str, str] = {}
    if not draft.subject:
        problems["subject"] = "Napište předmět dopisu."
    elif len(draft.subject) > SUBJECT_CHARS:
        problems["subject"] = f"Předmět má přes {SUBJECT_CHARS} znaků; zkraťte jej."
    if len(draft.word) > WORD_CHARS:
        problems["word"] = f"Úvod má přes {WORD_CHARS} znaků; v dopise stačí pár vět."
    for name in ("subject", "word"):
        if _BRACKETS & set(getattr(draft, name)):
            problems[name] = "Znaky ⟦ a ⟧ jsou vyhrazeny dopisům. Použijte závorky [ ]."
    if not draft.news_ids:
        problems["polozky"] = "Vyberte aspoň jednu novinku."
    return problems


def draft_of(session: Session, digest: DigestRecord) -> DigestDraft:
    """Without news that were withdrawn meanwhile."""
    ids = tuple(item.id for item in items_of(session, digest.id))
    return DigestDraft(digest.subject, digest.word, ids, digest.with_events)


def items_of(session: Session, digest_id: int) -> Sequence[NewsItem]:
    """Those that readers can open, in the order of the letter."""
    query = (
        select(NewsItem)
        .join(DigestChoice, DigestChoice.news_id == NewsItem.id)
        .where(DigestChoice.digest_id == digest_id, NewsItem.state == NewsState.PUBLISHED)
        .order_by(DigestChoice.position)
    )
    return session.scalars(query).all()


def create_digest(
    session: Session, draft: DigestDraft, *, by: int | None, at: datetime
) -> DigestRecord:
    digest = DigestRecord(version=0, created_at=at)
    session.add(digest)
    _take(session, digest, draft, by, at)
    return digest


def save_digest(
    session: Session,
    digest: DigestRecord,
    draft: DigestDraft,
    *,
    base_version: int,
    by: int | None,
    at: datetime,
) -> DigestRecord | Conflict:
    """The same again changes nothing."""
    if draft == draft_of(session, digest):
        return digest
    if digest.version != base_version:
        return Conflict(digest)
    _take(session, digest, draft, by, at)
    return digest


def digest_of(session: Session, snapshot_id: int) -> int | None:
    """The digest that the snapshot was frozen from; None when it is of an issue."""
    return session.scalar(
        select(DigestLetter.digest_id).where(DigestLetter.snapshot_id == snapshot_id)
    )


def moved(ids: Sequence[int], which: int, steps: int) -> tuple[int, ...]:
    """`ids` with one of them earlier (negative) or later, no further than the ends."""
    if which not in ids:
        return tuple(ids)
    others = [each for each in ids if each != which]
    place = min(max(ids.index(which) + steps, 0), len(others))
    return (*others[:place], which, *others[place:])


def _take(
    session: Session, digest: DigestRecord, draft: DigestDraft, by: int | None, at: datetime
) -> None:
    digest.subject, digest.word = draft.subject, draft.word
    digest.with_events = draft.with_events
    digest.version += 1
    digest.saved_at, digest.saved_by = at, by
    session.flush()
    session.execute(delete(DigestChoice).where(DigestChoice.digest_id == digest.id))
    session.add_all(
        DigestChoice(digest_id=digest.id, news_id=each, position=place)
        for place, each in enumerate(draft.news_ids)
    )
    session.flush()
