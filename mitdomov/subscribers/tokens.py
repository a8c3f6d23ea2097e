"""Turns a subscription's id into the signed token of the links in letters, and back.

A token never expires, because letters are kept for years; it opens nothing but its subscription.
"""

import hashlib
from functools import lru_cache

from itsdangerous import BadData, URLSafeSerializer


def subscription_token(secret_key: str, subscription_id: int) -> str:
    """Always the same for the same id; letters, digits, `-`, `_` and `.` only."""
    return str(_serializer(secret_key).dumps(subscription_id))


def read_token(secret_key: str, token: str) -> int | None:
    """The subscription's id, or None when we did not sign this token."""
    try:
        subscription_id = _serializer(secret_key).loads(token)
    except BadData:
        return None
    return subscription_id if isinstance(subscription_id, int) else None


@lru_cache(maxsize=4)
def _serializer(secret_key: str) -> URLSafeSerializer:
    return URLSafeSerializer(
        secret_key,
        salt="mitdomov subscription",
        signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha256},
    )
