"""A folder goes in; its articles with their sources and the findings of rules come out."""

from collections.abc import Iterator

from mitdomov.magazine.findings import Finding, Place, Severity
from mitdomov.magazine.folder import paths
from mitdomov.magazine.folder.issue_folder import IssueFolder
from mitdomov.magazine.folder.sources import Source
from mitdomov.magazine.model import Article


def blocking(code: str, place: Place, sentence: str) -> Finding:
    return Finding(Severity.BLOCKING, code, place, sentence)


def warning(code: str, place: Place, sentence: str) -> Finding:
    return Finding(Severity.WARNING, code, place, sentence)


def with_sources(folder: IssueFolder) -> Iterator[tuple[Source, Article]]:
    """Each article with its file or else with the one that `write_issue` would give it."""
    articles = folder.issue.articles
    for number, article in enumerate(articles, 1):
        file = paths.article_file(number, article.slug, len(articles))
        yield folder.sources.articles.get(article.slug, Source(file)), article
