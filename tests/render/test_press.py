"""Pages are set in a process of their own: nothing an author writes reaches whoever asks."""

import io
import os
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from time import monotonic, sleep

import pikepdf
import pytest

from mitdomov.document.tree import (
    Document,
    Embed,
    Figure,
    Inlines,
    Italic,
    Link,
    Paragraph,
    Table,
    Text,
)
from mitdomov.magazine.folder.disk import read_files
from mitdomov.magazine.folder.issue_folder import IssueFolder
from mitdomov.magazine.snapshot import Snapshot
from mitdomov.render.press.client import PressProcess, Unpressed
from mitdomov.render.press.jobs import ArticleJob, Made, article_job, issue_job
from mitdomov.render.press.room import Answer, PressRoom, Waiting
from mitdomov.render.preview.assembling import assemble
from mitdomov.render.preview.keys import pages_key
from tests.conftest import SMALL_ISSUE
from tests.render.pages import PUBLIC_URL
from tests.render.previewing import parts_of, pictures_of
from tests.render.spoiling import Spoilt

SLUG = "prvni-klice"


@pytest.fixture(scope="module")
def process() -> Iterator[PressProcess]:
    made = PressProcess()
    yield made
    made.close()


@pytest.fixture
def room(tmp_path: Path) -> Iterator[PressRoom]:
    made = PressRoom(tmp_path, processes=1)
    yield made
    made.close()


def with_body(snapshot: Snapshot, document: Document, title: str = "První klíče") -> Snapshot:
    articles = tuple(
        replace(each, body=document, title=title) if each.slug == SLUG else each
        for each in snapshot.issue.articles
    )
    return replace(snapshot, issue=replace(snapshot.issue, articles=articles))


def job(snapshot: Snapshot, first_page: int = 1) -> ArticleJob:
    return article_job(snapshot, SLUG, public_url=PUBLIC_URL, first_page=first_page)


def set_(
    process: PressProcess, snapshot: Snapshot, timeout_seconds: float = 60
) -> Made | Unpressed:
    return process.run(job(snapshot), timeout_seconds=timeout_seconds)


def text_of(data: bytes) -> str:
    from pypdf import PdfReader

    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def endless_table() -> Document:
    """Some megabytes."""
    row = tuple((Text(f"buňka {number} " * 8),) for number in range(4))
    return Document((Table(header=row, rows=(row,) * 8_000, id="tabulka"),))


def abyss() -> Document:
    inline: Inlines = (Text("dno"),)
    for _ in range(400):
        inline = (Italic(inline),)
    return Document((Paragraph(inline, id="p1"),))


def test_an_article_is_set_alone(process: PressProcess, small_snapshot: Snapshot) -> None:
    made = process.run(job(small_snapshot, first_page=7), timeout_seconds=60)
    assert isinstance(made, Made)
    text = text_of(made.data)
    assert "První klíče" in text.replace("\xa0", " ")
    assert "Dům u řeky" not in text.replace("\xa0", " ")
    assert "Tiráž" not in text
    with pikepdf.open(io.BytesIO(made.data)) as pdf:
        assert made.pages == len(pdf.pages)
    assert "\n7\n" in f"\n{text}\n" or text.rstrip().startswith("7") or " 7 " in f" {text} "


def test_the_process_stays_warm(process: PressProcess, small_snapshot: Snapshot) -> None:
    set_(process, small_snapshot)
    before = process._process
    assert isinstance(set_(process, small_snapshot), Made)
    assert process.is_running
    assert process._process is before


def test_a_text_that_takes_for_ever_is_named_and_the_next_one_is_set(
    process: PressProcess, small_snapshot: Snapshot
) -> None:
    endless = with_body(small_snapshot, endless_table(), title="Nekonečná tabulka")
    begun = monotonic()
    answer = set_(process, endless, timeout_seconds=5)
    assert monotonic() - begun < 30
    assert isinstance(answer, Unpressed)
    assert "Nekonečná tabulka" in answer.sentence
    assert "příliš dlouho" in answer.sentence
    assert isinstance(set_(process, small_snapshot), Made)


