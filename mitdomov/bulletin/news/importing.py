"""News read from a folder in; rows kept, shown to readers and found by the search, out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.accounts import audit
from mitdomov.accounts.audit import TERMINAL, Actor
from mitdomov.bulletin.news.folder import NewsFile, NewsFolderError
from mitdomov.bulletin.news.model import NewsItem, NewsState
from mitdomov.bulletin.news.publishing import create_news, known_pictures, publish_news
from mitdomov.bulletin.news.queries import entries, found_at
from mitdomov.bulletin.news.text import problems_of_publishing, text_of
from mitdomov.bulletin.news.writing import save_text, text_in, under_edit
from mitdomov.database.store import Store
from mitdomov.editorial.article_model import Origin
from mitdomov.search import index
from mitdomov.search.index import Kind, Prepared


@dataclass(frozen=True, slots=True)
class Imported:
    added: int
    changed: int
    same: int


def import_news(
    store: Store, files: Sequence[NewsFile], at: datetime, by: Actor = TERMINAL
) -> Imported:
    """All or nothing. An item whose slug is known takes the folder's text; its date and its state
    stay. Raises `NewsFolderError` when something that is to be published must not be."""
    with store.reading() as session:
        _check(session, files)
    found = [(each, _prepared(each, at)) for each in files]
    added = changed = 0
    with store.writing() as session:
        for each, prepared in found:
            known = session.scalar(select(NewsItem).where(NewsItem.slug == each.slug))
            if known is None:
                known = _add(session, each, at)
                added += 1
            elif _change(session, known, each, at):
                changed += 1
            else:
                continue
            _note(session, known, by, at)
            if known.state is NewsState.PUBLISHED:
                index.replace(session, found_at(prepared, known))
    return Imported(added, changed, len(files) - added - changed)


def _prepared(file: NewsFile, at: datetime) -> Prepared:
    """Before the write lock is taken, which readers' sign-ups wait for."""
    found = entries(file.slug, file.text, file.published_at or at)
    return index.prepare(Kind.NEWS, file.slug, found)


def _check(session: Session, files: Sequence[NewsFile]) -> None:
    wrong = [
        f"{each.slug}: {sentence}"
        for each in files
        if each.published_at
        for sentence in problems_of_publishing(
            each.text, known_pictures(session, each.text)
        ).values()
    ]
    if wrong:
        raise NewsFolderError(wrong)


def _add(session: Session, file: NewsFile, at: datetime) -> NewsItem:
    item = create_news(session, file.text, by=None, at=at, is_sample=file.is_sample)
    if file.published_at:
        publish_news(session, item.id, by=None, at=file.published_at)
    item.slug = file.slug
    session.flush()
    return item


def _change(session: Session, item: NewsItem, file: NewsFile, at: datetime) -> bool:
    newest = under_edit(session, item.id)
    present = text_of(item) if item.state is NewsState.PUBLISHED else text_in(newest)
    if present == file.text:
        return False
    slug, base = item.slug, newest.number
    save_text(
        session, item.id, file.text, base_version=base, by=None, at=at, origin=Origin.IMPORTED
    )
    if item.state is NewsState.PUBLISHED:
        publish_news(session, item.id, by=None, at=at)
    item.slug = slug
    return True


def _note(session: Session, item: NewsItem, by: Actor, at: datetime) -> None:
    sentence = f"Načtená novinka „{item.title}“."
    audit.record(session, by, "news-imported", f"news:{item.id}", sentence, at)
