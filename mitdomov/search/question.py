"""What a reader typed in; what to look for out: words, phrases in quotes, what must not be there.

Nothing else in the text is a command: every other sign parts words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from mitdomov.search.words import clean, fold, small, words_in

LONGEST: Final = 200
"""Characters of a question; more is refused by who asks."""
_PREFIX_FROM: Final = 3
"""Letters from which a word may be only begun."""
_QUOTES: Final = str.maketrans(dict.fromkeys("„“”‟«»″", '"'))
_PART: Final = re.compile(r'(?P<minus>[-−–])?(?:"(?P<phrase>[^"]*)(?:"|$)|(?P<word>[^\s"]+))')
_ISSUE: Final = re.compile("[1-9][0-9]? [0-9]{4}")
"""Whatever stands between: `1/2026`, `1-2026`."""
_SMALL_WORDS: Final = """
a aby ale ani asi az bez bude by byl byla bylo byly c co do ho i ja jak je jeho jejich jen ji jsem
jsme jsou jste k kde kdo kdy ke ktera ktere ktery ma mezi mi na nad nam ne nebo nez ni o od on ona
pak po pod podle pri pro pred s se si tak tam te ten to tu ty u uz v ve vsak z za ze
"""
"""Folded. Nearly every text has them, so beside other words they say nothing; nor does *č.* beside
a number."""
_SMALL: Final = frozenset(_SMALL_WORDS.split())


@dataclass(frozen=True, slots=True)
class Term:
    """A word, or words that stand one after another."""

    shown: str
    """As it was typed, without quotes and minus."""
    small: tuple[str, ...]
    """Its words in small letters, at least one."""
    is_prefix: bool = False
    """Whether its last word may go on."""
    is_phrase: bool = False
    """Whether its words are meant exactly as they stand."""

    @property
    def folded(self) -> tuple[str, ...]:
        return tuple(map(fold, self.small))

    @property
    def is_issue(self) -> bool:
        return _ISSUE.fullmatch(" ".join(self.small)) is not None

    @property
    def is_small_word(self) -> bool:
        return not self.is_phrase and self.folded[0] in _SMALL


@dataclass(frozen=True, slots=True)
class Question:
    terms: tuple[Term, ...] = ()
    without: tuple[Term, ...] = ()

    @property
    def issue(self) -> str:
        """The number of an issue that it names, such as `1/2026`; empty when it names none."""
        return next(("/".join(term.small) for term in self.terms if term.is_issue), "")


def read_question(text: str) -> Question:
    """Whatever is typed has a meaning, if perhaps an empty one."""
    typed = clean(text.translate(_QUOTES))
    found = list(_terms(typed))
    wanted = [term for is_without, term in found if not is_without]
    telling = [term for term in wanted if not term.is_small_word] or wanted
    without = tuple(term for is_without, term in found if is_without)
    return Question(tuple(dict.fromkeys(telling)), tuple(dict.fromkeys(without)))


def _terms(typed: str) -> Iterator[tuple[bool, Term]]:
    parts = list(_PART.finditer(typed))
    for part in parts:
        is_quoted = part["phrase"] is not None
        shown = (part["phrase"] if is_quoted else part["word"]).strip()
        words = tuple(map(small, words_in(shown)))
        if not words:
            continue
        is_last = part is parts[-1] and not part["minus"]
        begins = is_last and not is_quoted and len(words[-1]) >= _PREFIX_FROM
        yield bool(part["minus"]), Term(shown, words, begins, is_quoted or len(words) > 1)
