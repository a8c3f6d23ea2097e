"""Tags of languages as Word gives them in; the language of a text, and of foreign words in it, out.

Word guesses languages and marks much Czech as English. A tag counts only where the words do not
speak against it.
"""

import re
from collections import Counter
from typing import Final

_ONLY_CZECH: Final = re.compile("[ěřů]", re.IGNORECASE)
_CARONS: Final = re.compile("[ěščřžýůťďň]", re.IGNORECASE)
_MARKS: Final = re.compile("[ěščřžýáíéóúůťďň]", re.IGNORECASE)
_NEVER_IN: Final = {
    **dict.fromkeys(("en", "de", "nl", "sv", "da", "no", "nb", "nn", "fi"), _MARKS),
    **dict.fromkeys(("fr", "it"), _CARONS),
    **dict.fromkeys(("es", "pt", "pl", "hu", "is", "ga", "ro", "sk"), _ONLY_CZECH),
}
"""Letters that no words in the language have."""
_TAG: Final = re.compile(r"([A-Za-z]{2,3})(-[A-Za-z0-9]+)*")
_MIN_LETTERS: Final = 4
_CZECH_SHARE: Final = 0.01
_NOTHING: Final = frozenset({"zxx", "und"})


def primary(tag: str) -> str:
    """`en` of `en-US`; nothing of `x-none` and other tags that name no language."""
    found = _TAG.fullmatch(tag)
    name = found[1].lower() if found else ""
    return "" if name in _NOTHING else name


def plain_languages(letters: Counter[str], sample: str) -> tuple[str, frozenset[str]]:
    """The language of most letters, and the languages whose tags say nothing.

    Czech when the letters say so, whatever the tags do; then the commonest tag is but what Word
    puts on every text, and is not to be believed anywhere.
    """
    commonest = letters.most_common(1)[0][0] if letters else "cs"
    count = sum(map(str.isalpha, sample))
    is_czech = count and len(_ONLY_CZECH.findall(sample)) / count > _CZECH_SHARE
    main = "cs" if is_czech else commonest
    return main, frozenset({main, commonest})


def is_foreign(text: str, language: str, plain: frozenset[str]) -> bool:
    """Whether to believe that `text` is in `language` rather than in one of `plain`."""
    if not language or language in plain or sum(map(str.isalpha, text)) < _MIN_LETTERS:
        return False
    never = _NEVER_IN.get(language)
    return never is None or not never.search(text)
