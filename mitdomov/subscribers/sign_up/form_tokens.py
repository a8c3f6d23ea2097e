"""What a handed-out form carries, signed: when it was made, where it stands, what it asks for.

It needs no cookie. Who holds one may send it more than once, also from another computer: the
budgets count every sending, and the solution of a puzzle counts only once.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, auto
from functools import lru_cache
from typing import Final

from itsdangerous import BadData, URLSafeSerializer

LEAST_AGE: Final = timedelta(seconds=2)
"""Nobody reads two lists and types an address faster; programs take milliseconds."""
MOST_AGE: Final = timedelta(hours=6)
"""A page left open over lunch still works; a harvested form is useless the next day."""
_SKEW: Final = timedelta(seconds=5)


class Age(Enum):
    FIT = auto()
    TOO_YOUNG = auto()
    TOO_OLD = auto()


@dataclass(frozen=True, slots=True)
class FormToken:
    made_at: int
    """In milliseconds since 1970."""
    nonce: str
    form: str
    """As in `Consent.form`."""
    version: str
    """Of the consent's wording that the page showed."""
    bits: int
    """How hard the puzzle is that the page asks for; 0 when it asks for none."""

    def age(self, at: datetime) -> Age:
        lived = at.timestamp() * 1000 - self.made_at
        if lived < -_SKEW.total_seconds() * 1000 or lived > MOST_AGE.total_seconds() * 1000:
            return Age.TOO_OLD
        return Age.TOO_YOUNG if lived < LEAST_AGE.total_seconds() * 1000 else Age.FIT


def make_form_token(
    secret_key: str, at: datetime, *, form: str, version: str, bits: int = 0
) -> str:
    made_at, nonce = round(at.timestamp() * 1000), secrets.token_urlsafe(12)
    return str(_serializer(secret_key).dumps([made_at, nonce, form, version, bits]))


def read_form_token(secret_key: str, text: str) -> FormToken | None:
    """None when we did not sign it, as of a form that stands in another site."""
    try:
        made_at, nonce, form, version, bits = _serializer(secret_key).loads(text)
    except (BadData, ValueError, TypeError):
        return None
    return FormToken(made_at, nonce, form, version, bits)


@lru_cache(maxsize=4)
def _serializer(secret_key: str) -> URLSafeSerializer:
    return URLSafeSerializer(
        secret_key,
        salt="mitdomov sign-up form",
        signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha256},
    )
