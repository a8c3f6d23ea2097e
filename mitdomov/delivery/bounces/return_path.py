"""A letter's id in, the address to which the letter returns out, and back (VERP, RFC 3464 §2.3).

`vraceni+123-h5xkqxw2mz7d3c4a@posta.example`: the id of a delivery, then what only the holder of the
secret key can write beside it; before the id of a letter to one person stands an `s`. Servers fold
the case of addresses, so nothing depends on it.
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

_SINGLE: Final = "s"
_PROOF_BYTES: Final = 10
"""80 bits: to be guessed over SMTP only."""
_PROOF_CHARS: Final = 16
_MOST_DIGITS: Final = 15
_MOST_PLACES: Final = 20
"""So many marks are tried in one message; a flood of them costs no more."""
_PLACE_CHARS: Final = 4_000


class Marked(NamedTuple):
    """A mark of a letter to one person as it stood in a message; genuine only if `is_genuine`."""

    letter_id: int
    proof: str


def return_path(secret_key: str, bounce_address: str, delivery_id: int) -> str:
    """At most 64 characters before the `@`, as `settings.bounces` allows for."""
    return _path(bounce_address, str(delivery_id), _proof(secret_key, _of_delivery(delivery_id)))


def single_return_path(
    secret_key: str, bounce_address: str, letter_id: int, written_at: datetime
) -> str:
    """Of a letter to one person. Ids of forgotten ones are used again, moments are not."""
    proof = _proof(secret_key, _of_single(letter_id, written_at))
    return _path(bounce_address, f"{_SINGLE}{letter_id}", proof)


def delivery_of(secret_key: str, bounce_address: str, texts: Iterable[str]) -> int | None:
    """The delivery that the first genuine mark in `texts` names; they may hold anything."""
    for name, proof in _marks(bounce_address, texts):
        if name.startswith(_SINGLE):
            continue
        delivery_id = int(name)
        if hmac.compare_digest(_proof(secret_key, _of_delivery(delivery_id)), proof):
            return delivery_id
    return None


def singles_in(bounce_address: str, texts: Iterable[str]) -> Iterator[Marked]:
    """What may be marks of letters to one person, those that stand first."""
    for name, proof in _marks(bounce_address, texts):
        if name.startswith(_SINGLE):
            yield Marked(int(name.removeprefix(_SINGLE)), proof)


def is_genuine(secret_key: str, marked: Marked, written_at: datetime) -> bool:
    """Whether we wrote that mark for the letter that was written at the moment."""
    proof = _proof(secret_key, _of_single(marked.letter_id, written_at))
    return hmac.compare_digest(proof, marked.proof)


def _path(bounce_address: str, name: str, proof: str) -> str:
    local, _, domain = bounce_address.partition("@")
    return f"{local}+{name}-{proof}@{domain}"


def _marks(bounce_address: str, texts: Iterable[str]) -> Iterator[tuple[str, str]]:
    pattern = _pattern(bounce_address)
    found = (each for text in texts for each in pattern.finditer(text[:_PLACE_CHARS].lower()))
    for each in islice(found, _MOST_PLACES):
        yield each["name"], each["proof"]


def _of_delivery(delivery_id: int) -> str:
    return f"return-path {delivery_id}"


def _of_single(letter_id: int, written_at: datetime) -> str:
    return f"return-path of one letter {letter_id} {written_at.astimezone(UTC).isoformat()}"


def _proof(secret_key: str, name: str) -> str:
    digest = hmac.new(secret_key.encode(), name.encode(), hashlib.sha256).digest()
    return base64.b32encode(digest[:_PROOF_BYTES]).decode().lower()


@lru_cache(maxsize=4)
def _pattern(bounce_address: str) -> re.Pattern[str]:
    local, _, domain = bounce_address.partition("@")
    name = rf"(?P<name>{_SINGLE}?[1-9][0-9]{{0,{_MOST_DIGITS - 1}}})"
    mark = rf"{name}-(?P<proof>[a-z2-7]{{{_PROOF_CHARS}}})"
    # Whatever stands around it in a header: brackets, commas, the start or the end.
    return re.compile(rf"(?<![^\s<,;:\"]){re.escape(local)}\+{mark}@{re.escape(domain)}(?![\w.-])")
