"""What results can be narrowed to in; the links that do so, and those that undo it, out."""

from collections.abc import Iterable
from typing import Any, Final, NamedTuple

from mitdomov.search.facets import Facet, Facets
from mitdomov.search.index import Kind
from mitdomov.web.public.searching.asked import Asked

KINDS: Final = {
    Kind.ISSUE: "Čísla",
    Kind.ARTICLE: "Články",
    Kind.PAST_PAGE: "Starší čísla v PDF",
    Kind.NEWS: "Novinky",
    Kind.EVENT: "Akce",
    Kind.MATERIAL: "Materiály",
    Kind.WEBINAR: "Webináře",
    Kind.IMPLEMENTER: "Kdo pomáhá",
}
_SHOWN: Final = 8
"""Of a long list; the rest unfolds."""


class Choice(NamedTuple):
    words: str
    places: int
    url: str
    """Narrows to it; when it is chosen already, takes the narrowing back."""
    is_chosen: bool


class Group(NamedTuple):
    title: str
    choices: list[Choice]
    others: list[Choice]
    """What unfolds."""


class Chip(NamedTuple):
    """A filter that holds, and the address without it."""

    words: str
    url: str


def groups(asked: Asked, facets: Facets) -> list[Group]:
    """Those that leave a choice."""
    found = [
        _group(asked, "Co hledat", "kind", facets.kinds),
        _group(asked, "Rok", "year", facets.years),
        _group(asked, "Rubrika", "section", facets.sections),
        _group(asked, "Autor", "author", facets.authors),
    ]
    return [
        group
        for group in found
        if len(group.choices) > 1 or any(choice.is_chosen for choice in group.choices)
    ]


def chips(asked: Asked) -> list[Chip]:
    held = (
        (asked.kind and KINDS[asked.kind], {"kind": None}),
        (asked.year and f"rok {asked.year}", {"year": None}),
        (asked.section and f"rubrika {asked.section}", {"section": ""}),
        (asked.author and f"autor {asked.author}", {"author": ""}),
    )
    return [Chip(str(words), asked.but(**without).url) for words, without in held if words]


def _group(asked: Asked, title: str, name: str, facets: Iterable[Facet[Any]]) -> Group:
    chosen = getattr(asked, name)
    none = "" if isinstance(chosen, str) else None
    choices = [
        Choice(
            words=KINDS[facet.value] if name == "kind" else str(facet.value),
            places=facet.count,
            url=asked.but(**{name: none if facet.value == chosen else facet.value}).url,
            is_chosen=facet.value == chosen,
        )
        for facet in facets
    ]
    shown = _SHOWN if len(choices) > _SHOWN + 1 else len(choices)
    return Group(title, choices[:shown], choices[shown:])
