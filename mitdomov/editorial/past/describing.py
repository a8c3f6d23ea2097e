"""What people type of uploaded PDFs in; kept field by field, or what could not be kept, out.

Two people may describe one file at once. A field that somebody has changed since it was shown is
not written over: whoever sends it gets their own text back and sees both. A guess is nobody's text.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from mitdomov.editorial.past.upload_model import FIELDS, OPEN, PastUpload

_LONGEST: Final = 8_000
_VERSION_CHARS: Final = 16


@dataclass(frozen=True, slots=True)
class Said:
    """What a form says of one field."""

    text: str
    version: str
    """Of what the field held when it was shown, see `version_of`."""


def version_of(text: str) -> str:
    """Tells one text of a field from another."""
    return hashlib.sha256(tidy(text).encode()).hexdigest()[:_VERSION_CHARS]


def tidy(text: str) -> str:
    """With the line ends that browsers do not send, and no longer than is kept."""
    return text.replace("\r\n", "\n")[:_LONGEST]


def versions(upload: PastUpload) -> dict[str, str]:
    """By `FIELDS`, of what they hold now."""
    return {field: version_of(upload.value(field)) for field in FIELDS}


def type_in(upload: PastUpload, said: Mapping[str, Said]) -> dict[str, str]:
    """Keeps what was changed; gives the texts, by field, that could not be kept.

    What nobody has touched is left alone, whoever has changed it meanwhile. What is confirmed, or
    no longer there, does not change any more.
    """
    changed = {
        field: text
        for field, each in said.items()
        if version_of(text := tidy(each.text)) not in (each.version, versions(upload)[field])
    }
    if upload.is_confirmed or upload.state not in OPEN:
        return changed
    unkept = {
        field: text
        for field, text in changed.items()
        if field in upload.typed and version_of(upload.value(field)) != said[field].version
    }
    kept = {field: text for field, text in changed.items() if field not in unkept}
    if kept:
        upload.typed = {**upload.typed, **kept}
        upload.problems = {name: each for name, each in upload.problems.items() if name == "file"}
    return unkept


def unseen(upload: PastUpload, said: Mapping[str, Said]) -> dict[str, str]:
    """What the fields hold that the form showed otherwise: nobody has seen it beside the rest."""
    return {
        field: upload.value(field)
        for field, each in said.items()
        if version_of(each.text) != version_of(upload.value(field))
    }
