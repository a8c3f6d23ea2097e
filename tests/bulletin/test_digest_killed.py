"""Workers killed over a letter of news: frozen once and whole, sent to each reader once."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, select

from mitdomov.bulletin.digests.editing import DigestDraft, create_digest, draft_of
from mitdomov.bulletin.digests.freezing import Assembled, assemble, freeze_digest
from mitdomov.bulletin.digests.model import DigestLetter, DigestRecord
from mitdomov.bulletin.news.publishing import create_news, publish_news
from mitdomov.bulletin.news.text import NewsText
from mitdomov.database import blobs
from mitdomov.database.store import Store, open_store
from mitdomov.delivery.dispatches.digest_ledger import unsent_news
from mitdomov.durable import replace_file
from mitdomov.editorial.model import Artefact, SnapshotRecord
from tests.delivery.senders import (
    PAUSE_SECONDS,
    assert_nothing_lost_or_double,
    send_through_kills,
)
from tests.dispatching import Scene, SteppingClock, made_scene
from tests.relay import Relay, running_relay

URL = "https://mitdomov.example"
AT = SteppingClock()()
READERS = [f"ctenar{n}@obec.example" for n in range(120)]


@pytest.fixture
def relay() -> Iterator[Relay]:
    with running_relay() as running:
        yield running


@pytest.fixture
def scene(tmp_path: Path, relay: Relay) -> Scene:
    """A digest of two news, number 1, not yet frozen."""
    made = made_scene(tmp_path, SMTP_URL=relay.url)
    made.subscribe(READERS)
    with made.store.writing() as session:
        items = [
            create_news(session, NewsText(title=title, perex="Krátce."), by=None, at=AT)
            for title in ("První zpráva", "Druhá zpráva")
        ]
        for item in items:
            publish_news(session, item.id, by=None, at=AT)
        draft = DigestDraft("Dvě zprávy", "", tuple(item.id for item in items))
        create_digest(session, draft, by=None, at=AT)
    return made


def content(store: Store) -> Assembled:
    with store.reading() as session:
        digest = session.get_one(DigestRecord, 1)
        return assemble(session, store.blobs, 1, draft_of(session, digest), public_url=URL, at=AT)


def test_a_worker_killed_at_any_step_freezes_the_letter_once_and_whole(
    scene: Scene, tmp_path: Path
) -> None:
    steps = 0
    while (ended := _freeze_and_die(tmp_path, steps := steps + 1)) != 0:
        assert ended == -signal.SIGKILL
        assert steps < 100
    assert steps > 10
    with scene.store.reading() as session:
        query = select(SnapshotRecord).join(DigestLetter)
        (snapshot,) = session.scalars(query)
        files = session.scalars(select(Artefact).where(Artefact.snapshot_id == snapshot.id)).all()
        assert {"email.html", "email.txt", "email.subject.txt"} <= {each.path for each in files}
        for each in files:
            assert len(scene.store.blobs.get(each.sha256)) == each.size_bytes


def _freeze_and_die(directory: Path, steps: int) -> int:
    """How a process ended that freezes the digest and is killed at that step."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    try:
        _freeze_until(directory, steps)
    finally:
        os._exit(1)


def _freeze_until(directory: Path, steps: int) -> None:
    left = iter(range(steps - 1))

    def step(*_: object) -> None:
        if next(left, None) is None:
            os.kill(os.getpid(), signal.SIGKILL)

    def write(*arguments: Any) -> None:
        step()
        replace_file(*arguments)
        step()

    store = open_store(f"sqlite:///{directory / 'mitdomov.sqlite'}", directory)
    assembled = content(store)
    for moment in ("before_cursor_execute", "commit"):
        event.listen(store.engine, moment, step)
    setattr(blobs, "replace_file", write)  # noqa: B010 - not exported by that module
    freeze_digest(store, 1, assembled, public_url=URL, at=AT)
    os._exit(0)


def test_a_letter_of_news_whose_workers_are_killed_reaches_each_reader_once(
    scene: Scene, relay: Relay
) -> None:
    scene.snapshot_id = freeze_digest(scene.store, 1, content(scene.store), public_url=URL, at=AT)
    relay.pause_seconds = PAUSE_SECONDS
    dispatch = scene.plan()
    send_through_kills(scene, relay, dispatch, kills=3)
    assert_nothing_lost_or_double(scene, relay, dispatch, audience=len(READERS), kills=3)
    with scene.store.reading() as session:
        assert not unsent_news(session)
