"""What the site asks of machines: where not to go (RFC 9309), whom to tell of holes (RFC 9116)."""

from datetime import datetime, time, timedelta
from typing import Final

from flask import Response, abort

from mitdomov.clock import now
from mitdomov.web.instance import settings, store
from mitdomov.web.public.keeping import kept
from mitdomov.web.publication import shown_publication

_CLOSED: Final = (
    "/redakce/",
    "/prihlaseni",
    "/korektura/",
    "/odber/",
    "/odhlaseni/",
    "/odebirat/potvrdit/",
    "/odebirat/neprihlasil/",
    "/hledani/?",
)
"""The desk, pages of a single person, and results of searches, whatever narrows them."""
_GOOD_FOR: Final = timedelta(days=180)
"""RFC 9116, 2.5.5: less than a year, and it moves on by itself as long as the program runs."""


@kept
def robots() -> Response:
    lines = ("User-agent: *", *(f"Disallow: {path}" for path in _CLOSED), "")
    return _text((*lines, f"Sitemap: {settings().public_url}/sitemap.xml"))


@kept
def security() -> Response:
    """The contact is the publication's; without one there is nobody to name."""
    with store().reading() as session:
        publication = shown_publication(session) or abort(404)
    expires = datetime.combine(now().date(), time(), now().tzinfo) + _GOOD_FOR
    return _text(
        (
            f"Contact: mailto:{publication.contact_email}",
            f"Expires: {expires.strftime('%Y-%m-%dT%H:%M:%SZ')}",
            "Preferred-Languages: cs, en",
            f"Canonical: {settings().public_url}/.well-known/security.txt",
        )
    )


def _text(lines: tuple[str, ...]) -> Response:
    return Response("\n".join(lines) + "\n", mimetype="text/plain")
