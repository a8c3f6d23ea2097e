"""A folder goes in; findings about single words come out: placeholders, slots, hurtful names."""

import re
from collections.abc import Iterator
from typing import Final

from mitdomov.document.tree import PullQuote, Quote
from mitdomov.magazine.checks.reporting import blocking, warning, with_sources
from mitdomov.magazine.checks.texts import Passage, block_passages, passages
from mitdomov.magazine.findings import Finding
from mitdomov.magazine.folder.issue_folder import IssueFolder

_PLACEHOLDER: Final = re.compile(
    r"""
      \b(?: TODO | FIXME | TBD | DOPLNIT )\b
    | \b[Xx]{3,}\b(?!\.)
    | (?i: lorem\ ipsum )
    | [(\[] \s* (?i:doplnit) \b [^)\]]* [)\]]
    | ^ \s* (?: (?i:doplnit) (?:\W.*)? | \[? (?:…|\.{3}) \]? ) \s* $
    """,
    re.VERBOSE,
)
"""Not "XXX. ročník", nor "je třeba doplnit žádost", nor the gap […] within quoted words."""
_LOOSE: Final = re.compile(
    "(?<![\\w.’'-])([AIKOSUVZaikosuvz])[\u1680\u2000-\u2006\u2008-\u200a\u205f\u3000]+(?=\\S)"
)
"""A word of one letter before a space at which a line may end. Typography binds the plain spaces;
these come from Word and from web pages, and are as wide as somebody wanted them."""
_QUOTED: Final = re.compile(r"[„\"][^„“”\"]*[“”\"]")
_NAMED_BY_SITUATION: Final = re.compile(
    r"\bbezdomov(?:ec|c(?:e|i|em|ů|ům|ích|ové)|kyn[ěií]\w*)\b", re.IGNORECASE
)


def nothing_is_left_to_fill_in(folder: IssueFolder) -> Iterator[Finding]:
    for passage in passages(folder):
        if found := _PLACEHOLDER.search(passage.text):
            yield blocking(
                "placeholder",
                passage.place,
                f"V textu zůstalo „{found[0].strip()}“; nahraďte je skutečným zněním.",
            )


def one_letter_words_end_no_line(folder: IssueFolder) -> Iterator[Finding]:
    """Source: Internetová jazyková příručka, "Zalomení řádků a nevhodné výrazy na jejich konci"."""
    for passage in passages(folder):
        if found := _LOOSE.search(passage.text):
            yield warning(
                "loose-one-letter-word",
                passage.place,
                f"Za „{found[1]}“ je zvláštní mezera, na které se může zalomit řádek; "
                "napište místo ní obyčejnou.",
            )


def slots_are_not_forged(folder: IssueFolder) -> Iterator[Finding]:
    for passage in passages(folder):
        if "⟦" in passage.text or "⟧" in passage.text:
            yield blocking(
                "reserved-character",
                passage.place,
                "Znaky ⟦ a ⟧ jsou vyhrazené dopisům; nahraďte je jinými závorkami.",
            )


def people_are_not_their_situation(folder: IssueFolder) -> Iterator[Finding]:
    """The magazine's style; words of others, in quotation marks or in a quote, stay theirs."""
    for passage in _own_words(folder):
        if found := _NAMED_BY_SITUATION.search(_QUOTED.sub("", passage.text)):
            yield warning(
                "wording-homeless",
                passage.place,
                f"Místo „{found[0]}“ pište „člověk bez domova“.",
            )


def _own_words(folder: IssueFolder) -> Iterator[Passage]:
    for source, article in with_sources(folder):
        yield Passage(source.field("title"), article.title)
        yield Passage(source.field("perex"), article.perex)
        for block in article.body.blocks:
            if not isinstance(block, Quote | PullQuote):
                yield from block_passages(source, block)
