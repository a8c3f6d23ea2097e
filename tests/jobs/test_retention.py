"""Rules of retention: applied once a day, each run recorded, a failure stops no other rule."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from mitdomov.accounts.model import Attempt, AttemptKind
from mitdomov.bulletin.implementers.model import ImplementerChange
from mitdomov.database.store import Store
from mitdomov.delivery.personal_data.retention_rules import RULES
from mitdomov.delivery.transports.mailbox import MailboxLetter
from mitdomov.subscribers.model import Consent, Subscriber, TableDraft
from mitdomov.subscribers.own_page_model import AddressChange, ReaderLink
from mitdomov.subscribers.retention import RetentionRun, Rule, last_runs, overdue, run_due, totals
from mitdomov.subscribers.sign_up.model import SignUp, SignUpLane, SignUpState
from tests.state import migrated_store

AT = datetime(2027, 3, 4, 3, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return migrated_store(tmp_path)


def counting(name: str, calls: list[datetime], count: int = 2) -> Rule:
    def forget(_session: Session, before: datetime) -> int:
        calls.append(before)
        return count

    return Rule(name, "Zkušební údaje", timedelta(days=7), "7 dní", forget)


def failing(session: Session, _before: datetime) -> int:
    session.add(Subscriber(address="x", address_key="x", address_hash="x", created_at=AT))
    raise OSError("disk")


def runs(store: Store) -> list[RetentionRun]:
    with store.reading() as session:
        return list(session.scalars(select(RetentionRun).order_by(RetentionRun.id)))


def test_a_rule_runs_once_a_day_and_says_so(store: Store) -> None:
    calls: list[datetime] = []
    rules = (counting("zkouska", calls),)
    for hours in (0, 1, 23, 25, 26):
        run_due(store, rules, AT + timedelta(hours=hours))
    assert calls == [AT - timedelta(days=7), AT + timedelta(hours=25) - timedelta(days=7)]
    assert [(run.rule, run.count, run.error) for run in runs(store)] == [("zkouska", 2, "")] * 2
    with store.reading() as session:
        assert totals(session) == {"zkouska": 4}
        assert last_runs(session)["zkouska"].ran_at == AT + timedelta(hours=25)


def test_a_failing_rule_is_recorded_takes_nothing_and_stops_no_other(store: Store) -> None:
    calls: list[datetime] = []
    bad = Rule("rozbite", "Něco", timedelta(days=1), "1 den", failing)
    rules = (bad, counting("dobre", calls))
    run_due(store, rules, AT)
    assert len(calls) == 1
    assert [(run.rule, run.error) for run in runs(store)] == [("rozbite", "OSError"), ("dobre", "")]
    with store.reading() as session:
        assert session.scalars(select(Subscriber)).all() == []
        assert overdue(session, rules, AT + timedelta(hours=1)) == [bad]
        assert len(overdue(session, rules, AT + timedelta(days=3))) == 2
    run_due(store, rules, AT + timedelta(minutes=30))
    assert len(runs(store)) == 2, "it waits an hour before it tries again"
    run_due(store, rules, AT + timedelta(hours=2))
    assert len(runs(store)) == 3


def test_the_rules_take_what_is_past_its_time_and_nothing_else(store: Store) -> None:
    """Each table once a moment before its time, once a moment after."""
    with store.writing() as session:
        who = Subscriber(address="a@b.cz", address_key="a@b.cz", address_hash="h", created_at=AT)
        session.add(who)
        session.flush()
        for number, at in enumerate((AT - timedelta(minutes=1), AT + timedelta(minutes=1))):
            _fill(session, who.id, number, at)
    run_due(store, RULES, AT)
    with store.reading() as session:
        left = {
            table: [tuple(row) for row in session.execute(select(table.id))]
            for table in (
                ReaderLink,
                AddressChange,
                TableDraft,
                Attempt,
                MailboxLetter,
                ImplementerChange,
                SignUp,
            )
        }
        addresses = session.scalars(select(SignUp.network).order_by(SignUp.id)).all()
    assert all(len(rows) == 1 for table, rows in left.items() if table is not SignUp), left
    assert [row for (row,) in left[SignUp]] == [2, 3, 4]
    assert list(addresses) == ["", "192.0.2.1", "192.0.2.1"]
    assert {run.rule for run in runs(store)} == {rule.name for rule in RULES}
    assert not any(run.error for run in runs(store))


def _fill(session: Session, subscriber_id: int, number: int, at: datetime) -> None:
    def ago(**span: int) -> datetime:
        return at - timedelta(**span)

    link = {"subscriber_id": subscriber_id, "token_sha256": f"{number}", "expires_at": at}
    session.add(ReaderLink(**link, created_at=ago(days=2)))
    session.add(
        AddressChange(
            subscriber_id=subscriber_id,
            old_address="a@b.cz",
            new_address="c@b.cz",
            new_hash="n",
            confirm_sha256=f"c{number}",
            stop_sha256=f"s{number}",
            asked_at=ago(days=30),
            expires_at=ago(days=28),
        )
    )
    table = {"file_name": "a.csv", "data": b"", "list": "a", "source": "s", "is_proven": True}
    session.add(TableDraft(**table, uploaded_at=ago(days=1)))
    session.add(
        Attempt(kind=AttemptKind.SIGN_IN, person="p", origin="o", at=ago(days=1), is_known=False)
    )
    session.add(
        MailboxLetter(
            recipient="a@b.cz",
            sender="r@b.cz",
            subject="s",
            message_id=f"m{number}",
            received_at=ago(days=90),
            packed=b"",
        )
    )
    session.add(
        ImplementerChange(entry="a", before={"email": "a@b.cz"}, at=ago(days=365), by_name="E")
    )
    for state, days in ((SignUpState.ASKED, 7), (SignUpState.CONFIRMED, 30)):
        session.add(
            SignUp(
                nonce=f"{number}{state}",
                address="a@b.cz",
                address_key="a@b.cz",
                address_hash="h",
                mailbox="m",
                lists={"magazin": "Magazín"},
                wording="w",
                form="/odebirat/",
                actor="reader",
                network="192.0.2.1",
                requested_at=ago(days=days),
                letter_at=ago(days=days),
                lane=SignUpLane.AT_ONCE,
                state=state,
            )
        )
        session.flush()


def test_a_consent_is_never_changed_and_goes_after_its_subscription(store: Store) -> None:
    """By the database itself, whoever asks for it."""
    with store.writing() as session:
        person = {"address": "a@b.cz", "address_key": "a@b.cz", "address_hash": "h"}
        session.add(Subscriber(id=1, **person, created_at=AT))
        session.flush()
        connection = session.connection()
        connection.exec_driver_sql(
            "INSERT INTO subscription (id, subscriber_id, list, state, started_at) "
            "VALUES (1, 1, 'magazin', 'active', '2026-01-01')"
        )
        values = {"list": "magazin", "action": "given", "wording": "w", "method": "page"}
        session.execute(insert(Consent), [values | {"subscriber_id": 1, "actor": "r", "at": AT}])
    for statement in ("UPDATE consent SET wording = 'x'", "DELETE FROM consent"):
        with pytest.raises(IntegrityError), store.writing() as session:
            session.connection().exec_driver_sql(statement)
    with store.writing() as session:
        session.connection().exec_driver_sql("DELETE FROM subscription")
        session.connection().exec_driver_sql("DELETE FROM consent")
