"""Compiles a rendered letter once, so that a recipient costs only joins of bytes (RFC 5322).

Bodies are quoted-printable, cut at the slots. A soft line break (RFC 2045 section 6.7) ends every
piece: whatever fills a slot, the lines around it stay as they were encoded.
"""

import binascii
import hashlib
import hmac
import re
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape
from typing import Final

from mitdomov.delivery.letters.headers import ascii_address, header, mailbox, words
from mitdomov.render.letter.slots import Slot, parts
from mitdomov.settings import Sender

_TOO_LONG: Final = re.compile(rb"^(.{74,})(=20|=09)$", re.MULTILINE)
"""Where a line ends with a space, `binascii` writes one character more than it may."""


@dataclass(frozen=True, slots=True)
class Recipient:
    address: str
    name: str
    message_id: str
    unsubscribe_url: str
    preferences_url: str

    @property
    def greeting(self) -> str:
        return f"Dobrý den, {self.name}," if self.name else "Dobrý den,"


@dataclass(frozen=True, slots=True)
class TextSlot:
    slot: Slot


@dataclass(frozen=True, slots=True)
class HtmlSlot:
    slot: Slot


@dataclass(frozen=True, slots=True)
class CompiledLetter:
    head: bytes
    """Header lines that are the same for everyone."""
    body: tuple[bytes | TextSlot | HtmlSlot, ...]

    def bytes_for(self, recipient: Recipient, at: datetime) -> bytes:
        """The whole message, CRLF line ends; raises `ValueError` when the recipient's address
        cannot stand in a header."""
        values = {
            Slot.GREETING: " ".join(recipient.greeting.split()),
            Slot.UNSUBSCRIBE: recipient.unsubscribe_url,
            Slot.PREFERENCES: recipient.preferences_url,
        }
        filled: dict[TextSlot | HtmlSlot, bytes] = {}
        for slot, value in values.items():
            filled[TextSlot(slot)] = _quoted(value)
            filled[HtmlSlot(slot)] = _quoted(escape(value))
        body = (part if isinstance(part, bytes) else filled[part] for part in self.body)
        return b"".join((_own_head(recipient, at), self.head, b"\r\n", *body))


def compile_letter(
    subject: str, html: str, text: str, *, sender: Sender, list_slug: str, list_title: str
) -> CompiledLetter:
    """`html` and `text` hold slots; raises `SlotError` on a token that is none."""
    # Quoted-printable writes every "=" as "=3D", so this boundary cannot occur in a body.
    boundary = f"=_{hashlib.sha256((html + text).encode()).hexdigest()[:32]}"
    head = (
        header("From", mailbox(sender.name, sender.address)),
        header("Subject", words(subject)),
        header("List-Id", f"{words(list_title)}\r\n <{list_slug}.{sender.domain}>"),
        header("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        # For auto-responders that know no List-Id. Auto-Submitted would be untrue: an issue is
        # written and sent by people (RFC 3834 section 5).
        header("Precedence", "bulk"),
        header("Content-Language", "cs"),
        header("MIME-Version", "1.0"),
        header("Content-Type", f'multipart/alternative;\r\n boundary="{boundary}"'),
    )
    body = (
        _part_head(boundary, "text/plain"),
        *(TextSlot(part) if isinstance(part, Slot) else _quoted(part) for part in parts(text)),
        _part_head(boundary, "text/html"),
        *(HtmlSlot(part) if isinstance(part, Slot) else _quoted(part) for part in parts(html)),
        f"\r\n--{boundary}--\r\n".encode(),
    )
    return CompiledLetter(b"".join(head), body)


def message_id(secret_key: str, dispatch_id: int, delivery_id: int, domain: str) -> str:
    """The same for every attempt, and not to be guessed by others."""
    name = f"d{dispatch_id}.{delivery_id}"
    proof = hmac.new(secret_key.encode(), f"message-id {name}".encode(), hashlib.sha256)
    return f"<{name}.{proof.hexdigest()[:16]}@{domain}>"


def _own_head(recipient: Recipient, at: datetime) -> bytes:
    return b"".join(
        (
            header("Date", format_datetime(at)),
            header("To", mailbox(recipient.name, ascii_address(recipient.address))),
            header("Message-ID", recipient.message_id),
            header("List-Unsubscribe", f"<{recipient.unsubscribe_url}>"),
        )
    )


def _part_head(boundary: str, media_type: str) -> bytes:
    return (
        f"\r\n--{boundary}\r\n"
        f"Content-Type: {media_type}; charset=utf-8\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    ).encode()


def _quoted(text: str) -> bytes:
    """`text` in quoted-printable, ended by a soft line break: whatever comes next starts a line,
    and no line is longer than 76 characters."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    # The NUL keeps the place of the "=" free and is cut off again, as "=00".
    encoded = binascii.b2a_qp(f"{lines}\0".encode()).removesuffix(b"=00")
    return _TOO_LONG.sub(rb"\1=\n\2", encoded).replace(b"\n", b"\r\n") + b"=\r\n"
