"""A person's data are erased, also in the middle of a dispatch: the ledger stays whole."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import MetaData, func, select

from mitdomov.accounts.audit import TERMINAL
from mitdomov.delivery.model import DeliveryState, Dispatch, DispatchState
from mitdomov.delivery.personal_data.erasing import ERASED, erase_person
from mitdomov.delivery.personal_data.everything_kept import known_of, personal_data
from mitdomov.delivery.transports.mailbox import MailboxLetter, MailboxTransport, count_letters
from mitdomov.delivery.transports.smtp import SmtpTransport
from mitdomov.delivery.transports.transport import (
    Connection,
    Outcome,
    Refused,
    Scope,
    Transport,
    Unreachable,
)
from mitdomov.settings import read_relay
from mitdomov.subscribers.address_change import ask, confirm
from mitdomov.subscribers.csv_import import Fate, preview_import
from mitdomov.subscribers.csv_reading import read_csv
from mitdomov.subscribers.erasing import CLAIMS_END_AFTER, forget_proofs
from mitdomov.subscribers.model import (
    ConsentMethod,
    EndedReason,
    ErasureRecord,
    Subscriber,
    Subscription,
    Suppression,
    SuppressionReason,
)
from mitdomov.subscribers.sign_up.asking import write_down
from mitdomov.subscribers.sign_up.model import SignUp, SignUpLane
from mitdomov.subscribers.subscribing import end_subscription, resume_subscription
from tests.dispatching import Scene, made_scene
from tests.relay import running_relay

READERS = [f"ctenar{n}@obec.example" for n in range(6)]
ALICE = READERS[0]


@pytest.fixture
def scene(tmp_path: Path) -> Scene:
    made = made_scene(tmp_path)
    made.subscribe(READERS)
    return made


def erase(scene: Scene, address: str = ALICE, *, suppresses: bool = True) -> ErasureRecord:
    with scene.store.writing() as session:
        who = session.scalars(select(Subscriber).where(Subscriber.address == address)).one()
        return erase_person(
            session, who, TERMINAL, scene.clock(), reason="dopisem", suppresses=suppresses
        )


def everything(scene: Scene) -> str:
    """Every row of every table, as text."""
    tables = MetaData()
    with scene.store.engine.connect() as connection:
        tables.reflect(connection)
        rows = [connection.execute(select(table)).all() for table in tables.tables.values()]
    return repr(rows)


@dataclass
class Meddling:
    """A transport during whose first conversation something else happens."""

    meddle: list[str] = field(default_factory=list)
    sent: list[str] = field(default_factory=list)
    refuses: bool = False
    inner: Transport | None = None
    scene: Scene | None = None
    is_open: bool = True

    @contextmanager
    def open(self) -> Iterator[Connection]:
        assert self.inner is not None
        with self.inner.open() as connection:
            self.connection = connection
            yield self

    def send(self, recipient: str, message: bytes, _return_path: str = "") -> Outcome:
        assert self.scene is not None
        for address in self.meddle:
            erase(self.scene, address)
        self.meddle = []
        self.sent.append(recipient)
        if self.refuses:
            return Refused(550, f"5.1.1 <{recipient}> is unknown", Scope.RECIPIENT)
        assert not isinstance(self.connection, Unreachable)
        return self.connection.send(recipient, message)


def test_nothing_of_the_person_is_left(scene: Scene) -> None:
    """Neither in rows nor in kept letters; the others keep theirs."""
    number = scene.plan()
    scene.send(number, MailboxTransport(scene.store))
    assert ALICE in everything(scene)
    erase(scene)
    left = everything(scene)
    assert "ctenar0" not in left
    assert "ctenar1@obec.example" in left
    assert scene.equation(number).is_balanced
    assert scene.equation(number).accepted == len(READERS)
    with scene.store.reading() as session:
        assert count_letters(session) == len(READERS) - 1


def test_nothing_of_former_and_wished_addresses_is_left(scene: Scene) -> None:
    """Letters to the old address, a sign-up of it that waits, and one of the address wished for."""
    number, secret = scene.plan(), scene.settings.secret_key
    scene.send(number, MailboxTransport(scene.store))
    with scene.store.writing() as session:
        who = session.scalars(select(Subscriber).where(Subscriber.address == ALICE)).one()
        for letter in session.scalars(
            select(MailboxLetter).where(MailboxLetter.recipient == ALICE)
        ):
            letter.message_id = "<jiny@dopis>"
        wished = ask(session, who, "Ctenar0+Nova@obec.example", scene.clock(), secret_key=secret)
        confirm(session, wished.confirm_token or "", scene.clock(), secret_key=secret)
        later = scene.clock() + timedelta(days=2)
        ask(session, who, "ctenar0.treti@obec.example", later, secret_key=secret)
        for address in (ALICE, "ctenar0.treti@obec.example", READERS[1]):
            write_down(
                session,
                address,
                {"magazin": "Magazín"},
                later,
                wording="w",
                form="/odebirat/",
                lane=SignUpLane.AT_ONCE,
                secret_key=secret,
            )
    erase(scene, "Ctenar0+Nova@obec.example")
    left = everything(scene)
    assert "ctenar0" not in left.lower()
    with scene.store.reading() as session:
        assert session.scalars(select(SignUp.address)).all() == [READERS[1]]


def test_a_dispatch_goes_on_without_the_erased(scene: Scene) -> None:
    """Two are erased while the first letter is out: nobody else is lost, nobody erased is mailed,
    and the relay's own list says so."""
    number = scene.plan()
    erased = READERS[3:5]
    with running_relay() as relay:
        inner = SmtpTransport(read_relay(relay.url), "magazin@mitdomov.example")
        equation = scene.send(number, Meddling(meddle=list(erased), inner=inner, scene=scene))
        assert set(relay.received()) == set(READERS) - set(erased)
    assert equation.is_balanced
    assert (equation.accepted, equation.skipped) == (4, 2)
    assert {row.reason for row in scene.deliveries(number).values() if not row.address} == {ERASED}
    with scene.store.reading() as session:
        assert session.scalar(select(func.count()).select_from(Subscriber)) == 4


