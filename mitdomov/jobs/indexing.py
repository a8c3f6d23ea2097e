"""The parts of the magazine in; everything that the search must know, gathered from each, out.

A part that readers can search has its gatherer here; when it shows something by itself, it calls
`search.index.replace` in the same transaction.
"""

from collections.abc import Iterator
from typing import Final

from mitdomov.bulletin.news.queries import entries_of_news
from mitdomov.bulletin.searched import entries_of_listings
from mitdomov.database.store import Store
from mitdomov.editorial import findable
from mitdomov.editorial.past import finding
from mitdomov.editorial.past.queries import pages_of, shown_past_issues
from mitdomov.search.index import Kind, Prepared, prepare


def everything(store: Store) -> Iterator[Prepared]:
    """What readers can open now."""
    for gather in _GATHERERS:
        yield from gather(store)


def _past_issues(store: Store) -> Iterator[Prepared]:
    with store.reading() as session:
        shown = [(issue, pages_of(session, issue)) for issue in shown_past_issues(session)]
    for issue, pages in shown:
        yield finding.prepared(issue, pages)


def _news(store: Store) -> Iterator[Prepared]:
    with store.reading() as session:
        found = entries_of_news(session)
    for group, entries in found.items():
        yield prepare(Kind.NEWS, group, entries)


def _listings(store: Store) -> Iterator[Prepared]:
    with store.reading() as session:
        found = list(entries_of_listings(session))
    for each in found:
        yield prepare(each.kind, each.name, each.entries)


_GATHERERS: Final = (findable.published, _past_issues, _news, _listings)
