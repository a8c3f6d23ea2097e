"""An address that leads nowhere in; the one that was meant, when there is but one such, out.

People type addresses from paper, programs change their case or cut their last slash.
"""

import re
from typing import Final

from sqlalchemy.orm import Session

from mitdomov.editorial import queries
from mitdomov.editorial.past.queries import shown_past_issue
from mitdomov.magazine.numbers import is_number, slug_of

_ISSUE: Final = re.compile(
    r"/(?:cislo|cisla|issue)/+(?:0?(?P<n>\d{1,2})[-_/.](?P<year>\d{4})"
    r"|(?P<year_first>\d{4})[-_/.]0?(?P<n_last>\d{1,2}))(?P<rest>/.*)?",
    re.ASCII,
)
_ROOMS: Final = frozenset(
    {
        "akce",
        "archiv",
        "hledani",
        "materialy",
        "novinky",
        "o-magazinu",
        "ochrana-udaju",
        "pristupnost",
        "realizatori",
        "webinare",
    }
)
"""First parts of public addresses without tokens, whose case nothing depends on."""


def moved(session: Session, path: str) -> str | None:
    """A path that answers, other than `path`; None when nobody can tell."""
    folded = re.sub(r"/{2,}", "/", path.lower())
    found = _ISSUE.fullmatch(folded)
    target = _in_issue(session, found) if found else _in_room(folded)
    return target if target != path else None


def _in_issue(session: Session, found: re.Match[str]) -> str | None:
    number = f"{found['n'] or found['n_last']}/{found['year'] or found['year_first']}"
    if not is_number(number):
        return None
    here = f"/cislo/{slug_of(number)}/"
    rest = (found["rest"] or "").lstrip("/")
    if _is_edition(session, number):
        below = _below(session, number, rest)
    else:
        below = _below_past(rest) if shown_past_issue(session, number) else None
    return None if below is None else f"{here}{below}"


def _is_edition(session: Session, number: str) -> bool:
    return queries.artefact(session, number, "web/index.html") is not None


def _below(session: Session, number: str, rest: str) -> str | None:
    """What of the edition was meant; the list of articles is the issue's own page."""
    folder = rest.rstrip("/").removesuffix("index.html").rstrip("/")
    if folder in ("", "clanky"):
        return ""
    if folder == "vydani":
        return "vydani/"
    if queries.artefact(session, number, f"web/{folder}/index.html"):
        return f"{folder}/"
    return folder if queries.artefact(session, number, f"web/{folder}") else None


def _below_past(rest: str) -> str | None:
    return {"": "", "text": "text/"}.get(rest.rstrip("/"))


def _in_room(folded: str) -> str | None:
    """Only what differs in case: of all else the routes know more."""
    first = folded.split("/")[1] if folded.startswith("/") else ""
    return folded if first in _ROOMS or folded == "/odebirat/" else None
