"""What is to be sent and to which list in; the page that asks for the number of letters out."""

import secrets
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import abort, render_template, request
from sqlalchemy.orm import Session

from mitdomov.delivery.dispatches.audience import audience_of
from mitdomov.delivery.dispatches.ordering import earlier_dispatch, mailed_before
from mitdomov.delivery.model import Dispatch
from mitdomov.editorial import queries
from mitdomov.magazine.model import MailingList
from mitdomov.render.letter.files import EMAIL_HTML, EMAIL_SUBJECT
from mitdomov.web.desk.dispatches import schedule_form
from mitdomov.web.desk.dispatches.send_form import COUNT
from mitdomov.web.desk.dispatches.send_order import Refusal
from mitdomov.web.instance import settings, store
from mitdomov.web.publication import known_lists


@dataclass(frozen=True, slots=True)
class ToSend:
    """An issue or a digest, as the pages of sending speak of it."""

    name: str
    """`číslo 1/2026`, `Novinky 22. 11. 2026`."""
    snapshot_id: int
    lists_url: str
    """Where a list is chosen."""
    letter_url: str
    order_url: str
    """Of the page itself, and of its form."""

    def confirm_url(self, list_slug: str, *, again: bool = False) -> str:
        query = {"seznam": list_slug} | ({"znovu": "ano"} if again else {})
        return f"{self.order_url}?{urlencode(query)}"


def usual_first(session: Session, usual: str) -> list[MailingList]:
    """The lists to choose from; before all the one that such a letter goes to."""
    return sorted(known_lists(session), key=lambda each: each.slug != usual)


def confirm_page(
    session: Session,
    what: ToSend,
    list_slug: str,
    *,
    again: bool,
    refusal: Refusal | None = None,
    older_form: Dispatch | None = None,
) -> str:
    """`older_form` is the last dispatch that mailed other content of the same issue."""
    chosen = next((each for each in known_lists(session) if each.slug == list_slug), None)
    audience = audience_of(session, what.snapshot_id, list_slug)
    earlier = earlier_dispatch(session, what.snapshot_id, list_slug)
    letter = queries.artefact_of(session, what.snapshot_id, EMAIL_HTML)
    return render_template(
        "desk/sending/confirm.html",
        what=what,
        list=chosen or abort(404),
        audience=audience,
        again=again,
        letters=audience.letters(again=again),
        earlier=earlier,
        earlier_words=mailed_before(session, earlier) if earlier else "",
        older_form=older_form,
        subject=_subject(session, what.snapshot_id),
        sender=settings().sender,
        size=letter.size_bytes if letter else None,
        keeps_letters=settings().keeps_letters,
        key=request.form.get("key") or secrets.token_urlsafe(16),
        rule=schedule_form.RULE,
        problems=refusal.problems if refusal else {},
        notice=refusal.notice if refusal else "",
        typed=_typed(refusal),
    )


def _typed(refusal: Refusal | None) -> dict[str, str]:
    """What the fields hold: what was typed, but for a count that is no longer true."""
    names = (COUNT, schedule_form.DAY, schedule_form.TIME)
    typed = {name: request.form.get(name, "") for name in names}
    has_changed = refusal is not None and bool(refusal.notice)
    return typed | ({COUNT: ""} if has_changed else {})


def _subject(session: Session, snapshot_id: int) -> str:
    found = queries.artefact_of(session, snapshot_id, EMAIL_SUBJECT)
    return store().blobs.get(found.sha256).decode().strip() if found else ""
