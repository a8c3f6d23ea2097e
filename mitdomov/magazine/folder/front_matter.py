"""An article's file in, its TOML header and its Markdown body out, each with its first line."""

from dataclasses import dataclass
from typing import Final

_FENCE: Final = "+++"


@dataclass(frozen=True, slots=True)
class FrontMatter:
    header: str
    header_line: int
    body: str
    body_line: int


def split(text: str) -> FrontMatter | None:
    """The two parts of `text`, whose lines end with a line feed; nothing without a header."""
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        return None
    for index, line in enumerate(lines[1:], 1):
        if line.rstrip() == _FENCE:
            header, body = lines[1:index], lines[index + 1 :]
            return FrontMatter("\n".join(header), 2, "\n".join(body), index + 2)
    return None


def join(header: str, body: str) -> str:
    """`header` ends with a line feed; `body` may be empty."""
    text = f"{_FENCE}\n{header}{_FENCE}\n"
    return f"{text}\n{body.strip()}\n" if body.strip() else text
