"""The archive: every issue there has ever been, by year, with all the ways to read it."""

from flask import render_template

from mitdomov.web.instance import settings, store
from mitdomov.web.public.archive.cards import all_cards, by_year
from mitdomov.web.public.frame import frame
from mitdomov.web.public.keeping import kept


@kept
def archive() -> str:
    with store().reading() as session:
        cards = all_cards(session)
        return render_template(
            "public/archive/archive.html",
            years=by_year(cards),
            count=len(cards),
            canonical=f"{settings().public_url}/archiv/",
            **frame(session),
        )
