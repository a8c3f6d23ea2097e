"""Turns a number in an address to a row's id; a larger one than any row has is an unknown page."""

from typing import Final

from werkzeug.routing import IntegerConverter, Map

LARGEST: Final = 2**31 - 1
"""What a database's INTEGER holds."""


class RowNumber(IntegerConverter):
    """`<row:number>` in a rule."""

    def __init__(self, routes: Map) -> None:
        super().__init__(routes, max=LARGEST)


def row_number(text: str) -> int:
    """As the `type` of a value in a form or a query; raises ValueError when no row has it."""
    number = int(text)
    if not 0 <= number <= LARGEST:
        raise ValueError(text)
    return number
