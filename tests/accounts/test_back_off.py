"""How long guessing takes: counted before each attempt, by person and place, in the database."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mitdomov.accounts.back_off import Trier, forgive, may_write_letter, register_attempt, trier
from mitdomov.accounts.model import AttemptKind
from mitdomov.database.store import Store
from tests.state import migrated_store

KEY, EVA = "k" * 40, "eva@redakce.example"
NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = migrated_store(tmp_path)
    yield made
    made.engine.dispose()


def seconds(store: Store, who: Trier, at: datetime, kind: AttemptKind = AttemptKind.SIGN_IN) -> int:
    """How long to wait; 0 when the attempt was made."""
    with store.writing() as session:
        return round(register_attempt(session, kind, who, at).total_seconds())


def stranger(number: int, email: str = EVA) -> Trier:
    return trier(KEY, email, f"10.0.{number}.7", "")


def test_each_wait_is_twice_the_one_before(store: Store) -> None:
    waits, at = [], NOON
    for _ in range(9):
        wait = seconds(store, stranger(1), at)
        if wait:
            waits.append(wait)
            at += timedelta(seconds=wait)
            assert seconds(store, stranger(1), at) == 0
    assert waits == [10, 20, 40, 80]


def test_whoever_waits_as_told_has_a_dozen_guesses_an_hour(store: Store) -> None:
    made, at = 0, NOON
    while at < NOON + timedelta(days=1):
        wait = seconds(store, stranger(1), at)
        made += not wait
        at += timedelta(seconds=wait)
    assert made < 24 * 13


def test_two_hundred_guesses_from_fifty_places_are_fifty(store: Store) -> None:
    made = [seconds(store, stranger(n % 50), NOON) == 0 for n in range(200)]
    assert sum(made) == 50


def test_all_strangers_together_make_one_guess_in_a_minute_at_most_after_that(
    store: Store,
) -> None:
    made = sum(
        seconds(store, stranger(n), NOON + timedelta(seconds=n * 10)) == 0 for n in range(360)
    )
    assert made < 50 + 60


def test_one_place_that_tries_many_people_is_slowed_down(store: Store) -> None:
    made = [
        seconds(store, stranger(1, f"clovek{n}@redakce.example"), NOON) == 0 for n in range(100)
    ]
    assert sum(made) == 30


def test_a_provider_hands_out_a_network_not_an_address(store: Store) -> None:
    for n in range(5):
        assert seconds(store, trier(KEY, EVA, f"2001:db8:1:2::{n}", ""), NOON) == 0
    assert seconds(store, trier(KEY, EVA, "2001:db8:1:2:ffff::1", ""), NOON) == 10
    assert seconds(store, trier(KEY, EVA, "2001:db8:1:3::1", ""), NOON) == 0
    assert trier(KEY, EVA, "::ffff:10.0.0.1", "") == trier(KEY, EVA, "10.0.0.1", "")


def test_a_known_device_is_held_up_by_its_own_slips_alone(store: Store) -> None:
    own = trier(KEY, EVA, "10.0.1.7", "zařízení")
    for n in range(200):
        seconds(store, stranger(n % 50), NOON)
    made = [seconds(store, own, NOON) for _ in range(6)]
    assert made == [0] * 5 + [10]


def test_slips_are_forgiven_where_they_were_made(store: Store) -> None:
    for n in (1, 2):
        for _ in range(5):
            seconds(store, stranger(n), NOON)
    with store.writing() as session:
        forgive(session, stranger(1))
    assert seconds(store, stranger(1), NOON) == 0
    assert seconds(store, stranger(2), NOON) == 10


def test_an_hour_later_all_begins_anew(store: Store) -> None:
    for _ in range(6):
        seconds(store, stranger(1), NOON)
    assert seconds(store, stranger(1), NOON + timedelta(hours=1, seconds=1)) == 0


def test_a_hundred_attempts_at_once_are_a_hundred(store: Store) -> None:
    with ThreadPoolExecutor(8) as pool:
        waits = list(pool.map(lambda _: seconds(store, stranger(1), NOON), range(100)))
    assert waits.count(0) == 5


def test_a_person_gets_three_letters_an_hour_and_a_place_twenty_answers(store: Store) -> None:
    def asks(number: int, email: str = EVA) -> tuple[bool, bool]:
        who = stranger(number, email)
        with store.writing() as session:
            is_let = not register_attempt(session, AttemptKind.RECOVERY, who, NOON)
            return is_let, is_let and may_write_letter(session, who, NOON)

    assert [asks(n)[1] for n in range(5)] == [True] * 3 + [False] * 2
    answers = [asks(9, f"clovek{n}@redakce.example")[0] for n in range(22)]
    assert answers.count(True) == 20
