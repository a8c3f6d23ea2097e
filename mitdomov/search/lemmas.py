"""A Czech word in; the form that dictionaries have it under out (simplemma).

Its data take a third of a second and some 60 MB, so they are loaded when first asked for: by who
publishes, and by the web only for a word that no text has in any form.
"""

import re
from functools import lru_cache
from typing import Final

from mitdomov.search.words import small, words_in

_OWN: Final = {
    **dict.fromkeys(("lid", "lidem", "lidech", "lidmi", "lidí", "lidé"), "člověk"),
}
"""Where the dictionary parts what the magazine's readers take for one word."""
_ENDINGS: Final = (
    (re.compile(r"(?<=[áeěí]ní)(?:m|ch|mi)$"), ""),
    (re.compile(r"(?<=[aeiuknp]c)(?:i|í|ím|ích|emi)$"), "e"),
    (re.compile(r"oven$"), "ovna"),
    (re.compile(r"(?<=[áe])ren$"), "rna"),
)
"""How words decline that dictionaries leave out: *zabydlením*, *exekucí*, *ubytoven*, *nocleháren*.
Nobody sees the outcome; it need only be the same for every form."""


@lru_cache(maxsize=65_536)
def lemma_of(word: str) -> str:
    """In small letters; the word itself when it is not known. One word in, one word out."""
    plain = small(word)
    if plain in _OWN or not plain.isalpha():
        return _OWN.get(plain, plain)
    from simplemma import lemmatize

    found = lemmatize(word, lang="cs")
    if found == word != plain:
        found = lemmatize(plain, lang="cs")
    if small(found) == plain:
        return _by_ending(plain)
    return next(iter(words_in(small(found))), plain)


def _by_ending(word: str) -> str:
    for ending, instead in _ENDINGS:
        found, count = ending.subn(instead, word)
        if count:
            return found
    return word
