"""A Czech word in; its stem, the same for nearly all its forms, out.

Light stemming, which takes off endings of case, number and possession alone, after L. Dolamic and
J. Savoy: Indexing and stemming approaches for the Czech language, Information Processing &
Management 45 (2009), 714-720. Unlike theirs it works without diacritics, as many questions are
typed, and leaves off endings that are mostly parts of words (*-in*, *-os*, *-us*).
"""

import re
from typing import Final

from mitdomov.search.words import fold

_ENDINGS: Final = """
atech etem atum ech ich ach eho emi emu ete eti iho imi imu ych ymi ata aty ama ami
(?<!j)em im um am ym mi ou a e i o u y
"""
_OF_NAMES: Final = "ovych ovym ovymi ove ovi ova ovu ovou uv"
_SHORTEST: Final = 3
"""Letters that are left at least: *domů* is *dom-*."""
_SHORTEST_NAME: Final = 4
"""*Horáčkova* is *Horáčk-*, but *domova* is not *dom-*."""
_ENDING: Final = re.compile(
    rf"(?:(?<=\w{{{_SHORTEST_NAME}}})(?:{'|'.join(_OF_NAMES.split())})"
    rf"|(?<=\w{{{_SHORTEST}}})(?:{'|'.join(_ENDINGS.split())}))$"
)
"""The longest is met first, since a search goes from the left. *Nájem* has no ending *-em*."""
_FLEETING: Final = re.compile(r"(?<=\w[^aeiouy])e(?=[^aeiouy]$)")
"""*Příspěvek* has it, *příspěvku* does not."""
_SOFT: Final = (
    (re.compile("čt(?=[íé]$)"), "ck"),
    (re.compile("št(?=[íé]$)"), "sk"),
)
_ALIKE: Final = ((re.compile("c$"), "k"), (re.compile("z$"), "h"), (re.compile("ch$"), "s"))
"""Consonants that soften before an ending; without diacritics *č* is *c*, *ž* is *z*, *š* is *s*:
*dluh* and *dluzích*, *nájemník* and *nájemníci*."""
_IRREGULAR: Final = {"det": "dit", "dom": "dum", "lid": "clovk"}


def stem(word: str) -> str:
    """`word` is in small letters. What nobody sees; it need only be the same for every form."""
    for soft, hard in _SOFT:
        word = soft.sub(hard, word)
    found = _FLEETING.sub("", _ENDING.sub("", fold(word), count=1))
    for soft, hard in _ALIKE:
        found = soft.sub(hard, found)
    return _IRREGULAR.get(found, found)
