"""An issue that a folder brought in; what its texts say of its pictures in the library out."""

from collections.abc import Iterator

from sqlalchemy.orm import Session

from mitdomov.editorial.media.pictures import media_named
from mitdomov.magazine.model import Issue
from mitdomov.magazine.usage import figures

_Words = tuple[str, str, str]
"""Description, credit and licence."""


def learn_words(session: Session, issue_id: int, issue: Issue) -> None:
    """Fills in what the library does not know yet, so that the next text need not ask again."""
    for file, words in _said(issue):
        item = media_named(session, file, issue_id)
        if item is not None:
            alt, credit, licence = words
            item.alt = item.alt or alt
            item.credit = item.credit or credit
            item.licence = item.licence or licence


def _said(issue: Issue) -> Iterator[tuple[str, _Words]]:
    for article in issue.articles:
        head = article.picture
        if head is not None:
            yield head.file, (head.alt, head.credit, head.licence)
        for figure in figures(article):
            yield figure.picture, (figure.alt, figure.credit, figure.licence)
    cover = issue.cover
    if cover.picture:
        yield cover.picture, (cover.alt, cover.credit, "")
    for contributor in issue.contributors:
        if contributor.portrait:
            yield contributor.portrait, (contributor.name, "", "")
