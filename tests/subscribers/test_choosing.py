"""A reader ticks the lists that she wants."""

from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.database.store import Store
from mitdomov.subscribers.choosing import active_lists, choose_lists
from mitdomov.subscribers.model import Consent, ConsentAction, Subscriber, Subscription
from mitdomov.subscribers.subscribing import counts_by_list

AT = datetime(2026, 5, 14, 9, 0, tzinfo=UTC)


def offered(*slugs: str) -> dict[str, str]:
    return {slug: f"Zaškrtnutím souhlasíte: {slug}" for slug in slugs}


def reader(session: Session) -> int:
    who = Subscriber(
        address="alena@mitdomov.example",
        address_key="alena@mitdomov.example",
        address_hash="hash of alena",
        created_at=AT,
    )
    session.add(who)
    session.flush()
    return who.id


def test_exactly_the_ticked_lists_are_active_each_by_a_consent(store: Store) -> None:
    with store.writing() as session:
        alena = reader(session)
        for wanted in (["a", "b"], ["b", "c"], ["b", "c"], ["a"]):
            choose_lists(
                session,
                alena,
                AT,
                offered=offered("a", "b", "c"),
                wanted=wanted,
                form="/odber/",
            )
            session.flush()
            assert active_lists(session, alena) == set(wanted)
        given, withdrawn = ConsentAction.GIVEN, ConsentAction.WITHDRAWN
        consents = session.scalars(select(Consent)).all()
        assert {(each.list, each.wording) for each in consents if each.action is given} == set(
            offered("a", "b", "c").items()
        )
        assert [(each.action, each.list) for each in consents] == [
            (given, "a"),
            (given, "b"),
            (withdrawn, "a"),
            (given, "c"),
            (given, "a"),
            (withdrawn, "b"),
            (withdrawn, "c"),
        ]


def test_what_was_not_offered_stays_as_it_is(store: Store) -> None:
    with store.writing() as session:
        alena = reader(session)
        choose_lists(
            session,
            alena,
            AT,
            offered=offered("a", "b"),
            wanted=("a", "b"),
            form="/odber/",
        )
        choose_lists(session, alena, AT, offered=offered("b", "c"), wanted=("x",), form="/odber/")
        assert active_lists(session, alena) == {"a"}
        assert set(session.scalars(select(Subscription.list))) == {"a", "b"}


def test_subscriptions_are_counted_by_list_and_state(store: Store) -> None:
    with store.writing() as session:
        alena = reader(session)
        choose_lists(
            session,
            alena,
            AT,
            offered=offered("a", "b"),
            wanted=("a", "b"),
            form="/odber/",
        )
        choose_lists(session, alena, AT, offered=offered("b"), wanted=(), form="/odber/")
        counts = counts_by_list(session)
    assert counts == {
        "a": {"pending": 0, "active": 1, "ended": 0},
        "b": {"pending": 0, "active": 0, "ended": 1},
    }
