"""The addresses of every public page in; the sitemap out (sitemaps.org 0.9).

Each part of the site tells its own by a function `addresses(session)`, which gives paths with the
day or moment of their last change.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from itertools import groupby
from operator import attrgetter
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from flask import Response, abort, current_app, url_for
from sqlalchemy.orm import Session

from mitdomov.clock import PRAGUE
from mitdomov.editorial.past.queries import shown_past_issues
from mitdomov.editorial.seen_since import seen_pages
from mitdomov.magazine.numbers import slug_of
from mitdomov.web.instance import settings, store
from mitdomov.web.public import events, implementers, materials, news, webinars
from mitdomov.web.public.keeping import kept

Address = tuple[str, date | datetime | None]
"""A path, quoted as a browser would, and when what stands there last changed."""

MOST_ADDRESSES: Final = 50_000
"""In one file; a larger site has an index of several."""
_NAMESPACE: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
_PARTS: Final = (news, events, materials, webinars, implementers)
_STANDING: Final = ("sign_up", "about", "accessibility", "privacy")
"""Endpoints of pages that every site has once it has a publication."""


@kept
def sitemap() -> Response:
    """All addresses, or an index of files when there are more than one file may hold."""
    with store().reading() as session:
        files = _files(session)
    if len(files) == 1:
        return _urlset(files[0])
    return _index(len(files))


@kept
def sitemap_part(part: int) -> Response:
    """One file of several, counted from 1."""
    with store().reading() as session:
        files = _files(session)
    if len(files) == 1 or not 1 <= part <= len(files):
        abort(404)
    return _urlset(files[part - 1])


def _files(session: Session) -> list[Sequence[Address]]:
    found = tuple(dict(_addresses(session)).items())
    starts = range(0, max(1, len(found)), MOST_ADDRESSES)
    return [found[start : start + MOST_ADDRESSES] for start in starts]


def _addresses(session: Session) -> Iterator[Address]:
    issues = [*_of_issues(session)]
    parts = [address for part in _PARTS for address in part.addresses(session)]
    yield "/", _newest([*issues, *parts])
    yield "/archiv/", _newest(issues)
    for endpoint in _STANDING:
        if f"public.{endpoint}" in current_app.view_functions:
            yield url_for(f"public.{endpoint}"), None
    yield from issues
    yield from parts


def _of_issues(session: Session) -> Iterator[Address]:
    for number, pages in groupby(seen_pages(session), attrgetter("number")):
        below = f"/cislo/{slug_of(number)}/"
        found = [(f"{below}{_inside(page.path)}", page.since) for page in pages]
        yield from found
        yield f"{below}vydani/", _newest(found)
    for issue in shown_past_issues(session):
        below = f"/cislo/{slug_of(issue.number)}/"
        yield below, issue.updated_at
        if issue.mute_pages < issue.pages:
            yield f"{below}text/", issue.updated_at


def _inside(path: str) -> str:
    return path.removeprefix("web/").removesuffix("index.html")


def _newest(addresses: Iterable[Address]) -> date | datetime | None:
    """A day counts from its first moment."""
    return max((changed for _, changed in addresses if changed), key=_moment_of, default=None)


def _moment_of(changed: date | datetime) -> datetime:
    if isinstance(changed, datetime):
        return changed
    return datetime.combine(changed, time(), PRAGUE)


def _urlset(addresses: Iterable[Address]) -> Response:
    root = Element("urlset", {"xmlns": _NAMESPACE})
    for path, changed in addresses:
        url = SubElement(root, "url")
        SubElement(url, "loc").text = f"{settings().public_url}{path}"
        if changed is not None:
            SubElement(url, "lastmod").text = _moment(changed)
    return _xml(root)


def _index(count: int) -> Response:
    root = Element("sitemapindex", {"xmlns": _NAMESPACE})
    for part in range(1, count + 1):
        file = SubElement(root, "sitemap")
        address = f"{settings().public_url}/sitemap-{part}.xml"
        SubElement(file, "loc").text = address
    return _xml(root)


def _moment(changed: date | datetime) -> str:
    """A date, or a moment with its zone (W3C Datetime)."""
    if isinstance(changed, datetime):
        return changed.isoformat(timespec="seconds")
    return changed.isoformat()


def _xml(root: Element) -> Response:
    document = tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(document, mimetype="application/xml")
