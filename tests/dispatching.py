"""Sets the scene of delivery tests: a store with readers and a snapshot with a letter."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import select

from mitdomov.database.store import Store
from mitdomov.delivery.dispatches.planning import plan_dispatch
from mitdomov.delivery.dispatches.report import Equation, equation
from mitdomov.delivery.model import Delivery, DeliveryState
from mitdomov.delivery.sending.batch import send_some
from mitdomov.delivery.transports.transport import Transport
from mitdomov.editorial.model import (
    Artefact,
    IssueRecord,
    IssueState,
    PublicationRecord,
    SnapshotRecord,
)
from mitdomov.render.letter.files import EMAIL_HTML, EMAIL_SUBJECT, EMAIL_TEXT
from mitdomov.render.letter.slots import Slot
from mitdomov.settings import Settings, read_settings
from mitdomov.subscribers.addresses import address_hash, normalise
from mitdomov.subscribers.model import (
    ConsentMethod,
    EndedReason,
    Subscriber,
    Subscription,
    SubscriptionState,
)
from mitdomov.subscribers.subscribing import end_subscription
from tests.conftest import SMALL_ISSUE
from tests.state import migrated_store

LIST = "magazin"
SUBJECT = "Mít domov 1/2026: První klíče"
HTML = (
    "<!doctype html><html lang=cs><head><title>Mít domov</title></head><body>"
    f"<p>{Slot.GREETING}</p><a href='{Slot.UNSUBSCRIBE}'>odhlásit</a> "
    f"<a href='{Slot.PREFERENCES}'>odběr</a></body></html>"
)
TEXT = f"{Slot.GREETING}\n\nPřišlo nové číslo.\n\n{Slot.UNSUBSCRIBE}\n{Slot.PREFERENCES}\n"
_LETTER = {EMAIL_SUBJECT: f"{SUBJECT}\n", EMAIL_HTML: HTML, EMAIL_TEXT: TEXT}


@dataclass
class SteppingClock:
    """Stands still until it is moved, and never runs by itself."""

    moment: datetime = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def move(self, **duration: float) -> None:
        self.moment += timedelta(**duration)


@dataclass
class Scene:
    store: Store
    settings: Settings
    snapshot_id: int
    clock: SteppingClock = field(default_factory=SteppingClock)

    def subscribe(self, addresses: Iterable[str]) -> None:
        with self.store.writing() as session:
            for address in addresses:
                shown, key = normalise(address)
                reader = Subscriber(
                    address=shown,
                    address_key=key,
                    address_hash=address_hash(self.settings.secret_key, key),
                    name=f"Čtenář {address.partition('@')[0]}",
                    created_at=self.clock(),
                )
                session.add(
                    Subscription(
                        subscriber=reader,
                        list=LIST,
                        state=SubscriptionState.ACTIVE,
                        started_at=self.clock(),
                    )
                )

    def unsubscribe(self, address: str) -> None:
        with self.store.writing() as session:
            subscription = session.scalars(
                select(Subscription).join(Subscriber).where(Subscriber.address == address)
            ).one()
            end_subscription(
                session, subscription, EndedReason.READER, ConsentMethod.PAGE, self.clock()
            )

    def plan(self, *, again: bool = True) -> int:
        """Mails everybody, also whom an earlier dispatch of the test has mailed."""
        with self.store.writing() as session:
            return plan_dispatch(
                session, snapshot_id=self.snapshot_id, list=LIST, at=self.clock(), again=again
            ).id

    def turn(self, dispatch_id: int, transport: Transport, worker: str = "here/1/0") -> int:
        return send_some(
            self.store,
            dispatch_id,
            transport,
            worker=worker,
            clock=self.clock,
            settings=self.settings,
        )

    def send(self, dispatch_id: int, transport: Transport) -> Equation:
        """Turn after turn until nothing can be sent at this moment."""
        while self.turn(dispatch_id, transport):
            pass
        return self.equation(dispatch_id)

    def equation(self, dispatch_id: int) -> Equation:
        with self.store.reading() as session:
            return equation(session, dispatch_id)

    def delivery(self, dispatch_id: int, address: str) -> Delivery:
        with self.store.reading() as session:
            return session.scalars(
                select(Delivery).where(
                    Delivery.dispatch_id == dispatch_id, Delivery.address == address
                )
            ).one()

    def deliveries(self, dispatch_id: int) -> dict[str, Delivery]:
        """By address."""
        with self.store.reading() as session:
            query = select(Delivery).where(Delivery.dispatch_id == dispatch_id)
            return {row.address: row for row in session.scalars(query)}

    def states(self, dispatch_id: int) -> dict[str, DeliveryState]:
        with self.store.reading() as session:
            rows = session.execute(
                select(Delivery.address, Delivery.state).where(Delivery.dispatch_id == dispatch_id)
            )
            return dict(rows.all())


def made_scene(directory: Path, **settings: str) -> Scene:
    """A published snapshot and no readers yet; `settings` by their names without the prefix."""
    store = migrated_store(directory)
    values = {"DATA_DIR": str(directory), "SECRET_KEY": "k" * 40} | settings
    return Scene(
        store=store,
        settings=read_settings({f"MITDOMOV_{name}": value for name, value in values.items()}),
        snapshot_id=_published(store),
    )


def _published(store: Store) -> int:
    at = SteppingClock()()
    with store.writing() as session:
        data = (SMALL_ISSUE / "publication.toml").read_bytes()
        publication = PublicationRecord(sha256=store.blobs.put(data), updated_at=at)
        session.add(publication)
        issue = IssueRecord(
            number="1/2026",
            theme="První klíče",
            dated=at.date(),
            state=IssueState.PUBLISHED,
            imported_at=at,
            updated_at=at,
        )
        session.add(issue)
        session.flush()
        snapshot = SnapshotRecord(
            issue_id=issue.id,
            sha256="0" * 64,
            public_url="https://mitdomov.example",
            theme=issue.theme,
            dated=issue.dated,
            publication_sha256=publication.sha256,
            frozen_at=at,
        )
        session.add(snapshot)
        session.flush()
        for path, body in _LETTER.items():
            session.add(
                Artefact(
                    snapshot_id=snapshot.id,
                    path=path,
                    sha256=store.blobs.put(body.encode()),
                    size_bytes=len(body.encode()),
                    media_type="text/html",
                )
            )
        return snapshot.id
