"""What failed in; a page in the frame of the public site out, with a way on.

It stands when the database cannot be asked or what it says cannot be read: then without the parts
that come from there.
"""

import logging
import re
from typing import Any, Final
from urllib.parse import unquote

from flask import render_template, request
from markupsafe import Markup

from mitdomov.render import page_helpers
from mitdomov.render.drawing.facade import facade_svg
from mitdomov.web.headers import PRIVATE_PATHS
from mitdomov.web.instance import store
from mitdomov.web.public.frame import frame
from mitdomov.web.public.near_addresses import near_pages
from mitdomov.web.public.ways import ways

_DESK: Final = (
    "/redakce",
    "/korektura/",
    "/prihlaseni",
    "/zapomenute-heslo",
    "/nove-heslo/",
    "/pozvanka/",
    "/prvni-spravce/",
)
_BUSY: Final = 503
"""Then asking the database again would only make the reader wait once more."""
_NOT_FOUND: Final = 404
_LONGEST_GUESS: Final = 60
_log = logging.getLogger(__name__)


def is_of_readers() -> bool:
    """Whether the request came to a page that readers meet."""
    return not request.path.startswith(_DESK)


def error_page(code: int, heading: str, sentence: str) -> str:
    return render_template(
        "public/error.html",
        code=code,
        heading=heading,
        sentence=sentence,
        meant=_meant(request.path),
        facade=_unlit_house(),
        **_of_database(code),
    )


def _of_database(code: int) -> dict[str, Any]:
    """The frame, and pages that may have been meant."""
    try:
        if code == _BUSY:
            return _bare_frame()
        with store().reading() as session:
            near = near_pages(session, request.path) if code == _NOT_FOUND else []
            return {"near": near, **frame(session)}
    except Exception:  # noqa: BLE001 - whatever it is, the reader gets a page
        _log.warning("an error page stands without its frame", exc_info=True)
        return _bare_frame()


def _bare_frame() -> dict[str, Any]:
    return {
        "near": [],
        "publication": None,
        "updated_on": None,
        "emblem": "",
        "helpers": page_helpers,
        "ways": ways(),
    }


def _meant(path: str) -> str:
    """Words to search for, from the end of the address: `prvni klice` of `…/prvni-klice/`.

    None of an address that is somebody's own, because questions stand in logs.
    """
    if path.startswith(PRIVATE_PATHS):
        return ""
    last = unquote(path).rstrip("/").rpartition("/")[2].partition(".")[0]
    words = re.findall(r"[^\W\d_]{2,}", last)
    return " ".join(words)[:_LONGEST_GUESS]


def _unlit_house() -> Markup:
    """One floor with a single window lit."""
    svg = facade_svg("neni", columns=9, rows=1, width=360, height=72, lit_share=0.12)
    return Markup(svg)  # noqa: S704 - our own drawing
