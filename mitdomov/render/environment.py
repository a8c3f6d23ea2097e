"""The template folder in; one Jinja environment out, with the filters that all media share."""

from functools import lru_cache

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from mitdomov import czech_words, places
from mitdomov.document.tree import plain
from mitdomov.render import credits as credit_lines


def kind(node: object) -> str:
    """The name of a node's class, on which the macros of a medium branch."""
    return type(node).__name__


@lru_cache(maxsize=1)
def environment() -> Environment:
    """Escapes everything but plain text, and refuses a name that nobody has given."""
    made = Environment(
        loader=FileSystemLoader(places.TEMPLATES),
        autoescape=select_autoescape(disabled_extensions=("txt",), default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "kind": kind,
        "plain": plain,
        "short_date": czech_words.short_date,
        "long_date": czech_words.long_date,
        "month": czech_words.month,
        "month_name": czech_words.month_name,
        "weekday": czech_words.weekday,
        "time_of_day": czech_words.time_of_day,
        "time_span": czech_words.time_span,
        "number": czech_words.number,
        "counted": czech_words.counted,
        "byte_size": czech_words.byte_size,
    }
    made.globals |= {
        "bylines": credit_lines.bylines,
        "credit": credit_lines.credit,
        "translated_by": credit_lines.translated_by,
        "contributors_of": credit_lines.contributors_of,
    }
    return made
