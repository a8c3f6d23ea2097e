"""What the editor sends in, a text with its fields out, and what of it was not kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask import request

from mitdomov.document.editor_json import EditorJsonError, read, write
from mitdomov.document.markdown.reader import MarkdownError, parse
from mitdomov.document.normal_inlines import normal_text
from mitdomov.document.tree import Document

_BROKEN = "Odeslaný text nejde přečíst. Zkopírujte si jej a obnovte stránku."

FIELDS: Final = {
    "title": "Titulek",
    "perex": "Perex",
    "region": "Rubrika",
    "as_of": "Právní stav ke dni",
    "source_name": "Zdroj",
    "source_url": "Adresa zdroje",
    "author": "Autor nebo značka",
    "picture": "Obrázek v čele",
    "picture_alt": "Popis obrázku v čele",
    "picture_credit": "Autor obrázku v čele",
}
"""What people call the fields of texts."""


@dataclass(frozen=True, slots=True)
class Written:
    """A text as the editor has it."""

    fields: Mapping[str, str]
    """By their names in the form; title and perex come first."""
    body: Document
    mistakes: tuple[str, ...] = ()
    """Czech sentences: what was not kept, and why."""


def sent_json() -> dict[str, Any]:
    """The body of the request; raises `EditorJsonError`."""
    try:
        value = request.get_json(silent=True)
    except RecursionError:
        raise EditorJsonError(_BROKEN) from None
    if not isinstance(value, dict):
        raise EditorJsonError(_BROKEN)
    return value


def written_in_json(value: object, limits: Mapping[str, int]) -> Written:
    """`limits` are the fields with the most characters of each; raises `EditorJsonError`."""
    if not isinstance(value, Mapping):
        raise EditorJsonError(_BROKEN)
    if problem := too_long(value, limits):
        raise EditorJsonError(problem)
    found = read(value.get("body"))
    return Written(_fields(value, limits), found.document, found.mistakes)


def written_in_form(form: Mapping[str, str], limits: Mapping[str, int]) -> Written:
    """Raises `MarkdownError`."""
    source = form.get("source", "").replace("\r\n", "\n").replace("\r", "\n")
    return Written(_fields(form, limits), parse(source))


def too_long(given: Mapping[str, object], limits: Mapping[str, int]) -> str:
    """A Czech sentence about the first field over its limit; nothing is cut in silence."""
    for name, most in limits.items():
        chars = len(_line(given.get(name)))
        if chars > most:
            return (
                f"{FIELDS[name]} má {chars} znaků, smí mít nejvýš {most}. "
                "Dokud to nezkrátíte, nic se neuloží."
            )
    return ""


def version_of(value: object) -> int:
    """The version that a save began from; 0, which never is one, for nonsense."""
    if isinstance(value, bool) or not isinstance(value, int | str):
        return 0
    return (
        int(value) if str(value).isascii() and str(value).isdigit() and len(str(value)) < 10 else 0
    )


def to_json(text: Written) -> dict[str, Any]:
    return {**text.fields, "body": write(text.body)}


def _fields(given: Mapping[str, object], limits: Mapping[str, int]) -> dict[str, str]:
    return {name: _line(given.get(name)) for name in limits}


def _line(value: object) -> str:
    return normal_text(value).strip() if isinstance(value, str) else ""


__all__ = [
    "FIELDS",
    "EditorJsonError",
    "MarkdownError",
    "Written",
    "sent_json",
    "to_json",
    "too_long",
    "version_of",
    "written_in_form",
    "written_in_json",
]
