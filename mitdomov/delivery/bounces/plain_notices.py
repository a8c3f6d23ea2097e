"""A notice that no standard describes (qmail, older Exchange, home-made ones) in, its meaning out.

Only a mail server's own message is read so: its envelope's sender is empty (RFC 5321 section
4.5.5), or its name is that of one. Text of people and of their holiday programs is left alone.
"""

import re
from typing import Final

from mitdomov.delivery.bounces.causes import Cause, cause_of, status_in
from mitdomov.delivery.bounces.notices import Ignored, Kind, Notice
from mitdomov.delivery.bounces.parts import Part

_SERVERS: Final = re.compile(
    r"mailer-daemon|postmaster|mail delivery (sub)?system|microsoftexchange", re.IGNORECASE
)
_COPY: Final = re.compile(
    r"^[ >*-]*(below this line is a copy|this is a copy of|original message|received: "
    r"|return-path: |původní zpráva|kopie (zprávy|dopisu))",
    re.IGNORECASE | re.MULTILINE,
)
_DELAY: Final = re.compile(
    r"delayed|not yet been delivered|will (be retried|retry|keep trying)|still trying"
    r"|this is a warning|zpožděn|zatím nebyl",
    re.IGNORECASE,
)
_CODED: Final = re.compile(
    r"(?:\b[45]\d\d[ -]+|#)\(?#?[45]\.\d{1,3}\.\d{1,3}\b|\b[45]\d\d[ -]+\S", re.IGNORECASE
)
_TAG: Final = re.compile(r"<(?:[a-z!/][^<>@]{0,300})>", re.IGNORECASE)
_TEXT_CHARS: Final = 8_000
_LINE_CHARS: Final = 500
_DEPTH: Final = 3


def notice_of_text(message: Part) -> Notice | Ignored:
    if not _is_from_server(message):
        return Ignored.UNKNOWN
    text = _COPY.split(_text_of(message)[:_TEXT_CHARS], 1)[0]
    words = _line(text)
    status = status_in(words) if words else ""
    cause = cause_of(status, words or text)
    if not words and cause is Cause.OTHER:
        return Ignored.UNKNOWN
    kind = Kind.DELAYED if _DELAY.search(text) else Kind.FAILED
    return Notice(kind, cause, status, words or " ".join(text.split())[:_LINE_CHARS])


def _is_from_server(message: Part) -> bool:
    if message.values("Return-Path"):
        return message.value("Return-Path").strip("<> \t") == ""
    return any(_SERVERS.search(each) for each in message.values("From"))


def _line(text: str) -> str:
    """The server's answer: from the first SMTP code to the end of its line, or of the next ones
    when it goes on (RFC 5321 section 4.2.1); empty when no code stands anywhere."""
    found = _CODED.search(text)
    if found is None:
        return ""
    return " ".join(text[found.start() : found.start() + _LINE_CHARS].partition("\n\n")[0].split())


def _text_of(message: Part) -> str:
    """The first text for people; of HTML without its tags."""
    part = message
    for _ in range(_DEPTH):
        inner = part.parts()
        if not inner:
            break
        plain = (each for each in inner if each.media_type == "text/plain")
        part = next(plain, inner[0])
    text = part.text.replace("\r\n", "\n")
    return _TAG.sub(" ", text) if part.media_type == "text/html" else text
