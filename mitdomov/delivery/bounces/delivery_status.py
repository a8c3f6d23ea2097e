"""The part message/delivery-status (RFC 3464) in, what it says of our one recipient out."""

import re
from dataclasses import dataclass
from typing import Final

from mitdomov.delivery.bounces.causes import STATUS, WORDS_CHARS, cause_of, is_vague, status_in
from mitdomov.delivery.bounces.notices import Ignored, Kind, Notice
from mitdomov.delivery.bounces.parts import Part, part_of

_MOST_GROUPS: Final = 20
_ADDRESS_CHARS: Final = 320
_BLANK: Final = re.compile(rb"(?:\r?\n[ \t]*){2,}")


@dataclass(frozen=True, slots=True)
class _Group:
    action: str
    status: str
    words: str
    about: frozenset[str]


def notice_of_status(part: Part) -> Notice | Ignored:
    """The first recipient of whom a failure is told, else a delay: each letter has one recipient,
    so more of them are those whom its server made of it."""
    groups = [_group(part_of(each)) for each in _BLANK.split(part.body, _MOST_GROUPS)]
    told = [each for each in groups if each.action or each.status]
    for action, kind in (("failed", Kind.FAILED), ("", Kind.FAILED), ("delayed", Kind.DELAYED)):
        for each in told:
            if each.action == action and not each.status.startswith("2"):
                return _notice(each, kind)
    return Ignored.DELIVERED if told else Ignored.UNKNOWN


def _group(fields: Part) -> _Group:
    status = STATUS.search(fields.value("Status"))
    words = " ".join(fields.value("Diagnostic-Code").split())
    _, separator, after_type = words.partition(";")
    addresses = (fields.value(f"{each}-Recipient") for each in ("Final", "Original"))
    return _Group(
        action=fields.value("Action").lower().partition(" ")[0],
        status=status[0] if status else "",
        words=(after_type if separator else words).strip()[:WORDS_CHARS],
        about=frozenset(_address(each) for each in addresses if each),
    )


def _address(text: str) -> str:
    """Without its type (`rfc822;`) and brackets."""
    address = text.rpartition(";")[2].strip().strip("<>")
    return address.lower()[:_ADDRESS_CHARS]


def _notice(group: _Group, kind: Kind) -> Notice:
    status = status_in(group.words) if is_vague(group.status) else group.status
    return Notice(
        kind=kind,
        cause=cause_of(status or group.status, group.words),
        status=status or group.status,
        words=group.words,
        is_by_rule=True,
        about=group.about,
    )
