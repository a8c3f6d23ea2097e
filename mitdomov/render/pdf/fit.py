"""Sizes of articles in; where each starts and how large its opening picture is, out.

A page is never left half empty by accident: an article that runs over by a few lines gets a
smaller opening picture, and one that ends high up lets the next begin below it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

LINE_PX: Final = 14 * 96 / 72
PAGE_PX: Final = (297 - 22 - 24) / 25.4 * 96
"""Height of the type area."""
GAP_PX: Final = 28 * 96 / 72
"""Between two articles on one page."""
SHARES: Final = (1.0, *(share / 100 for share in range(78, 48, -2)))
"""Widths of an opening picture by the width of the page; beside a smaller one its caption fits."""
FIRST_LINES: Final = 5
"""So many lines of text stand below an opening at least."""
FULL_ENOUGH: Final = 0.8
"""A page filled by this share looks full."""
TAIL_LINES: Final = 4
"""An end of fewer lines at the top of a page, above the next article, looks like a leftover."""
_TAIL_COST: Final = 0.1
_DOUBT_LINES: Final = 2
"""An estimate near the foot of a page may run over by so many lines: it is taken as if it did."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What a first layout says of an article."""

    length_px: float
    """From its beginning to its end, whole pages between them included."""
    opening_px: float
    """Label, title, perex and byline."""
    picture_px: float
    """The opening picture; 0 when there is none."""


@dataclass(frozen=True, slots=True)
class Fit:
    picture_share: float = 1.0
    starts_page: bool = True


@dataclass(frozen=True, slots=True)
class _Plan:
    """How the articles so far are set: what it costs and where the last one ends."""

    cost: float
    end_px: float
    fits: tuple[Fit, ...]


def plan(chain: Sequence[Measure]) -> tuple[Fit, ...]:
    """The cheapest way to set articles that follow each other, by dynamic programming.

    Blank space at the foot of a page costs its share of the page, a smaller picture and a page that
    opens with the last lines of an article a little.
    """
    plans = [_Plan(0.0, PAGE_PX, ())]
    for measure in chain:
        best: dict[int, _Plan] = {}
        for candidate in (made for plan_ in plans for made in _continued(plan_, measure)):
            place = round(candidate.end_px / LINE_PX)
            if place not in best or candidate.cost < best[place].cost:
                best[place] = candidate
        plans = list(best.values())
    return min(plans, key=lambda made: made.cost + _blank(made.end_px)).fits


def _continued(before: _Plan, measure: Measure) -> Iterator[_Plan]:
    for share in SHARES if measure.picture_px else (1.0,):
        saved = measure.picture_px * (1 - share)
        opening = measure.opening_px + measure.picture_px - saved + FIRST_LINES * LINE_PX
        below = before.end_px + GAP_PX
        if below + opening <= PAGE_PX:
            yield _set(before, measure, Fit(share, starts_page=False), start=below, saved=saved)
        yield _set(before, measure, Fit(share), start=0.0, saved=saved)


def _set(before: _Plan, measure: Measure, fit: Fit, *, start: float, saved: float) -> _Plan:
    whole_pages, end = divmod(start + measure.length_px - saved + _DOUBT_LINES * LINE_PX, PAGE_PX)
    cost = before.cost + (1 - fit.picture_share) / 4
    if whole_pages and end < (_DOUBT_LINES + TAIL_LINES) * LINE_PX:
        cost += _TAIL_COST
    return _Plan(cost + (_blank(before.end_px) if start == 0.0 else 0.0), end, (*before.fits, fit))


def _blank(end_px: float) -> float:
    share = end_px / PAGE_PX
    return 0.0 if share >= FULL_ENOUGH else (1 - share) ** 2 + 0.1


def fits(measures: Mapping[str, Measure], chains: Sequence[Sequence[str]]) -> Mapping[str, Fit]:
    """By slug; `chains` are runs of articles that nothing else stands between."""
    return {
        slug: fit
        for chain in chains
        for slug, fit in zip(chain, plan([measures[slug] for slug in chain]), strict=True)
    }
