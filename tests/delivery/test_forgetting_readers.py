"""Readers who never confirmed are forgotten, those who have left are erased, each in its time."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import MetaData, select

from mitdomov.delivery.outbox.queue import enqueue_letter
from mitdomov.delivery.personal_data.forgetting import ENDED_READERS_KEPT_FOR
from mitdomov.delivery.personal_data.retention_rules import RULES
from mitdomov.subscribers.csv_import import import_subscribers
from mitdomov.subscribers.csv_reading import read_csv
from mitdomov.subscribers.model import ErasureRecord, Subscriber, Suppression
from mitdomov.subscribers.retention import RetentionRun, run_due
from mitdomov.subscribers.sign_up.inviting import invite_reader
from mitdomov.subscribers.sign_up.model import SignUp, SignUpCount, SignUpState
from tests.dispatching import Scene, made_scene

DAY = timedelta(days=1)
ASKED, UNASKED, KNOWN = "pozvana@obec.example", "nezvana@obec.example", "znama@obec.example"


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    """With a reader who has the magazine; she and two more wait on another list."""
    made = made_scene(tmp_path)
    made.subscribe([KNOWN])
    table = read_csv("\n".join(("email", KNOWN, ASKED, UNASKED)).encode())
    with made.store.writing() as session:
        import_subscribers(
            session,
            table,
            "novinky",
            "nevíme",
            made.clock(),
            known_lists=["novinky"],
            secret_key=made.settings.secret_key,
            is_proven=False,
        )
    return made


def readers(scene: Scene) -> set[str]:
    with scene.store.reading() as session:
        return set(session.scalars(select(Subscriber.address)))


def sweep(scene: Scene, after: timedelta) -> None:
    run_due(scene.store, RULES, scene.clock() + after)
    with scene.store.reading() as session:
        assert not [run.rule for run in session.scalars(select(RetentionRun)) if run.error]


def test_who_has_not_agreed_goes_after_thirty_days_or_seven_of_the_letter(scene: Scene) -> None:
    with scene.store.writing() as session:
        who = session.scalars(select(Subscriber).where(Subscriber.address == ASKED)).one()
        assert invite_reader(
            session,
            who,
            scene.clock(),
            shown={"novinky": "Novinky"},
            wording="w",
            actor="Eva",
            secret_key=scene.settings.secret_key,
        )
        sign_up = session.scalars(select(SignUp)).one()
        sign_up.state, sign_up.letter_at = SignUpState.ASKED, scene.clock() + DAY
        enqueue_letter(session, ASKED, "Potvrďte", "t", "h", at=scene.clock())
    sweep(scene, 7 * DAY)
    assert readers(scene) == {KNOWN, ASKED, UNASKED}
    sweep(scene, 9 * DAY)
    assert readers(scene) == {KNOWN, UNASKED}
    sweep(scene, 29 * DAY)
    assert readers(scene) == {KNOWN, UNASKED}
    sweep(scene, 31 * DAY)
    assert readers(scene) == {KNOWN}
    tables = MetaData()
    with scene.store.engine.connect() as connection:
        tables.reflect(connection)
        left = repr([connection.execute(select(each)).all() for each in tables.tables.values()])
    assert ASKED not in left
    assert UNASKED not in left
    with scene.store.reading() as session:
        assert not session.scalars(select(ErasureRecord)).all()


def test_who_has_left_is_erased_after_three_years_and_may_come_back(scene: Scene) -> None:
    sweep(scene, 31 * DAY)
    scene.unsubscribe(KNOWN)
    sweep(scene, ENDED_READERS_KEPT_FOR - DAY)
    assert readers(scene) == {KNOWN}
    sweep(scene, ENDED_READERS_KEPT_FOR + DAY)
    assert not readers(scene)
    with scene.store.reading() as session:
        (record,) = session.scalars(select(ErasureRecord))
        assert not session.scalars(select(Suppression)).all()
    assert (record.actor, record.is_suppressed) == ("program", False)
    assert [each["action"] for each in record.proof] == ["withdrawn"]


def test_a_reader_who_still_has_a_list_stays(scene: Scene) -> None:
    sweep(scene, 2 * ENDED_READERS_KEPT_FOR)
    assert readers(scene) == {KNOWN}


def test_counts_of_sign_ups_go_after_a_day_without_another_form(scene: Scene) -> None:
    begun = int(scene.clock().timestamp()) // 600
    with scene.store.writing() as session:
        session.add(SignUpCount(subject="sit", span=begun, count=1))
    for after, left in ((DAY, 1), (2 * DAY, 0)):
        sweep(scene, after)
        with scene.store.reading() as session:
            assert len(session.scalars(select(SignUpCount)).all()) == left
