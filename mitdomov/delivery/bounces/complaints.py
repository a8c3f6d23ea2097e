"""A feedback report (ARF, RFC 5965) in; whether it is a complaint, and of which letter, out."""

from collections.abc import Sequence
from typing import Final

from mitdomov.delivery.bounces.causes import Cause
from mitdomov.delivery.bounces.notices import Ignored, Kind, Notice
from mitdomov.delivery.bounces.parts import Part, part_of

_COMPLAINTS: Final = ("abuse", "fraud", "opt-out", "opt-out-list", "other", "virus")
"""`not-spam` is the contrary; `auth-failure` (RFC 6591) is about signatures."""
REPORT: Final = "message/feedback-report"
_ORIGINALS: Final = ("message/rfc822", "text/rfc822-headers", "message/rfc822-headers")


def notice_of_feedback(parts: Sequence[Part]) -> Notice | Ignored:
    fields = _fields(parts)
    said = fields.value("Feedback-Type").lower()
    if said not in _COMPLAINTS:
        return Ignored.NO_COMPLAINT if said else Ignored.UNKNOWN
    agent = fields.value("User-Agent") or fields.value("Source-IP")
    return Notice(Kind.COMPLAINT, Cause.COMPLAINT, words=f"{said}; {agent}".removesuffix("; "))


def places_in(parts: Sequence[Part]) -> list[str]:
    """Where the letter's own mark stands: reports come to an address that is the same for all."""
    originals = [part_of(each.body) for each in parts if each.media_type in _ORIGINALS]
    return [
        *_fields(parts).values("Original-Mail-From"),
        *(value for each in originals for value in each.values("Return-Path")),
    ]


def _fields(parts: Sequence[Part]) -> Part:
    return next((part_of(each.body) for each in parts if each.media_type == REPORT), part_of(b""))
