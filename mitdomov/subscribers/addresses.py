"""Judges an e-mail address as a person wrote it: how to show it, how to know it, what is wrong.

One plain address of RFC 5321 without quoting; the local part is ASCII because letters are sent
without SMTPUTF8; a domain may be international (IDNA 2008 with the mapping of UTS 46).
"""

import hashlib
import hmac
import re
from typing import Final

from email_validator import EmailNotValidError, validate_email

MAX_CHARS: Final = 254
"""RFC 5321 section 4.5.3.1.3, less the angle brackets."""
_AROUND: Final = " \t\N{NO-BREAK SPACE}"
_COMPLAINTS: Final = tuple(
    (re.compile(pattern), sentence)
    for pattern, sentence in (
        (r"^$", "Chybí e-mailová adresa."),
        (
            "[\x00-\x1f\x7f-\x9f\u2028\u2029]",
            "Adresa obsahuje řídicí znak nebo zalomení řádku; přepište ji ručně.",
        ),
        (r"[<>]", "Uveďte samotnou adresu, bez jména a závorek < >."),
        (r"[,;]|@.*@", "Na řádku smí být jediná adresa."),
        (r'["()\\]', "Uvozovky, závorky ani zpětná lomítka v adrese nejsou podporovány."),
        (r"^[^@]*$", "V adrese chybí zavináč."),
        (
            "^[^@]*[^\x00-\x7f]",
            "Před zavináčem smějí být jen písmena bez diakritiky; zjistěte správnou adresu.",
        ),
        (r"\.$", "Adresa nesmí končit tečkou."),
    )
)


class AddressError(ValueError):
    """An address cannot be used; the message is a Czech sentence."""


def normalise(address: str) -> tuple[str, str]:
    """The address as shown, with its domain in Unicode, and its key; raises `AddressError`.

    Two spellings of one address have the same key: lower case, domain in Punycode.
    """
    bare = address.strip(_AROUND)
    _complain(bare)
    try:
        # The reserved domain .test passes: no letter can leave for it, and rehearsals need it.
        valid = validate_email(
            bare,
            check_deliverability=False,
            allow_smtputf8=False,
            strict=True,
            test_environment=True,
        )
    except EmailNotValidError as error:
        raise AddressError("Toto není platná e-mailová adresa; opravte ji.") from error
    return valid.normalized, f"{valid.local_part}@{valid.ascii_domain}".casefold()


def address_hash(secret_key: str, address_key: str) -> str:
    """HMAC-SHA-256 of a key made by `normalise`: remembers an address without keeping it.

    Under another secret key it recognises nothing that was suppressed before.
    """
    key = hmac.digest(secret_key.encode(), b"mitdomov suppression", hashlib.sha256)
    return hmac.new(key, address_key.encode(), hashlib.sha256).hexdigest()


def _complain(address: str) -> None:
    if len(address) > MAX_CHARS:
        raise AddressError(f"Adresa má přes {MAX_CHARS} znaků; delší pošta nedoručí.")
    for pattern, sentence in _COMPLAINTS:
        if pattern.search(address):
            raise AddressError(sentence)
