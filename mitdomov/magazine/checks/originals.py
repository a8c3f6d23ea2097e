"""A folder goes in; findings about its translations come out: whose work, by what right."""

from collections.abc import Iterator
from datetime import date

from mitdomov.magazine.checks.reporting import blocking, warning, with_sources
from mitdomov.magazine.findings import Finding
from mitdomov.magazine.folder.issue_folder import IssueFolder
from mitdomov.magazine.leave import lacks
from mitdomov.magazine.model import ArticleType


def translations_name_their_original(folder: IssueFolder) -> Iterator[Finding]:
    for source, article in with_sources(folder):
        if article.type is ArticleType.TRANSLATION and article.original is None:
            yield blocking(
                "missing-original",
                source.field("original"),
                "Překladu chybí údaje o originálu; doplňte je.",
            )


def translations_are_allowed(folder: IssueFolder, on: date | None = None) -> Iterator[Finding]:
    """On the day that the issue is dated and, when it would come out later, `on` that day."""
    for source, article in with_sources(folder):
        if article.original:
            for lack in lacks(article.original, folder.issue.dated, on):
                finding = blocking if lack.is_blocking else warning
                yield finding(lack.code, source.field("original", *lack.field), lack.sentence)
