"""A site for each test of the web: the small issue published, readers on a list, a desk."""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from io import BytesIO
from pathlib import Path
from types import CodeType
from typing import Final

import pikepdf
from flask import Flask
from flask.testing import FlaskClient
from jinja2.bccache import Bucket, BytecodeCache
from sqlalchemy import MetaData, select

from mitdomov.accounts import sessions
from mitdomov.accounts.audit import PROGRAM
from mitdomov.accounts.model import Account
from mitdomov.accounts.people import account_by_email, create_account, role_words
from mitdomov.accounts.roles import Role
from mitdomov.clock import now
from mitdomov.database.store import Store, open_store
from mitdomov.delivery.model import Delivery, DeliveryState, Dispatch
from mitdomov.delivery.transports.mailbox import MailboxTransport
from mitdomov.editorial.importing import import_issue
from mitdomov.editorial.publishing import publish
from mitdomov.magazine.folder.disk import read_files
from mitdomov.magazine.snapshot import Snapshot
from mitdomov.render.addresses import pdf_name
from mitdomov.render.issue import PDF, Output, Progress, render
from mitdomov.settings import read_settings
from mitdomov.subscribers.model import Subscriber, Subscription
from mitdomov.subscribers.tokens import subscription_token
from mitdomov.web.app import create_app
from tests.conftest import SMALL_ISSUE
from tests.dispatching import Scene, SteppingClock
from tests.state import migrated_store

PUBLIC_URL: Final = "http://web.example"
READERS: Final = ("jana@ctenari.example", "petr@ctenari.example", "zofie@ctenari.example")
HOSTILE: Final = '"><script>alert(1)</script>'


class _Compiled(BytecodeCache):
    """The templates, each compiled once in a process and not for each test's application."""

    def __init__(self) -> None:
        self._code: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._code.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        assert bucket.code is not None
        self._code[bucket.key, bucket.checksum] = bucket.code


_COMPILED: Final = _Compiled()


@dataclass
class Site:
    scene: Scene

    @property
    def store(self) -> Store:
        return self.scene.store

    @cached_property
    def app(self) -> Flask:
        app = create_app(self.scene.settings, self.store)
        app.jinja_env.bytecode_cache = _COMPILED
        return app

    @cached_property
    def client(self) -> FlaskClient:
        """The browser of a person who holds every role: it keeps its cookies."""
        return self.client_as(*Role)

    @property
    def anonymous(self) -> FlaskClient:
        """A fresh browser in which nobody is signed in."""
        return self.app.test_client()

    def client_as(self, *roles: Role) -> FlaskClient:
        """A fresh browser of the person who holds exactly these roles, one for each set of them."""
        client = self.app.test_client()
        token = self.session_token(*roles)
        with client.session_transaction() as session:
            session["_user_id"], session["_fresh"] = token, True
        return client

    def person(self, *roles: Role) -> int:
        """The id of the account of `client_as` with the same roles."""
        held = frozenset(roles)
        email = f"{'-'.join(sorted(held)) or 'nobody'}@redakce.example"
        with self.store.writing() as session:
            found = account_by_email(session, email) or create_account(
                session,
                name=f"Osoba {role_words(held)}",
                email=email,
                roles=held,
                by=PROGRAM,
                at=now(),
            )
            return found.id

    def session_token(self, *roles: Role) -> str:
        number = self.person(*roles)
        with self.store.writing() as session:
            return sessions.begin(session, session.get_one(Account, number), "Zkouška", now())

    def cookie(self, *roles: Role) -> str:
        """What a browser's cookie `session` holds for `client_as`, or for `client`."""
        cookie = self.client_as(*(roles or Role)).get_cookie("session")
        assert cookie is not None
        return cookie.value

    def page(self, path: str) -> str:
        """The HTML, with plain spaces where Czech binds words together."""
        answer = self.client.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.get_data(as_text=True).replace("\xa0", " ")

    def csrf_token(self, client: FlaskClient | None = None) -> str:
        """What a form of `client`, or of the browser with all roles, carries."""
        token: str = (client or self.client).get("/redakce/ucet/token").get_json()["token"]
        return token

    def token(self, address: str = READERS[0]) -> str:
        """What stands in the links of this reader's letters."""
        return subscription_token(self.scene.settings.secret_key, self.subscription(address).id)

    def subscription(self, address: str = READERS[0], list_slug: str = "magazin") -> Subscription:
        query = select(Subscription).join(Subscriber)
        with self.store.reading() as session:
            return session.scalars(
                query.where(Subscriber.address == address, Subscription.list == list_slug)
            ).one()

    def dispatch(self, number: int) -> Dispatch:
        with self.store.reading() as session:
            return session.get_one(Dispatch, number)

    def sent(self) -> int:
        """A finished dispatch; its letters are in the built-in mailbox."""
        number = self.scene.plan()
        self.scene.send(number, MailboxTransport(self.store))
        return number

    def settle(self, number: int, states: Sequence[DeliveryState]) -> None:
        """Gives the first deliveries of a dispatch these states, as if they had happened."""
        with self.store.writing() as session:
            rows = session.scalars(
                select(Delivery).where(Delivery.dispatch_id == number).order_by(Delivery.id)
            )
            for row, state in zip(rows, states, strict=False):
                row.state = state
                row.reason = "Schránka neexistuje." if state is DeliveryState.REFUSED else ""

    def dump(self) -> dict[str, list[tuple[object, ...]]]:
        """Every row of every table."""
        tables = MetaData()
        with self.store.engine.connect() as connection:
            tables.reflect(connection)
            return {
                name: [tuple(row) for row in connection.execute(select(table))]
                for name, table in tables.tables.items()
            }


