"""Publication and issues in; out a page on what the magazine is, who makes it, how to follow it."""

from flask import render_template

from mitdomov.web.instance import settings, store
from mitdomov.web.public.archive.cards import all_cards
from mitdomov.web.public.frame import frame
from mitdomov.web.public.keeping import kept
from mitdomov.web.publication import shown_lists


@kept
def about() -> str:
    with store().reading() as session:
        cards = all_cards(session)
        return render_template(
            "public/statements/about.html",
            **frame(session),
            newest=cards[0] if cards else None,
            oldest=cards[-1] if cards else None,
            issues_count=len(cards),
            lists=shown_lists(session),
            site=settings().public_url,
            canonical=f"{settings().public_url}/o-magazinu/",
        )
