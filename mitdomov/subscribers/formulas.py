"""Keeps a value from being run as a formula by the spreadsheet that opens it, and takes it back.

`restore(guard(value)) == value`. See OWASP, CSV Injection.
"""

from typing import Final

_APOSTROPHE: Final = "'"
_GUARDED: Final = frozenset("=+-@\t\r\n＝＋－＠" + _APOSTROPHE)
"""First characters that start a formula, full-width ones too; the apostrophe so that it returns."""


def guard(value: str) -> str:
    return _APOSTROPHE + value if value[:1] in _GUARDED else value


def restore(value: str) -> str:
    is_guarded = value[:1] == _APOSTROPHE and value[1:2] in _GUARDED
    return value[1:] if is_guarded else value
