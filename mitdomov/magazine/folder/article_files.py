"""One article as its file in the issue folder: the value in, its bytes out, and back."""

from mitdomov.document.markdown.writer import write as write_markdown
from mitdomov.magazine.findings import FolderError
from mitdomov.magazine.folder import front_matter, paths
from mitdomov.magazine.folder.article_reading import read_article_file
from mitdomov.magazine.folder.report import Report
from mitdomov.magazine.folder.texts import read_text
from mitdomov.magazine.folder.toml_writing import toml
from mitdomov.magazine.model import Article


def write_article(article: Article) -> bytes:
    """Front matter and Markdown in canonical form."""
    return front_matter.join(toml(article), write_markdown(article.body)).encode()


def read_article(data: bytes, slug: str) -> Article:
    """The article that the file holds, whatever it refers to; raises `FolderError`."""
    report = Report()
    path = paths.article_file(1, slug, 1)
    text = read_text(path, data, report)
    read = read_article_file(path, slug, text, report) if text is not None else None
    if report.findings or read is None:
        raise FolderError(report.findings)
    return read.value
