"""Readers are owed a note of what was mended once a letter of the issue has left, not before."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from mitdomov.delivery.dispatches import control
from mitdomov.delivery.dispatches.corrections import mailed_snapshot
from mitdomov.delivery.dispatches.scheduling import begin_due, schedule_dispatch
from mitdomov.delivery.model import DeliveryState
from mitdomov.delivery.transports.transport import Accepted, Deferred
from mitdomov.editorial.model import IssueRecord
from tests.dispatching import LIST, Scene, made_scene
from tests.transports import ScriptedTransport


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    made = made_scene(tmp_path)
    made.subscribe(["alice@obec.example"])
    return made


def is_mailed(scene: Scene) -> bool:
    with scene.store.reading() as session:
        issue = session.scalars(select(IssueRecord)).one()
        return mailed_snapshot(session, issue) is not None


def cancel(scene: Scene, number: int) -> None:
    with scene.store.writing() as session:
        control.cancel(session, number, clock=scene.clock)


def test_what_is_scheduled_or_overdue_has_mailed_nobody(scene: Scene) -> None:
    with scene.store.writing() as session:
        schedule_dispatch(
            session,
            snapshot_id=scene.snapshot_id,
            list=LIST,
            at=scene.clock(),
            scheduled_for=scene.clock() + timedelta(hours=1),
        )
    assert not is_mailed(scene)
    scene.clock.move(hours=7)
    begin_due(scene.store, scene.clock)
    assert not is_mailed(scene)


def test_what_was_cancelled_counts_when_a_letter_had_left(scene: Scene) -> None:
    first = scene.plan()
    assert is_mailed(scene)
    cancel(scene, first)
    assert not is_mailed(scene)
    scene.subscribe(["bob@obec.example"])
    second = scene.plan()
    scene.turn(second, ScriptedTransport([Accepted(250, "ok"), Deferred(451, "později")]))
    cancel(scene, second)
    assert [*scene.states(second).values()] == [DeliveryState.ACCEPTED, DeliveryState.SKIPPED]
    assert is_mailed(scene)
