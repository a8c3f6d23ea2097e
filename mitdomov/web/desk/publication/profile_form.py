"""A form of the publication's profile in, a changed publication out; or what is wrong, by field.

Fields are named by their place in `publication.toml`, e.g. `help_box.signposts.0.label`.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict
from itertools import count
from typing import Any, Final

from mitdomov.magazine.checks.publication import EU_STATEMENT
from mitdomov.magazine.folder.mistakes import TableError
from mitdomov.magazine.folder.structuring import structure
from mitdomov.magazine.folder.unstructuring import unstructure
from mitdomov.magazine.model import MailingList, Publication

MASTHEAD: Final = (
    "title",
    "subtitle",
    "publisher",
    "seat",
    "contact_name",
    "contact_email",
    "url",
    "issn",
    "licence",
    "accessibility_note",
    "imprint_note",
)
_HELP: Final = ("title", "text", "phone", "email", "hours")
_POST: Final = ("label", "text", "url")
_EU: Final = ("statement", "project", "registration_number")
PARTS: Final = {
    "udaje": "Vydavatel a tiráž",
    "redakce": "Redakce v tiráži",
    "pomoc": "Poradní box",
    "eu": "Publicita EU",
}


FOUNDING: Final = (
    "title",
    "subtitle",
    "publisher",
    "seat",
    "contact_name",
    "contact_email",
    "url",
)
"""What of the masthead must be said; the rest can wait."""


class ProfileFormError(ValueError):
    def __init__(self, problems: Mapping[str, str]) -> None:
        self.problems = dict(problems)
        super().__init__(str(self.problems))


def founded(form: Mapping[str, str], lists: Iterable[MailingList]) -> Publication:
    """The first publication of an instance; raises `ProfileFormError`."""
    return _structured(
        {
            **{name: form.get(name, "") for name in FOUNDING},
            "help_box": {name: form.get(f"help_box.{name}", "") for name in _HELP},
            "eu": {name: form.get(f"eu.{name}", "") for name in _EU},
            "lists": [unstructure(each) for each in lists],
        }
    )


def changed(
    publication: Publication,
    part: str,
    form: Mapping[str, str],
    emblem: Callable[[str], str] = lambda held: held,
) -> Publication:
    """`publication` with one of `PARTS` as the form has it; raises `ProfileFormError`.

    `emblem` makes the new emblem of the one that holds.
    """
    table = unstructure(publication)
    match part:
        case "udaje":
            table |= {name: form.get(name, "") for name in MASTHEAD}
        case "redakce":
            table["editors"] = _rows(form, "editors", ("name", "role"))
        case "pomoc":
            box = {name: form.get(f"help_box.{name}", "") for name in _HELP}
            posts = _rows(form, "help_box.signposts", _POST)
            table["help_box"] = {**table["help_box"], **box, "signposts": posts}
        case _:
            table["eu"] = {**table["eu"], **{name: form.get(f"eu.{name}", "") for name in _EU}}
            table["eu"]["emblem"] = emblem(publication.eu.emblem)
    return _structured(table)


def part_of(publication: Publication, part: str) -> object:
    """What one of `PARTS` changes."""
    match part:
        case "udaje":
            return tuple(getattr(publication, name) for name in MASTHEAD)
        case "redakce":
            return publication.editors
        case "pomoc":
            return publication.help_box
        case _:
            return publication.eu


def values_of(publication: Publication) -> dict[str, str]:
    """Every text of the profile, by the name of its field."""
    return dict(_flat(asdict(publication), ""))


def compacted(form: Mapping[str, str]) -> dict[str, str]:
    """What was typed, with the rows numbered as `changed` numbers them."""
    values = dict(form)
    for head, names in (("editors", ("name", "role")), ("help_box.signposts", _POST)):
        rows = _rows(form, head, names)
        values = {name: text for name, text in values.items() if not name.startswith(f"{head}.")}
        for number, row in enumerate(rows):
            values |= {f"{head}.{number}.{name}": text for name, text in row.items()}
    return values


def _structured(table: dict[str, Any]) -> Publication:
    problems: dict[str, str] = {}
    publication: Publication | None = None
    try:
        publication = structure(table, Publication)
    except TableError as error:
        problems = {".".join(map(str, each.path)): each.sentence for each in error.mistakes}
    statement = " ".join(str(table["eu"].get("statement", "")).split())
    if statement and EU_STATEMENT.casefold() not in statement.casefold():
        problems["eu.statement"] = f"Musí v něm stát celé „{EU_STATEMENT}“ (nařízení EU 2021/1060)."
    if publication is None or problems:
        raise ProfileFormError(problems)
    return publication


def _rows(form: Mapping[str, str], head: str, names: Sequence[str]) -> list[dict[str, str]]:
    """Rows that hold anything, in order."""
    rows = []
    for number in count():
        keys = {name: f"{head}.{number}.{name}" for name in names}
        if not any(key in form for key in keys.values()):
            break
        row = {name: form.get(key, "") for name, key in keys.items()}
        if any(text.strip() for text in row.values()):
            rows.append(row)
    return rows


def _flat(value: Any, path: str) -> list[tuple[str, str]]:
    if isinstance(value, dict):
        pairs = [(f"{path}.{name}" if path else name, each) for name, each in value.items()]
    elif isinstance(value, (list, tuple)):
        pairs = [(f"{path}.{number}", each) for number, each in enumerate(value)]
    else:
        return [(path, value)] if isinstance(value, str) else []
    return [leaf for name, each in pairs for leaf in _flat(each, name)]
