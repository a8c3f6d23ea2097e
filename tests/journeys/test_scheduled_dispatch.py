"""A scheduled dispatch over the real parts: due while the program runs, overdue when it starts."""

import time
from datetime import timedelta
from pathlib import Path

import pytest

from mitdomov.clock import now
from mitdomov.database.store import Store, open_store
from mitdomov.delivery.dispatches.control import resume
from mitdomov.delivery.dispatches.scheduling import schedule_dispatch
from mitdomov.delivery.model import Dispatch, DispatchState
from mitdomov.delivery.transports.mailbox import count_letters
from tests.journeys.running import up
from tests.web.served import publish_small_issue

pytestmark = pytest.mark.journey
SIX_HOURS = timedelta(hours=6)


def test_what_is_due_leaves_and_what_is_long_overdue_asks(tmp_path: Path) -> None:
    publish_small_issue(tmp_path)
    store = open_store(f"sqlite:///{tmp_path / 'mitdomov.sqlite'}", tmp_path)
    overdue = schedule(store, -SIX_HOURS)
    with up(tmp_path):
        wait_for(store, overdue, DispatchState.PAUSED)
        due = schedule(store, timedelta(seconds=2))
        wait_for(store, due, DispatchState.FINISHED)
        assert letters(store) == 3
        with store.writing() as session:
            assert session.get_one(Dispatch, overdue).pause_reason.endswith("Odeslat nyní?")
            assert resume(session, overdue)
        wait_for(store, overdue, DispatchState.FINISHED)
    assert letters(store) == 6


def schedule(store: Store, after: timedelta) -> int:
    with store.writing() as session:
        return schedule_dispatch(
            session,
            snapshot_id=1,
            list="magazin",
            at=now(),
            scheduled_for=now() + after,
            again=True,
        ).id


def wait_for(store: Store, number: int, state: DispatchState) -> None:
    deadline = time.monotonic() + 300
    found = None
    while time.monotonic() < deadline:
        with store.reading() as session:
            found = session.get_one(Dispatch, number).state
        if found is state:
            return
        time.sleep(0.2)
    raise AssertionError(f"dispatch {number} is {found}, not {state}")


def letters(store: Store) -> int:
    with store.reading() as session:
        return count_letters(session)
