"""A text, its words as the index has them and what was sought in; extracts with marks out.

What is marked stands in the text itself, in whatever form it met the question.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup, escape

from mitdomov.search.vocabulary import Sought
from mitdomov.search.words import spans_in

LENGTH: Final = 200
"""Characters of an extract, but for the word at its end."""
MOST: Final = 2
_LEAD: Final = 60
"""How much stands before the first marked word."""
_ELLIPSIS: Final = "…"


@dataclass(frozen=True, slots=True)
class Hit:
    """Words that met one term; `end` is exclusive, both count words."""

    start: int
    end: int
    term: int


@dataclass(frozen=True, slots=True)
class Marked:
    """A text with what was found in it."""

    text: str
    spans: Sequence[tuple[int, int]]
    """Where each word begins and ends; none when nothing was found."""
    hits: Sequence[Hit]
    """By their place in the text."""


def mark(text: str, folded: str, lemmas: str, sought: Sequence[Sought]) -> Marked:
    """`folded` and `lemmas` have a word for each word of `text`."""
    each_folded, each_lemma = folded.split(" "), lemmas.split(" ")
    hits = [
        hit
        for number, term in enumerate(sought)
        for hit in _hits(number, term, each_folded, each_lemma)
    ]
    spans = spans_in(text) if hits else []
    inside = (hit for hit in hits if hit.end <= len(spans))
    return Marked(text, spans, sorted(inside, key=lambda hit: (hit.start, -hit.end)))


def whole(marked: Marked) -> Markup:
    """The text from its beginning to its end."""
    return _between(marked, 0, len(marked.text))


def extracts(marked: Marked) -> tuple[Markup, ...]:
    """At most two, in the order of the text; together they show as many of the terms as they can.
    None when nothing was found in it."""
    chosen: list[tuple[int, int]] = []
    shown: set[int] = set()
    for _ in range(MOST):
        best = _best(marked, chosen, shown)
        if best is None:
            break
        chosen.append(best)
        shown |= {hit.term for hit in _inside(marked, *best)}
    return tuple(_cut(marked, *span) for span in sorted(chosen))


def beginning(marked: Marked) -> Markup:
    """What the text begins with, marked."""
    whole_words = marked if marked.spans else Marked(marked.text, spans_in(marked.text), ())
    return _cut(whole_words, 0, _end_of(whole_words, 0))


def _hits(number: int, term: Sought, folded: Sequence[str], lemmas: Sequence[str]) -> Iterator[Hit]:
    if len(term.folded) > 1:
        yield from _phrases(number, term, folded)
        return
    (word,) = term.folded
    forms = {word}
    if term.is_prefix:
        forms |= {each for each in set(folded) if each.startswith(word)}
    for place, (form, lemma) in enumerate(zip(folded, lemmas, strict=False)):
        if form in forms or lemma in term.lemmas:
            yield Hit(place, place + 1, number)


def _phrases(number: int, term: Sought, folded: Sequence[str]) -> Iterator[Hit]:
    *firsts, last = term.folded
    length = len(term.folded)
    for place in (at for at, word in enumerate(folded) if word == firsts[0]):
        there = folded[place : place + length]
        if len(there) < length or list(there[:-1]) != firsts:
            continue
        if there[-1] == last or (term.is_prefix and there[-1].startswith(last)):
            yield Hit(place, place + length, number)


def _best(
    marked: Marked, taken: Iterable[tuple[int, int]], shown: set[int]
) -> tuple[int, int] | None:
    """The span with most terms that are not shown yet, then with most hits, then the first."""
    best: tuple[tuple[int, int], tuple[int, int]] | None = None
    for hit in marked.hits:
        start = _start_of(marked, hit)
        span = start, _end_of(marked, start)
        if any(span[0] < end and start < span[1] for start, end in taken):
            continue
        inside = _inside(marked, *span)
        worth = len({each.term for each in inside} - shown), len(inside)
        if best is None or worth > best[0]:
            best = worth, span
    return best[1] if best else None


def _start_of(marked: Marked, hit: Hit) -> int:
    """A word's beginning, some words before the hit."""
    at = marked.spans[hit.start][0]
    if at <= _LEAD:
        return 0
    return marked.spans[bisect_left(marked.spans, (at - _LEAD, 0))][0]


def _end_of(marked: Marked, start: int) -> int:
    """The end of a word, or of the text when little of it is left."""
    limit = start + LENGTH
    if limit >= len(marked.text):
        return len(marked.text)
    last = bisect_right(marked.spans, limit, key=lambda span: span[1]) - 1
    return marked.spans[last][1] if last >= 0 and marked.spans[last][1] > start else limit


def _inside(marked: Marked, start: int, end: int) -> list[Hit]:
    first = bisect_left(marked.hits, start, key=lambda hit: marked.spans[hit.start][0])
    found = []
    for hit in marked.hits[first:]:
        if marked.spans[hit.start][0] >= end:
            break
        if marked.spans[hit.end - 1][1] <= end:
            found.append(hit)
    return found


def _cut(marked: Marked, start: int, end: int) -> Markup:
    before = _ELLIPSIS if start > 0 else ""
    after = _ELLIPSIS if end < len(marked.text) else ""
    return Markup(before) + _between(marked, start, end) + Markup(after)  # noqa: S704 - our own signs


def _between(marked: Marked, start: int, end: int) -> Markup:
    """Every piece of the text is escaped; the marks alone are ours."""
    pieces = [Markup()]
    at = start
    for hit in _inside(marked, start, end):
        first, last = marked.spans[hit.start][0], marked.spans[hit.end - 1][1]
        if first < at:
            continue
        pieces += [escape(marked.text[at:first]), Markup("<mark>"), escape(marked.text[first:last])]
        pieces.append(Markup("</mark>"))
        at = last
    pieces.append(escape(marked.text[at:end]))
    return Markup().join(pieces)
