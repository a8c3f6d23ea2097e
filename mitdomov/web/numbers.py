"""Turns a number in an address to a row's id; a larger one than any row has is an unknown page."""

from typing import Final

from werkzeug.routing import IntegerConverter, Map

LARGEST: Final = 2**31 - 1
"""What a database's INTEGER holds."""


class RowNumber(IntegerConverter):
    """`<row:number>` in a rule."""

    def __init__(self, routes: Map) -> None:
        super().__init__(routes, max=LARGEST)
