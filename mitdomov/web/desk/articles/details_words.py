"""What the form of an article's details calls its fields and their values."""

from collections.abc import Collection, Mapping
from typing import Final

from mitdomov.web.desk.articles.words import STAGES, TYPES
from mitdomov.web.desk.meanwhile import Form

ROLE_WORDS: Final = {"authors": "Autoři", "translators": "Překlad", "revisers": "Odborná revize"}
LABELS: Final = {
    "type": "Typ",
    "section": "Rubrika",
    "as_of": "Text platí ke dni",
    **ROLE_WORDS,
    **{f"{role}_names": words for role, words in ROLE_WORDS.items()},
    **{f"{role}_new": f"{words}: kdo v čísle ještě není" for role, words in ROLE_WORDS.items()},
    "picture": "Obrázek v čele",
    "picture_alt": "Popis obrázku",
    "picture_decorative": "Obrázek jen zdobí",
    "picture_caption": "Popisek",
    "picture_credit": "Autor obrázku",
    "picture_licence": "Licence obrázku",
    "starts_at": "Začíná",
    "ends_at": "Končí",
    "event_place": "Místo",
    "event_organiser": "Pořádá",
    "event_url": "Web akce",
    "event_cancelled": "Akce je zrušená",
    "practice_place": "Místo",
    "practice_problem": "Potíž",
    "practice_solution": "Řešení",
    "practice_numbers": "Čísla",
    "practice_contact": "Kontakt",
    "stage": "Stav",
    "assignee": "Komu je svěřený",
    "due_on": "Termín",
}
_TICKED: Final = {"": "ne", "1": "ano"}
WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "type": {key.value: words for key, words in TYPES.items()},
    "stage": {key.value: words for key, words in STAGES.items()},
    "picture_decorative": _TICKED,
    "event_cancelled": _TICKED,
}


def boxes_of(form: Form, *, has_people: bool) -> Collection[str]:
    """The boxes that a form had; `has_people` when people are chosen by boxes as well."""
    of_event = ("event_cancelled",) if "starts_at" in form else ()
    return ("picture_decorative", *of_event, *(ROLE_WORDS if has_people else ()))