def test_a_text_of_endless_depth_is_named_or_set(
    process: PressProcess, small_snapshot: Snapshot
) -> None:
    answer = set_(process, with_body(small_snapshot, abyss(), title="Propast"))
    assert isinstance(answer, Made) or "Propast" in answer.sentence
    assert isinstance(set_(process, small_snapshot), Made)


def test_a_process_that_was_killed_is_replaced(small_snapshot: Snapshot) -> None:
    process = PressProcess()
    process.start()
    assert process._process is not None
    process._process.kill()
    process._process.wait()
    assert isinstance(set_(process, small_snapshot), Made)
    process.close()
    assert not process.is_running


@pytest.mark.parametrize("how", ["depth", "memory", "processor"])
def test_a_text_is_blamed_for_going_beyond_bounds(process: PressProcess, how: str) -> None:
    answer = process.run(Spoilt(how), timeout_seconds=60)
    assert isinstance(answer, Unpressed)
    assert answer.sentence.startswith("Číslo 1/2030 nejde vysadit: obsah je příliš složitý.")


@pytest.mark.parametrize("how", ["file", "exit"])
def test_no_text_is_blamed_for_a_broken_installation(process: PressProcess, how: str) -> None:
    answer = process.run(Spoilt(how), timeout_seconds=60)
    assert isinstance(answer, Unpressed)
    assert "text za to nemůže. Řekněte to správci" in answer.sentence


def test_long_work_stands_back(small_snapshot: Snapshot) -> None:
    process = PressProcess(niceness=10)
    assert isinstance(set_(process, small_snapshot), Made)
    assert process._process is not None
    assert os.getpriority(os.PRIO_PROCESS, process._process.pid) >= 10
    process.close()


def test_whoever_watches_may_stop_it(process: PressProcess, small_folder: IssueFolder) -> None:
    def stop(_step: str, _done: float) -> None:
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        process.run(
            issue_job(small_folder, public_url=PUBLIC_URL), timeout_seconds=60, progress=stop
        )
    assert not process.is_running


def test_a_whole_issue_tells_how_far_it_is_and_where_articles_begin(
    process: PressProcess, small_folder: IssueFolder
) -> None:
    steps: list[float] = []
    made = process.run(
        issue_job(small_folder, public_url=PUBLIC_URL),
        timeout_seconds=120,
        progress=lambda _, done: steps.append(done),
    )
    assert isinstance(made, Made)
    assert len(steps) > 3
    assert steps == sorted(steps)
    slugs = {article.slug for article in small_folder.issue.articles}
    assert set(made.first_pages) == slugs
    assert all(1 < page <= made.pages for page in made.first_pages.values())


@pytest.fixture
def canary() -> Iterator[tuple[str, list[str]]]:
    """An address on loopback, and who came there."""
    hits: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            hits.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", hits
    server.shutdown()


def test_nothing_is_fetched_and_nothing_attached(
    process: PressProcess, small_snapshot: Snapshot, canary: tuple[str, list[str]]
) -> None:
    url, hits = canary
    document = Document(
        (
            Paragraph(
                (
                    Text(f'<img src="{url}/img"><link rel="attachment" href="file:///etc/passwd">'),
                    Text(f"<style>@import url({url}/css)</style><iframe src={url}/frame>"),
                    Link(f"{url}/link", (Text("odkaz"),)),
                ),
                id="p1",
            ),
            Figure(picture="okno.png", alt=f'" onerror="{url}/alt', id="f1"),
            Embed(url=f"{url}/embed", title=f"url({url}/title)", id="e1"),
        )
    )
    pictures = {**small_snapshot.pictures, "okno.png": small_snapshot.pictures["klic.png"]}
    answer = set_(process, with_body(replace(small_snapshot, pictures=pictures), document))
    assert isinstance(answer, Made)
    assert hits == []
    with pikepdf.open(io.BytesIO(answer.data)) as pdf:
        assert not pdf.attachments


