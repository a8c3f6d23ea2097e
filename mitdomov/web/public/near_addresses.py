"""An address that leads nowhere in; pages whose addresses are nearly the same out.

Only rooms that hold many pages are looked through, by what their addresses end with: people cut
endings off, mistype a letter, remember an old title.
"""

import re
from difflib import get_close_matches
from typing import Final, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.search.model import SearchEntry

_IN_ROOM: Final = re.compile(
    r"(?P<room>/cislo/[0-9-]{3,12}/clanky/|/(?:novinky|akce|materialy|webinare)/)"
    r"(?P<end>[a-z0-9-]{3,80})/?"
)
_MOST: Final = 3
_LEAST_ALIKE: Final = 0.7


class NearPage(NamedTuple):
    url: str
    title: str


def near_pages(session: Session, path: str) -> list[NearPage]:
    """At most three, the nearest first; an article is looked for in all issues, and given from the
    asked one where several have it."""
    asked = _IN_ROOM.fullmatch(path.lower())
    if asked is None:
        return []
    room = "/cislo/" if asked["room"].startswith("/cislo/") else asked["room"]
    rows = session.execute(
        select(SearchEntry.url, SearchEntry.title).where(SearchEntry.url.startswith(room))
    )
    titles = {url: title for url, title in rows if _IN_ROOM.fullmatch(url)}
    asked_last = sorted(titles, key=lambda url: url.startswith(asked["room"]))
    by_end = {_end(url): url for url in asked_last}
    cut = [end for end in sorted(by_end) if end.startswith(asked["end"])]
    alike = get_close_matches(asked["end"], by_end, n=_MOST, cutoff=_LEAST_ALIKE)
    ends = [*dict.fromkeys(cut + alike)][:_MOST]
    return [NearPage(by_end[end], titles[by_end[end]]) for end in ends]


def _end(url: str) -> str:
    return url.rstrip("/").rpartition("/")[2]
