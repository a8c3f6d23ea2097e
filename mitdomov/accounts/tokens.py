"""Secrets that open something, and what is kept of them: the database alone opens nothing."""

import hashlib
import secrets
from typing import Final

_TOKEN_BYTES: Final = 32


def new_token() -> str:
    """256 random bits, fit for an address."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


def kept(token: str) -> str:
    """SHA-256 in hex; a token of so many bits needs no slow hash."""
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
