"""The kinds of values that commands take, each with its Czech complaint."""

import re
from typing import Any, Final

import click

_LARGEST_ID: Final = 2**63 - 1
_MOST_DIGITS: Final = 19
LARGEST_PORT: Final = 65_535
_MOST_DAYS: Final = 36_500
_AS_IN_FOLDER: Final = re.compile(r"(\d+)-(\d{4})")


class _IssueNumber(click.ParamType[str]):
    """An issue's number as on its cover, 1/2026; written as its folder, 1-2026, it is the same."""

    name = "number"

    def convert(
        self, value: Any, _param: click.Parameter | None, _ctx: click.Context | None
    ) -> str:
        return issue_number(str(value))


class _WholeNumber(click.ParamType[int]):
    name = "whole-number"

    def __init__(self, what: str, largest: int) -> None:
        self._what = what
        self._largest = largest

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int:
        text = str(value)
        is_number = text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS
        if not is_number or not 1 <= int(text) <= self._largest:
            self.fail(f"{self._what}, ne „{text[:40]}“.", param, ctx)
        return int(text)


ISSUE_NUMBER: Final = _IssueNumber()
DISPATCH_ID: Final = _WholeNumber("má to být číslo rozesílky", _LARGEST_ID)
RETURNED_ID: Final = _WholeNumber("má to být číslo vráceného dopisu", _LARGEST_ID)
DAYS: Final = _WholeNumber("má to být počet dní", _MOST_DAYS)
REVISION: Final = _WholeNumber("má to být pořadí načtení", _LARGEST_ID)
PORT: Final = _WholeNumber(f"má to být číslo od 1 do {LARGEST_PORT}", LARGEST_PORT)


def issue_number(text: str) -> str:
    """`1-2026` becomes `1/2026`; anything else stays as it is."""
    found = _AS_IN_FOLDER.fullmatch(text)
    return f"{found[1]}/{found[2]}" if found else text
