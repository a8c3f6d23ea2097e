"""The feeds of the site: issues with their articles in full, and news (Atom, RFC 4287)."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Final

from flask import Response
from sqlalchemy.orm import Session

from mitdomov.bulletin.news.queries import last_change
from mitdomov.editorial.queries import last_published_at
from mitdomov.render.feed.atom import MEDIA_TYPE, Entry, Feed, write
from mitdomov.web.instance import settings, store
from mitdomov.web.public import news
from mitdomov.web.public.keeping import kept
from mitdomov.web.public.machine.issue_entries import issue_entries
from mitdomov.web.publication import shown_publication

_NEVER: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""When a feed without entries last changed."""


@kept
def feed() -> Response:
    """Every issue, and the articles of the newest ones in full."""
    with store().reading() as session:
        publication = shown_publication(session)
        entries = issue_entries(session, publication.title if publication else "Mít domov")
        changed_at = last_published_at(session)
        return _answer(session, "/atom.xml", "/archiv/", "nová čísla", entries, changed_at)


@kept
def news_feed() -> Response:
    """The newest news in full."""
    with store().reading() as session:
        found = [
            Entry(
                url=f"{settings().public_url}{each.path}",
                title=each.title,
                published_at=each.published_at,
                updated_at=each.updated_at,
                summary=each.perex,
                html=each.html,
                authors=(each.author,) if each.author else (),
                categories=(each.region,),
            )
            for each in news.feed_entries(session)
        ]
        changed_at = last_change(session)
        return _answer(session, "/novinky/atom.xml", "/novinky/", "novinky", found, changed_at)


def _answer(
    session: Session,
    path: str,
    page: str,
    title: str,
    entries: Iterable[Entry],
    changed_at: datetime | None,
) -> Response:
    publication = shown_publication(session)
    found = tuple(entries)
    about = Feed(
        url=f"{settings().public_url}{path}",
        page=f"{settings().public_url}{page}",
        title=f"{publication.title if publication else 'Mít domov'}: {title}",
        author=publication.publisher if publication else "Mít domov",
        subtitle=publication.subtitle if publication else "",
        rights=publication.licence if publication else "",
    )
    updated_at = max((changed_at or _NEVER, *(each.updated_at for each in found)))
    return Response(write(about, found, updated_at=updated_at), mimetype=MEDIA_TYPE)
