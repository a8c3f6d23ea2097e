"""How a reader asked an editor for something: what a form says in, words for the record out."""

import unicodedata
from datetime import datetime
from typing import Final

from flask import request

from mitdomov.czech_words import short_date

WAYS: Final = (
    ("telefonicky", "telefonicky"),
    ("e-mailem", "e-mailem"),
    ("dopisem", "dopisem"),
    ("osobně", "osobně"),
    ("podepsanou přihláškou", "podepsanou přihláškou"),
    ("datovou schránkou", "datovou schránkou"),
)
MOST_CHARS: Final = 2_000
_NAMELESS: Final = "Pište bez jména a adresy: tohle zůstane, i když údaje o člověku zmizí."


def asked(at: datetime) -> tuple[str, str]:
    """The words, such as `Telefonicky 7. 2. 2026: …`, and what is wrong with them, if anything."""
    way, words = request.form.get("zpusob", ""), request.form.get("zneni", "").strip()
    if way not in dict(WAYS):
        return "", "Vyberte, jak o to požádal."
    if len(words) > MOST_CHARS:
        return "", f"Popis má přes {MOST_CHARS} znaků; zkraťte jej."
    head = f"{way.capitalize()} {short_date(at)}"
    return (f"{head}: {words}" if words else head), ""


def asked_namelessly(at: datetime) -> tuple[str, dict[str, str]]:
    """As `asked`, for records that outlive the person's data; problems by the names of fields.

    Names cannot be told from other words; an address can.
    """
    wording, problem = asked(at)
    if problem:
        return "", {"zpusob": problem}
    if "@" in unicodedata.normalize("NFKC", wording):
        return "", {"zneni": _NAMELESS}
    return wording, {}
