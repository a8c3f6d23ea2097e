"""A reader leaves, returns, or must never be mailed again."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.database.store import Store
from mitdomov.subscribers.model import (
    Consent,
    ConsentAction,
    ConsentMethod,
    EndedReason,
    Subscriber,
    Subscription,
    SubscriptionState,
    Suppression,
    SuppressionReason,
)
from mitdomov.subscribers.subscribing import (
    audience_size,
    end_subscription,
    on_list,
    resume_subscription,
    suppress,
)

AT = datetime(2026, 5, 14, 9, 0, tzinfo=UTC)
LATER = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)
WORDING = "Souhlasím se zasíláním magazínu Mít domov na tuto adresu."


@pytest.fixture
def alena(store: Store) -> int:
    """Alena, who has both lists; the id of her subscription to the magazine."""
    with store.writing() as session:
        who = Subscriber(
            address="alena@mitdomov.example",
            address_key="alena@mitdomov.example",
            address_hash="hash of alena",
            created_at=AT,
        )
        own = [
            Subscription(subscriber=who, list=name, state=SubscriptionState.ACTIVE, started_at=AT)
            for name in ("magazin", "novinky")
        ]
        session.add_all(own)
    return own[0].id


def sizes(session: Session) -> tuple[int, int]:
    return audience_size(session, "magazin"), audience_size(session, "novinky")


def consents(session: Session) -> list[tuple[str, ConsentAction, ConsentMethod]]:
    rows = session.scalars(select(Consent).order_by(Consent.id)).all()
    return [(each.list, each.action, each.method) for each in rows]


def test_leaving_one_list_keeps_the_other(store: Store, alena: int) -> None:
    """The subscription is ended with its reason, never deleted; leaving twice is leaving once."""
    with store.writing() as session:
        own = session.get_one(Subscription, alena)
        assert end_subscription(session, own, EndedReason.READER, ConsentMethod.ONE_CLICK, LATER)
        assert not end_subscription(session, own, EndedReason.EDITOR, ConsentMethod.DESK, LATER)
        assert own.state is SubscriptionState.ENDED
    with store.reading() as session:
        own = session.get_one(Subscription, alena)
        assert (own.ended_reason, own.ended_at) == (EndedReason.READER, LATER)
        assert sizes(session) == (0, 1)
        assert consents(session) == [("magazin", ConsentAction.WITHDRAWN, ConsentMethod.ONE_CLICK)]


def test_returning_needs_a_new_consent(store: Store, alena: int) -> None:
    with store.writing() as session:
        own = session.get_one(Subscription, alena)
        assert not resume_subscription(session, own, ConsentMethod.PAGE, LATER, wording=WORDING)
        end_subscription(session, own, EndedReason.READER, ConsentMethod.PAGE, AT)
        assert resume_subscription(session, own, ConsentMethod.PAGE, LATER, wording=WORDING)
    with store.reading() as session:
        own = session.get_one(Subscription, alena)
        assert (own.state, own.ended_reason, own.ended_at, own.started_at) == (
            SubscriptionState.ACTIVE,
            None,
            None,
            LATER,
        )
        given = session.scalars(select(Consent).where(Consent.action == ConsentAction.GIVEN)).one()
        assert (given.wording, given.actor, given.at) == (WORDING, "reader", LATER)


@pytest.mark.parametrize(
    ("reason", "method"),
    [
        (SuppressionReason.REQUEST, ConsentMethod.DESK),
        (SuppressionReason.COMPLAINT, ConsentMethod.COMPLAINT),
    ],
)
def test_never_again_ends_every_list(
    store: Store, alena: int, reason: SuppressionReason, method: ConsentMethod
) -> None:
    """Only the keyed hash remembers the address; no page brings it back."""
    with store.writing() as session:
        own = session.get_one(Subscription, alena)
        suppress(session, own.subscriber, reason, AT)
        suppress(session, own.subscriber, SuppressionReason.HARD_BOUNCE, LATER)
        assert not resume_subscription(session, own, ConsentMethod.PAGE, LATER, wording=WORDING)
    with store.reading() as session:
        suppression = session.scalars(select(Suppression)).one()
        assert (suppression.address_hash, suppression.reason) == ("hash of alena", reason)
        assert sizes(session) == (0, 0)
        assert consents(session) == [
            ("magazin", ConsentAction.WITHDRAWN, method),
            ("novinky", ConsentAction.WITHDRAWN, method),
        ]


def test_a_bounce_says_nothing_about_consent(store: Store, alena: int) -> None:
    """The reader is not mailed, but still counted among those who want the list."""
    with store.writing() as session:
        own = session.get_one(Subscription, alena)
        suppress(session, own.subscriber, SuppressionReason.HARD_BOUNCE, AT)
    with store.reading() as session:
        assert sizes(session) == (0, 0)
        assert len(session.execute(on_list("magazin")).all()) == 1
        assert consents(session) == []
