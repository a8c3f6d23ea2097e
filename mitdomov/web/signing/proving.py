"""Whoever changes the keys to an account proves once more to be its owner: a password in, a
complaint out."""

from typing import Final

from flask import request

from mitdomov.accounts import back_off
from mitdomov.accounts.back_off import trier
from mitdomov.accounts.model import Account, AttemptKind
from mitdomov.clock import now
from mitdomov.web.access import signed_in
from mitdomov.web.instance import settings, store
from mitdomov.web.signing.identity import fits

_WRONG: Final = "Současné heslo nesouhlasí."
_TOO_MANY: Final = "Příliš mnoho pokusů, zkuste to za chvíli."


def own_password_problem(password: str) -> str:
    """Empty when it is right, or when the person has none: sample people, say."""
    person = signed_in()
    who = trier(settings().secret_key, person.email, request.remote_addr or "", str(person.id))
    with store().writing() as session:
        hashed = session.get_one(Account, person.id).password_hash
        if not hashed:
            return ""
        if back_off.register_attempt(session, AttemptKind.SIGN_IN, who, now()):
            return _TOO_MANY
    if not fits(password, hashed):
        return _WRONG
    with store().writing() as session:
        back_off.forgive(session, who)
    return ""
