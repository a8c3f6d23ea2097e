"""The place of a finding in, the page of the desk and the spot on it where it is mended out.

Every place leads somewhere: what no page has a field for leads to the page that comes nearest.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask import url_for

from mitdomov.magazine.findings import Finding, Place
from mitdomov.magazine.folder import paths
from mitdomov.web.desk.opening import may_open

_INDEX: Final = re.compile(r"\[[0-9]+\]")
_IN_EDITOR: Final = {"title", "perex"}
_DETAILS: Final = {
    "stage": "stage",
    "type": "type",
    "section": "section",
    "as_of": "as_of",
    "authors": "authors",
    "translators": "translators",
    "revisers": "revisers",
    "picture": "picture",
    "picture.file": "picture",
    "picture.alt": "picture_alt",
    "picture.is_decorative": "picture_decorative",
    "picture.caption": "picture_caption",
    "picture.credit": "picture_credit",
    "picture.licence": "picture_licence",
    "event": "starts_at",
    "event.starts_at": "starts_at",
    "event.ends_at": "ends_at",
    "event.place": "event_place",
    "event.organiser": "event_organiser",
    "event.url": "event_url",
    "event.is_cancelled": "event_cancelled",
    "good_practice": "type",
    "good_practice.place": "practice_place",
    "good_practice.problem": "practice_problem",
    "good_practice.solution": "practice_solution",
    "good_practice.numbers": "practice_numbers",
    "good_practice.contact": "practice_contact",
}
"""Ids of the fields on the page of an article's details."""
_ORIGINAL: Final = {"original": "title", "original.permission": "granted_by"}
"""Ids on the page of an article's Original; others are the last of the names."""
_FRAME: Final = {
    "number": "cislo",
    "theme": "tema",
    "dated": "datum",
    "season": "obdobi",
    "is_sample": "ukazka",
    "cover": "obalka",
    "cover.picture": "obalka",
    "cover.alt": "obalka_popis",
    "cover.credit": "obalka_autor",
    "sections": "rubriky",
}
"""Ids on the page of the issue's frame."""
_PUBLICATION: Final = {"help_box": "pomoc", "eu": "eu", "editors": "redakce"}
_UNCONFIRMED: Final = {"help_box.confirmed_on", "help_box.confirmed_by"}


@dataclass(frozen=True, slots=True)
class Spot:
    endpoint: str
    anchor: str = ""
    article: str = ""
    """The slug of the article whose page it is; empty for pages of the issue or of all issues."""


_LISTS: Final = Spot("desk.lists")
"""Open to those who care for readers."""


def spot_of(place: Place) -> Spot:
    if named := paths.article_of(place.file):
        return _in_article(place, named[1])
    if place.file == paths.PUBLICATION:
        return _in_publication(_INDEX.sub("", place.field))
    if place.file == paths.ISSUE:
        return _in_frame(_INDEX.sub("", place.field))
    if place.file.startswith(f"{paths.IMAGES}/"):
        return Spot("desk.media")
    return Spot("desk.issue")


def address_of(finding: Finding, slug: str, articles: Mapping[str, int]) -> str:
    """`slug` is the issue's; `articles` are ids by slug."""
    spot = spot_of(finding.place)
    anchor = spot.anchor or None
    if spot.article:
        if spot.article not in articles:
            return url_for("desk.issue", slug=slug)
        return url_for(spot.endpoint, article_id=articles[spot.article], _anchor=anchor)
    if spot == _LISTS and not may_open(spot.endpoint):
        return url_for("desk.publication")
    if spot.endpoint.startswith("desk.issue"):
        return url_for(spot.endpoint, slug=slug, _anchor=anchor)
    return url_for(spot.endpoint, _anchor=anchor)


def _in_article(place: Place, slug: str) -> Spot:
    field = _INDEX.sub("", place.field)
    if place.block:
        return Spot("desk.article", f"blok-{place.block}", slug)
    if field == "comments":
        return Spot("desk.article_proofs", "", slug)
    if field.partition(".")[0] == "original":
        return Spot("desk.article_original", _ORIGINAL.get(field, field.rpartition(".")[2]), slug)
    if field and field not in _IN_EDITOR:
        return Spot("desk.article_details", _nearest(_DETAILS, field), slug)
    return Spot("desk.article", field, slug)


def _in_publication(field: str) -> Spot:
    if field in _UNCONFIRMED:
        return Spot("desk.ask_to_confirm")
    top = field.partition(".")[0]
    if top == "lists":
        return _LISTS
    return Spot("desk.publication", _PUBLICATION.get(top, "udaje"))


def _in_frame(field: str) -> Spot:
    top = field.partition(".")[0]
    if top == "contributors":
        return Spot("desk.issue_people")
    if top == "corrections":
        return Spot("desk.issue_approval", "opravy")
    if not field:
        return Spot("desk.issue")
    return Spot("desk.issue_frame", _nearest(_FRAME, field))


def _nearest(known: Mapping[str, str], field: str) -> str:
    """The id of the field, or of the one that holds it."""
    return known.get(field, known.get(field.partition(".")[0], ""))
