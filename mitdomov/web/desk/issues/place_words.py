"""The place of a finding in, Czech words for it out, as editors know it from the screens."""

import re
from typing import Final

from mitdomov.magazine.findings import Place
from mitdomov.magazine.folder import paths

_NUMBERED: Final = re.compile(r"\[([0-9]+)\]")
_WORDS: Final = {
    "stage": "Stav článku",
    "comments": "Připomínky autorů",
    "title": "Titulek",
    "perex": "Perex",
    "authors": "Autoři",
    "translators": "Překladatelé",
    "revisers": "Odborná revize",
    "section": "Rubrika",
    "as_of": "Text platí ke dni",
    "picture": "Obrázek v čele",
    "picture.alt": "Popis obrázku v čele",
    "picture.credit": "Autor obrázku v čele",
    "picture.licence": "Licence obrázku v čele",
    "original": "Originál",
    "original.licence": "Licence originálu",
    "original.permission": "Svolení k překladu",
    "event": "Akce",
    "event.starts_at": "Začátek akce",
    "event.ends_at": "Konec akce",
    "good_practice": "Fakta o dobré praxi",
    "theme": "Téma čísla",
    "number": "Číslo",
    "cover": "Obálka",
    "cover.alt": "Popis obálky",
    "cover.credit": "Autor obálky",
    "sections": "Rubrika",
    "contributors": "Lidé čísla",
    "corrections": "Opravy",
    "help_box": "Poradní box",
    "eu": "Publicita EU",
    "lists": "Seznamy odběratelů",
    "editors": "Redakce",
}
_WHOLE: Final = {paths.ISSUE: "Celé číslo", paths.PUBLICATION: "Údaje o publikaci"}


def words_of(place: Place, quote: str = "") -> str:
    """`quote` is how the block of the place begins."""
    if place.block:
        return f"„{quote}“" if quote else "Text článku"
    if place.field:
        return _field_words(place)
    if paths.article_of(place.file):
        return "Celý článek"
    picture = paths.picture_of(place.file)
    return f"Obrázek {picture}" if picture else _WHOLE.get(place.file, "Sestava čísla")


def _field_words(place: Place) -> str:
    """Of the field, or of what holds it; a numbered one says which it is."""
    names = _NUMBERED.sub("", place.field).split(".")
    number = _NUMBERED.search(place.field)
    while names and ".".join(names) not in _WORDS:
        names.pop()
    words = _WORDS.get(".".join(names)) or _default(place)
    return f"{words} ({number[1]}.)" if number else words


def _default(place: Place) -> str:
    return _WHOLE.get(place.file, "Údaje článku")
