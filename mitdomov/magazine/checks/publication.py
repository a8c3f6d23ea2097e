"""A folder goes in; findings about what all issues share come out: help box, publicity, imprint."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from mitdomov.magazine.checks.reporting import blocking, warning
from mitdomov.magazine.findings import Finding, Place
from mitdomov.magazine.folder import paths
from mitdomov.magazine.folder.issue_folder import IssueFolder

EU_STATEMENT: Final = "Spolufinancováno Evropskou unií"
"""In full and in this wording: Regulation (EU) 2021/1060, annex IX."""
SERIAL_ARTICLES: Final = 5
"""The ISSN centre asks for at least five dated articles of an online serial."""
FRESH: Final = timedelta(days=180)
SLIP: Final = timedelta(days=366)
"""The publication outlives its issues, so an old issue may carry a younger confirmation; one
that is younger by more than a year is a slip of the pen."""


def help_box_is_confirmed(folder: IssueFolder) -> Iterator[Finding]:
    source, box = folder.sources.publication, folder.publication.help_box
    if box.confirmed_on is None:
        yield blocking(
            "help-box-not-confirmed",
            source.field("help_box", "confirmed_on"),
            "Nikdo nepotvrdil kontakty v poradním boxu; ověřte je a potvrďte.",
        )
        return
    if not box.confirmed_by.strip():
        yield blocking(
            "help-box-confirmed-by-nobody",
            source.field("help_box", "confirmed_by"),
            "U potvrzení poradního boxu chybí jméno; doplňte, kdo kontakty ověřil.",
        )
    if box.confirmed_on - folder.issue.dated > SLIP:
        yield blocking(
            "help-box-confirmed-in-future",
            source.field("help_box", "confirmed_on"),
            "Poradní box je potvrzený k datu daleko po vydání čísla; opravte datum.",
        )


def help_box_confirmation_is_fresh(folder: IssueFolder) -> Iterator[Finding]:
    confirmed_on = folder.publication.help_box.confirmed_on
    source = folder.sources.publication
    if confirmed_on and folder.issue.dated - confirmed_on > FRESH:
        yield warning(
            "help-box-confirmation-old",
            source.field("help_box", "confirmed_on"),
            f"Kontakty v poradním boxu naposledy potvrdil(a) {_confirmer(folder)} více než půl "
            "roku před vydáním; ověřte je znovu.",
        )


def _confirmer(folder: IssueFolder) -> str:
    return folder.publication.help_box.confirmed_by.strip() or "někdo beze jména"


def eu_publicity_is_whole(folder: IssueFolder) -> Iterator[Finding]:
    source, eu = folder.sources.publication, folder.publication.eu
    for name in ("statement", "project", "registration_number"):
        if not getattr(eu, name).strip():
            yield blocking(
                "eu-publicity-incomplete",
                source.field("eu", name),
                "Povinná publicita EU není úplná; pole vyplňte.",
            )
    if eu.statement.strip() and EU_STATEMENT.casefold() not in _joined(eu.statement).casefold():
        yield blocking(
            "eu-statement-wrong",
            source.field("eu", "statement"),
            f"Povinná publicita musí znít celá „{EU_STATEMENT}“; opravte ji.",
        )


def imprint_is_whole(folder: IssueFolder) -> Iterator[Finding]:
    source = folder.sources.publication
    for name in ("title", "publisher", "seat", "contact_name", "contact_email"):
        if not getattr(folder.publication, name).strip():
            yield blocking(
                "imprint-incomplete",
                source.field(name),
                "V tiráži chybí povinný údaj; pole vyplňte.",
            )


def issn_is_within_reach(folder: IssueFolder) -> Iterator[Finding]:
    if not folder.publication.issn and len(folder.issue.articles) < SERIAL_ARTICLES:
        yield warning(
            "issn-not-ready",
            Place(paths.ARTICLES),
            f"Číslo má méně než {SERIAL_ARTICLES} článků; pro přidělení ISSN jich má mít aspoň "
            f"{SERIAL_ARTICLES}.",
        )


def _joined(text: str) -> str:
    return " ".join(text.split())
