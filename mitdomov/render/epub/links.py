"""A link of the article tree in; where it leads from a page of the book out.

What the book has is linked within it; all else is on the web, by an address that EPUB allows
(WHATWG URL): whatever RFC 3986 leaves out is percent-encoded.
"""

import re
from typing import Final
from urllib.parse import quote, urlsplit

from mitdomov.magazine.model import Article, Issue
from mitdomov.render.addresses import Addresses, is_article

_SAFE: Final = "/:@!$&'()*+,;=~%?"
_LONE_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")


class Links:
    """The links of one article; what leads nowhere in the book leads to the web edition."""

    def __init__(self, article: Article, issue: Issue, addresses: Addresses) -> None:
        self._article = article
        self._addresses = addresses
        self._slugs = frozenset(each.slug for each in issue.articles)
        self._anchors = frozenset(f"#{block.id}" for block in article.body.blocks if block.id)

    def __call__(self, href: str) -> str:
        if href.startswith("#"):
            web = self._addresses.article(self._article.slug)
            return href if href in self._anchors else f"{web}{href}"
        if is_article(href):
            return f"{href}.xhtml" if href in self._slugs else self._addresses.article(href)
        return web_address(href)


def web_address(href: str) -> str:
    """As it came, but with nothing that an address may not hold; `mailto:` and `tel:` too."""
    href = _LONE_PERCENT.sub("%25", href)
    if not href.lower().startswith(("http:", "https:")):
        return quote(href, safe=_SAFE)
    parts = urlsplit(href)
    return parts._replace(
        path=quote(parts.path, safe=_SAFE.replace("?", "")),
        query=quote(parts.query, safe=_SAFE),
        fragment=quote(parts.fragment, safe=_SAFE),
    ).geturl()
