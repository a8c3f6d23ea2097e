"""All artefacts of an issue are rendered in a process that can neither hang nor swell."""

from dataclasses import replace
from time import monotonic

import pytest

from mitdomov.document.tree import Document, Table, Text
from mitdomov.magazine.snapshot import Snapshot
from mitdomov.render.errors import RenditionError
from mitdomov.render.issue import quiet, render
from mitdomov.render.press import process
from mitdomov.render.press.rendition import render_apart
from tests.render.pages import PUBLIC_URL


def with_endless_table(snapshot: Snapshot) -> Snapshot:
    """Some megabytes in the first article."""
    row = tuple((Text(f"buňka {number} " * 8),) for number in range(4))
    body = Document((Table(header=row, rows=(row,) * 8_000, id="tabulka"),))
    first, *others = snapshot.issue.articles
    articles = (replace(first, body=body), *others)
    return replace(snapshot, issue=replace(snapshot.issue, articles=articles))


def test_it_makes_the_same_files_and_tells_how_far_it_is(small_snapshot: Snapshot) -> None:
    told: list[float] = []
    made = render_apart(
        small_snapshot, public_url=PUBLIC_URL, progress=lambda _, done: told.append(done)
    )
    here = render(small_snapshot, public_url=PUBLIC_URL, progress=quiet)
    assert [path for path in here if made.get(path) != here[path]] == []
    assert made == here
    assert told == sorted(told)
    assert len(told) > 3


def test_an_endless_text_is_stopped_with_a_sentence(small_snapshot: Snapshot) -> None:
    begun = monotonic()
    with pytest.raises(RenditionError, match=r"Číslo 1/2030: sazba trvala příliš dlouho"):
        render_apart(
            with_endless_table(small_snapshot),
            public_url=PUBLIC_URL,
            progress=quiet,
            timeout_seconds=6,
        )
    assert monotonic() - begun < 30


def test_whoever_watches_may_stop_it(small_snapshot: Snapshot) -> None:
    """As a worker does that has lost the order to another."""

    def stop(_step: str, _done: float) -> None:
        raise LookupError

    with pytest.raises(LookupError):
        render_apart(small_snapshot, public_url=PUBLIC_URL, progress=stop)


def test_its_memory_is_bounded() -> None:
    assert process.MAX_MEMORY_BYTES <= 2**31
