"""A process of its own: a foreign PDF on standard input, what is read of it on standard output.

Standard output is lines of JSON: one for each page read (`Reached`), and at the end `Said`.
"""

import json
import re
import resource
import sys
from base64 import b64encode
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any, Final, NamedTuple, TypedDict

import pikepdf
import pypdfium2

from mitdomov.editorial.past.text import readable, with_headings
from mitdomov.editorial.past.vetting import ACTIVE, is_active

MOST_PAGES: Final = 1_000
MAX_MEMORY_BYTES: Final = 2048 * 2**20
MAX_CPU_SECONDS: Final = 120
_COVER_WIDTH_PX: Final = 960
_COVER_HEIGHT_PX: Final = 1_400
_QUALITY: Final = 84
_MOST_CHARS_OF_PAGE: Final = 50_000
_MOST_CHARS: Final = 8_000_000
_MOST_BOOKMARKS: Final = 400
_DEEPEST_BOOKMARK: Final = 3
_LONGEST_TITLE: Final = 300
_LONGEST_LABEL: Final = 40
_DAY: Final = re.compile(r"(?:D:)?([0-9]{4})([0-9]{2})([0-9]{2})")
"""How a date of PDF begins (ISO 32000-1, 7.9.4)."""
BROKEN: Final = "PDF je poškozené nebo neúplné; otevřete jej a uložte znovu."
LOCKED: Final = "PDF je chráněné heslem; uložte jej bez hesla."
EMPTY: Final = "PDF nemá žádnou stránku."
TOO_LONG: Final = f"PDF má přes {MOST_PAGES} stran; to není číslo časopisu."
TOO_DEMANDING: Final = (
    "PDF je na zpracování příliš náročné. Uložte jej znovu, třeba s menšími obrázky."
)


class Reached(TypedDict):
    page: int
    pages: int


class Said(TypedDict):
    refused: str
    """A Czech sentence, or nothing when the rest holds."""
    pages: list[tuple[str, str]]
    """The label and the text of each page."""
    outline: list[dict[str, Any]]
    is_tagged: bool
    title: str
    """Of the document information (ISO 32000-1, 14.3.3), where there is any."""
    created: str
    """ISO date of the same; empty where there is none."""
    cover_px: tuple[int, int]
    cover: str
    """JPEG in base 64."""


class _Vetted(NamedTuple):
    """What `pikepdf` says of a PDF that may be read."""

    is_tagged: bool
    title: str
    created: str


class _RefusedError(Exception):
    """The message is the sentence."""


def main() -> int:
    if sys.platform == "linux":  # macOS refuses this limit
        resource.setrlimit(resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (MAX_CPU_SECONDS, MAX_CPU_SECONDS))
    data = sys.stdin.buffer.read()
    try:
        said = _read(data, _vetted(data))
    except _RefusedError as error:
        said = _refusal(str(error))
    except MemoryError:
        said = _refusal(TOO_DEMANDING)
    _tell(said)
    return 0


def _tell(line: Said | Reached) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def _refusal(sentence: str) -> Said:
    return Said(
        refused=sentence,
        pages=[],
        outline=[],
        is_tagged=False,
        title="",
        created="",
        cover_px=(0, 0),
        cover="",
    )


def _vetted(data: bytes) -> _Vetted:
    """Raises when readers must not be given the PDF."""
    try:
        with pikepdf.open(BytesIO(data)) as pdf:
            if not 0 < len(pdf.pages) <= MOST_PAGES:
                raise _RefusedError(TOO_LONG if len(pdf.pages) else EMPTY)
            if is_active(pdf):
                raise _RefusedError(ACTIVE)
            marks = pdf.Root.get("/MarkInfo", None)
            is_tagged = isinstance(marks, pikepdf.Dictionary) and bool(marks.get("/Marked", False))
            return _Vetted(is_tagged, _title(pdf), _created(pdf))
    except pikepdf.PasswordError:
        raise _RefusedError(LOCKED) from None
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, KeyError, RecursionError):
        raise _RefusedError(BROKEN) from None


