"""What an editor says of a past issue in; what is wrong with it, by field, out."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.editorial.model import IssueRecord
from mitdomov.editorial.past.model import PastIssue
from mitdomov.magazine.numbers import is_number

LONGEST_THEME: Final = 200
LONGEST_DESCRIPTION: Final = 4_000
LONGEST_CREDIT: Final = 500
_IN_NAME: Final = re.compile(r"(?<!\d)([1-9]\d?)[-_/ ](\d{4})(?!\d)")
_BAD_NUMBER: Final = "Napište číslo a rok s lomítkem, např. 2/2023."
_EDITED: Final = "Číslo {} vzniklo v redakci; jeho adresa na webu patří jemu."
_PAST: Final = "Číslo {} už mezi staršími je; otevřete je a PDF v něm vyměňte."
_OTHER_YEAR: Final = "Datum je z jiného roku než číslo {}; opravte jedno z nich."


@dataclass(frozen=True, slots=True)
class Details:
    number: str
    """N/RRRR."""
    theme: str
    dated: date | None
    description: str = ""
    credit: str = ""


def problems_of(details: Details) -> dict[str, str]:
    """Czech sentences by the names of the fields."""
    found = {
        "number": "" if is_number(details.number) else _BAD_NUMBER,
        "theme": _of_length(details.theme, LONGEST_THEME, "Napište téma čísla."),
        "dated": _of_date(details),
        "description": _of_length(details.description, LONGEST_DESCRIPTION),
        "credit": _of_length(details.credit, LONGEST_CREDIT),
    }
    return {name: sentence for name, sentence in found.items() if sentence}


def taken(session: Session, number: str) -> str:
    """Why no past issue can get this number, in Czech; nothing when it can."""
    if session.scalar(select(IssueRecord.id).where(IssueRecord.number == number)):
        return _EDITED.format(number)
    if session.scalar(select(PastIssue.id).where(PastIssue.number == number)):
        return _PAST.format(number)
    return ""


def number_in(file_name: str) -> str:
    """`2/2023` of `mit-domov-2-2023.pdf`; nothing when the name tells none."""
    found = _IN_NAME.search(file_name)
    return f"{found[1]}/{found[2]}" if found else ""


def _of_date(details: Details) -> str:
    if details.dated is None:
        return "Napište den vydání, např. 1. 10. 2023."
    year = details.number.partition("/")[2]
    is_number_right = is_number(details.number)
    return (
        _OTHER_YEAR.format(details.number)
        if is_number_right and int(year) != details.dated.year
        else ""
    )


def _of_length(text: str, most: int, missing: str = "") -> str:
    if not text.strip():
        return missing
    return f"Text má přes {most} znaků; zkraťte jej." if len(text) > most else ""
