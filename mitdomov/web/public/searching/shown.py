"""A place that the search found in; how its page tells of it out."""

import re
from typing import Final, NamedTuple

from markupsafe import Markup

from mitdomov.magazine.numbers import number_of
from mitdomov.render.addresses import pdf_name
from mitdomov.search.finding import Result
from mitdomov.search.index import Kind

_PAST_PAGE: Final = re.compile(r"/cislo/(?P<slug>[0-9-]+)/text/#strana-(?P<page>[0-9]+)")
_LABELS: Final = {
    Kind.ISSUE: ("Číslo", "c-night"),
    Kind.ARTICLE: ("Článek", "c-night"),
    Kind.PAST_PAGE: ("Starší číslo", "c-ochre"),
    Kind.NEWS: ("Novinka", "c-teal"),
    Kind.EVENT: ("Akce", "c-plum"),
    Kind.MATERIAL: ("Materiál", "c-moss"),
    Kind.WEBINAR: ("Webinář", "c-plum"),
    Kind.IMPLEMENTER: ("Kdo pomáhá", "c-brick"),
}
_IN_SECTIONS: Final = (Kind.ARTICLE, Kind.NEWS)
"""Kinds whose sections tell readers more than the kind does."""


class Shown(NamedTuple):
    result: Result
    label: str
    colour: str
    """The class of the section's colour."""
    title: Markup
    pdf_url: str
    """Where the very page of the PDF is; empty for what is no page."""
    pdf_page: str


def shown(result: Result) -> Shown:
    kind, colour = _LABELS[result.kind]
    says_more = result.section and result.kind in _IN_SECTIONS
    label = f"{kind} · {result.section}" if says_more else kind
    page = _PAST_PAGE.fullmatch(result.url)
    number = number_of(page["slug"]) if page else None
    if page is None or number is None:
        return Shown(result, label, colour, result.title, "", "")
    pdf = f"/cislo/{page['slug']}/{pdf_name(number)}#page={page['page']}"
    return Shown(result, label, colour, result.title, pdf, page["page"])
