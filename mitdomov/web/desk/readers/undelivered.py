"""The desk's page of letters to one person that came back, or that a server refused at once."""

from typing import Final

from flask import Blueprint, render_template

from mitdomov.accounts.roles import Right
from mitdomov.delivery.outbox.undelivered import undelivered_letters
from mitdomov.web.access import needs
from mitdomov.web.desk.paging import paging
from mitdomov.web.desk.readers.return_tabs import tab_counts
from mitdomov.web.instance import settings, store

_PAGE_ROWS: Final = 50


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/nedorucenky/jednotlive", "undelivered", undelivered)


@needs(Right.READERS)
def undelivered() -> str:
    with store().reading() as session:
        counts = tab_counts(session)
        place = paging(counts["single_count"], _PAGE_ROWS)
        return render_template(
            "desk/returned/single.html",
            letters=undelivered_letters(session, limit=place.limit, offset=place.offset),
            **counts,
            place=place,
            is_read=bool(settings().bounce_address),
        )
