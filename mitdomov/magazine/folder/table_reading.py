"""TOML text in, the value that it describes out; findings go to the report."""

from typing import TypeVar

from mitdomov.magazine.findings import Place
from mitdomov.magazine.folder.mistakes import TableError
from mitdomov.magazine.folder.report import Read, Report
from mitdomov.magazine.folder.sources import Source
from mitdomov.magazine.folder.structuring import structure
from mitdomov.magazine.folder.toml_source import TomlError, read_toml

T = TypeVar("T")


def read_table(
    path: str, text: str, first_line: int, cls: type[T], report: Report, **elsewhere: object
) -> Read[T] | None:
    try:
        toml = read_toml(text, first_line)
    except TomlError as error:
        report.block(
            "broken-toml",
            Place(path, error.line),
            "Zápis TOML tu není správný; zkontrolujte uvozovky, závorky, rovnítka a zda tu není "
            "totéž pole dvakrát.",
        )
        return None
    source = Source(path, toml)
    try:
        return Read(source, structure(toml.table, cls, **elsewhere))
    except TableError as error:
        for mistake in error.mistakes:
            report.block(mistake.code, source.field(*mistake.path), mistake.sentence)
        return None
