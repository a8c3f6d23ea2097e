"""A class of the model in, the fields of its TOML table and the rule for each out."""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields
from datetime import date, datetime
from typing import Final, TypeAlias

from mitdomov.magazine.folder import field_rules
from mitdomov.magazine.model import (
    Article,
    Contributor,
    EuPublicity,
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
    str: field_rules.text,
    bool: field_rules.truth,
    int: field_rules.whole_number,
    date: field_rules.day,
    datetime: field_rules.moment,
}
_RULES: Final[Mapping[type, Mapping[str, Rule]]] = {
    Section: {"slug": field_rules.slug},
    MailingList: {"slug": field_rules.slug},
    Contributor: {"slug": field_rules.slug},
    Publication: {
        "issn": field_rules.issn,
        "url": field_rules.site_url,
        "contact_email": field_rules.email,
    },
    HelpBox: {"email": field_rules.email},
    EuPublicity: {"emblem": field_rules.emblem},
    Signpost: {"url": field_rules.url},
    Issue: {"number": field_rules.issue_number},
    Original: {"language": field_rules.language, "url": field_rules.url, "doi": field_rules.doi},
    Event: {"url": field_rules.url},
    GoodPractice: {"numbers": field_rules.figures},
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
        field.name: field_rules.filled_text
        for field in fields(cls)
        if field.type is str and field.default is MISSING
    }
    elsewhere = dict.fromkeys(LIVES_ELSEWHERE.get(cls, ()), _as_it_is)
    return {**required, **_RULES.get(cls, {}), **elsewhere}


def _as_it_is(value: object) -> object:
    return value
