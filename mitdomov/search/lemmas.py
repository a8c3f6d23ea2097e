"""A Czech word in; what all its forms have in common out.

That is the form that dictionaries have it under (simplemma), or the word's stem where the
dictionary does not have it. Its data take a third of a second and some 60 MB, so they are loaded
when first asked for: by who publishes, and by the web only for a word that no text has in any form.
"""

from functools import lru_cache
from typing import Final

from mitdomov.search.stems import stem
from mitdomov.search.words import small, words_in

_OWN: Final = {
    **dict.fromkeys(("lid", "lidem", "lidech", "lidmi", "lidí", "lidé"), "člověk"),
    "nájemnice": "nájemnice",
    "bezdomovec": "bezdomovec",
}
"""Where the dictionary parts what the magazine's readers take for one word, or errs."""
_GOES_ON: Final = "…"
"""Ends a stem, so that it is nobody's dictionary form; no word of a text has it."""


@lru_cache(maxsize=65_536)
def lemma_of(word: str) -> str:
    """In small letters; the stem when the word is not known. One word in, one word out."""
    plain = small(word)
    if plain in _OWN or not plain.isalpha():
        return _OWN.get(plain, plain)
    from simplemma import is_known, lemmatize

    for form in (word, plain):
        if is_known(form, lang="cs"):
            return next(iter(words_in(small(lemmatize(form, lang="cs")))), plain)
    return stem_of(plain)


def is_czech(word: str) -> bool:
    """Whether the dictionary has the form, with its diacritics."""
    from simplemma import is_known

    return bool(is_known(word, lang="cs"))


def stem_of(lemma: str) -> str:
    """Under which the forms stand that the dictionary does not know; a stem's is itself."""
    return lemma if is_stem(lemma) else stem(lemma) + _GOES_ON


def is_stem(lemma: str) -> bool:
    return lemma.endswith(_GOES_ON)
