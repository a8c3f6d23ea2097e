"""Writes the header lines of a letter: texts in RFC 2047 words, domains in IDNA, folded by CRLF."""

import base64
import re
from collections.abc import Iterator
from typing import Final

import idna

_WORD_BYTES: Final = 39
"""52 characters of base64: with its frame and `Subject: ` a line stays within the 76 characters
of RFC 2047 section 2."""
_PLAIN_CHARS_MAX: Final = 60
_PLAIN: Final = re.compile(r"[A-Za-z0-9!#$%&'*+/^_`{|}~ -]*")
"""Atoms and spaces (RFC 5322 section 3.2.3), without = and ?, so nothing looks like a word."""


def ascii_address(address: str) -> str:
    """The address as SMTP wants it: its domain by UTS 46 and IDNA 2008; raises `ValueError`
    (`idna.IDNAError`, `UnicodeEncodeError`) when it has no such form."""
    local, _, domain = address.rpartition("@")
    return f"{local.encode('ascii').decode()}@{idna.encode(domain, uts46=True).decode()}"


def header(name: str, value: str) -> bytes:
    """A line whose value is already in its final, ASCII form."""
    return f"{name}: {value}\r\n".encode("ascii")


def mailbox(name: str, address: str) -> str:
    """A name-addr (RFC 5322 section 3.4) of an ASCII `address`."""
    return f"{words(name)}\r\n <{address}>" if name.strip() else address


def words(text: str) -> str:
    """`text` as an unstructured value or a phrase; controls and line ends become spaces, so no
    header can be smuggled in."""
    tidy = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if len(tidy) <= _PLAIN_CHARS_MAX and _PLAIN.fullmatch(tidy):
        return tidy
    return "\r\n ".join(map(_encoded_word, _chunks(tidy)))


def _encoded_word(chunk: str) -> str:
    return f"=?utf-8?b?{base64.b64encode(chunk.encode()).decode()}?="


def _chunks(text: str) -> Iterator[str]:
    """Pieces of at most `_WORD_BYTES` that never cut a character (RFC 2047 section 5)."""
    chunk, size_bytes = "", 0
    for character in text:
        width_bytes = len(character.encode())
        if size_bytes + width_bytes > _WORD_BYTES:
            yield chunk
            chunk, size_bytes = "", 0
        chunk += character
        size_bytes += width_bytes
    yield chunk
