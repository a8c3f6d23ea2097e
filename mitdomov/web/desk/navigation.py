"""The desk's navigation: the person behind a request in, the places open to that person out."""

from typing import Final, NamedTuple

from flask import request, url_for

from mitdomov.web.desk.opening import may_open


class Place(NamedTuple):
    words: str
    url: str
    is_here: bool


class Group(NamedTuple):
    words: str
    places: list[Place]

    is_folded: bool
    """Shows its words alone until it is opened, where all places together are too many."""


class _Entry(NamedTuple):
    endpoint: str
    words: str
    paths: tuple[str, ...]
    """Pages below these, behind `/redakce/`, belong to the entry too."""


_AT_ONCE: Final = 12
"""As many places as stand in the rail of a low screen (1366 × 768) without scrolling."""
_GROUPS: Final = (
    (
        "Redakce",
        (
            _Entry("home", "Domů", ()),
            _Entry("issues", "Čísla", ("cisla/", "cislo/")),
            _Entry("articles", "Články", ("clanky/", "clanek/")),
            _Entry("media", "Média", ("media/",)),
            _Entry("past_issues", "Starší čísla", ("starsi-cisla/",)),
        ),
    ),
    (
        "Web",
        (
            _Entry("news", "Novinky", ("novinky/",)),
            _Entry("events", "Akce", ("akce/",)),
            _Entry("materials", "Materiály", ("materialy/",)),
            _Entry("webinars", "Webináře", ("webinare/",)),
            _Entry("implementers", "Realizátoři", ("realizatori/",)),
        ),
    ),
    (
        "Rozesílání",
        (
            _Entry("dispatches", "Rozesílky", ("rozesilky/", "zkusebni-skupiny/")),
            _Entry("mailbox", "Schránka", ("schranka/",)),
        ),
    ),
    (
        "Čtenáři",
        (
            _Entry("readers", "Odběratelé", ("odberatele/",)),
            _Entry("lists", "Seznamy", ("seznamy/",)),
            _Entry("returned", "Nedoručenky", ("nedorucenky/",)),
            _Entry("suppressions", "Zákazy", ("zakazy/",)),
            _Entry("retention", "Uchovávání údajů", ("uchovavani/",)),
        ),
    ),
    (
        "Správa",
        (
            _Entry("publication", "Publikace", ("publikace/",)),
            _Entry("people", "Účty", ("ucty/",)),
            _Entry("audit", "Záznam", ("zaznam/",)),
            _Entry("settings_in_use", "Nastavení", ("nastaveni/",)),
            _Entry("system_state", "Stav", ("stav/",)),
        ),
    ),
)


def navigation() -> list[Group]:
    """Only places that exist and that the person may enter; a group without any is left out."""
    open_to_person = [
        (words, [_place(entry) for entry in entries if may_open(f"desk.{entry.endpoint}")])
        for words, entries in _GROUPS
    ]
    groups = [(words, places) for words, places in open_to_person if places]
    are_many = sum(len(places) for _, places in groups) > _AT_ONCE
    return [
        Group(words, places, is_folded=are_many and not _stays_open(rank, places))
        for rank, (words, places) in enumerate(groups)
    ]


def _stays_open(rank: int, places: list[Place]) -> bool:
    """The first group is that of every day; the other is the one where the person is."""
    return rank == 0 or any(place.is_here for place in places)


def _place(entry: _Entry) -> Place:
    below = request.path.removeprefix("/redakce/")
    is_here = request.endpoint == f"desk.{entry.endpoint}" or below.startswith(entry.paths)
    return Place(entry.words, url_for(f"desk.{entry.endpoint}"), is_here)
