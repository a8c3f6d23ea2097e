"""The parts of an issue go in; the places and findings by which rules speak of them come out."""

from collections.abc import Iterator

from mitdomov.document.tree import Block
from mitdomov.magazine import paths
from mitdomov.magazine.findings import Finding, Place, Severity
from mitdomov.magazine.folder_model import IssueFolder
from mitdomov.magazine.model import Article

_TWO_DIGITS_MAX = 99


def blocking(code: str, place: Place, sentence: str) -> Finding:
    return Finding(Severity.BLOCKING, code, place, sentence)


def warning(code: str, place: Place, sentence: str) -> Finding:
    return Finding(Severity.WARNING, code, place, sentence)


def with_files(folder: IssueFolder) -> Iterator[tuple[str, Article]]:
    """Each article with the file that `write_issue` would give it."""
    articles = folder.issue.articles
    digits = 2 if len(articles) <= _TWO_DIGITS_MAX else 3
    for number, article in enumerate(articles, 1):
        yield f"{paths.ARTICLES}/{number:0{digits}}-{article.slug}.md", article


def block_place(file: str, block: Block) -> Place:
    return Place(file, field=f"#{block.id}" if block.id else "")
