"""What a form says of a past issue in; its details, and what was typed, out."""

from typing import Final

from flask import request

from mitdomov.editorial.past.details import Details
from mitdomov.editorial.past.model import PastIssue
from mitdomov.editorial.past.reading import MAX_BYTES
from mitdomov.web.desk.dates import day_in

LABELS: Final = {
    "number": "Číslo",
    "dated": "Den vydání",
    "theme": "Téma",
    "description": "O čem číslo je",
    "credit": "Autorská práva",
}
"""Of every field, in the form's order."""
UPLOAD_BYTES: Final = MAX_BYTES + 1_000_000
NO_FILE: Final = "Vyberte soubor PDF."


def typed() -> dict[str, str]:
    return {name: request.form.get(name, "") for name in LABELS}


def values_of(issue: PastIssue) -> dict[str, str]:
    return {
        "number": issue.number,
        "theme": issue.theme,
        "dated": issue.dated.isoformat(),
        "description": issue.description,
        "credit": issue.credit,
    }


def details_of(values: dict[str, str]) -> Details:
    return Details(
        number=values["number"].strip().replace("-", "/"),
        theme=values["theme"],
        dated=day_in(values["dated"]),
        description=values["description"],
        credit=values["credit"],
    )


def sent_pdf() -> tuple[str, bytes]:
    """The name and the bytes of the file that came; empty when none did."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return "", b""
    return file.filename, file.stream.read(MAX_BYTES + 1)
