"""An editor's order in; the item kept, recorded and found by the search, in one step, out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from mitdomov.accounts import audit
from mitdomov.bulletin.news.model import NewsItem, NewsState, NewsVersion
from mitdomov.bulletin.news.publishing import publish_news
from mitdomov.bulletin.news.queries import entries, found_at
from mitdomov.bulletin.news.text import NewsText
from mitdomov.bulletin.news.writing import save_text, under_edit
from mitdomov.clock import now
from mitdomov.editorial.article_model import Origin
from mitdomov.editorial.versions import Conflict
from mitdomov.search import index
from mitdomov.search.index import Kind
from mitdomov.web.access import signed_in
from mitdomov.web.instance import store

_SAVED: Final = {
    Origin.RESTORED: ("news-restored", "Vrácené dřívější znění novinky"),
    Origin.MERGED: ("news-saved", "Spojená dvě znění novinky"),
}


@dataclass(frozen=True, slots=True)
class Order:
    version: int
    """The one that the page showed."""
    wants: bool
    """To show it to readers as well."""
    note: str = ""


def keep(item: NewsItem, text: NewsText, order: Order) -> str | Conflict[NewsVersion]:
    """A sentence about what was done. `item` is as it was read; its text passed the checks."""
    at, person = now(), signed_in()
    # It takes its time, so it is done before anybody has to wait for the lock.
    prepared = index.prepare(
        Kind.NEWS, str(item.id), entries(item.slug, text, at) if order.wants else ()
    )
    with store().writing() as session:
        outcome = save_text(session, item.id, text, base_version=order.version, by=person.id, at=at)
        if isinstance(outcome, Conflict):
            return outcome
        kept = session.get_one(NewsItem, item.id)
        was = kept.state
        if not order.wants:
            if outcome.is_changed:
                note_saved(session, kept)
            return "Uloženo." if outcome.is_changed else "Nic se nezměnilo."
        if not publish_news(session, kept.id, by=person.id, at=at, note=order.note):
            return "Nic se nezměnilo, čtenáři toto znění vidí."
        index.replace(session, found_at(prepared, kept))
        return _told(session, kept, was, at)


def hide(session: Session, item: NewsItem) -> None:
    """From the search; called in the transaction that withdraws it."""
    index.replace(session, index.prepare(Kind.NEWS, str(item.id), ()))


def audit_news(session: Session, item: NewsItem, verb: str, sentence: str, at: datetime) -> None:
    audit.record(session, signed_in().actor, verb, f"news:{item.id}", sentence, at)


def note_saved(session: Session, item: NewsItem) -> None:
    """In the audit log: one line for each version, not for each autosave of a sitting."""
    newest = under_edit(session, item.id)
    if newest.begun_at != newest.saved_at:
        return
    verb, words = _SAVED.get(newest.origin, ("news-saved", "Uložená novinka"))
    sentence = f"{words} „{item.title}“, verze {newest.number}."
    audit_news(session, item, verb, sentence, newest.saved_at)


def _told(session: Session, item: NewsItem, was: NewsState, at: datetime) -> str:
    if was is NewsState.PUBLISHED:
        audit_news(session, item, "news-changed", f"Změněná zveřejněná novinka „{item.title}“.", at)
        return "Změny jsou zveřejněné, čtenáři je vidí."
    if was is NewsState.WITHDRAWN:
        audit_news(session, item, "news-returned", f"Novinka „{item.title}“ je zpět.", at)
        return "Novinka je zpět mezi zveřejněnými."
    audit_news(session, item, "news-published", f"Zveřejněná novinka „{item.title}“.", at)
    return "Novinka je zveřejněná. Odběratelům odejde v nejbližším dopise."
