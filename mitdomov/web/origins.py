"""A browser says where a form comes from; one that another site sends is refused.

This stands behind the token of the form and the SameSite cookie, not in their place: programs that
are no browsers, such as those of mail, say nothing and are let through.
"""

from typing import Final
from urllib.parse import urlsplit

from flask import Flask, abort, request

from mitdomov.web.instance import settings

_ASKING: Final = ("GET", "HEAD", "OPTIONS")
_OWN: Final = ("", "same-origin", "none")
"""What a browser says of itself in Sec-Fetch-Site; `none` is a form opened anew by the person."""
_OPEN_TO_OTHERS: Final = ("public.sign_up_now", "feedback.leave")
"""The first takes a form that stands in another site, and acts on nothing before the person has
pressed a button on a page of ours. The second is sent by programs of mail, some of which run in a
browser (RFC 8058): its token is the proof, and no cookie is asked for."""
_FOREIGN: Final = "Tento formulář odeslala cizí stránka. Otevřete si ho u nás a zkuste to znovu."


def install(app: Flask) -> None:
    app.before_request(_refuse_foreign)


def _refuse_foreign() -> None:
    if request.endpoint not in _OPEN_TO_OTHERS and is_foreign():
        abort(403, description=_FOREIGN)


def is_foreign() -> bool:
    """Whether another site sends a form that would change something."""
    return request.method not in _ASKING and not _is_own()


def _is_own() -> bool:
    if request.headers.get("Sec-Fetch-Site", "") not in _OWN:
        return False
    origin = request.headers.get("Origin", "null")
    # `null` is what our own pages send, since they ask browsers for no referrer.
    return origin == "null" or urlsplit(origin).netloc in _hosts()


def _hosts() -> tuple[str, str]:
    """A proxy may pass on another name than the browser asked for."""
    return request.host, urlsplit(settings().public_url).netloc
