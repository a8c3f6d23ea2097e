"""All addresses of the room for news in one call."""

from flask import Blueprint

from mitdomov.web.desk.news import (
    changing,
    digest,
    digest_looks,
    digest_sending,
    digest_trials,
    editing,
    listing,
)


def register(blueprint: Blueprint) -> None:
    for part in (listing, editing, changing, digest, digest_looks, digest_sending, digest_trials):
        part.register(blueprint)
