"""Blocks in; the authors whom a line near the title names, and the blocks without it, out."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from mitdomov.document.normal_inlines import normal_text
from mitdomov.document.tree import Heading, Paragraph, plain
from mitdomov.document.word.blocks import Found, Lead
from mitdomov.document.word.notebook import Notebook

_NEAR_THE_TOP: Final = 4
_MAX_CHARS: Final = 160
_MAX_WORDS_BESIDE: Final = 8
"""Of an affiliation; more of them are a sentence."""
_LABEL: Final = re.compile(
    r"(?:autor(?:ka|ky|i|ři|/ka)?|text|napsal[aiy]?|připravil[aiy]?)\s*:\s*", re.IGNORECASE
)
_DEGREE: Final = re.compile(
    r"(?<!\w)(?:ing\.\s?arch|ing|mgr|mga|bca?|judr|phdr|mudr|mddr|mvdr|rndr|paeddr|pharmdr|thdr"
    r"|thlic|doc|prof|dr|dis|ph\.?\s?d|th\.?\s?d|csc|drsc|dsc|mba|mpa|mph|m\.?\s?sc|m\.\s?a"
    r"|ll\.\s?m)(?!\w)\.?",
    re.IGNORECASE,
)
_AND: Final = re.compile(r"(?<=\.) et (?=\w)")
_BETWEEN_PARTS: Final = re.compile(r"\s*[,;|()]\s*|\s+[–—-]\s+")
_BETWEEN_NAMES: Final = re.compile(r"\s+(?:a|&)\s+")
_WORD_OF_NAME: Final = re.compile(r"[^\W\d_]\.|[^\W\d_][^\W\d_'’-]*[^\W\d_](?:[-'’][^\W\d_]+)*")
_GIVEN_NAMES: Final = """
Adam Adéla Alena Aleš Alexandra Alice Alžběta Andrea Aneta Anežka Anna Antonín Barbora Blanka
Bohumil Bohumila Božena Dagmar Dana Daniel Daniela David Denisa Dominik Dušan Eliška Emil Ema
Eva Filip František Gabriela Hana Helena Ilona Irena Iva Ivan Ivana Iveta Ivo Jakub Jan Jana
Jarmila Jaromír Jaroslav Jaroslava Jindřich Jiří Jiřina Jitka Josef Julie Kamil Kamila Karel
Karolína Kateřina Klára Kristýna Květa Ladislav Lenka Leoš Libor Libuše Linda Lubomír Lucie
Luděk Lukáš Magdaléna Marcela Marek Marie Markéta Marta Martin Martina Matěj Michaela Michal
Milan Milada Milena Miloš Miloslav Miroslav Miroslava Monika Naďa Natálie Nela Nikola Olga
Oldřich Ondřej Otakar Patrik Pavel Pavla Pavlína Petr Petra Radek Radka Radim Renata René
Richard Robert Roman Romana Rostislav Rudolf Růžena Sabina Simona Soňa Stanislav Stanislava
Šárka Šimon Štěpán Štěpánka Tereza Tomáš Václav Věra Vendula Veronika Viktor Vít Vladimír
Vladimíra Vlasta Vojtěch Zbyněk Zdeněk Zdeňka Zuzana Žaneta
"""
_GIVEN: Final = frozenset(_GIVEN_NAMES.split())
"""The commonest in Czechia; without a degree beside it, a name is known by them."""


@dataclass(frozen=True, slots=True)
class Author:
    """Without degrees, as the magazine names people."""

    name: str
    affiliation: str = ""


@dataclass(frozen=True, slots=True)
class _Part:
    words: str
    has_degree: bool


def read_byline(
    found: Sequence[Found], notebook: Notebook
) -> tuple[tuple[Author, ...], list[Found]]:
    """The very first line may be a title that is but a name, and so needs proof."""
    for index, each in enumerate(found[:_NEAR_THE_TOP]):
        if isinstance(each, Heading | Lead | Paragraph):
            line = normal_text(plain(each.content))
            if authors := _signed(line, needs_proof=not index or isinstance(each, Heading)):
                notebook.guess("byline", line)
                return authors, [*found[:index], *found[index + 1 :]]
    return (), [*found]


def _signed(line: str, *, needs_proof: bool) -> tuple[Author, ...]:
    """Nobody when the line is no signature; `needs_proof` wants a degree or *Autor:* in it."""
    label = _LABEL.match(line)
    parts = list(_parts(line[label.end() :] if label else line))
    is_proved = bool(label) or any(part.has_degree for part in parts)
    if len(line) > _MAX_CHARS or (needs_proof and not is_proved):
        return ()
    authors: list[Author] = []
    for index, part in enumerate(parts):
        names = _BETWEEN_NAMES.split(part.words)
        if all(_is_person(name, part, is_labelled=bool(label) and not index) for name in names):
            authors += map(Author, names)
        elif authors and not authors[-1].affiliation and _is_beside(part.words):
            authors[-1] = Author(authors[-1].name, part.words)
        else:
            return ()
    return tuple(authors)


def _parts(line: str) -> Iterator[_Part]:
    """Between commas; a degree that stands alone belongs to the name before it."""
    raw = [*filter(None, _BETWEEN_PARTS.split(line)), ""]
    for part, following in pairwise(raw):
        words = _bare(part)
        if words:
            is_followed = bool(following) and not _bare(following)
            yield _Part(words, is_followed or _DEGREE.search(part) is not None)


def _bare(part: str) -> str:
    return " ".join(_DEGREE.sub(" ", _AND.sub(" ", part)).split())


def _is_person(name: str, part: _Part, *, is_labelled: bool) -> bool:
    words = name.split()
    return (
        len(words) in range(2, 5)
        and all(_WORD_OF_NAME.fullmatch(word) and word[0].isupper() for word in words)
        and (part.has_degree or is_labelled or words[0] in _GIVEN)
    )


def _is_beside(words: str) -> bool:
    return len(words.split()) <= _MAX_WORDS_BESIDE and not re.search(r"[:?!]|\.$", words)
