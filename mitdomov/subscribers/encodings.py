"""Turns the bytes of a text file into text, in the encoding that they most likely have.

Knows what Czech spreadsheets write: UTF-8, UTF-16, Windows-1250 and ISO 8859-2. Nothing is lost
silently: a byte that does not fit becomes U+FFFD.
"""

import codecs
import re
from dataclasses import dataclass
from typing import Final

UNREADABLE: Final = "\N{REPLACEMENT CHARACTER}"
_BYTE_ORDER_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_HEAD_BYTES: Final = 4096
_SHOWN_LINES: Final = 5

# The two 8-bit encodings agree in all Czech letters but Š š Ť ť Ž ž, and differ in the Slovak Ľ ľ.
# Windows-1250 keeps the Czech ones where ISO 8859-2 has only control characters; ISO 8859-2 keeps
# them where Windows-1250 has © ą « » ® ľ, and Ľ ľ where it has Ą µ. What reads as a letter in its
# place and its case is one; marks at the edge of a word, ľ and Ą are in doubt.
_WINDOWS_ONLY: Final = re.compile(rb"[\x80-\x9f]")
_CAPITAL: Final = rb"A-Z\xc0-\xd6\xd8-\xde\xa5\xa9\xab\xae"
_SMALL: Final = rb"a-z\xdf-\xf6\xf8-\xfe\xb5\xb9\xbb\xbe"
_LETTER: Final = _CAPITAL + _SMALL
_ISO_LIKELY: Final = re.compile(
    b"|".join(
        (
            rb"(?<![%b])[\xa5\xa9\xae](?:[%b]|[%b]++(?![%b]))"
            % (_LETTER, _SMALL, _CAPITAL, _SMALL),
            rb"(?<=[%b])[\xa9\xab\xae](?=[%b])" % (_CAPITAL, _CAPITAL),
            rb"(?<=[%b])\xa9(?![%b])" % (_CAPITAL, _LETTER),
            rb"(?<=[%b])(?:[\xb5\xb9]|\xbb(?=[%b]))" % (_LETTER, _SMALL),
            rb"\xb9(?=[%b])" % _SMALL,
        )
    )
)
_EITHER: Final = re.compile(
    rb"[%b]{1,20}[\xa5\xa9\xab\xae\xbb\xbe][%b]{0,20}|[\xa5\xa9\xab\xae\xbb\xbe][%b.][%b]{0,20}"
    % (_LETTER, _LETTER, _LETTER, _LETTER)
)
_WINDOWS: Final = "windows-1250"
_ISO: Final = "iso-8859-2"
CHOICES: Final = ("utf-8", _WINDOWS, _ISO, "utf-16")
"""What a person may say a file is in."""


class AmbiguousEncodingError(ValueError):
    """The bytes read well in two encodings; the message is a Czech sentence that shows both."""


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    encoding: str


def decode(data: bytes, chosen: str = "") -> Decoded:
    """The text without a byte order mark; raises `AmbiguousEncodingError`.

    `chosen` is one of `CHOICES`: what a person says, whatever the bytes seem to be. A byte order
    mark knows better.
    """
    encoding = _marked(data) or chosen or _encoding(data)
    return Decoded(data.decode(encoding, errors="replace"), encoding)


def readings(data: bytes) -> dict[str, str]:
    """The first lines with letters in doubt, as each of the two 8-bit encodings reads them."""
    lines = [line for line in data.splitlines() if _EITHER.search(line)][:_SHOWN_LINES]
    return {each: b"\n".join(lines).decode(each, errors="replace") for each in (_WINDOWS, _ISO)}


def _marked(data: bytes) -> str:
    marks = (encoding for mark, encoding in _BYTE_ORDER_MARKS if data.startswith(mark))
    return next(marks, "")


def _encoding(data: bytes) -> str:
    return _utf_16(data[:_HEAD_BYTES]) or _utf_8(data) or _eight_bit(data)


def _utf_16(head: bytes) -> str:
    """UTF-16 without a mark: in Czech text most characters have a zero byte, always on one side."""
    enough = len(head) // 4
    if head[1::2].count(0) > enough:
        return "utf-16-le"
    if head[0::2].count(0) > enough:
        return "utf-16-be"
    return ""


def _utf_8(data: bytes) -> str:
    """UTF-8 even when some bytes are damaged, as long as more sequences are whole than broken."""
    try:
        data.decode()
    except UnicodeDecodeError:
        text = data.decode(errors="replace")
        broken = text.count(UNREADABLE)
        whole = sum(not character.isascii() for character in text) - broken
        return "utf-8" if whole > broken else ""
    return "utf-8"


def _eight_bit(data: bytes) -> str:
    if _WINDOWS_ONLY.search(data):
        return _WINDOWS
    if _ISO_LIKELY.search(data):
        return _ISO
    if doubtful := _EITHER.search(data):
        raise AmbiguousEncodingError(_question(doubtful.group()))
    return _WINDOWS


def _question(word: bytes) -> str:
    return (
        f"Kódování souboru nejde poznat: může v něm stát „{word.decode(_WINDOWS)}“ (Windows-1250), "
        f"nebo „{word.decode(_ISO)}“ (ISO 8859-2). Uložte soubor v UTF-8 a načtěte jej znovu."
    )
