"""An issue in; what its indexing and a reader's question cost, against a bare LIKE scan, out.

The many issues are the one with the words of each article shuffled: as long, with the same words
as often, but no two texts alike.
"""

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

import psutil
from sqlalchemy import text

from mitdomov.bench.measuring import interleaved
from mitdomov.bench.report import Report, figure, this_machine
from mitdomov.bench.sample import read_folder
from mitdomov.database.migrate import upgrade
from mitdomov.database.store import Store, open_store
from mitdomov.editorial import findable
from mitdomov.magazine.typesetting import typeset_value
from mitdomov.search import index
from mitdomov.search.finding import find
from mitdomov.search.index import Entry, Kind, prepare
from mitdomov.search.lemmas import lemma_of
from mitdomov.search.suggesting import suggest
from mitdomov.search.words import words_in

QUESTIONS: Final = ("obec", "bydleni", "dostupné bydlení", '"bez domova"', "nájem -dražba")
"""What readers type: a word, one without diacritics, two, a phrase, one without another."""
_MISTYPED: Final = "bidlneí"
_SCANNED: Final = ("obec", "bydlení", "dostupné", "bez domova", "nájem")
_SCAN: Final = text("SELECT url, title, text FROM search_entry WHERE text LIKE :words LIMIT 20")
_ALL: Final = text("SELECT count(*) FROM search_entry WHERE text LIKE :words")


@dataclass(frozen=True, slots=True)
class _Library:
    store: Store
    entries: int

    def ask(self) -> None:
        for question in QUESTIONS:
            with self.store.reading() as session:
                find(session, question)

    def scan(self) -> None:
        """Counted and shown as ours are, but unordered, with no forms, extracts or facets."""
        for words in _SCANNED:
            with self.store.reading() as session:
                session.scalar(_ALL, {"words": f"%{words}%"})
                session.execute(_SCAN, {"words": f"%{words}%"}).all()

    def suggest(self) -> None:
        with self.store.reading() as session:
            suggest(session, _MISTYPED)


def measure(directory: Path, issues: int, rounds: int) -> Report:
    """`issues` is how many the large library has. Raises `FolderError`."""
    entries = findable.entries(typeset_value(read_folder(directory).issue))
    machine, loaded = this_machine(), _load_lemmas()
    words = sum(len(words_in(each.text)) for each in entries)
    with _library(entries, 1) as small, _library(entries, issues) as large:
        works = (
            *(small.ask, large.ask, large.suggest, lambda: _prepare(entries)),
            *(small.scan, large.scan, large.scan, lambda: _split(entries)),
        )
        interleaved(works, 1)
        measured = interleaved(works, rounds)
        facts = {"words": words, "issues": issues, "entries": large.entries, **loaded}
    columns = [[each.cpu_seconds * 1000 for each in one] for one in zip(*measured, strict=True)]
    asked = [[each / len(QUESTIONS) for each in column] for column in columns]
    scale = words / 1000
    return Report(
        bench="search",
        subject="hledání: dotaz čtenáře s výňatky a počty, návrh místo překlepu, příprava čísla",
        reference=(
            "u dotazů LIKE nad týmiž texty, které nezná tvary slov ani pořadí; u návrhu totéž; "
            "u přípravy rozdělení textu na slova"
        ),
        rounds=rounds,
        machine=machine,
        figures=(
            figure("dotaz, jedno číslo", "ms CPU", asked[0], asked[4]),
            figure("dotaz, všechna čísla", "ms CPU", asked[1], asked[5]),
            figure("návrh místo překlepu", "ms CPU", columns[2], asked[6]),
            figure(
                "příprava čísla",
                "ms CPU na 1 000 slov",
                [each / scale for each in columns[3]],
                [each / scale for each in columns[7]],
            ),
        ),
        facts=facts,
    )


def _load_lemmas() -> dict[str, float]:
    """What the first word of a process costs."""
    process, began = psutil.Process(), perf_counter()
    before = process.memory_info().rss
    lemma_of("obcích")
    return {
        "lemmas_load_ms": round((perf_counter() - began) * 1000),
        "lemmas_megabytes": round((process.memory_info().rss - before) / 1e6),
    }


@contextmanager
def _library(entries: Sequence[Entry], issues: int) -> Iterator[_Library]:
    with TemporaryDirectory(prefix="mitdomov-bench-") as name:
        directory = Path(name)
        url = f"sqlite:///{directory / 'mitdomov.sqlite'}"
        upgrade(url)
        store = open_store(url, directory)
        for number in range(issues):
            prepared = prepare(Kind.ARTICLE, str(number), tuple(_another(entries, number)))
            with store.writing() as session:
                index.replace(session, prepared)
        yield _Library(store, len(entries) * issues)
        store.engine.dispose()


def _another(entries: Sequence[Entry], number: int) -> Iterator[Entry]:
    chance = random.Random(number)  # noqa: S311 - no secret
    for entry in entries:
        words = entry.text.split(" ")
        if number:
            chance.shuffle(words)
        yield replace(
            entry,
            url=f"/{number}{entry.url}",
            text=" ".join(words),
            dated=entry.dated - timedelta(days=182 * number),
        )


def _prepare(entries: tuple[Entry, ...]) -> None:
    """With the words of the issue looked up anew, as the first time in a process."""
    lemma_of.cache_clear()
    prepare(Kind.ARTICLE, "1", entries)


def _split(entries: Sequence[Entry]) -> list[list[str]]:
    return [words_in(entry.text) for entry in entries]
