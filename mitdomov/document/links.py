"""Addresses that a text may carry: from a string to a verdict, by RFC 3986."""

import re
import unicodedata
from typing import Final
from urllib.parse import urlsplit

_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_MAILTO: Final = re.compile(r"mailto:[^@?/]+@[^@?/]+(\?.*)?", re.IGNORECASE)
_TEL: Final = re.compile(r"tel:\+?[0-9().-]*[0-9][0-9().-]*", re.IGNORECASE)
_INTERNAL: Final = re.compile(r"#[A-Za-z][A-Za-z0-9_-]*|[a-z0-9][a-z0-9-]{0,79}")
_FORBIDDEN: Final = frozenset('<>"\\^`{|}⟦⟧')
_PICTURE: Final = re.compile(r"[^\W_][\w.-]*\.(png|jpe?g|webp|svg)", re.IGNORECASE | re.ASCII)


def is_allowed(href: str) -> bool:
    """Whether `href` is http(s), mailto, tel, `#id` of a block or the slug of an article."""
    if not href or any(_is_forbidden(char) for char in href):
        return False
    if not (scheme := _SCHEME.match(href)):
        return _INTERNAL.fullmatch(href) is not None
    match scheme[1].lower():
        case "http" | "https":
            return _has_host(href)
        case "mailto":
            return _MAILTO.fullmatch(href) is not None
        case "tel":
            return _TEL.fullmatch(href) is not None
        case _:
            return False


def is_recording(url: str) -> bool:
    """Whether `url` may be embedded: an allowed address over https."""
    return url.lower().startswith("https:") and is_allowed(url)


def is_picture(name: str) -> bool:
    """Whether `name` is the bare file name of a picture: ASCII, no folder, a known ending."""
    return _PICTURE.fullmatch(name) is not None


def _is_forbidden(char: str) -> bool:
    """Spaces, controls, invisible or unassigned characters, and what RFC 3986 leaves out."""
    return char in _FORBIDDEN or unicodedata.category(char)[0] in "CZ"


def _has_host(href: str) -> bool:
    """A host, and no `user@` before it, which lends itself to posing as another site."""
    try:
        parts = urlsplit(href)
        return bool(parts.hostname) and parts.username is None and parts.port != 0
    except ValueError:
        return False
