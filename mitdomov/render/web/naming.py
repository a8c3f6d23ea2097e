"""A file and its bytes in; a name that tells other content apart, for keeping it for good, out."""

import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Final

_DIGITS: Final = 8
_NAMED: Final = re.compile(r"(?P<stem>.+)-[0-9a-f]{8}(?P<suffix>\.[a-z0-9]+)")
_URL: Final = re.compile(r"url\(\"?([^)\"]+)\"?\)")


def named_by_content(path: str, data: bytes) -> str:
    """`fonts/a.woff2` becomes `fonts/a-1f2e3d4c.woff2`."""
    suffix = PurePosixPath(path).suffix
    return f"{path.removesuffix(suffix)}-{sha256(data).hexdigest()[:_DIGITS]}{suffix}"


def plain_name(path: str) -> str:
    """What `named_by_content` was given, and anything else as it is."""
    found = _NAMED.fullmatch(path)
    return f"{found['stem']}{found['suffix']}" if found else path


def with_names(sheet: bytes, names: Mapping[str, str]) -> bytes:
    """A style sheet that asks for the files of `names` by their new ones."""

    def renamed(found: re.Match[str]) -> str:
        return f"url({names.get(found[1], found[1])})"

    return _URL.sub(renamed, sheet.decode()).encode()
