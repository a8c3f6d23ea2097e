"""An editor's order in; the item kept, recorded and found by the search, in one step, out."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from mitdomov.accounts import audit
from mitdomov.bulletin.news import Conflict, publish_news, save_news
from mitdomov.bulletin.news_model import NewsItem, NewsState
from mitdomov.bulletin.news_queries import entries
from mitdomov.bulletin.news_text import NewsText
from mitdomov.clock import now
from mitdomov.search import index
from mitdomov.search.index import Kind
from mitdomov.web.access import signed_in
from mitdomov.web.instance import store


@dataclass(frozen=True, slots=True)
class Order:
    version: int
    """The one that the page showed."""
    wants: bool
    """To show it to readers as well."""
    note: str = ""


def keep(item: NewsItem, text: NewsText, order: Order) -> str | Conflict:
    """A sentence about what was done. `item` is as it was read; its text passed the checks."""
    at, person = now(), signed_in()
    is_for_readers = order.wants or item.state is NewsState.PUBLISHED
    prepared = None
    if is_for_readers:
        # A draft takes its last slug from the title that is saved, so that is asked for below.
        prepared = index.prepare(
            Kind.NEWS, str(item.id), entries(item.slug, text, item.published_at or at)
        )
    with store().writing() as session:
        outcome = save_news(
            session,
            item.id,
            text,
            base_version=order.version,
            by=person.id,
            at=at,
            note=order.note,
        )
        if isinstance(outcome, Conflict):
            return outcome
        kept = outcome.item
        was = kept.state
        is_shown = order.wants and publish_news(session, kept.id, by=person.id, at=at)
        if prepared is not None and kept.state is NewsState.PUBLISHED:
            if kept.slug != item.slug:
                prepared = index.prepare(
                    Kind.NEWS, str(kept.id), entries(kept.slug, text, kept.published_at)
                )
            index.replace(session, prepared)
        return _told(session, kept, was, is_shown=is_shown, is_changed=outcome.is_changed, at=at)


def hide(session: Session, item: NewsItem) -> None:
    """From the search; called in the transaction that withdraws it."""
    index.replace(session, index.prepare(Kind.NEWS, str(item.id), ()))


def audit_news(session: Session, item: NewsItem, verb: str, sentence: str, at: datetime) -> None:
    audit.record(session, signed_in().actor, verb, f"news:{item.id}", sentence, at)


def _told(
    session: Session,
    item: NewsItem,
    was: NewsState,
    *,
    is_shown: bool,
    is_changed: bool,
    at: datetime,
) -> str:
    if is_shown:
        if was is NewsState.WITHDRAWN:
            audit_news(session, item, "news-returned", f"Novinka „{item.title}“ je zpět.", at)
            return "Novinka je zpět mezi zveřejněnými."
        audit_news(session, item, "news-published", f"Zveřejněná novinka „{item.title}“.", at)
        return "Novinka je zveřejněná. Odběratelům odejde v nejbližším dopise."
    if not is_changed:
        return "Nic se nezměnilo."
    if item.state is NewsState.PUBLISHED:
        audit_news(session, item, "news-changed", f"Změněná zveřejněná novinka „{item.title}“.", at)
        return "Změna je uložená a čtenáři ji vidí."
    audit_news(session, item, "news-saved", f"Uložená novinka „{item.title}“.", at)
    return "Uloženo."
