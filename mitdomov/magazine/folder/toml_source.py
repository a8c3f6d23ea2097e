"""A TOML text in, its table out with the line of every field (TOML 1.0).

The lines are found by a scan for headers and keys: a field that the scan misses, such as one
inside an inline table, gets the line of what holds it.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

FieldPath: TypeAlias = tuple[str | int, ...]
"""From the top of a file to a field: names of tables and keys, indices of arrays from 0."""

_HEADER: Final = re.compile(r"\s*(\[{1,2})\s*([A-Za-z0-9_\-.\s]+?)\s*\]")
_KEY: Final = re.compile(r"\s*([A-Za-z0-9_\-]+(?:\s*\.\s*[A-Za-z0-9_\-]+)*)\s*=")
_STRING_OR_COMMENT: Final = re.compile(
    r"""
      \"{3} (?: \\. | [^\\] )*? \"{3,5}
    | '{3} .*? '{3,5}
    | " (?: \\. | [^"\\\n] )* "
    | ' [^'\n]* '
    | \# [^\n]*
    """,
    re.VERBOSE | re.DOTALL,
)
_ERROR_LINE: Final = re.compile(r"at line (\d+)")


class TomlError(ValueError):
    """The text is no TOML; `line` counts from 1 in the whole file."""

    def __init__(self, line: int) -> None:
        self.line = line
        super().__init__(line)


@dataclass(frozen=True, slots=True)
class TomlSource:
    table: Mapping[str, Any]
    first_line: int
    lines: Mapping[FieldPath, int]

    def line_of(self, path: FieldPath) -> int:
        """The line of the field at `path`, or of the nearest table or array that holds it."""
        for end in range(len(path), 0, -1):
            if path[:end] in self.lines:
                return self.lines[path[:end]]
        return self.first_line


def read_toml(text: str, first_line: int = 1) -> TomlSource:
    """`first_line` is the line of the file on which `text` starts; raises `TomlError`."""
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        # Beside its own error, tomllib lets through endless numbers and endless nesting.
        raise TomlError(first_line + _line_in(str(error), text)) from None
    return TomlSource(table, first_line, dict(_lines(text, first_line)))


def _line_in(message: str, text: str) -> int:
    found = _ERROR_LINE.search(message)
    return int(found[1]) - 1 if found else text.rstrip("\n").count("\n")


def _lines(text: str, first_line: int) -> Iterator[tuple[FieldPath, int]]:
    above: FieldPath = ()
    counts: dict[FieldPath, int] = {}
    open_brackets = 0
    for number, line in enumerate(_bare(text).split("\n"), first_line):
        if not open_brackets and (header := _HEADER.match(line)):
            above = _opened(header[1], _names(header[2]), counts)
            yield above, number
        elif not open_brackets and (key := _KEY.match(line)):
            yield (*above, *_names(key[1])), number
        open_brackets += line.count("[") - line.count("]")


def _bare(text: str) -> str:
    """`text` without its strings and comments, but with all its lines."""
    return _STRING_OR_COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)


def _names(dotted: str) -> list[str]:
    return [name.strip() for name in dotted.split(".")]


def _opened(brackets: str, names: list[str], counts: dict[FieldPath, int]) -> FieldPath:
    """The path of the table that a header opens; `counts` knows the tables of each array."""
    path: FieldPath = ()
    for name in names[:-1]:
        path = _last((*path, name), counts)
    path = (*path, names[-1])
    if brackets == "[[":
        counts[path] = counts.get(path, 0) + 1
    return _last(path, counts)


def _last(path: FieldPath, counts: Mapping[FieldPath, int]) -> FieldPath:
    return (*path, counts[path] - 1) if path in counts else path
