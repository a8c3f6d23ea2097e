"""Bytes from outside in; text, contents and cover of a PDF out, or why it is refused.

The libraries run in a process of its own, within hard limits: a file made to exhaust or crash them
costs that process and nothing else.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import Any, Final

from mitdomov.editorial.past import reader_process

MAX_BYTES: Final = 100_000_000
_TIMEOUT_SECONDS: Final = 180
_RAISED: Final = 1
"""How Python ends with an exception that nobody foresaw; any other end was forced by a limit."""
_AT_ONCE: Final = BoundedSemaphore(1)
"""A magazine of a hundred megabytes is enough for the memory at a time."""
_HEAD_BYTES: Final = 1024
"""Acrobat looks for the header so far (ISO 32000-1, annex H.3)."""
EMPTY: Final = "Soubor je prázdný; vyberte jej znovu."
NO_PDF: Final = "Není to PDF; vyberte soubor, který končí .pdf a jde otevřít."
TOO_BIG: Final = (
    f"Soubor má víc než {MAX_BYTES // 1_000_000} MB. Uložte PDF pro web, s menšími obrázky."
)


@dataclass(frozen=True, slots=True)
class Refused:
    """`sentence` says in Czech why and what to do."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Page:
    label: str
    """What is printed on it, where the PDF says so and it is not simply its number."""
    text: str


@dataclass(frozen=True, slots=True)
class ReadPdf:
    """What the program needs to know of a PDF that it keeps as it came."""

    data: bytes
    pages: tuple[Page, ...]
    outline: tuple[dict[str, Any], ...]
    """As `PastIssue.outline`."""
    is_tagged: bool
    cover: bytes
    """JPEG."""
    cover_px: tuple[int, int]

    @property
    def mute_pages(self) -> int:
        return sum(not page.text for page in self.pages)


def read_pdf(data: bytes) -> ReadPdf | Refused:
    """May take a minute with a large file: never call it in a transaction."""
    if not data:
        return Refused(EMPTY)
    if len(data) > MAX_BYTES:
        return Refused(TOO_BIG)
    if b"%PDF-" not in data[:_HEAD_BYTES]:
        return Refused(NO_PDF)
    command = [sys.executable, "-I", "-m", reader_process.__name__]
    try:
        with _AT_ONCE:
            done = subprocess.run(  # noqa: S603 - no part of the command comes from outside
                command, input=data, capture_output=True, timeout=_TIMEOUT_SECONDS, check=False
            )
    except subprocess.TimeoutExpired:
        return Refused(reader_process.TOO_DEMANDING)
    if done.returncode == _RAISED:
        return Refused(reader_process.BROKEN)
    if done.returncode != 0:
        return Refused(reader_process.TOO_DEMANDING)
    return _read(data, done.stdout)


def _read(data: bytes, answer: bytes) -> ReadPdf | Refused:
    head, _, cover = answer.partition(b"\n")
    said: reader_process.Said = json.loads(head)
    if said["refused"]:
        return Refused(said["refused"])
    width_px, height_px = said["cover_px"]
    return ReadPdf(
        data=data,
        pages=tuple(Page(label, text) for label, text in said["pages"]),
        outline=tuple(said["outline"]),
        is_tagged=said["is_tagged"],
        cover=cover,
        cover_px=(width_px, height_px),
    )
