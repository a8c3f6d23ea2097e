"""The text of an article's file in, the article out; findings go to the report."""

from dataclasses import replace

from mitdomov.document.markdown.reader import Located, MarkdownError, locate
from mitdomov.document.tree import Document
from mitdomov.magazine.findings import Place
from mitdomov.magazine.folder import front_matter
from mitdomov.magazine.folder.report import Read, Report
from mitdomov.magazine.folder.table_reading import read_table
from mitdomov.magazine.model import Article


def read_article_file(path: str, slug: str, text: str, report: Report) -> Read[Article] | None:
    parts = front_matter.split(text)
    if parts is None:
        report.block(
            "missing-front-matter",
            Place(path, 1),
            "Článek má začínat hlavičkou mezi dvěma řádky +++; doplňte ji.",
        )
        return None
    body = _read_body(path, parts, report)
    read = read_table(
        path, parts.header, parts.header_line, Article, report, slug=slug, body=body.document
    )
    return read and replace(read, source=replace(read.source, blocks=body.lines))


def _read_body(path: str, parts: front_matter.FrontMatter, report: Report) -> Located:
    try:
        return locate(parts.body, parts.body_line)
    except MarkdownError as error:
        report.block("broken-markdown", Place(path, error.line), error.sentence)
        return Located(Document(), {})
