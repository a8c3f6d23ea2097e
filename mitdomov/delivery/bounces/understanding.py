"""The bytes of a message that came to the address of returned letters in; what it says out.

Who is meant is never taken from what it says: only from our own mark (`return_path`), wherever a
server wrote down to whom the message came. Bounded, and never raises.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from typing import Final

from mitdomov.delivery.bounces.complaints import REPORT, notice_of_feedback, places_in
from mitdomov.delivery.bounces.delivery_status import notice_of_status
from mitdomov.delivery.bounces.notices import Ignored, Notice
from mitdomov.delivery.bounces.parts import Part, part_of
from mitdomov.delivery.bounces.plain_notices import notice_of_text

_STATUS: Final = ("message/delivery-status", "message/global-delivery-status")
_RECEIPT: Final = ("message/disposition-notification", "message/global-disposition-notification")
_ADDRESSED: Final = ("X-Original-To", "Delivered-To", "Envelope-To", "X-Envelope-To", "To")
_AUTOMATIC: Final = ("X-Autoreply", "X-Autorespond", "X-Vacation", "X-Auto-Reply")
_ABSENT: Final = re.compile(
    r"(automatick[áa] odpov[ěe][ďd]|mimo kancel[áa][řr]|nepřítomnost|automatic reply|auto-?reply"
    r"|out of (the )?office)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Understood:
    places: tuple[str, ...]
    """Texts in which our mark may stand, those that servers write first."""
    notice: Notice | Ignored


def understand(data: bytes, recipient: str = "") -> Understood:
    """`recipient` is the envelope's, when whoever hands the message over knows it."""
    message = part_of(data)
    parts = message.parts()
    notice = _notice(message, parts)
    addressed = [value for name in _ADDRESSED for value in message.values(name)]
    is_feedback = _has(parts, (REPORT,))
    return Understood((recipient, *addressed, *(places_in(parts) if is_feedback else ())), notice)


def _notice(message: Part, parts: Sequence[Part]) -> Notice | Ignored:
    """Reports first: they are automatic as well (RFC 3834), and say so."""
    status = next((each for each in parts if each.media_type in _STATUS), None)
    if status is not None:
        return notice_of_status(status)
    if _has(parts, (REPORT,)):
        return notice_of_feedback(parts)
    if _has(parts, _RECEIPT):
        return Ignored.RECEIPT
    if _is_automatic(message):
        return Ignored.AUTO_REPLY
    return notice_of_text(message)


def _has(parts: Sequence[Part], media_types: tuple[str, ...]) -> bool:
    return any(each.media_type in media_types for each in parts)


def _is_automatic(message: Part) -> bool:
    """A holiday program's reply (RFC 3834); `auto-generated` is what servers' notices say as well
    as Exchange's replies, which only their subject tells apart."""
    said = message.value("Auto-Submitted").lower()
    return (
        said.startswith("auto-replied")
        or any(message.values(name) for name in _AUTOMATIC)
        or _ABSENT.match(_unfolded(message.value("Subject"))) is not None
    )


def _unfolded(subject: str) -> str:
    """Encoded words (RFC 2047) decoded, if they can be."""
    try:
        return str(make_header(decode_header(subject)))
    except (ValueError, LookupError, HeaderParseError):
        return subject
