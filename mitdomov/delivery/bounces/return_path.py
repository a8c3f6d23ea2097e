"""A delivery's id in, the address to which its letter returns out, and back (VERP, RFC 3464 §2.3).

`vraceni+123-h5xkqxw2mz7d3c4a@posta.example`: the id, then what only the holder of the secret key
can write beside it. Servers fold the case of addresses, so nothing depends on it.
"""

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

_PROOF_BYTES: Final = 10
"""80 bits: to be guessed over SMTP only."""
_PROOF_CHARS: Final = 16
_MOST_DIGITS: Final = 15
_MOST_PLACES: Final = 20
"""So many marks are tried in one message; a flood of them costs no more."""
_PLACE_CHARS: Final = 4_000


def return_path(secret_key: str, bounce_address: str, delivery_id: int) -> str:
    """At most 64 characters before the `@`, as `settings.bounces` allows for."""
    local, _, domain = bounce_address.partition("@")
    return f"{local}+{delivery_id}-{_proof(secret_key, delivery_id)}@{domain}"


def delivery_of(secret_key: str, bounce_address: str, texts: Iterable[str]) -> int | None:
    """The delivery that the first genuine mark in `texts` names; they may hold anything."""
    pattern = _pattern(bounce_address)
    found = (each for text in texts for each in pattern.finditer(text[:_PLACE_CHARS].lower()))
    for _, each in zip(range(_MOST_PLACES), found, strict=False):
        delivery_id = int(each["delivery"])
        if hmac.compare_digest(_proof(secret_key, delivery_id), each["proof"]):
            return delivery_id
    return None


def _proof(secret_key: str, delivery_id: int) -> str:
    name = f"return-path {delivery_id}".encode()
    digest = hmac.new(secret_key.encode(), name, hashlib.sha256).digest()
    return base64.b32encode(digest[:_PROOF_BYTES]).decode().lower()


@lru_cache(maxsize=4)
def _pattern(bounce_address: str) -> re.Pattern[str]:
    local, _, domain = bounce_address.partition("@")
    mark = (
        rf"(?P<delivery>[1-9][0-9]{{0,{_MOST_DIGITS - 1}}})-(?P<proof>[a-z2-7]{{{_PROOF_CHARS}}})"
    )
    # Whatever stands around it in a header: brackets, commas, the start or the end.
    return re.compile(rf"(?<![^\s<,;:\"]){re.escape(local)}\+{mark}@{re.escape(domain)}(?![\w.-])")
