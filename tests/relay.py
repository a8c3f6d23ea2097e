"""A mail server on loopback that misbehaves on demand and keeps its own list of what it accepted.

That list is the oracle of the delivery tests: what a reader received is what stands here,
whatever the program claims.
"""

import asyncio
import email
import ssl
import threading
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

TLS_FILE = Path(__file__).parent / "tls" / "localhost.pem"
"""Key and certificate of `localhost`; a client that trusts this file trusts the relay."""
USER, PASSWORD = "magazin", "tajne heslo/@:"


@dataclass(frozen=True)
class Refuse:
    """Answers RCPT with this line."""

    line: str = "550 5.1.1 Unknown user"


@dataclass(frozen=True)
class RefuseLetter:
    """Answers the letter's content with this line."""

    line: str = "552 5.3.4 Message too big"


@dataclass(frozen=True)
class Reset:
    """Cuts the connection instead of answering the content."""

    has_accepted: bool


@dataclass(frozen=True)
class Wait:
    """Accepts, and answers so much later."""

    seconds: float


Act = Refuse | RefuseLetter | Reset | Wait
GREYLIST = Refuse("450 4.2.0 Greylisted, try again later")


@dataclass(frozen=True)
class Accepted:
    recipient: str
    raw: bytes
    sender: str
    """The envelope's (MAIL FROM)."""

    @property
    def message(self) -> EmailMessage:
        message = email.message_from_bytes(self.raw, policy=policy.default)
        assert isinstance(message, EmailMessage)
        return message


@dataclass
class Relay:
    """Plays the acts of `script[recipient]` one per attempt, then accepts."""

    port: int = 0
    script: dict[str, list[Act]] = field(default_factory=lambda: defaultdict(list))
    greeting: str = ""
    """A line that replaces the greeting; the connection is then closed."""
    drip_seconds: float = 0.0
    """Greets byte by byte, so slowly, and never comes to the end of the line."""
    mail_answer: str = ""
    """A line that answers every MAIL."""
    letters_per_connection: int = 0
    """After so many MAIL is answered 421; 0 means any number."""
    pause_seconds: float = 0.0
    """Before each content is answered."""
    accepted: list[Accepted] = field(default_factory=list)
    connections: int = 0
    _letters_of: Counter[object] = field(default_factory=Counter)

    @property
    def url(self) -> str:
        return f"smtp://localhost:{self.port}"

    def received(self) -> Counter[str]:
        """How many copies each recipient got."""
        return Counter(each.recipient for each in self.accepted)

    def message_ids(self, recipient: str) -> set[str]:
        return {str(a.message["Message-ID"]) for a in self.accepted if a.recipient == recipient}

    async def handle_MAIL(  # noqa: N802 - aiosmtpd names its hooks by the command
        self, _server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        sent = self._letters_of[session.peer]
        if self.mail_answer:
            return self.mail_answer
        if self.letters_per_connection and sent >= self.letters_per_connection:
            return "421 4.7.0 Too many letters in one connection"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        acts = self.script[address]
        if acts and isinstance(acts[0], Refuse):
            refusal = acts.pop(0)
            assert isinstance(refusal, Refuse)
            return refusal.line
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        (recipient,) = envelope.rcpt_tos
        acts = self.script[recipient]
        act = acts.pop(0) if acts else Wait(self.pause_seconds)
        self._letters_of[session.peer] += 1
        match act:
            case RefuseLetter(line):
                return line
            case Reset(has_accepted):
                if has_accepted:
                    self._accept(recipient, envelope)
                assert isinstance(server.transport, asyncio.Transport)
                server.transport.abort()
                return "250 never read"
            case Wait(seconds):
                self._accept(recipient, envelope)
                await asyncio.sleep(seconds)
                return "250 2.0.0 Accepted"
        raise AssertionError(act)

    def _accept(self, recipient: str, envelope: Envelope) -> None:
        assert isinstance(envelope.content, bytes)
        assert envelope.mail_from is not None
        self.accepted.append(Accepted(recipient, envelope.content, envelope.mail_from))


class _Server(SMTP):
    def __init__(self, relay: Relay, **options: Any) -> None:
        self.relay = relay
        super().__init__(relay, enable_SMTPUTF8=False, **options)

    async def _handle_client(self) -> None:
        self.relay.connections += 1
        while self.relay.drip_seconds:
            await self._drip(b"2")
        if self.relay.greeting:
            await self.push(self.relay.greeting)
            assert self.transport is not None
            self.transport.close()
        else:
            await super()._handle_client()

    async def _drip(self, data: bytes) -> None:
        assert isinstance(self.transport, asyncio.Transport)
        self.transport.write(data)
        await asyncio.sleep(self.relay.drip_seconds)


@contextmanager
def running_relay(
    *, starttls: bool = False, tls: bool = False, login: bool = False, **options: Any
) -> Iterator[Relay]:
    """A relay on a free port; `options` are fields of `Relay`."""
    relay = Relay(**options)
    context = _tls_context() if starttls or tls else None
    settings: dict[str, Any] = {"hostname": "localhost"}
    if starttls:
        settings |= {"tls_context": context, "require_starttls": True}
    if login:
        settings |= {"authenticator": _authenticate, "auth_required": True}
        settings |= {"auth_require_tls": starttls}
    loop = asyncio.new_event_loop()
    server = loop.run_until_complete(
        loop.create_server(
            lambda: _Server(relay, loop=loop, **settings),
            "127.0.0.1",
            relay.port,
            ssl=context if tls else None,
        )
    )
    relay.port = server.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield relay
    finally:
        loop.call_soon_threadsafe(server.close)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


def _tls_context() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS_FILE)
    return context


def _authenticate(
    _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: Any
) -> AuthResult:
    is_right = isinstance(data, LoginPassword) and data == LoginPassword(
        USER.encode(), PASSWORD.encode()
    )
    return AuthResult(success=is_right, handled=False)
