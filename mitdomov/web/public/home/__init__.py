"""The front page: the newest issue and what every other part of the site has to show of late."""

from typing import Any, Final

from flask import Blueprint, render_template
from sqlalchemy.orm import Session

from mitdomov.magazine.model import Publication
from mitdomov.web.instance import settings, store
from mitdomov.web.public import events, news, sign_up
from mitdomov.web.public.archive.cards import all_cards
from mitdomov.web.public.frame import frame
from mitdomov.web.public.keeping import kept

_EARLIER: Final = 4


def register(blueprint: Blueprint) -> None:
    """Adds the views to the public blueprint."""
    blueprint.add_url_rule("/", view_func=home)


@kept
def home() -> str:
    with store().reading() as session:
        cards = all_cards(session)
        values = frame(session)
        return render_template(
            "public/home.html",
            newest=cards[0] if cards else None,
            earlier=cards[1 : 1 + _EARLIER],
            are_more=len(cards) > 1 + _EARLIER,
            data=_machine_readable(values["publication"]),
            canonical=f"{settings().public_url}/",
            **values,
            **_of_other_parts(session),
        )


def _of_other_parts(session: Session) -> dict[str, Any]:
    """What each part wants to show here."""
    shown: dict[str, Any] = {}
    for part in (news, events, sign_up):
        if hasattr(part, "on_home"):
            shown |= part.on_home(session)
    return shown


def _machine_readable(publication: Publication | None) -> dict[str, Any] | None:
    """JSON-LD: the site with its search, and the periodical."""
    if publication is None:
        return None
    site = f"{settings().public_url}/"
    search = {
        "@type": "SearchAction",
        "target": f"{site}hledani/?q={{search_term_string}}",
        "query-input": "required name=search_term_string",
    }
    publisher = {
        "@type": "Organization",
        "@id": f"{site}#vydavatel",
        "name": publication.publisher,
        "address": publication.seat,
        "email": publication.contact_email,
    }
    periodical = {
        "@type": "Periodical",
        "@id": f"{site}#casopis",
        "name": publication.title,
        "description": publication.subtitle,
        "url": site,
        "inLanguage": "cs",
        "publisher": {"@id": f"{site}#vydavatel"},
        **({"issn": publication.issn} if publication.issn else {}),
    }
    website = {
        "@type": "WebSite",
        "@id": f"{site}#web",
        "name": publication.title,
        "url": site,
        "inLanguage": "cs",
        "potentialAction": search,
    }
    return {"@context": "https://schema.org", "@graph": [website, periodical, publisher]}
