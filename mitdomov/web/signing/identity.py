"""Flask-Security over our accounts: hashes, codes of applications, and who is behind a request.

Its own pages are not registered: what a person sees, and every rule about when, is ours. What its
session cookie calls the user is the token of a row in `signed_in_session`, so that each browser
can be signed out by itself.
"""

import base64
import hashlib
from datetime import timedelta
from typing import Any, Final, cast

from flask import Flask, current_app
from flask_login.utils import _user_context_processor
from flask_security import RoleMixin, Security, Totp, UserDatastore, UserMixin
from flask_security import hash_password as _hash
from flask_security import verify_password as _verify
from sqlalchemy.exc import OperationalError

from mitdomov.accounts import sessions
from mitdomov.accounts.model import Account
from mitdomov.accounts.people import roles_of
from mitdomov.accounts.roles import Role
from mitdomov.clock import now
from mitdomov.web.instance import settings, store

LONGEST_PASSWORD_CHARS: Final = 500
_OF_NOBODY: Final = (
    "$argon2id$v=19$m=65536,t=3,p=4$"
    "Z0x0VW9KbGRLd3FtUEx6UQ$8q8Uxk7l6G4v9Y3b5tPzv1lq2o0l6kq0m1mQk2v3x1A"
)
"""Checked where there is no password, so that the answer takes as long; nothing fits it."""


class Person(UserMixin):
    """What Flask-Security asks of a user, read from an account and one of its sessions."""

    fs_uniquifier = ""

    def __init__(
        self, account: Account, roles: frozenset[Role], *, token: str, session_id: int
    ) -> None:
        self.account = account
        self.held = roles
        self.session_id = session_id
        self.fs_uniquifier = token
        self.active = account.is_active
        self.roles = []  # rights are asked of `web.access` alone


class _Accounts(UserDatastore):
    def __init__(self) -> None:
        super().__init__(Person, RoleMixin)

    def find_user(self, case_insensitive: bool = False, **by: Any) -> Person | None:  # noqa: ARG002, FBT001, FBT002
        """By the token in the cookie, the only way in which Flask-Security looks for anybody."""
        return _found(str(by["fs_uniquifier"]))

    def put(self, model: object) -> object:
        return model

    def commit(self) -> None:
        pass


class _Codes(Totp):
    """Codes of applications, each good once (RFC 6238 section 5.2)."""

    def get_last_counter(self, user: UserMixin) -> int | None:
        return cast("Person", user).account.totp_last_counter

    def set_last_counter(self, user: UserMixin, tmatch: Any) -> None:
        cast("Person", user).account.totp_last_counter = tmatch.counter


def install(app: Flask, secret_key: str) -> None:
    app.config.update(
        SECURITY_PASSWORD_HASH="argon2",  # noqa: S106 - the name of a hash
        SECURITY_PASSWORD_SCHEMES=["argon2"],
        SECURITY_PASSWORD_SALT=_derived(secret_key, "password-salt"),
        SECURITY_PASSWORD_SINGLE_HASH={"argon2"},
        SECURITY_TOTP_SECRETS={"1": _derived(secret_key, "totp")},
        SECURITY_TOTP_ISSUER="Mít domov",
        PERMANENT_SESSION_LIFETIME=timedelta(days=30),
        SESSION_REFRESH_EACH_REQUEST=False,
    )
    security = Security(app, _Accounts(), register_blueprint=False, totp_cls=_Codes)
    security._totp_factory = _Codes(  # noqa: SLF001 - made by it only for its own pages
        app.config["SECURITY_TOTP_SECRETS"], app.config["SECURITY_TOTP_ISSUER"]
    )
    security.login_manager.session_protection = None
    security.login_manager.request_loader(lambda _request: None)
    # It would ask for the person behind every request, also of readers, who are nobody to us.
    app.before_request_funcs[None].remove(security.principal._on_before_request)  # noqa: SLF001
    # These look into the session for every page, which would make every public one depend on a
    # cookie; we remember nobody in this way, and templates are told of `person`.
    app.after_request_funcs[None].remove(security.login_manager._update_remember_cookie)  # noqa: SLF001
    app.template_context_processors[None].remove(_user_context_processor)


def hash_password(password: str) -> str:
    """argon2id, in the form of the PHC string format."""
    return str(_hash(_normal(password)))


def fits(password: str, password_hash: str) -> bool:
    """Takes as long for an account without a password, and for nobody, as for anybody."""
    text = _normal(password[:LONGEST_PASSWORD_CHARS])
    return bool(_verify(text, password_hash or _OF_NOBODY)) and bool(password_hash)


def codes() -> Totp:
    return cast("Security", current_app.extensions["security"])._totp_factory  # noqa: SLF001


def _normal(password: str) -> str:
    return str(current_app.extensions["security"]._password_util.normalize(password))  # noqa: SLF001


def _derived(secret_key: str, purpose: str) -> str:
    digest = hashlib.blake2b(f"{purpose}\0{secret_key}".encode(), digest_size=32).digest()
    return base64.urlsafe_b64encode(digest).decode()


def _found(token: str) -> Person | None:
    at = now()
    with store().reading() as session:
        found = sessions.find(session, token, at)
        if found is None or (found.account.is_sample and not settings().is_demo):
            return None
        roles = roles_of(session, found.account.id)
    if found.session.seen_at < at - sessions.SEEN_EVERY:
        _touch(found.session.id)
    return Person(found.account, roles, token=token, session_id=found.session.id)


def _touch(number: int) -> None:
    """A database that is busy is no reason to sign anybody out."""
    try:
        with store().writing() as session:
            sessions.touch(session, number, now())
    except OperationalError:
        current_app.logger.warning("session %s: not touched", number)