def _title(pdf: pikepdf.Pdf) -> str:
    title = pdf.docinfo.get("/Title", None)
    plain = " ".join(str(title).split()) if isinstance(title, pikepdf.String) else ""
    return plain[:_LONGEST_TITLE] if plain.isprintable() else ""


def _created(pdf: pikepdf.Pdf) -> str:
    made = pdf.docinfo.get("/CreationDate", None)
    found = _DAY.match(str(made)) if isinstance(made, pikepdf.String) else None
    try:
        return date(*map(int, found.groups())).isoformat() if found else ""
    except ValueError:
        return ""


def _read(data: bytes, vetted: _Vetted) -> Said:
    try:
        pdf = pypdfium2.PdfDocument(data)
        if not 0 < len(pdf) <= MOST_PAGES:
            raise _RefusedError(TOO_LONG if len(pdf) else EMPTY)
        cover, cover_px = _cover(pdf[0])
        outline = _outline(pdf)
        texts = _headed(readable(_texts(pdf)), outline)
        labels = [_label(pdf, number) for number in range(len(pdf))]
    except (pypdfium2.PdfiumError, ValueError, OSError):
        raise _RefusedError(BROKEN) from None
    pages = list(zip(labels, texts, strict=True))
    return Said(
        refused="",
        pages=pages,
        outline=outline,
        is_tagged=vetted.is_tagged,
        title=vetted.title,
        created=vetted.created,
        cover_px=cover_px,
        cover=b64encode(cover).decode(),
    )


def _cover(page: pypdfium2.PdfPage) -> tuple[bytes, tuple[int, int]]:
    width, height = page.get_size()
    if width <= 0 or height <= 0:
        raise _RefusedError(BROKEN)
    scale = min(_COVER_WIDTH_PX / width, _COVER_HEIGHT_PX / height)
    picture = page.render(scale=scale).to_pil().convert("RGB")
    out = BytesIO()
    picture.save(out, "JPEG", quality=_QUALITY, optimize=True, progressive=True)
    return out.getvalue(), picture.size


def _texts(pdf: pypdfium2.PdfDocument) -> list[str]:
    texts: list[str] = []
    left = _MOST_CHARS
    for number in range(len(pdf)):
        text = _text(pdf, number)[: min(left, _MOST_CHARS_OF_PAGE)]
        left -= len(text)
        texts.append(text)
        _tell(Reached(page=number + 1, pages=len(pdf)))
    return texts


def _text(pdf: pypdfium2.PdfDocument, number: int) -> str:
    """A page that cannot be read has no text; the others have."""
    try:
        page = pdf[number]
        text: str = page.get_textpage().get_text_range()
        page.close()
    except pypdfium2.PdfiumError:
        return ""
    return text.encode("utf-8", "ignore").decode()  # lone surrogates are no text


def _headed(texts: Sequence[str], outline: Sequence[dict[str, Any]]) -> list[str]:
    titles: dict[int, list[str]] = {}
    for each in outline:
        titles.setdefault(each["page"], []).append(each["title"])
    return [
        with_headings(text, titles.get(number, [])) for number, text in enumerate(texts, start=1)
    ]


def _label(pdf: pypdfium2.PdfDocument, index: int) -> str:
    """Empty when it says nothing that the page's number does not."""
    label = (pdf.get_page_label(index) or "").strip()[:_LONGEST_LABEL]
    return "" if label == str(index + 1) or not label.isprintable() else label


def _outline(pdf: pypdfium2.PdfDocument) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for bookmark in pdf.get_toc(max_depth=_DEEPEST_BOOKMARK):
        target = bookmark.get_dest()
        index = target.get_index() if target else None
        title = " ".join(bookmark.get_title().split())[:_LONGEST_TITLE]
        if title and index is not None and 0 <= index < len(pdf):
            found.append({"level": bookmark.level, "title": title, "page": index + 1})
        if len(found) == _MOST_BOOKMARKS:
            break
    return found


if __name__ == "__main__":
    sys.exit(main())
