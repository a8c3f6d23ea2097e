"""Places that answer a question in; what they can be narrowed to, with counts, out."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from mitdomov.czech_order import by_surname, czech_key
from mitdomov.search.kinds import Kind

T = TypeVar("T")


class Place(NamedTuple):
    """What filters ask of an entry."""

    kind: Kind
    dated: date
    section: str
    authors: Sequence[str]


@dataclass(frozen=True, slots=True)
class Filters:
    kind: Kind | None = None
    year: int | None = None
    section: str = ""
    author: str = ""

    def let_through(self, place: Place) -> bool:
        return (
            self.kind in (None, place.kind)
            and self.year in (None, place.dated.year)
            and self.section in ("", place.section)
            and (not self.author or self.author in place.authors)
        )


@dataclass(frozen=True, slots=True)
class Facet(Generic[T]):
    value: T
    count: int
    """How many results there would be, if this were chosen beside the other filters."""


@dataclass(frozen=True, slots=True)
class Facets:
    kinds: tuple[Facet[Kind], ...] = ()
    years: tuple[Facet[int], ...] = ()
    """The newest first."""
    sections: tuple[Facet[str], ...] = ()
    authors: tuple[Facet[str], ...] = ()


def facets_of(places: Sequence[Place], filters: Filters) -> Facets:
    """Each by what the other filters let through, so that a choice can be changed at once."""
    kinds = _counted(places, replace(filters, kind=None), lambda place: (place.kind,))
    years = _counted(places, replace(filters, year=None), lambda place: (place.dated.year,))
    sections = _counted(places, replace(filters, section=""), lambda place: (place.section,))
    authors = _counted(places, replace(filters, author=""), lambda place: set(place.authors))
    return Facets(
        kinds=tuple(Facet(kind, kinds[kind]) for kind in Kind if kind in kinds),
        years=tuple(Facet(year, years[year]) for year in sorted(years, reverse=True)),
        sections=_in_order(sections, czech_key),
        authors=_in_order(authors, by_surname),
    )


def _counted(
    places: Iterable[Place], filters: Filters, values: Callable[[Place], Iterable[T]]
) -> Counter[T]:
    return Counter(
        value for place in places if filters.let_through(place) for value in values(place)
    )


def _in_order(
    counts: Counter[str], key: Callable[[str], tuple[object, ...]]
) -> tuple[Facet[str], ...]:
    return tuple(Facet(name, counts[name]) for name in sorted(counts, key=key) if name)
