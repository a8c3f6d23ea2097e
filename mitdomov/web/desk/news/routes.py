"""All addresses of the room for news in one call; the media library learns what news show."""

from flask import Blueprint

from mitdomov.bulletin.news.pictures import news_uses
from mitdomov.editorial.media.uses import also_ask
from mitdomov.web.desk.news import (
    changing,
    digest,
    digest_looks,
    digest_sending,
    digest_trials,
    editing,
    history,
    listing,
    previewing,
    writing,
)


def register(blueprint: Blueprint) -> None:
    also_ask(news_uses)
    of_items = (listing, editing, writing, history, previewing, changing)
    for part in (*of_items, digest, digest_looks, digest_sending, digest_trials):
        part.register(blueprint)
