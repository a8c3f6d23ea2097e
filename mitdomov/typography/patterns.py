"""Regular expressions go in as they are written for people; compiled patterns come out."""

import re

NBSP = "\u00a0"
LOWER = "a-záčďéěíňóřšťúůýž"
UPPER = "A-ZÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ"


def pattern(expression: str) -> re.Pattern[str]:
    """Compile a verbose `expression` in which ␣ is a space that may already be bound."""
    return re.compile(expression.replace("␣", "[ \u00a0\u202f]"), re.VERBOSE)


def bind(expression: re.Pattern[str], text: str) -> str:
    """`text` with every space inside a match of `expression` made unbreakable."""
    return expression.sub(lambda match: match[0].replace(" ", NBSP), text)
