"""Sends single letters by Flask-Mail, composed soundly; bulk letters have an engine of their own.

Flask-Mail by itself writes lines of any length and an unverified, unlimited connection; so it is
given its bytes and its connection.
"""

import smtplib
from collections.abc import Sequence
from dataclasses import dataclass
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import make_msgid

import flask_mail
from flask import Flask

from mitdomov.clock import now
from mitdomov.database.store import Store
from mitdomov.delivery.letters.headers import ascii_address
from mitdomov.delivery.transports.mailbox import MailboxConnection
from mitdomov.delivery.transports.smtp import CONNECT_TIMEOUT_SECONDS, connect
from mitdomov.delivery.transports.transport import Unreachable
from mitdomov.settings import Sender, Settings


@dataclass(frozen=True, slots=True)
class SingleLetter:
    address: str
    subject: str
    text: str
    html: str


def send_single(
    store: Store, settings: Settings, letter: SingleLetter, return_path: str = ""
) -> None:
    """Raises `smtplib.SMTPException` or `OSError`, and `ValueError` for an unusable address.

    If it cannot be delivered, it returns to `return_path`, or to the sender when that is empty.
    """
    app = Flask(__name__)
    mail = flask_mail.Mail(app)
    with app.app_context(), _Connection(mail, store, settings) as connection:
        connection.send(_Message(letter, settings.sender), return_path or None)


def compose_single(letter: SingleLetter, sender: Sender) -> bytes:
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = Address(sender.name, addr_spec=sender.address)
    message["To"] = Address(addr_spec=ascii_address(letter.address))
    message["Subject"] = letter.subject
    message["Date"] = now()
    message["Message-ID"] = make_msgid(domain=sender.domain)
    # Written by the program itself (RFC 3834 section 5): nobody's holiday reply should answer it.
    message["Auto-Submitted"] = "auto-generated"
    message["Content-Language"] = "cs"
    message.set_content(letter.text, cte="quoted-printable")
    message.add_alternative(letter.html, subtype="html", cte="quoted-printable")
    return message.as_bytes()


class _Message(flask_mail.Message):
    def __init__(self, letter: SingleLetter, sender: Sender) -> None:
        recipient = ascii_address(letter.address)
        super().__init__(letter.subject, recipients=[recipient], sender=sender.address)
        self.composed = compose_single(letter, sender)

    def as_bytes(self) -> bytes:
        return self.composed


class _Connection(flask_mail.Connection):
    """To the relay of the settings, or into the built-in mailbox."""

    def __init__(self, mail: flask_mail.Mail, store: Store, settings: Settings) -> None:
        super().__init__(mail)
        self.store = store
        self.settings = settings

    def configure_host(  # type: ignore[override] # the mailbox is no smtplib.SMTP
        self,
    ) -> "smtplib.SMTP | _MailboxHost":
        relay = self.settings.relay
        if relay is None:
            return _MailboxHost(self.store)
        return connect(relay, self.settings.sender.address, CONNECT_TIMEOUT_SECONDS)


@dataclass(frozen=True, slots=True)
class _MailboxHost:
    """As much of `smtplib.SMTP` as Flask-Mail uses."""

    store: Store

    def sendmail(
        self, _sender: str, recipients: Sequence[str], message: bytes, *_options: Sequence[str]
    ) -> None:
        for recipient in recipients:
            outcome = MailboxConnection(self.store, now).send(recipient, message)
            if isinstance(outcome, Unreachable):
                raise smtplib.SMTPException(outcome.reason)

    def quit(self) -> None:
        pass
