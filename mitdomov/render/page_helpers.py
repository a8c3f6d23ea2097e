"""Values of an article in; what a page needs to know to show them out."""

import re
from datetime import datetime
from typing import Final
from urllib.parse import urlsplit

from mitdomov.clock import PRAGUE
from mitdomov.document.tree import Block, Bold, Document, Heading, Paragraph, Table, Text, plain

_NUMBER: Final = re.compile(r"[±+−–-]?\s?\d[\d\s.,]*(%|‰|Kč|€|EUR|m²|\(\d+\))?")
_TOP_LEVEL: Final = 2
"""A page's title is its only heading of level 1."""


PREHEADER_FILL: Final = "\u034f\u200c\u00a0" * 24
"""Invisible letters that keep mailboxes from showing the body behind a short preheader."""


def dial(phone: str) -> str:
    """A phone number as a `tel:` address wants it (RFC 3966): digits and a leading plus."""
    digits = "".join(char for char in phone if char.isdecimal())
    return f"+{digits}" if phone.strip().startswith("+") else digits


def host(url: str) -> str:
    """Where a link leads, for people: `example.org`."""
    return (urlsplit(url).hostname or url).removeprefix("www.")


def theme_lines(theme: str) -> list[str]:
    """A theme of two sentences on two lines: `První klíče.`, `Jak začínají malá města`."""
    return re.split(r"(?<=[.!?:]) ", theme, maxsplit=1)


def day_number(moment: datetime) -> int:
    """The day of the month in Prague."""
    return moment.astimezone(PRAGUE).day


def is_question(block: Block) -> bool:
    """Whether a paragraph is bold from end to end, as interviews write their questions."""
    return (
        isinstance(block, Paragraph)
        and bool(block.content)
        and all(
            isinstance(inline, Bold) or (isinstance(inline, Text) and not inline.text.strip())
            for inline in block.content
        )
    )


def is_numeric(table: Table, column: int) -> bool:
    """Whether a column holds numbers only, and so is set flush right."""
    return bool(table.rows) and all(
        _NUMBER.fullmatch(plain(row[column]).strip()) for row in table.rows
    )


def lift(document: Document) -> int:
    """By how many levels headings rise so that the highest stands right below the title."""
    levels = [block.level for block in document.blocks if isinstance(block, Heading)]
    return min(levels, default=_TOP_LEVEL) - _TOP_LEVEL
