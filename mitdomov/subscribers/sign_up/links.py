"""Turns a sign-up into the signed token of its letter's links, and back.

The token also names the mailbox, so that "this was not me" works for ever, though the sign-up
itself is forgotten after a week.
"""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from itsdangerous import BadData, URLSafeSerializer

from mitdomov.subscribers.sign_up.model import SignUp

_PARTS: Final = 3


@dataclass(frozen=True, slots=True)
class Link:
    sign_up_id: int
    nonce: str
    mailbox: str


def link_token(secret_key: str, sign_up: SignUp) -> str:
    """Letters, digits, `-`, `_` and `.` only."""
    return str(_serializer(secret_key).dumps([sign_up.id, sign_up.nonce, sign_up.mailbox]))


def refuse_token(secret_key: str, mailbox: str) -> str:
    """For "this was not me" of a letter that no sign-up caused."""
    return str(_serializer(secret_key).dumps([0, "", mailbox]))


def read_link(secret_key: str, token: str) -> Link | None:
    """None when we did not sign this token."""
    try:
        parts = _serializer(secret_key).loads(token)
    except BadData:
        return None
    return Link(*parts) if isinstance(parts, list) and len(parts) == _PARTS else None


@lru_cache(maxsize=4)
def _serializer(secret_key: str) -> URLSafeSerializer:
    return URLSafeSerializer(
        secret_key,
        salt="mitdomov sign-up letter",
        signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha256},
    )