def test_the_answer_about_a_letter_on_its_way_names_nobody(scene: Scene) -> None:
    """The first letter's own reader is erased before the server answers with the address."""
    number = scene.plan()
    inner = MailboxTransport(scene.store)
    scene.send(number, Meddling(meddle=[ALICE], refuses=True, inner=inner, scene=scene))
    assert "ctenar0" not in everything(scene)
    assert "5.1.1" in everything(scene)
    assert scene.equation(number).refused == len(READERS)


def test_erasing_the_last_who_waits_finishes_the_dispatch(tmp_path: Path) -> None:
    scene = made_scene(tmp_path)
    scene.subscribe([ALICE])
    number = scene.plan()
    erase(scene)
    with scene.store.reading() as session:
        assert session.get_one(Dispatch, number).state is DispatchState.FINISHED
    assert scene.states(number) == {"": DeliveryState.SKIPPED}


def test_the_record_proves_without_naming(scene: Scene) -> None:
    """Which consents there were, in the wording the reader saw; not in an editor's own words."""
    at, desk = scene.clock(), ConsentMethod.DESK
    with scene.store.writing() as session:
        own = session.scalars(
            select(Subscription).join(Subscriber).where(Subscriber.address == ALICE)
        ).one()
        end_subscription(session, own, EndedReason.EDITOR, desk, at, wording="volala Alice")
        resume_subscription(session, own, ConsentMethod.PAGE, at, wording="Chci dostávat magazín.")
    record = erase(scene)
    assert [(each["method"], each["wording"]) for each in record.proof] == [
        ("desk", ""),
        ("page", "Chci dostávat magazín."),
    ]
    assert (record.reason, record.actor, record.deliveries) == ("dopisem", "terminál", 0)
    assert "Alice" not in everything(scene)


@pytest.mark.parametrize(("suppresses", "fate"), [(True, Fate.SUPPRESSED), (False, Fate.NEW)])
def test_an_import_brings_the_erased_back_only_when_nothing_was_kept(
    suppresses: bool,  # noqa: FBT001 - pytest hands it over by name
    fate: Fate,
    scene: Scene,
) -> None:
    erase(scene, suppresses=suppresses)
    table = read_csv(f"email\n{ALICE}\n".encode())
    with scene.store.reading() as session:
        secret = scene.settings.secret_key
        report = preview_import(session, table, "magazin", secret_key=secret)
    assert report.count(fate) == 1


def test_a_suppression_outlives_erasure(scene: Scene) -> None:
    with scene.store.writing() as session:
        who = session.scalars(select(Subscriber).where(Subscriber.address == ALICE)).one()
        reason = SuppressionReason.COMPLAINT
        session.add(Suppression(address_hash=who.address_hash, reason=reason, at=scene.clock()))
    assert erase(scene, suppresses=False).is_suppressed


def test_proof_is_dropped_when_no_claim_can_come(scene: Scene) -> None:
    erase(scene)
    for passed, kept in ((CLAIMS_END_AFTER, True), (CLAIMS_END_AFTER + timedelta(days=1), False)):
        with scene.store.writing() as session:
            forget_proofs(session, scene.clock() + passed - CLAIMS_END_AFTER)
        with scene.store.reading() as session:
            record = session.scalars(select(ErasureRecord)).one()
        assert bool(record.address_hash) is kept


def test_a_person_gets_everything_that_is_known(scene: Scene) -> None:
    number = scene.plan()
    scene.send(number, MailboxTransport(scene.store))
    scene.unsubscribe(ALICE)
    with scene.store.reading() as session:
        who = session.scalars(select(Subscriber).where(Subscriber.address == ALICE)).one()
        data = personal_data(session, who, scene.clock(), secret_key=scene.settings.secret_key)
        timeline = known_of(session, who).timeline
    assert data["odběratel"]["adresa"] == ALICE
    assert [each["stav"] for each in data["odběry"]] == ["ended"]
    assert [each["úkon"] for each in data["souhlasy"]] == ["withdrawn"]
    assert [(each["číslo"], each["stav"]) for each in data["zásilky"]] == [("1/2026", "accepted")]
    assert len(data["dopisy ve vestavěné schránce"]) == 1
    assert [type(event).__name__ for _, event in timeline] == ["Mailed", "Consent", "Subscriber"]
