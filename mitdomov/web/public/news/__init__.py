"""News: the list by months, each item, the newest ones for the front page."""

from typing import Any, Final

from flask import Blueprint
from sqlalchemy.orm import Session

from mitdomov.bulletin.news.queries import addresses as addresses
from mitdomov.bulletin.news.queries import published
from mitdomov.web.public.news import item, listing, pictures
from mitdomov.web.public.news.feed import feed_entries as feed_entries
from mitdomov.web.public.news.showing import listed

_ON_HOME: Final = 4


def register(blueprint: Blueprint) -> None:
    """Adds the views to the public blueprint."""
    listing.register(blueprint)
    pictures.register(blueprint)
    item.register(blueprint)


def on_home(session: Session) -> dict[str, Any]:
    return {"latest_news": [listed(each) for each in published(session, limit=_ON_HOME)]}
