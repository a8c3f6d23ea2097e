"""Does what people do on the sign-in pages, over HTTP, and reads the letters that they get."""

import re
from dataclasses import dataclass

from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from mitdomov.accounts.audit import TERMINAL
from mitdomov.accounts.model import Account, AuditEntry
from mitdomov.accounts.people import create_account
from mitdomov.accounts.roles import Role
from mitdomov.clock import now
from mitdomov.delivery.outbox.queue import SingleLetterRecord
from mitdomov.web.signing.identity import hash_password
from tests.web.served import Site

PASSWORD = "čtyři žlutá kola pod oknem"
OTHER_PASSWORD = "sedm modrých oken u dvora"
EVA = "eva@redakce.example"


@dataclass
class Newsroom:
    """A site with an editor, Eva, who signs in by a password."""

    site: Site

    def add(self, email: str = EVA, *roles: Role, name: str = "Eva Novotná") -> int:
        with self.site.app.app_context():
            hashed = hash_password(PASSWORD)
        with self.site.store.writing() as session:
            account = create_account(
                session,
                name=name,
                email=email,
                roles=roles or [Role.EDITOR],
                by=TERMINAL,
                at=now(),
            )
            account.password_hash = hashed
            return account.id

    def account(self, email: str = EVA) -> Account:
        with self.site.store.reading() as session:
            return session.scalars(select(Account).where(Account.email == email)).one()

    def browser(self) -> FlaskClient:
        return self.site.anonymous

    def post(
        self, browser: FlaskClient, path: str, *, remote: str = "127.0.0.1", **data: str
    ) -> TestResponse:
        """With the token of the form that stands on the sign-in page of this browser."""
        page = browser.get(path if browser.get(path).status_code == 200 else "/prihlaseni")
        if page.status_code == 303:
            page = browser.get("/redakce/ucet/")
        token = re.search(r'name="csrf_token"\s+value="([^"]+)"', page.get_data(as_text=True))
        assert token, path
        return browser.post(
            path, data={"csrf_token": token[1]} | data, environ_base={"REMOTE_ADDR": remote}
        )

    def sign_in(
        self,
        browser: FlaskClient,
        password: str = PASSWORD,
        *,
        email: str = EVA,
        remote: str = "127.0.0.1",
        **more: str,
    ) -> TestResponse:
        return self.post(
            browser, "/prihlaseni", remote=remote, email=email, password=password, **more
        )

    def signed_in(self, email: str = EVA, password: str = PASSWORD) -> FlaskClient:
        browser = self.browser()
        assert self.sign_in(browser, password, email=email).status_code == 303
        return browser

    def letters(self, address: str = EVA) -> list[SingleLetterRecord]:
        with self.site.store.reading() as session:
            query = select(SingleLetterRecord).where(SingleLetterRecord.address == address)
            return list(session.scalars(query.order_by(SingleLetterRecord.id)))

    def link(self, address: str = EVA) -> str:
        """The path in the latest letter."""
        found = re.search(r"http://web\.example(/\S+)", self.letters(address)[-1].text)
        assert found
        return found[1]

    def log(self) -> list[str]:
        with self.site.store.reading() as session:
            return list(session.scalars(select(AuditEntry.verb).order_by(AuditEntry.id)))


def is_inside(browser: FlaskClient) -> bool:
    return browser.get("/redakce/ucet/").status_code == 200


def words(answer: TestResponse) -> str:
    return " ".join(answer.get_data(as_text=True).replace("\xa0", " ").split())
