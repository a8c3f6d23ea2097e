"""Plain text of many lines goes in; it comes out typeset line by line, with its own line ends."""

import re

from mitdomov.typography.czech import typeset

_LINE = re.compile(r"[^\r\n]+")


def typeset_text(text: str) -> str:
    """Each line is a paragraph: what is left open in one does not reach the next."""
    return _LINE.sub(lambda line: typeset(line[0]), text)
