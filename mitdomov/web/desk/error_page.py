"""What failed in; a page of the desk out: with its navigation, a way back, and what was typed."""

from collections.abc import Iterable

from flask import g, render_template, request, url_for
from sqlalchemy.exc import SQLAlchemyError

from mitdomov.web import posted
from mitdomov.web.access import SignedIn, who
from mitdomov.web.desk.navigation import Place, navigation
from mitdomov.web.instance import settings

_TOO_LARGE = 413
_BROKEN = 500
"""From here on the database may be what has failed, and is not asked who is signed in."""


def desk_error_page(code: int, heading: str, sentence: str) -> str | None:
    """None for whoever is not signed in, and outside the desk."""
    if not request.path.startswith("/redakce/") or (person := _person(code)) is None:
        return None
    is_form = request.method not in ("GET", "HEAD")
    is_read = is_form and code != _TOO_LARGE
    groups = navigation()
    return render_template(
        "desk/error.html",
        heading=heading,
        sentence=sentence,
        page=posted.page_of_form() if is_form else "",
        texts=posted.typed() if is_read else [],
        files=posted.files() if is_read else [],
        place=_nearest(each for group in groups for each in group.places),
        navigation=groups,
        person=person,
        relay=settings().relay,
    )


def _person(code: int) -> SignedIn | None:
    if code >= _BROKEN:
        known: SignedIn | None = g.get("signed_in")
        return known
    try:
        return who()
    except SQLAlchemyError:
        return None


def _nearest(places: Iterable[Place]) -> Place | None:
    """The list to which the page belongs; the first page has a link of its own."""
    home = url_for("desk.home")
    return next((each for each in places if each.is_here and each.url != home), None)