def ask(room: PressRoom, key: str, snapshot: Snapshot, wait_seconds: float = 60) -> Answer:
    return room.ask("article:1", key, lambda: job(snapshot), wait_seconds=wait_seconds)


def test_what_was_set_once_is_found_on_disk(
    room: PressRoom, small_snapshot: Snapshot, tmp_path: Path
) -> None:
    first = ask(room, "k1", small_snapshot)
    assert isinstance(first, Made)

    def refuse() -> ArticleJob:
        raise AssertionError("set again")

    other = PressRoom(tmp_path)
    again = other.ask("article:1", "k1", refuse)
    assert isinstance(again, Made)
    assert again.data == first.data
    assert again.pages == first.pages


def test_nobody_waits_longer_than_they_want(room: PressRoom, small_snapshot: Snapshot) -> None:
    assert ask(room, "k1", small_snapshot, wait_seconds=0.05) == Waiting()
    assert isinstance(ask(room, "k1", small_snapshot), Made)


def test_only_the_newest_of_an_article_waits(room: PressRoom, small_snapshot: Snapshot) -> None:
    made: list[str] = []

    def noted(key: str) -> ArticleJob:
        made.append(key)
        return job(small_snapshot)

    for key in ("k1", "k2", "k3", "k4"):
        room.ask("article:1", key, lambda key=key: noted(key))  # type: ignore[misc]
        while key == "k1" and not made:
            sleep(0.01)
    room.ask("article:1", "k4", lambda: noted("again"), wait_seconds=60)
    assert made == ["k1", "k4"]


def test_what_failed_is_not_tried_again_until_it_changes(
    tmp_path: Path, small_snapshot: Snapshot
) -> None:
    room = PressRoom(tmp_path, processes=1, timeout_seconds=4)
    endless = with_body(small_snapshot, endless_table(), title="Nekonečná tabulka")
    answer = ask(room, "k1", endless)
    assert isinstance(answer, Unpressed)
    tried: list[str] = []

    def noted() -> ArticleJob:
        tried.append("again")
        return job(small_snapshot)

    assert room.ask("article:1", "k1", noted, wait_seconds=60) == answer
    assert tried == []
    room.close()


def test_another_article_is_set_after_one_that_failed(
    room: PressRoom, small_snapshot: Snapshot
) -> None:
    assert isinstance(ask(room, "k1", with_body(small_snapshot, abyss())), Unpressed)
    assert isinstance(ask(room, "k2", small_snapshot), Made)


def test_a_job_that_cannot_even_be_made_stops_nothing(
    room: PressRoom, small_snapshot: Snapshot
) -> None:
    answer = room.ask("article:1", "k1", lambda: job(small_snapshot)[0], wait_seconds=20)  # type: ignore[index]
    assert isinstance(answer, Unpressed)
    assert isinstance(ask(room, "k2", small_snapshot), Made)


def test_key_changes_with_what_the_pages_show(tmp_path: Path) -> None:
    files = read_files(SMALL_ISSUE / "1-2030")
    parts, normal = parts_of(files), pictures_of(files, tmp_path)
    shown = assemble(parts, normal).snapshot

    def key(snapshot: Snapshot, slug: str = SLUG, first_page: int = 1) -> str:
        return pages_key(snapshot, slug, public_url=PUBLIC_URL, first_page=first_page)

    assert key(shown) == key(assemble(parts, normal).snapshot)
    swapped = {**parts.pictures, "klic.png": parts.pictures["fasada.png"]}
    others = {
        key(shown, "dum-u-reky"),
        key(shown, first_page=2),
        key(with_body(shown, Document())),
        key(assemble(replace(parts, pictures=swapped), normal).snapshot),
    }
    assert len(others | {key(shown)}) == 5
    longer = shown.issue.articles[:-1]
    assert key(replace(shown, issue=replace(shown.issue, articles=longer))) == key(shown)
    assert not (tmp_path / "pictures-1").exists()
