"""A class of the model in, the fields of its TOML table and the rule for each out."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from datetime import date, datetime
from typing import Final, TypeAlias

from mitdomov.magazine import rules
from mitdomov.magazine.model import (
    Article,
    Contributor,
    Event,
    GoodPractice,
    HelpBox,
    Issue,
    MailingList,
    Original,
    Publication,
    Section,
    Signpost,
)

Rule: TypeAlias = Callable[[object], object]

SCALARS: Final[Mapping[type, Rule]] = {
    str: rules.text,
    bool: rules.truth,
    int: rules.whole_number,
    date: rules.day,
    datetime: rules.moment,
}
_RULES: Final[Mapping[type, Mapping[str, Rule]]] = {
    Section: {"slug": rules.slug},
    MailingList: {"slug": rules.slug},
    Contributor: {"slug": rules.slug},
    Publication: {
        "issn": rules.issn,
        "url": rules.site_url,
        "contact_email": rules.email,
    },
    HelpBox: {"email": rules.email},
    Signpost: {"url": rules.url},
    Issue: {"number": rules.issue_number},
    Original: {"language": rules.language, "url": rules.url, "doi": rules.doi},
    Event: {"url": rules.url},
    GoodPractice: {"numbers": rules.figures},
}
LIVES_ELSEWHERE: Final[Mapping[type, tuple[str, ...]]] = {
    Issue: ("articles",),
    Article: ("slug", "body"),
}
"""Fields of the model that stand in other files or in a file's name."""


def fields_of(cls: type) -> list[str]:
    """The names that a table of `cls` may hold."""
    elsewhere = LIVES_ELSEWHERE.get(cls, ())
    return [field.name for field in fields(cls) if field.name not in elsewhere]


def rules_of(cls: type) -> dict[str, Rule]:
    required = {
        field.name: rules.filled_text
        for field in fields(cls)
        if field.type is str and field.default is MISSING
    }
    elsewhere = dict.fromkeys(LIVES_ELSEWHERE.get(cls, ()), _as_it_is)
    return {**required, **_RULES.get(cls, {}), **elsewhere}


def _as_it_is(value: object) -> object:
    return value
