"""Keys in telephones, computers and tokens: a browser's answer in, who it proves out (WebAuthn).

A key proves by itself who signs in: it asks its owner for a finger, a face or a PIN.
"""

import json
from datetime import timedelta
from ipaddress import ip_address
from typing import Any, Final
from urllib.parse import urlsplit

import webauthn
from flask import session
from sqlalchemy import select
from sqlalchemy.orm import Session
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from mitdomov.accounts.model import Account, Passkey
from mitdomov.clock import now
from mitdomov.web.instance import settings

_NEW_KEY: Final = "new_key_challenge"
"""Apart from the other: only whoever gave their password is asked for a new key."""
_SIGN_IN: Final = "key_challenge"
_LASTS: Final = timedelta(minutes=5)


def may_have_keys() -> bool:
    """Browsers keep keys for names alone, never for an address of numbers, and only over https
    or on this machine."""
    parts = urlsplit(settings().public_url)
    host = parts.hostname or ""
    try:
        ip_address(host)
    except ValueError:
        return parts.scheme == "https" or host == "localhost"
    return False


def options_to_register(account: Account, known: list[Passkey]) -> dict[str, Any]:
    """For `navigator.credentials.create`."""
    options = webauthn.generate_registration_options(
        rp_id=_host(),
        rp_name="Mít domov, redakce",
        user_id=str(account.id).encode(),
        user_name=account.email,
        user_display_name=account.name,
        exclude_credentials=[PublicKeyCredentialDescriptor(id=key.credential_id) for key in known],
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
    )
    return _remembered(_NEW_KEY, options.challenge, webauthn.options_to_json(options))


def registered(answer: str, account_id: int, name: str) -> Passkey | None:
    """The new key, or nothing when the answer does not fit the question."""
    try:
        found = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=_asked(_NEW_KEY),
            expected_rp_id=_host(),
            expected_origin=settings().public_url,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):
        return None
    return Passkey(
        account_id=account_id,
        credential_id=found.credential_id,
        public_key=found.credential_public_key,
        sign_count=found.sign_count,
        name=name,
        created_at=now(),
    )


def options_to_sign_in() -> dict[str, Any]:
    """For `navigator.credentials.get`; the browser offers whichever keys it has."""
    options = webauthn.generate_authentication_options(
        rp_id=_host(), user_verification=UserVerificationRequirement.REQUIRED
    )
    return _remembered(_SIGN_IN, options.challenge, webauthn.options_to_json(options))


def owner_of_answer(state: Session, answer: str) -> Account | None:
    """Whom the key proves; a counter that fell tells of a copy, which is refused."""
    try:
        number = base64url_to_bytes(json.loads(answer)["id"])
        key = state.scalar(select(Passkey).where(Passkey.credential_id == number))
        if key is None:
            return None
        found = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=_asked(_SIGN_IN),
            expected_rp_id=_host(),
            expected_origin=settings().public_url,
            credential_public_key=key.public_key,
            credential_current_sign_count=key.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):
        return None
    key.sign_count, key.last_used_at = found.new_sign_count, now()
    account = state.get(Account, key.account_id)
    return account if account and account.is_active and not account.is_sample else None


def _remembered(question: str, challenge: bytes, options: str) -> dict[str, Any]:
    session[question] = {"is": bytes_to_base64url(challenge), "at": now().timestamp()}
    made: dict[str, Any] = json.loads(options)
    return made


def _asked(question: str) -> bytes:
    """Good once; raises `KeyError` when nothing was asked of this browser lately."""
    asked = session.pop(question)
    if now().timestamp() - asked["at"] > _LASTS.total_seconds():
        raise KeyError(question)
    return base64url_to_bytes(asked["is"])


def _host() -> str:
    return urlsplit(settings().public_url).hostname or ""
