"""A report in; a table for people out, in Czech."""

from collections.abc import Iterator
from math import floor, log10
from typing import Final

from mitdomov.bench.report import Better, Figure, Report
from mitdomov.czech_words import counted
from mitdomov.czech_words import number as grouped

_DIGITS: Final = 3
"""Significant ones: no measurement here is more exact."""
_BETTER: Final = {Better.LOWER: "méně je lépe", Better.HIGHER: "více je lépe"}
_FACTS: Final = {
    "words": "slov",
    "paragraphs": "odstavců",
    "letters_per_round": "dopisů v kole",
    "reference_letters_per_round": "srovnávacích dopisů v kole",
    "letter_bytes": "bajtů v dopise",
    "pages": "stran PDF",
    "page_bytes": "bajtů stránky článku po kompresi",
    "requests_per_round": "dotazů v kole",
    "issues": "čísel v archivu",
    "entries": "míst, která lze najít",
    "lemmas_load_ms": "ms první načtení tvarů slov",
    "lemmas_megabytes": "MB paměti pro tvary slov",
    "reference_pages": "stran srovnávacího PDF",
}


def table(report: Report) -> str:
    return "\n".join(_lines(report))


def number(value: float) -> str:
    """`12,3` or `0,0123`: three significant digits, all digits of a large whole part."""
    if value == 0:
        return "0"
    decimals = max(0, _DIGITS - 1 - floor(log10(abs(value))))
    return f"{value:.{decimals}f}".replace(".", ",")


def _lines(report: Report) -> Iterator[str]:
    yield f"Měří se:   {report.subject}"
    yield f"Srovnání:  {report.reference}"
    yield f"Na čem:    {_facts(report)}"
    yield ""
    yield from _columns(report.figures)
    yield ""
    machine = report.machine
    yield f"Poměr je medián; počet kol: {report.rounds}, v každém se všechny způsoby střídají."
    cores = counted(machine.cores, "jádro", "jádra", "jader")
    yield f"Počítač: {machine.system}, {cores}, {machine.python}, zátěž {number(machine.load)}."
    if machine.is_busy:
        yield "Počítač byl vytížený jinou prací: věřte poměrům, ne rychlostem."


def _facts(report: Report) -> str:
    return ", ".join(
        f"{_FACTS[name]}: {grouped(round(value))}" for name, value in report.facts.items()
    )


def _columns(figures: tuple[Figure, ...]) -> Iterator[str]:
    rows = [("", "my", "srovnání", "poměr", "rozpětí", "jednotka"), *map(_row, figures)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for name, *values, unit in rows:
        cells = (value.rjust(width) for value, width in zip(values, widths[1:], strict=False))
        yield f"{name.ljust(widths[0])}  {'  '.join(cells)}  {unit}"


def _row(figure: Figure) -> tuple[str, ...]:
    return (
        figure.name,
        number(figure.ours),
        number(figure.reference),
        number(figure.ratio),
        f"{number(figure.ratio_lowest)}–{number(figure.ratio_highest)}",
        f"{figure.unit} ({_BETTER[figure.better]})",
    )
