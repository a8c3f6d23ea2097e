"""A page's number in the address and a count of rows in; which rows to show out."""

from dataclasses import dataclass
from math import ceil
from typing import Final

from flask import abort, request

_MOST_DIGITS: Final = 10


@dataclass(frozen=True, slots=True)
class Paging:
    page: int
    pages: int
    limit: int

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.limit


def paging(total: int, limit: int) -> Paging:
    """The last page stands for any later one; what is no number is an unknown page."""
    text = request.args.get("strana", "1")
    is_number = text.isascii() and text.isdecimal() and len(text) < _MOST_DIGITS
    page = int(text) if is_number and int(text) > 0 else abort(404)
    pages = max(1, ceil(total / limit))
    return Paging(min(page, pages), pages, limit)
