"""A folder goes in; findings about its translations come out: whose work, by what right."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from mitdomov.magazine.checks.reporting import blocking, warning, with_sources
from mitdomov.magazine.findings import Finding
from mitdomov.magazine.folder.issue_folder import IssueFolder
from mitdomov.magazine.folder.sources import Source
from mitdomov.magazine.model import ArticleType, Medium, Original, Permission

NOTICE: Final = timedelta(days=90)
_NO_DERIVATIVES: Final = re.compile(r"\bND\b|no.?deriv", re.IGNORECASE)
_IN_CZECH: Final = {Medium.WEB: "web", Medium.EMAIL: "e-mail", Medium.PDF: "PDF"}


def translations_name_their_original(folder: IssueFolder) -> Iterator[Finding]:
    for source, article in with_sources(folder):
        if article.type is ArticleType.TRANSLATION and article.original is None:
            yield blocking(
                "missing-original",
                source.field("original"),
                "Překladu chybí údaje o originálu; doplňte část [original].",
            )


def translations_are_allowed(folder: IssueFolder) -> Iterator[Finding]:
    for source, original in _originals(folder):
        if original.permission:
            continue
        if not original.licence.strip():
            yield blocking(
                "missing-permission",
                source.field("original", "licence"),
                "Originál nemá licenci ani svolení k překladu; doplňte jedno z nich.",
            )
        elif _NO_DERIVATIVES.search(original.licence):
            yield blocking(
                "licence-forbids-translation",
                source.field("original", "licence"),
                f"Licence {original.licence} nedovoluje překlad; vyžádejte si svolení.",
            )


def permissions_reach_every_medium(folder: IssueFolder) -> Iterator[Finding]:
    for source, permission in _permissions(folder):
        missing = [name for medium, name in _IN_CZECH.items() if medium not in permission.media]
        if missing:
            yield blocking(
                "permission-too-narrow",
                source.field("original", "permission", "media"),
                f"Svolení se nevztahuje na {', '.join(missing)}; vyžádejte si širší.",
            )


def permissions_last(folder: IssueFolder) -> Iterator[Finding]:
    dated = folder.issue.dated
    for source, permission in _permissions(folder):
        place = source.field("original", "permission", "expires_on")
        if permission.expires_on is None:
            continue
        if permission.expires_on < dated:
            yield blocking(
                "permission-expired",
                place,
                "Svolení k překladu vyprší dřív, než číslo vyjde; požádejte o nové.",
            )
        elif permission.expires_on - dated <= NOTICE:
            yield warning(
                "permission-expires-soon",
                place,
                f"Svolení k překladu vyprší do {NOTICE.days} dnů od vydání; požádejte o delší.",
            )


def _originals(folder: IssueFolder) -> Iterator[tuple[Source, Original]]:
    for source, article in with_sources(folder):
        if article.original:
            yield source, article.original


def _permissions(folder: IssueFolder) -> Iterator[tuple[Source, Permission]]:
    for source, original in _originals(folder):
        if original.permission:
            yield source, original.permission
