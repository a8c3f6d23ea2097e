"""Hands letters to the next mail server over SMTP (RFC 5321); TLS verifies whom it talks to."""

import smtplib
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Final

from mitdomov.delivery.letters.headers import ascii_address
from mitdomov.delivery.transports.replies import (
    NO_ANSWER,
    Reply,
    after_content,
    after_data,
    after_mail,
    after_recipient,
    explain,
)
from mitdomov.delivery.transports.transport import (
    LONGEST_SEND_SECONDS,
    Doubtful,
    Outcome,
    Unreachable,
)
from mitdomov.settings import Relay, Security

CONNECT_TIMEOUT_SECONDS: Final = 10.0
_PATIENCE: Final = 2.0
"""A whole conversation may take so many timeouts: a server that sends a byte now and then keeps
every single wait short."""
ANSWER_TIMEOUT_SECONDS: Final = LONGEST_SEND_SECONDS / _PATIENCE
"""For the answer to a letter: 10 minutes (RFC 5321 section 4.5.3.2.6)."""
_GOODBYE_SECONDS: Final = 5.0


@dataclass(frozen=True, slots=True)
class SmtpTransport:
    relay: Relay
    sender: str
    """The envelope's sender (MAIL FROM) of letters that name none, its domain in ASCII; by it the
    program introduces itself."""
    connect_timeout_seconds: float = CONNECT_TIMEOUT_SECONDS
    answer_timeout_seconds: float = ANSWER_TIMEOUT_SECONDS

    @contextmanager
    def open(self) -> Iterator["SmtpConnection | Unreachable"]:
        try:
            smtp = connect(self.relay, self.sender, self.connect_timeout_seconds)
        except (smtplib.SMTPException, OSError) as error:
            yield explain(error)
            return
        try:
            yield SmtpConnection(smtp, self.sender, self.answer_timeout_seconds)
        finally:
            _say_goodbye(smtp)


@dataclass(frozen=True, slots=True)
class SmtpConnection:
    smtp: smtplib.SMTP
    sender: str
    timeout_seconds: float

    @property
    def is_open(self) -> bool:
        return self.smtp.sock is not None

    def send(self, recipient: str, message: bytes, return_path: str = "") -> Outcome:
        with _limited(self.smtp, self.timeout_seconds):
            return self._announce(return_path or self.sender, recipient) or self._hand_over(message)

    def _announce(self, sender: str, recipient: str) -> Outcome | None:
        """Up to the server's leave to send the content; until then nothing can have left."""
        try:
            outcome = (
                after_mail(Reply(*self.smtp.mail(sender)))
                or after_recipient(Reply(*self.smtp.rcpt(ascii_address(recipient))))
                or after_data(Reply(*self.smtp.docmd("DATA")))
            )
        except (smtplib.SMTPException, OSError) as error:
            self.smtp.close()
            return explain(error)
        if outcome is not None:
            self._start_over(outcome)
        return outcome

    def _hand_over(self, message: bytes) -> Outcome:
        try:
            self.smtp.send(_stuffed(message))
            outcome = after_content(Reply(*self.smtp.getreply()))
        except (smtplib.SMTPException, OSError):
            self.smtp.close()
            return Doubtful(NO_ANSWER)
        if isinstance(outcome, Doubtful | Unreachable):
            self.smtp.close()
        return outcome

    def _start_over(self, outcome: Outcome) -> None:
        """Leaves the connection ready for the next letter, or closed."""
        try:
            if isinstance(outcome, Unreachable) or self.smtp.rset()[0] != 250:
                self.smtp.close()
        except (smtplib.SMTPException, OSError):
            self.smtp.close()


def connect(relay: Relay, sender: str, timeout_seconds: float) -> smtplib.SMTP:
    """A conversation greeted, encrypted as the setting asks, signed in; never anything weaker.

    Raises `smtplib.SMTPException` or `OSError`.
    """
    own_name = sender.rpartition("@")[2]
    smtp = (
        smtplib.SMTP_SSL(
            local_hostname=own_name,
            timeout=timeout_seconds,
            context=ssl.create_default_context(),
        )
        if relay.security is Security.TLS
        else smtplib.SMTP(local_hostname=own_name, timeout=timeout_seconds)
    )
    # The name that the certificate must bear: only smtplib's constructor sets it, and that
    # connects at once, out of reach of the limit below.
    smtp._host = relay.host  # type: ignore[attr-defined] # noqa: SLF001
    try:
        with _limited(smtp, timeout_seconds):
            _introduce(smtp, relay)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _introduce(smtp: smtplib.SMTP, relay: Relay) -> None:
    code, answer = smtp.connect(relay.host, relay.port)
    if code != 220:
        raise smtplib.SMTPConnectError(code, answer)
    smtp.ehlo_or_helo_if_needed()
    if relay.security is Security.STARTTLS:
        smtp.starttls(context=ssl.create_default_context())
        smtp.ehlo_or_helo_if_needed()
    if relay.user:
        smtp.login(relay.user, relay.password)


@contextmanager
def _limited(smtp: smtplib.SMTP, timeout_seconds: float) -> Iterator[None]:
    """Each wait inside ends after the timeout; the whole is cut off after a few of them."""
    if smtp.sock is not None:
        smtp.sock.settimeout(timeout_seconds)
    watchdog = threading.Timer(timeout_seconds * _PATIENCE, _cut, [smtp])
    watchdog.daemon = True
    watchdog.start()
    try:
        yield
    finally:
        watchdog.cancel()


def _cut(smtp: smtplib.SMTP) -> None:
    if smtp.sock is not None:
        with suppress(OSError):
            smtp.sock.shutdown(socket.SHUT_RDWR)


def _say_goodbye(smtp: smtplib.SMTP) -> None:
    with suppress(smtplib.SMTPException, OSError), _limited(smtp, _GOODBYE_SECONDS):
        smtp.quit()
    smtp.close()


def _stuffed(message: bytes) -> bytes:
    """Dots at line starts doubled, the final dot added (RFC 5321 section 4.5.2)."""
    ended = message if message.endswith(b"\r\n") else message + b"\r\n"
    return (b"\r\n" + ended).replace(b"\r\n.", b"\r\n..")[2:] + b".\r\n"
