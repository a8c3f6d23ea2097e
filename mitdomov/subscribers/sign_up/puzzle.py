"""A form's token and a number that a computer sought in; whether it solves the puzzle out.

The number is right when the SHA-256 of `token:number` begins with so many zero bits (a proof
of work, as hashcash). Checking costs one hash and one row; finding costs some 2^bits hashes.
"""

import hashlib
from datetime import UTC, datetime
from typing import Final

from sqlalchemy.orm import Session

from mitdomov.subscribers.sign_up.budgets import grow
from mitdomov.subscribers.sign_up.form_tokens import FormToken

BITS: Final = 16
"""Some 65,000 hashes: about a second of a computer, five of an old telephone, while the person is
still typing. A thousand sign-ups cost a bomber a quarter of an hour of a core; the budgets bound
the rest."""
_NUMBER_CHARS: Final = 12


def is_solution(token_text: str, number: str, bits: int) -> bool:
    if not (number.isascii() and number.isdecimal() and len(number) <= _NUMBER_CHARS):
        return False
    digest = hashlib.sha256(f"{token_text}:{number}".encode()).digest()
    return int.from_bytes(digest[:4], "big") >> (32 - bits) == 0


def use_solution(session: Session, token: FormToken) -> bool:
    """False when it was used before; counted under the span in which the form was made, so that
    a form that is sent twice meets its own count however late."""
    made_at = datetime.fromtimestamp(token.made_at / 1000, UTC)
    return grow(session, f"puzzle {token.nonce}", made_at) == 1
