"""Tags of languages as Word gives them in; the language of a text, and of foreign words in it, out.

Word guesses languages and marks much Czech as English. A tag counts only where the words do not
speak against it.
"""

import re
from collections import Counter
from typing import Final

_ONLY_CZECH: Final = re.compile("[ěřů]", re.IGNORECASE)
_NO_CZECH_MARKS: Final = frozenset(
    {"en", "de", "fr", "it", "nl", "sv", "da", "no", "nb", "nn", "fi"}
)
_HALF_CZECH_MARKS: Final = frozenset({"es", "pt", "pl", "hu", "is", "ga", "ro"})
_TAG: Final = re.compile(r"([A-Za-z]{2,3})(-[A-Za-z0-9]+)*")
_MIN_LETTERS: Final = 4
_NOTHING: Final = frozenset({"zxx", "und"})


def primary(tag: str) -> str:
    """`en` of `en-US`; nothing of `x-none` and other tags that name no language."""
    found = _TAG.fullmatch(tag)
    name = found[1].lower() if found else ""
    return "" if name in _NOTHING else name


def main_language(texts: Counter[str], sample: str) -> str:
    """The language of most letters; Czech when the letters say so, whatever the tags do."""
    letters = sum(map(str.isalpha, sample))
    if letters and len(_ONLY_CZECH.findall(sample)) / letters > 0.01:
        return "cs"
    return texts.most_common(1)[0][0] if texts else "cs"


def is_foreign(text: str, language: str, main: str) -> bool:
    """Whether to believe that `text`, within a text in `main`, is in `language`."""
    if language in {"", main} or sum(map(str.isalpha, text)) < _MIN_LETTERS:
        return False
    if language in _NO_CZECH_MARKS:
        return not re.search("[ěščřžýůťďň]", text, re.IGNORECASE)
    if language in _HALF_CZECH_MARKS or language == "sk":
        return not _ONLY_CZECH.search(text)
    return True
