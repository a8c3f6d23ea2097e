"""Bytes from outside in; text, contents and cover of a PDF out, or why it is refused.

The libraries run in a process of its own, within hard limits: a file made to exhaust or crash them
costs that process and nothing else.
"""

import json
import subprocess
import sys
import time
from base64 import b64decode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from queue import Empty, SimpleQueue
from threading import Thread
from typing import IO, Any, Final, TypeAlias

from mitdomov.editorial.past import reader_process

MAX_BYTES: Final = 100_000_000
HEAD_BYTES: Final = 1024
"""Acrobat looks for the header so far (ISO 32000-1, annex H.3)."""
_TIMEOUT_SECONDS: Final = 180
_BREATH_SECONDS: Final = 0.5
"""How often it is told how far the reading is, even when no page was read meanwhile."""
_RAISED: Final = 1
"""How Python ends with an exception that nobody foresaw; any other end was forced by a limit."""
EMPTY: Final = "Soubor je prázdný; vyberte jej znovu."
NO_PDF: Final = "Není to PDF; vyberte soubor, který končí .pdf a jde otevřít."
TOO_BIG: Final = (
    f"Soubor má víc než {MAX_BYTES // 1_000_000} MB. Uložte PDF pro web, s menšími obrázky."
)

Tell: TypeAlias = Callable[[int, int], None]
"""Pages read, of pages; both 0 while the file is examined. Whatever it raises ends the reading."""


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
    title: str = ""
    """What the document says of itself; often the name of a file or of a template."""
    created: date | None = None

    @property
    def mute_pages(self) -> int:
        return sum(not page.text for page in self.pages)


def first_problem(head: bytes, size_bytes: int) -> str:
    """Why a file is no PDF to be read, as far as its beginning tells; nothing when it may be."""
    if not size_bytes:
        return EMPTY
    if size_bytes > MAX_BYTES:
        return TOO_BIG
    return "" if b"%PDF-" in head[:HEAD_BYTES] else NO_PDF


def _silent(_page: int, _pages: int) -> None:
    """Nobody waits."""


def read_pdf(data: bytes, tell: Tell = _silent) -> ReadPdf | Refused:
    """May take a minute with a large file: never call it in a transaction."""
    if sentence := first_problem(data, len(data)):
        return Refused(sentence)
    with _process(data) as process:
        said = _last_word(process, tell)
        code = process.wait()
    if said is not None and code == 0:
        return _read(data, said)
    return Refused(reader_process.BROKEN if code == _RAISED else reader_process.TOO_DEMANDING)


@contextmanager
def _process(data: bytes) -> Iterator["subprocess.Popen[bytes]"]:
    """Reads `data`; killed at the end, if it has not ended by then."""
    command = [sys.executable, "-I", "-m", reader_process.__name__]
    with subprocess.Popen(  # noqa: S603 - no part of the command comes from outside
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        Thread(target=_feed, args=(process.stdin, data), daemon=True).start()
        try:
            yield process
        finally:
            process.kill()


def _feed(stdin: IO[bytes], data: bytes) -> None:
    with suppress(OSError, ValueError), stdin:  # it may end, or be killed, before it has all
        stdin.write(data)


def _last_word(process: "subprocess.Popen[bytes]", tell: Tell) -> reader_process.Said | None:
    """None when it said none, or takes too long; then it is killed."""
    lines: SimpleQueue[bytes] = SimpleQueue()
    Thread(target=_listen, args=(process.stdout, lines), daemon=True).start()
    deadline = time.monotonic() + _TIMEOUT_SECONDS
    page = pages = 0
    while time.monotonic() < deadline:
        tell(page, pages)
        try:
            line = lines.get(timeout=_BREATH_SECONDS)
        except Empty:
            continue
        if not line.endswith(b"\n"):
            return None
        heard: Any = json.loads(line)
        if "refused" in heard:
            said: reader_process.Said = heard
            return said
        page, pages = heard["page"], heard["pages"]
    process.kill()
    return None


def _listen(stdout: IO[bytes], lines: "SimpleQueue[bytes]") -> None:
    """An empty line at the end."""
    with suppress(OSError, ValueError):
        for line in stdout:
            lines.put(line)
    lines.put(b"")


def _read(data: bytes, said: reader_process.Said) -> ReadPdf | Refused:
    return Refused(said["refused"]) if said["refused"] else of_said(data, said)


def of_said(data: bytes, said: Mapping[str, Any]) -> ReadPdf:
    """What was read of the PDF, out of the fields that JSON carries (`reader_process.Said`)."""
    width_px, height_px = said["cover_px"]
    return ReadPdf(
        data=data,
        pages=tuple(Page(label, text) for label, text in said["pages"]),
        outline=tuple(said["outline"]),
        is_tagged=said["is_tagged"],
        cover=b64decode(said["cover"]),
        cover_px=(width_px, height_px),
        title=said["title"],
        created=date.fromisoformat(said["created"]) if said["created"] else None,
    )