def tiny_pdf() -> bytes:
    buffer = BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(buffer, static_id=True)
    return buffer.getvalue()


def rendered(
    snapshot: Snapshot, *, public_url: str, progress: Progress, made_at: datetime
) -> dict[str, bytes]:
    """All that `render` makes, with an empty page for the PDF."""
    only = (Output.EMAIL, Output.TEXT, Output.EPUB, Output.WEB)
    files = render(snapshot, public_url=public_url, only=only, progress=progress, made_at=made_at)
    return files | {PDF: tiny_pdf(), f"web/{pdf_name(snapshot.issue.number)}": tiny_pdf()}


def publish_small_issue(directory: Path) -> None:
    """A data directory with the small issue published and three readers of `magazin`."""
    store = migrated_store(directory)
    scene = Scene(store, read_settings(environment(directory)), snapshot_id=0)
    import_issue(store, read_files(SMALL_ISSUE / "1-2030"), scene.clock())
    publish(store, "1/2030", public_url=PUBLIC_URL, at=scene.clock(), renderer=rendered)
    scene.subscribe(READERS)
    store.engine.dispose()


def environment(directory: Path, **settings: str) -> dict[str, str]:
    values = {"DATA_DIR": str(directory), "SECRET_KEY": "k" * 40, "PUBLIC_URL": PUBLIC_URL}
    return {
        f"MITDOMOV_{name}": value for name, value in (values | {"DEMO": "1"} | settings).items()
    }


def site_in(directory: Path, *, busy_timeout_ms: int = 10_000, **settings: str) -> Iterator[Site]:
    """The site whose state is in `directory`, until the test ends."""
    values = read_settings(environment(directory, **settings))
    store = open_store(values.database_url, directory, busy_timeout_ms=busy_timeout_ms)
    site = Site(Scene(store, values, snapshot_id=1, clock=SteppingClock()))
    assert site.client  # signs in before a test looks at what has changed
    yield site
    store.engine.dispose()


def copied(published: Path, target: Path) -> Path:
    return shutil.copytree(published, target, dirs_exist_ok=True)
