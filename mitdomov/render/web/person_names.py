"""A name as people write it in; the same as lists of references order it out: `MALÁ, Eva`.

Rules of ČSN ISO 690:2022, 4.3: the surname first and in capitals, titles left out; a body keeps its
own order. No field says which of them a name is: `person_name` tells by what bodies are called.
"""

import re
from dataclasses import dataclass
from typing import Any, Final

from mitdomov.render.credits import Byline

_TITLES: Final = re.compile(r"bca?|doc|drs?c?|ing|judr?|mgr?a?|mudr|mvdr|paeddr|phdr|prof|rndr|et")
"""Before a name, without full stops and in small letters, and what joins two of them."""
_DEGREES: Final = re.compile(
    r"BA|BSc|CSc|DiS|DrSc|LL[BM]|MA|MBA|MEd|MGA|MPA|MPhil|MSc|[Pp]h[Dd]|Th[Dd]|ThLic"
)
"""What stands behind a name, without full stops; their letters tell `MA` from the surname `Ma`."""
_PARTED: Final = re.compile(r"\b(Ph|Th|LL)\.\s+([DM])\.")
"""`Ph. D.` is one degree, not two."""
_SUFFIX: Final = re.compile(r"(?:[Jj]r|[Ss]r|ml|st|nejml|nejst)\.|I{2,3}\.?")
"""Tells namesakes apart, so it stays."""
_PARTICLES: Final = re.compile(
    r"a[fv]?|al|ben|bin|das?|d|dal?|dalla|de[lnrs]?|della|di|dos?|du|e|el|ibn|las?|le|te[nr]?"
    r"|v[ao]n|y|ze?|zu[mr]?"
)
"""Small words that belong to a surname, as in `van der Berg`."""
_BODIES: Final = re.compile(
    r"agentura|armáda|asociace|centrum|česk[áéý]|člověk|diakonie|dům|evropsk[áéý]|fakulta|federace"
    r"|fond|fórum|hnutí|charita|iniciativa|institut|komora|kraj(?:sk[áéý])?|magistrát|městys"
    r"|měst(?:o|sk[áéý])|ministerstvo|nada(?:ce|ční)|národní|obec|platforma|rada|redakce|sdružení"
    r"|síť|spolek|správa|státní|svaz|škola|unie|univerzita|ústav|úřad|výbor|vysoká|výzkumn[áéý]"
)
"""First words, in small letters, by which a body is known."""
_LEGAL_FORM: Final = re.compile(r"[,\s](?:z\.\s*[sú]|o\.\s*p\.\s*s|s\.\s*r\.\s*o|a\.\s*s)\.$")


@dataclass(frozen=True, slots=True)
class PersonName:
    given: str
    """Empty for a body."""
    family: str
    suffix: str = ""
    """`ml.` or `Jr.`."""

    @property
    def is_body(self) -> bool:
        return not self.given


def person_name(name: str) -> PersonName:
    """A body is known by its first word, its legal form, a word with a small letter or its only
    word."""
    head, _, rest = _PARTED.sub(r"\1.\2.", name).partition(",")
    words = [word for word in head.split() if not _is_title(word)]
    suffixes = [word for word in (*words[2:], *rest.replace(",", " ").split()) if _is_suffix(word)]
    words = [word for place, word in enumerate(words) if place < 2 or not _is_suffix(word)]
    if _is_body(name, words):
        return PersonName("", " ".join(name.split()))
    start = len(words) - 1
    while start > 1 and _PARTICLES.fullmatch(words[start - 1].lower()):
        start -= 1
    return PersonName(" ".join(words[:start]), " ".join(words[start:]), " ".join(suffixes))


def inverted(name: str) -> str:
    """`MALÁ, Eva`; a body stays in its own order, as it writes itself."""
    found = person_name(name)
    if found.is_body:
        return found.family
    return ", ".join(part for part in (found.family.upper(), found.given, found.suffix) if part)


def creator(name: str) -> dict[str, Any]:
    """The node of schema.org: a Person, or the Organization that a body is."""
    return {"@type": "Organization" if person_name(name).is_body else "Person", "name": name}


def names_of(lines: tuple[Byline, ...]) -> tuple[str, ...]:
    return tuple(line.name for line in lines)


def _is_body(name: str, words: list[str]) -> bool:
    if len(words) < 2 or _BODIES.fullmatch(words[0].lower()) or _LEGAL_FORM.search(name.strip()):
        return True
    *inner, last = words
    return last[0].islower() or any(
        word[0].islower() and not _PARTICLES.fullmatch(word) for word in inner
    )


def _is_title(word: str) -> bool:
    bare = word.replace(".", "")
    if _DEGREES.fullmatch(bare):
        return True
    return (word.endswith(".") or bare == "et") and _TITLES.fullmatch(bare.lower()) is not None


def _is_suffix(word: str) -> bool:
    return _SUFFIX.fullmatch(word) is not None
