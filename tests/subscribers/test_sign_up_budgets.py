"""How many sign-ups a network may send before the form asks for more, by a clock of the test."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy.orm import Session

from mitdomov.database.store import Store
from mitdomov.subscribers.sign_up.budgets import (
    DESK_PER_HOUR,
    LETTERS_PER_HOUR,
    MOST_PUT_OFF_OF_HOST,
    PUT_OFF_PER_HOUR,
    Step,
    count_form,
    count_letter,
    count_put_off,
    grow,
    letters_left,
    may_put_off,
    network_of,
    step_for,
)
from mitdomov.subscribers.sign_up.mailboxes import (
    MOST_UNCONFIRMED,
    Claim,
    claim_letter,
    mailbox_of,
    start_anew,
)
from mitdomov.subscribers.sign_up.model import SignUpLane
from mitdomov.subscribers.sign_up.onslaughts import onslaught_since
from mitdomov.subscribers.sign_up.refusing import refuse
from tests.state import migrated_store

KEY: Final = "k" * 40
AT: Final = datetime(2030, 5, 4, 9, 0, tzinfo=UTC)
DAY: Final = timedelta(days=1)
BOX: Final = "jana@obec.example"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = migrated_store(tmp_path)
    yield made
    made.engine.dispose()


def step_after(store: Store, remotes: list[str], last: str, at: datetime = AT) -> Step:
    with store.writing() as session:
        for remote in remotes:
            count_form(session, network_of(KEY, remote), AT)
        return step_for(session, network_of(KEY, last), at)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("203.0.113.7", "::ffff:203.0.113.7"),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9"),
        ("", "rubbish"),
    ],
)
def test_one_host_however_it_is_written(one: str, other: str) -> None:
    assert network_of(KEY, one).host == network_of(KEY, other).host


def test_hosts_of_one_subnet_and_of_another() -> None:
    found = [network_of(KEY, each) for each in ("203.0.113.7", "203.0.113.8", "203.0.114.7")]
    assert len({each.host for each in found}) == 3
    assert found[0].subnet == found[1].subnet != found[2].subnet
    six = [network_of(KEY, f"2001:db8:1:{n}::1") for n in (1, 2)]
    assert six[0].host != six[1].host
    assert six[0].subnet == six[1].subnet
    assert "203.0.113" not in found[0].host + found[0].subnet


def test_a_busy_host_must_prove_and_then_wait_and_its_neighbours_need_not(store: Store) -> None:
    assert step_after(store, ["203.0.113.7"] * 9, "203.0.113.7") is Step.CALM
    assert step_after(store, ["203.0.113.7"], "203.0.113.7") is Step.PUZZLE
    assert step_after(store, [], "203.0.113.8") is Step.CALM
    assert step_after(store, ["203.0.113.7"] * 35, "203.0.113.7") is Step.PUZZLE  # a school
    assert step_after(store, [], "198.51.100.1") is Step.CALM
    assert step_after(store, [f"10.{n}.0.1" for n in range(20)], "203.0.113.7") is Step.PUT_OFF
    assert step_after(store, [], "198.51.100.1") is Step.PUZZLE


def test_a_busy_subnet_must_prove(store: Store) -> None:
    remotes = [f"203.0.113.{n}" for n in range(30)]
    assert step_after(store, remotes, "203.0.113.200") is Step.PUZZLE
    assert step_after(store, [], "198.51.100.1") is Step.CALM


def test_everybody_must_prove_under_attack_and_no_longer_an_hour_later(store: Store) -> None:
    remotes = [f"10.{n}.0.1" for n in range(60)]
    assert step_after(store, remotes, "198.51.100.1") is Step.PUZZLE
    assert step_after(store, [], "198.51.100.1", AT + timedelta(minutes=71)) is Step.CALM


def test_half_of_the_letters_spent_is_an_attack_too(store: Store) -> None:
    with store.writing() as session:
        for _ in range(LETTERS_PER_HOUR // 2):
            assert step_for(session, network_of(KEY, "198.51.100.1"), AT) is Step.CALM
            count_letter(session, SignUpLane.AT_ONCE, AT)
        assert step_for(session, network_of(KEY, "198.51.100.1"), AT) is Step.PUZZLE


def test_an_attack_is_told_with_its_beginning_until_it_is_over(store: Store) -> None:
    with store.writing() as session:
        for n in range(60):
            count_form(session, network_of(KEY, f"10.{n}.0.1"), AT)
        assert onslaught_since(session, AT) is None
        for minutes in (1, 30, 60):
            for n in range(70):
                count_form(session, network_of(KEY, f"11.{n}.0.1"), AT + minutes * DAY / 1440)
        assert onslaught_since(session, AT + DAY / 24) == AT + DAY / 1440
        assert onslaught_since(session, AT + 3 * DAY / 24) is None


def test_each_lane_has_its_own_rate_within_that_of_all(store: Store) -> None:
    with store.writing() as session:
        for _ in range(PUT_OFF_PER_HOUR):
            count_letter(session, SignUpLane.PUT_OFF, AT)
        assert letters_left(session, SignUpLane.PUT_OFF, AT) == 0
        assert letters_left(session, SignUpLane.AT_ONCE, AT) == LETTERS_PER_HOUR - PUT_OFF_PER_HOUR
        assert letters_left(session, SignUpLane.DESK, AT) == DESK_PER_HOUR
        for _ in range(LETTERS_PER_HOUR - PUT_OFF_PER_HOUR):
            count_letter(session, SignUpLane.AT_ONCE, AT)
        assert letters_left(session, SignUpLane.AT_ONCE, AT) == 0
        assert letters_left(session, SignUpLane.PUT_OFF, AT + 2 * DAY / 24) == PUT_OFF_PER_HOUR


def test_one_host_does_not_fill_the_queue_of_those_who_wait(store: Store) -> None:
    greedy, other = network_of(KEY, "203.0.113.7"), network_of(KEY, "203.0.113.8")
    with store.writing() as session:
        for _ in range(MOST_PUT_OFF_OF_HOST):
            assert may_put_off(session, greedy, AT)
            count_put_off(session, greedy, AT)
        assert not may_put_off(session, greedy, AT)
        assert may_put_off(session, other, AT)
        assert may_put_off(session, greedy, AT + DAY + DAY / 24)


def test_counts_of_many_threads_lose_nothing(store: Store) -> None:
    def once(_: int) -> None:
        with store.writing() as session:
            grow(session, "all", AT)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(once, range(80)))
    with store.writing() as session:
        assert grow(session, "all", AT) == 81


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("jana.nova@gmail.com", "j.ananova+cokoli@googlemail.com"),
        ("jana.nova@gmail.com", "jananova@gmail.com"),
        ("jana.nova@obec.example", "jana.nova+cokoli@obec.example"),
    ],
)
def test_variants_end_in_one_mailbox(one: str, other: str) -> None:
    assert mailbox_of(KEY, one) == mailbox_of(KEY, other)


@pytest.mark.parametrize("domain", ["seznam.cz", "obec.example", "gmail.com.example"])
def test_neighbours_who_differ_by_a_dot_are_two_people(store: Store, domain: str) -> None:
    one, other = f"jan.novak@{domain}", f"jannovak@{domain}"
    assert mailbox_of(KEY, one) != mailbox_of(KEY, other)
    with store.writing() as session:
        for day in range(MOST_UNCONFIRMED):
            assert claimed(session, one, AT + day * DAY) is Claim.GRANTED
            assert claimed(session, other, AT + day * DAY) is Claim.TODAY_GONE
        refuse(session, mailbox_of(KEY, one), AT)
        assert claimed(session, one, AT + 9 * DAY) is Claim.REFUSED
        assert claimed(session, other, AT + 9 * DAY) is Claim.GRANTED


def claimed(session: Session, address: str, at: datetime) -> Claim:
    return claim_letter(session, address, at, secret_key=KEY)


def test_other_mailboxes_are_others() -> None:
    others = ("jana@obec.example", "jana.nova@obec2.example", "+@obec.example", "++@obec.example")
    assert len({mailbox_of(KEY, each) for each in (*others, "jana.nova@obec.example")}) >= 4
    assert mailbox_of(KEY, "a@googlemail.com") == mailbox_of(KEY, "a.+x@gmail.com")
    assert mailbox_of("other" * 8, "a@gmail.com") != mailbox_of(KEY, "a@gmail.com")


def test_a_mailbox_gets_one_letter_a_day_and_three_that_nobody_confirms(store: Store) -> None:
    def claims(at: datetime) -> list[Claim]:
        with store.writing() as session:
            return [claimed(session, BOX, at) for _ in range(2)]

    assert claims(AT) == [Claim.GRANTED, Claim.TODAY_GONE]
    assert claims(AT + DAY - timedelta(seconds=1)) == [Claim.TODAY_GONE] * 2
    assert claims(AT - DAY) == [Claim.TODAY_GONE] * 2  # the clock was put back
    assert claims(AT + DAY) == [Claim.GRANTED, Claim.TODAY_GONE]
    assert claims(AT + 2 * DAY)[0] is Claim.GRANTED
    assert claims(AT + 3 * DAY) == [Claim.SPENT] * 2
    assert claims(AT + 999 * DAY) == [Claim.SPENT] * 2


def test_its_owners_button_starts_the_count_anew_but_not_the_day(store: Store) -> None:
    with store.writing() as session:
        for day in range(MOST_UNCONFIRMED):
            assert claimed(session, BOX, AT + day * DAY) is Claim.GRANTED
        start_anew(session, mailbox_of(KEY, BOX))
        assert claimed(session, BOX, AT + 2 * DAY) is Claim.TODAY_CONFIRMED
        assert claimed(session, BOX, AT + 3 * DAY) is Claim.GRANTED


def test_of_many_claims_at_once_one_is_granted(store: Store) -> None:
    def claim(_: int) -> Claim:
        with store.writing() as session:
            return claimed(session, BOX, AT)

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(claim, range(40)))
    assert found.count(Claim.GRANTED) == 1
