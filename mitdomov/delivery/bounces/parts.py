"""The bytes of a message in; its headers and the bytes of its parts out, within fixed bounds.

Whoever may write to us writes these bytes. So only headers go through the parser of `email`, each
head at most so long; parts are cut apart at their boundary, a few of them, one level at a time:
nothing here recurses, and no charset is looked up that is none of a mail program's.
"""

import binascii
import quopri
import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import Message
from email.parser import BytesHeaderParser
from typing import Final

MESSAGE_BYTES: Final = 256 * 1024
"""Of a message so much is looked at: what went wrong stands at its beginning."""
_HEAD_BYTES: Final = 32 * 1024
_VALUE_CHARS: Final = 2_000
_MOST_VALUES: Final = 20
_MOST_PARTS: Final = 12
_BOUNDARY_CHARS: Final = 200
_TEXT_BYTES: Final = 32 * 1024
_HEAD_END: Final = re.compile(rb"\r?\n\r?\n")
_CHARSETS: Final = re.compile(r"utf-?8|us-ascii|iso-8859-\d{1,2}|(windows-|cp)125\d", re.IGNORECASE)
_PARSER: Final = BytesHeaderParser()


@dataclass(frozen=True, slots=True)
class Part:
    """A message, or a part of one (RFC 2045); whatever is missing is empty."""

    head: Message
    body: bytes

    def values(self, name: str) -> list[str]:
        """Of every header of this name, at most so many and so long."""
        found = self.head.get_all(name, [])[:_MOST_VALUES]
        return [str(each)[:_VALUE_CHARS] for each in found]

    def value(self, name: str) -> str:
        return next(iter(self.values(name)), "").strip()

    @property
    def media_type(self) -> str:
        return self._content_type().get_content_type()

    def parameter(self, name: str) -> str:
        """Of the content type (RFC 2045 section 5.1), as it is written."""
        found = self._content_type().get_param(name)
        return found if isinstance(found, str) else ""

    @property
    def text(self) -> str:
        """The body decoded, at most so long."""
        return self._decoded().decode(self._charset(), "replace")

    def parts(self) -> Sequence["Part"]:
        """Of a multipart; of anything else none."""
        boundary = self.parameter("boundary")[:_BOUNDARY_CHARS]
        if not boundary or not self.media_type.startswith("multipart/"):
            return ()
        delimiter = re.escape(b"--" + boundary.encode("ascii", "replace"))
        start = re.compile(rb"^" + delimiter + rb"[ \t]*\r?\n", re.MULTILINE)
        chunks = start.split(self.body, _MOST_PARTS)
        end = re.compile(rb"^" + delimiter + rb"--", re.MULTILINE)
        return [part_of(end.split(chunk, 1)[0]) for chunk in chunks[1 : _MOST_PARTS + 1]]

    def _content_type(self) -> Message:
        """A value of its own: the parser's time grows with the square of its length."""
        alone = Message()
        alone["Content-Type"] = " ".join(self.value("Content-Type").split()) or "text/plain"
        return alone

    def _decoded(self) -> bytes:
        body = self.body[:_TEXT_BYTES]
        match self.value("Content-Transfer-Encoding").lower():
            case "base64":
                return _from_base64(body)
            case "quoted-printable":
                return quopri.decodestring(body)
            case _:
                return body

    def _charset(self) -> str:
        charset = self.parameter("charset").strip()
        return charset if _CHARSETS.fullmatch(charset) else "utf-8"


def part_of(data: bytes) -> Part:
    """Never raises, whatever the bytes are."""
    data = data[:MESSAGE_BYTES].lstrip(b"\r\n")
    end = _HEAD_END.search(data)
    head, body = (data[: end.start()], data[end.end() :]) if end else (data, b"")
    return Part(_PARSER.parsebytes(head[:_HEAD_BYTES]), body)


def _from_base64(body: bytes) -> bytes:
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", body)
    try:
        return binascii.a2b_base64(letters[: len(letters) // 4 * 4])
    except binascii.Error:
        return b""
