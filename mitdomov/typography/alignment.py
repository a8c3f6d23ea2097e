"""Pieces of a text and the text typeset as a whole go in; the same pieces, typeset, come out."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise, takewhile

_FIXED = re.compile(r"[\w×\ufffc]")
"""What typesetting keeps, one for one and in order (x may become ×)."""
_ALIKE = str.maketrans("\u00a0\u202f\u2011–−”„“‘’‚", "  ---\"\"\"'''")


def cut_alike(typeset: str, pieces: Sequence[str]) -> list[str]:
    """Cut `typeset` where the `pieces` met in the text that it was set from.

    Counting the characters that never change finds the gap between two of them; within the gap
    the cut stays behind the marks that did not change, else it keeps its distance from the end.
    """
    text = "".join(pieces)
    gaps, typeset_gaps = _gaps(text), _gaps(typeset)
    cuts = [0]
    gap, typeset_gap = next(gaps), next(typeset_gaps)
    for cut in accumulate(map(len, pieces[:-1])):
        while cut > gap.stop:
            gap, typeset_gap = next(gaps), next(typeset_gaps)
        offset = _offset(
            text[gap.start : gap.stop],
            typeset[typeset_gap.start : typeset_gap.stop],
            cut - gap.start,
        )
        cuts.append(typeset_gap.start + offset)
    return [typeset[start:stop] for start, stop in pairwise([*cuts, len(typeset)])]


def _gaps(text: str) -> Iterator[range]:
    """What lies before, between and behind the fixed characters; may be empty."""
    start = 0
    for fixed in _FIXED.finditer(text):
        yield range(start, fixed.start())
        start = fixed.end()
    yield range(start, len(text))


def _offset(gap: str, typeset_gap: str, offset: int) -> int:
    pairs = zip(gap.translate(_ALIKE), typeset_gap.translate(_ALIKE), strict=False)
    unchanged = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    if offset <= unchanged:
        return offset
    return max(unchanged, len(typeset_gap) - (len(gap) - offset))
