"""The files of an issue folder in, the issue out; or else every finding at once."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TypeVar

from mitdomov.magazine.findings import FolderError, Place
from mitdomov.magazine.folder import paths
from mitdomov.magazine.folder.article_reading import read_article_file
from mitdomov.magazine.folder.issue_folder import IssueFolder
from mitdomov.magazine.folder.references import (
    check_article_names,
    check_figures,
    check_people_and_section,
    check_pictures,
    check_slugs,
)
from mitdomov.magazine.folder.refusals import refusal
from mitdomov.magazine.folder.report import Read, Report
from mitdomov.magazine.folder.sources import Sources
from mitdomov.magazine.folder.table_reading import read_table
from mitdomov.magazine.folder.texts import read_text
from mitdomov.magazine.model import Article, Issue, Publication
from mitdomov.magazine.pictures import PictureError, examine

T = TypeVar("T")


def read_issue(files: Mapping[str, bytes]) -> IssueFolder:
    """The issue that `files` (path in the folder → bytes) hold; raises `FolderError`."""
    report = Report()
    _check_names(files, report)
    texts = _read_texts(files, report)
    publication = _read_publication(texts, report)
    issue = _read_whole(texts, paths.ISSUE, Issue, report, articles=())
    articles = _read_articles(texts, report)
    pictures = _read_pictures(files, report)
    if issue is not None:
        _check_issue(issue, articles, pictures, report)
    for article in articles:
        check_pictures(article, pictures, report)
        check_figures(article, pictures, report)
    if report.findings or publication is None or issue is None:
        raise FolderError(report.findings)
    return IssueFolder(
        issue=replace(issue.value, articles=tuple(article.value for article in articles)),
        publication=publication.value,
        pictures=pictures,
        sources=Sources(
            publication.source,
            issue.source,
            {article.value.slug: article.source for article in articles},
        ),
    )


def read_publication(data: bytes) -> Publication:
    """The publication that the bytes of a `publication.toml` hold; raises `FolderError`."""
    report = Report()
    read = _read_publication(_read_texts({paths.PUBLICATION: data}, report), report)
    if report.findings or read is None:
        raise FolderError(report.findings)
    return read.value


def read_frame(data: bytes) -> Issue:
    """The issue without its articles that an `issue.toml` holds; raises `FolderError`."""
    report = Report()
    texts = _read_texts({paths.ISSUE: data}, report)
    read = _read_whole(texts, paths.ISSUE, Issue, report, articles=())
    if read is not None:
        check_slugs(read, report)
    if report.findings or read is None:
        raise FolderError(report.findings)
    return read.value


def _check_names(files: Mapping[str, bytes], report: Report) -> None:
    report.findings += [finding for path in files if (finding := refusal(path))]
    check_article_names(files, report)
    for path in (paths.PUBLICATION, paths.ISSUE):
        if path not in files:
            report.block("missing-file", Place(path), "Soubor chybí; bez něj číslo nejde sestavit.")
    if not any(paths.article_of(path) for path in files):
        report.block(
            "empty-issue",
            Place(paths.ARTICLES),
            "Číslo nemá žádný článek; přidejte aspoň jeden.",
        )


def _check_issue(
    issue: Read[Issue], articles: list[Read[Article]], pictures: Collection[str], report: Report
) -> None:
    check_slugs(issue, report)
    check_pictures(issue, pictures, report)
    for article in articles:
        check_people_and_section(article, issue.value, report)


def _read_texts(files: Mapping[str, bytes], report: Report) -> dict[str, str]:
    """The files that hold text and can be read as text, by path."""
    texts = {
        path: read_text(path, data, report)
        for path, data in files.items()
        if path in {paths.PUBLICATION, paths.ISSUE} or paths.article_of(path)
    }
    return {path: text for path, text in texts.items() if text is not None}


def _read_publication(texts: Mapping[str, str], report: Report) -> Read[Publication] | None:
    read = _read_whole(texts, paths.PUBLICATION, Publication, report)
    if read is not None:
        check_slugs(read, report)
    return read


def _read_whole(
    texts: Mapping[str, str], path: str, cls: type[T], report: Report, **elsewhere: object
) -> Read[T] | None:
    if path not in texts:
        return None
    return read_table(path, texts[path], 1, cls, report, **elsewhere)


def _read_articles(texts: Mapping[str, str], report: Report) -> list[Read[Article]]:
    named = sorted((name, path) for path in texts if (name := paths.article_of(path)))
    read = [read_article_file(path, slug, texts[path], report) for (_, slug), path in named]
    return [article for article in read if article is not None]


def _read_pictures(files: Mapping[str, bytes], report: Report) -> dict[str, bytes]:
    """The pictures by name; what is no readable picture is reported but kept as existing."""
    pictures = {name: data for path, data in files.items() if (name := paths.picture_of(path))}
    for name, data in pictures.items():
        try:
            examine(data)
        except PictureError as error:
            report.block("unreadable-picture", Place(f"{paths.IMAGES}/{name}"), error.sentence)
    return pictures
