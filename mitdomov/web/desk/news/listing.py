"""The desk's list of news: drafts, what is published, what was withdrawn; with a search."""

from typing import Final

from flask import Blueprint, abort, render_template, request

from mitdomov.accounts.roles import Right
from mitdomov.bulletin.news.model import NewsState
from mitdomov.bulletin.news.publishing import counts, items_in
from mitdomov.bulletin.news.regions import region_of
from mitdomov.bulletin.news.writing import has_unshown, newest_versions
from mitdomov.delivery.dispatches.digest_ledger import unsent_news
from mitdomov.web.access import needs
from mitdomov.web.desk.paging import paging
from mitdomov.web.instance import store

PAGE: Final = 50
_MOST_CHARS: Final = 100
PLACES: Final = {
    "koncepty": NewsState.DRAFT,
    "zverejnene": NewsState.PUBLISHED,
    "stazene": NewsState.WITHDRAWN,
}
"""As addresses spell them."""


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/novinky/", "news", news)


@needs(Right.WRITE)
def news() -> str:
    words = request.args.get("hledat", "").strip()[:_MOST_CHARS]
    with store().reading() as session:
        counted = counts(session)
        asked = "koncepty" if counted[NewsState.DRAFT] else "zverejnene"
        place = request.args.get("stav") or asked
        state = PLACES.get(place) or abort(404)
        found = items_in(session, state, words)
        shown = paging(len(found), PAGE)
        here = found[shown.offset : shown.offset + shown.limit]
        newest = newest_versions(session)
        unsent = {each.id for each in unsent_news(session)}
        return render_template(
            "desk/news/list.html",
            items=here,
            unshown={each.id for each in here if has_unshown(each, newest[each.id])},
            counts={name: counted[each] for name, each in PLACES.items()},
            place=place,
            words=words,
            unsent=unsent,
            region_of=region_of,
            paging=shown,
        )
