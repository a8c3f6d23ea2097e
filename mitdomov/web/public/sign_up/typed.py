"""What a person or a program typed into the form in; checked values and sentences of fault out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

from flask import request

from mitdomov.magazine.model import MailingList
from mitdomov.subscribers.addresses import MAX_CHARS, AddressError, normalise

OWN_FORM: Final = "/odebirat/"
TRAP: Final = "vase_stranky"
"""A field that no person sees, reads or reaches by keyboard; programs fill in what they find."""
_TOKEN_CHARS: Final = 1_000
_HOST_CHARS: Final = 80


@dataclass(frozen=True, slots=True)
class Typed:
    address: str = ""
    lists: Sequence[str] = ()
    """Of those offered only."""
    token_text: str = ""
    solution: str = ""
    is_trapped: bool = False
    problems: dict[str, str] = field(default_factory=dict)
    """By field, a Czech sentence each."""


def typed_in(offered: Sequence[MailingList]) -> Typed:
    """What the request's form holds."""
    address = request.form.get("adresa", "")[: 2 * MAX_CHARS]
    wanted = request.form.getlist("seznam")
    lists = [each.slug for each in offered if each.slug in wanted]
    return Typed(
        address=address,
        lists=lists,
        token_text=request.form.get("klic", "")[:_TOKEN_CHARS],
        solution=request.form.get("dukaz", ""),
        is_trapped=bool(request.form.get(TRAP, "")),
        problems=_problems(address, lists),
    )


def _problems(address: str, lists: Sequence[str]) -> dict[str, str]:
    found = {}
    try:
        normalise(address)
    except AddressError as error:
        found["adresa"] = str(error)
    if not lists:
        found["seznam"] = "Vyberte, co vám máme posílat."
    return found


def place_of_foreign_form() -> str:
    """As in `Consent.form`, by what the browser says; the site's name is no proof, only a hint."""
    host = urlsplit(request.headers.get("Origin", "")).hostname or ""
    return f"vložený: {host[:_HOST_CHARS]}" if host else "vložený"
