"""A snapshot in; the letter that announces it out: subject, HTML and plain text with slots.

Its HTML is made of tables, since mail programs such as classic Outlook know no other layout;
pictures may be blocked without loss. Nothing in it differs from reader to reader but the slots,
and nothing counts who opens it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from mitdomov.czech_words import long_date
from mitdomov.magazine.model import Issue
from mitdomov.magazine.snapshot import Snapshot
from mitdomov.render.addresses import Addresses, is_article
from mitdomov.render.contents import Department, departments, editorial
from mitdomov.render.errors import RenditionError
from mitdomov.render.excerpt import opening
from mitdomov.render.letter import pictures
from mitdomov.render.letter.setting import letter_html, letter_text
from mitdomov.render.letter.slots import refuse_forged
from mitdomov.render.pdf.facts import PdfFacts

HTML_LIMIT_BYTES: Final = 100_000
"""Gmail clips a message at about 102 kB of HTML."""
EDITORIAL_SENTENCES: Final = 3


@dataclass(frozen=True, slots=True)
class Letter:
    """`html` and `text` hold the tokens of `slots`; `subject` is one line without any."""

    subject: str
    html: str
    text: str


class LetterTooLongError(RenditionError):
    """The letter would be clipped in the reader's mailbox; the sentence says what to shorten."""


class Perexes(StrEnum):
    """Of which articles the letter shows the perex; a long issue keeps the limit by fewer."""

    ALL = "all"
    LEADS = "leads"
    NONE = "none"


def render_letter(snapshot: Snapshot, *, public_url: str, pdf: PdfFacts | None) -> Letter:
    """Raises `SlotError` when a text of the issue poses as a slot, and `LetterTooLongError`."""
    refuse_forged(snapshot.issue, snapshot.publication, public_url)
    values = _values(snapshot, public_url, pdf)
    return Letter(subject(snapshot), _fitting_html(values), letter_text("issue.txt", values))


def subject(snapshot: Snapshot) -> str:
    """`Mít domov 1/2026: První klíče`; a sample says so first."""
    issue = snapshot.issue
    mark = "[Ukázka] " if issue.is_sample else ""
    return " ".join(f"{mark}{snapshot.publication.title} {issue.number}: {issue.theme}".split())


def _values(snapshot: Snapshot, public_url: str, pdf: PdfFacts | None) -> dict[str, object]:
    issue = snapshot.issue
    addresses = Addresses(public_url, issue.number)
    word = editorial(issue)
    return {
        "issue": issue,
        "publication": snapshot.publication,
        "subject": subject(snapshot),
        "addresses": addresses,
        "address": lambda href: addresses.article(href) if is_article(href) else href,
        "departments": _announced(issue),
        "editorial": word,
        "opening": opening(word.body, EDITORIAL_SENTENCES) if word else (),
        "pdf": pdf,
        "picture_address": addresses.picture,
        "sample_words": "Ukázkové číslo" if issue.is_sample else "",
        "called": f"{snapshot.publication.title} {issue.number}, {long_date(issue.dated)}",
        "subscribed": snapshot.publication.title,
        "picture": lambda article: pictures.letter_copy(snapshot, article),
    }


def _fitting_html(values: Mapping[str, object]) -> str:
    """The fullest letter that no mailbox clips."""
    for perexes in Perexes:
        html = letter_html("issue.html", {**values, "perexes": perexes})
        if len(html.encode()) <= HTML_LIMIT_BYTES:
            return html
    raise LetterTooLongError(
        f"Dopis by měl přes {HTML_LIMIT_BYTES // 1000} kB a poštovní schránky by jej zkrátily. "
        "Rozdělte číslo na dvě nebo zkraťte názvy článků."
    )


def _announced(issue: Issue) -> tuple[Department, ...]:
    """What the letter lists; the editorial opens it and is not listed again."""
    opened = editorial(issue)
    kept = (
        Department(each.section, tuple(a for a in each.articles if a is not opened))
        for each in departments(issue)
    )
    return tuple(department for department in kept if department.articles)
