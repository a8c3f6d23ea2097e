"""Values of the model in, the same values with Czech typography in every text that readers see."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final, TypeVar

from mitdomov.document.tree import Document
from mitdomov.magazine.model import (
    Article,
    Contributor,
    Correction,
    Cover,
    Editor,
    EuPublicity,
    Event,
    GoodPractice,
    HelpBox,
    Issue,
    MailingList,
    Picture,
    Publication,
    Section,
    Signpost,
)
from mitdomov.typography.czech import typeset
from mitdomov.typography.document import typeset_document

T = TypeVar("T")

_TEXTS: Final[Mapping[type, tuple[str, ...]]] = {
    Issue: ("theme", "season"),
    Correction: ("note",),
    Cover: ("alt", "credit"),
    Section: ("title",),
    Contributor: ("affiliation", "profile"),
    Article: ("title", "perex"),
    Picture: ("alt", "caption", "credit"),
    Event: ("place", "organiser"),
    GoodPractice: ("place", "problem", "solution", "numbers", "contact"),
    Publication: ("title", "subtitle", "publisher", "seat", "accessibility_note", "imprint_note"),
    HelpBox: ("title", "text", "hours"),
    Signpost: ("label", "text"),
    EuPublicity: ("project",),
    Editor: ("role",),
    MailingList: ("title", "description"),
}
"""Not here: names of people, addresses, phones, and the foreign words of an `Original`."""


def typeset_value(value: T) -> T:
    """`value`, down to the bodies of its articles; doing it twice changes nothing."""
    result: T = _typeset(value)
    return result


def _typeset(value: Any) -> Any:
    match value:
        case Document():
            return typeset_document(value)
        case tuple():
            return tuple(_typeset(item) for item in value)
        case _ if is_dataclass(value) and not isinstance(value, type):
            return replace(value, **_typeset_fields(value))
        case _:
            return value


def _typeset_fields(value: Any) -> dict[str, Any]:
    texts = _TEXTS.get(type(value), ())
    return {
        field.name: (_typeset_text if field.name in texts else _typeset)(getattr(value, field.name))
        for field in fields(value)
    }


def _typeset_text(text: Any) -> Any:
    """A text, or texts in tuples."""
    return typeset(text) if isinstance(text, str) else tuple(_typeset_text(part) for part in text)
