"""Slots: the only places of a letter that differ from reader to reader, as tokens in its text.

A rendered letter keeps the tokens; delivery fills them for each reader, viewers fill them with
`EXAMPLE_VALUES`. No text of an issue may contain the brackets `⟦` and `⟧`.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from html import escape
from typing import Final

from mitdomov.render.errors import RenditionError


class Slot(StrEnum):
    GREETING = "⟦greeting⟧"
    """A whole line of text that ends with its comma, e.g. "Dobrý den,"."""
    UNSUBSCRIBE = "⟦unsubscribe⟧"
    """Address of the page that ends the subscription."""
    PREFERENCES = "⟦preferences⟧"
    """Address of the page that shows what the reader has subscribed to."""


EXAMPLE_VALUES: Final[Mapping[Slot, str]] = {
    Slot.GREETING: "Dobrý den,",
    Slot.UNSUBSCRIBE: "https://mitdomov.example/odhlaseni/ukazka",
    Slot.PREFERENCES: "https://mitdomov.example/odber/ukazka",
}

_BRACKETS: Final = re.compile("[⟦⟧]")
_TOKEN: Final = re.compile("(⟦[^⟦⟧]*⟧)")


class SlotError(RenditionError):
    """A token that is no slot, or a text of the issue that poses as one."""


def parts(letter: str) -> tuple[str | Slot, ...]:
    """`letter` cut into plain texts and slots, in order; raises `SlotError` on unknown tokens."""
    return tuple(_part(piece) for piece in _TOKEN.split(letter) if piece)


def fill(letter: str, values: Mapping[Slot, str]) -> str:
    """`letter` with each slot replaced as it is, once: a value is never searched for slots."""
    return "".join(values[part] if isinstance(part, Slot) else part for part in parts(letter))


def fill_html(letter: str, values: Mapping[Slot, str]) -> str:
    """An HTML letter filled with plain values; they are escaped for text and attributes alike."""
    return fill(letter, {slot: escape(value) for slot, value in values.items()})


def fill_text(letter: str, values: Mapping[Slot, str]) -> str:
    """A plain-text letter filled with plain values; line ends inside a value become spaces."""
    return fill(letter, {slot: " ".join(value.split()) for slot, value in values.items()})


def refuse_forged(*contents: object) -> None:
    """Raises `SlotError` when a text within `contents` (dataclasses, tuples, dicts) could pose
    as a slot; the last gate behind the checks of the magazine."""
    for content in contents:
        for text in _texts(content):
            if _BRACKETS.search(text):
                raise SlotError(
                    f"Text „{text[:60]}“ obsahuje znak ⟦ nebo ⟧, vyhrazený místům pro čtenáře; "
                    "odstraňte jej."
                )


def _part(piece: str) -> str | Slot:
    if not _BRACKETS.search(piece):
        return piece
    try:
        return Slot(piece)
    except ValueError:
        raise SlotError(f"„{piece[:60]}“ není místo, které se v dopise vyplňuje.") from None


def _texts(content: object) -> Iterator[str]:
    match content:
        case str():
            yield content
        case dict():
            yield from _texts(tuple(content.items()))
        case tuple() | list():
            for item in content:
                yield from _texts(item)
        case _ if is_dataclass(content):
            for each in fields(content):
                yield from _texts(getattr(content, each.name))
        case _:
            return
