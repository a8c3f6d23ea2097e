"""Blocks with pictures and captions among them in; figures and tables with theirs out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from mitdomov.document.normal_inlines import normal_inlines, normal_text
from mitdomov.document.tree import Block, Figure, Inlines, Italic, Paragraph, Table, Text, plain
from mitdomov.document.word.blocks import Caption, Found, PictureHere
from mitdomov.document.word.guessing import looks_like_caption
from mitdomov.document.word.notebook import Notebook

_CREDIT: Final = re.compile(
    r"[\s(\[,–-]*\b(?:foto(?:grafie)?|autor(?:ka)? (?:fotografie|snímku)|snímek|ilustrace)"
    r"\s*:\s*(?P<name>[^()\[\]:]{2,80}?)[\s)\].]*$",
    re.IGNORECASE,
)
_ENDINGS: Final = (
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpg"),
    (b"II*\0", "png"),
    (b"MM\0*", "png"),
)
_NO_ALT: Final = re.compile(
    r"_*(obrázek|obr\.|pic|picture|image|img|grafika|graphic|rámec|frame)?[\s_]*[0-9]*"
    r"|[^.!?]*[\w)]\.(png|jpe?g|gif|bmp|tiff?|webp|emf|wmf)",
    re.IGNORECASE,
)
_BY_MACHINE: Final = re.compile(
    r"\s*(popis (byl )?vytvořen automaticky|popis se vygeneroval automaticky"
    r"|obsah vygenerovaný umělou inteligencí může být nesprávný"
    r"|(description )?automatically generated( description)?"
    r"|ai-generated content may be incorrect)\.?\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class FoundPicture:
    """`name` is what figures of the document call it; the bytes are as they lay in the file."""

    name: str
    data: bytes
    alt: str = ""
    is_decorative: bool = False
    caption: str = ""
    credit: str = ""


def ending_of(data: bytes) -> str:
    """By content, as the library keeps it; empty for what it does not take."""
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "webp"
    return next((ending for start, ending in _ENDINGS if data.startswith(start)), "")


def alt_of(words: str, notebook: Notebook) -> str:
    """What an author wrote; nothing for a bare number or file name."""
    alt = normal_text(words)
    if _NO_ALT.fullmatch(alt):
        return ""
    by_hand = _BY_MACHINE.sub(" ", alt).strip()
    if by_hand != alt:
        notebook.guess("alt-by-machine", by_hand)
    return by_hand


def with_figures(
    found: Sequence[Found], pictures: dict[int, FoundPicture], notebook: Notebook
) -> Iterator[Block]:
    """`pictures` by the numbers of their places; a place whose picture was lost goes."""
    queue = list(found)
    index = 0
    while index < len(queue):
        block, taken = _next(queue, index, pictures, notebook)
        index += taken
        if block is not None:
            yield block


def _next(
    queue: list[Found], index: int, pictures: dict[int, FoundPicture], notebook: Notebook
) -> "tuple[Block | None, int]":
    """The block at `index` and how many of the queue it took."""
    each = queue[index]
    below = queue[index + 1] if index + 1 < len(queue) else None
    match each:
        case PictureHere():
            caption = _caption(below, is_table=False)
            return _figure(pictures.get(each.number), caption, notebook), 1 + bool(caption)
        case Table():
            caption = _caption(below, is_table=True)
            return replace(each, caption=caption), 1 + bool(caption)
        case Caption() if isinstance(below, PictureHere) and not _has_own(queue, index + 1):
            return _figure(pictures.get(below.number), each.content, notebook), 2
        case Caption() if isinstance(below, Table):
            return replace(below, caption=each.content), 2
        case Caption():
            return Paragraph(each.content), 1
        case _:
            return each, 1  # type: ignore[return-value]


def _has_own(queue: list[Found], index: int) -> bool:
    """Whether the picture there has its caption below."""
    return index + 1 < len(queue) and bool(_caption(queue[index + 1], is_table=False))


def _caption(below: "Found | None", *, is_table: bool) -> Inlines:
    if isinstance(below, Caption):
        names_table = plain(below.content).strip().lower().startswith("tab")
        return below.content if names_table == is_table else ()
    if isinstance(below, Paragraph) and not is_table and looks_like_caption(below.content):
        return below.content
    return ()


def _figure(picture: FoundPicture | None, caption: Inlines, notebook: Notebook) -> "Block | None":
    if picture is None:
        return Paragraph(caption) if caption else None
    words, credit = _credited(normal_inlines(caption))
    if credit:
        notebook.guess("credit", credit)
    alt = "" if picture.is_decorative else picture.alt
    if not alt and not picture.is_decorative:
        notebook.guess("no-alt", normal_text(plain(words)) or picture.name)
    return Figure(picture.name, alt, picture.is_decorative, words, credit)


def _credited(caption: Inlines) -> tuple[Inlines, str]:
    """The caption without the credit at its end, and the name in it."""
    if len(caption) == 1 and isinstance(caption[0], Italic):
        caption = caption[0].children
    last = caption[-1] if caption else None
    if isinstance(last, Text) and (found := _CREDIT.search(last.text)):
        before = last.text[: found.start()].rstrip()
        return (*caption[:-1], Text(before)), found["name"].strip()
    return caption, ""
