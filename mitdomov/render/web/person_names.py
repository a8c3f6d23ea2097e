"""A name as people write it in; the same as lists of references order it out: `MALÁ, Eva`.

Rules of ČSN ISO 690:2022, 4.3: the surname first and in capitals, titles left out. What begins
its last word with a small letter names a body (`Ministerstvo práce a sociálních věcí`).
"""

import re
from dataclasses import dataclass
from typing import Final

from mitdomov.render.credits import Byline

_TITLES: Final = re.compile(
    r"bca?|csc|dis|doc|drs?c?|ing|judr?|mba|mga|mgr|mudr|mvdr|paeddr|phd?r?|prof|rndr|thdr|thlic|et"
)
"""Academic titles without their full stops, in small letters, and what joins two of them."""
_PARTICLES: Final = re.compile(
    r"al|bin|d|dal?|dalla|de[lnrs]?|della|di|dos|du|el|las?|le|van|von|ze?"
)
"""Small words that belong to a surname, as in `van der Berg`."""


@dataclass(frozen=True, slots=True)
class PersonName:
    given: str
    """Empty for a body, and for people known by one name."""
    family: str

    @property
    def is_body(self) -> bool:
        return not self.given and " " in self.family


def person_name(name: str) -> PersonName:
    words = [word for word in re.split(r"[\s\u00a0]+", _bare(name)) if not _is_title(word)]
    if len(words) < 2 or words[-1][:1].islower():
        return PersonName("", " ".join(words) or name.strip())
    start = len(words) - 1
    while start > 1 and _PARTICLES.fullmatch(words[start - 1].lower()):
        start -= 1
    return PersonName(" ".join(words[:start]), " ".join(words[start:]))


def inverted(name: str) -> str:
    """`MALÁ, Eva`; a body stays in its own order, as it writes itself."""
    found = person_name(name)
    if found.is_body:
        return found.family
    family = found.family.upper()
    return f"{family}, {found.given}" if found.given else family


def names_of(lines: tuple[Byline, ...]) -> tuple[str, ...]:
    return tuple(line.name for line in lines)


def _bare(name: str) -> str:
    """Without what stands behind a comma: `Eva Malá, Ph.D.`."""
    return name.partition(",")[0].strip()


def _is_title(word: str) -> bool:
    bare = word.replace(".", "").lower()
    return (word.endswith(".") or bare == "et") and _TITLES.fullmatch(bare) is not None
