"""An e-mail address as a person types it in; the one spelling by which an account is known out."""

import unicodedata
from typing import Final

from email_validator import EmailNotValidError, validate_email

LONGEST: Final = 320


class AccountAddressError(Exception):
    """The message is a Czech sentence."""


def normal(text: str) -> str:
    """In lower case: no editor has two addresses that differ in case alone. Raises
    `AccountAddressError`."""
    try:
        found = validate_email(
            unicodedata.normalize("NFC", text.strip()),
            check_deliverability=False,
            allow_smtputf8=False,
            test_environment=True,
        )
    except EmailNotValidError:
        raise AccountAddressError("Toto není e-mailová adresa, např. jana@mesto.example.") from None
    return found.normalized.lower()


def normal_or_as_typed(text: str) -> str:
    """For looking up: what is no address is simply not found."""
    try:
        return normal(text)
    except AccountAddressError:
        return text.strip().lower()[:LONGEST]
