"""The desk's pages on which a letter of news is frozen, tried and sent."""

import secrets
from datetime import datetime
from typing import Final

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from mitdomov.accounts.roles import Right
from mitdomov.bulletin.digests.editing import draft_of, title_of
from mitdomov.bulletin.digests.freezing import (
    Assembled,
    NoPublicationError,
    assemble,
    freeze_digest,
    frozen_as,
)
from mitdomov.bulletin.digests.model import DigestRecord
from mitdomov.clock import now
from mitdomov.delivery.dispatches.audience import audience_of
from mitdomov.delivery.dispatches.digest_ledger import (
    dispatches_of,
    ordered_letter,
    taken_by_others,
)
from mitdomov.delivery.dispatches.planning import EmptyAudienceError, IdempotencyConflict
from mitdomov.delivery.dispatches.report import equations
from mitdomov.delivery.trials.trials import groups, last_trials_of_digest
from mitdomov.editorial.model import SnapshotRecord
from mitdomov.editorial.queries import artefact_of
from mitdomov.jobs.ring import ring
from mitdomov.magazine.imaging.error import PictureError
from mitdomov.render.errors import RenditionError
from mitdomov.render.letter.files import EMAIL_HTML, EMAIL_TEXT
from mitdomov.render.letter.slots import EXAMPLE_VALUES, fill_html, fill_text
from mitdomov.web.access import needs
from mitdomov.web.desk.dispatches.confirming import ToSend, confirm_page, usual_first
from mitdomov.web.desk.dispatches.send_form import read_form
from mitdomov.web.desk.dispatches.send_order import Refusal, place_order
from mitdomov.web.headers import letter_policy
from mitdomov.web.instance import settings, store
from mitdomov.web.lists import list_titles

USUAL_LIST: Final = "novinky"
_CHANGED: Final = "Novinky v dopise se od uzavření změnily. Nic neodešlo."
_ONE: Final = "/novinky/dopis/<row:number>"


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule(f"{_ONE}/rozeslat", "digest_lists", choose)
    blueprint.add_url_rule(f"{_ONE}/rozeslat/potvrdit", "confirm_digest", confirm)
    blueprint.add_url_rule(f"{_ONE}/rozeslat/potvrdit", "send_digest", send, methods=["POST"])
    blueprint.add_url_rule(f"{_ONE}/dopis.html", "digest_letter_html", letter_html)
    blueprint.add_url_rule(f"{_ONE}/dopis.txt", "digest_letter_text", letter_text)


def freeze(number: int) -> Response | tuple[str, int]:
    """An immutable letter of what is kept now; from here on the pages of sending speak of it."""
    with store().reading() as session:
        digest = session.get(DigestRecord, number) or abort(404)
        is_ordered = ordered_letter(session, number) is not None
        try:
            content = None if is_ordered else _content(session, digest)
        except NoPublicationError as error:
            return _refused(str(error)), 422
    if content is not None:
        try:
            freeze_digest(store(), number, content, public_url=settings().public_url, at=now())
        except (RenditionError, PictureError) as error:
            return _refused(str(error)), 422
    return redirect(url_for("desk.digest_lists", number=number), 303)


@needs(Right.SEND)
def choose(number: int) -> str:
    return _lists_page(number)


def _lists_page(number: int) -> str:
    """Where a list is chosen; or why the letter cannot leave as it is."""
    with store().reading() as session:
        digest = session.get(DigestRecord, number) or abort(404)
        snapshot_id = present_letter(session, digest)
        mailed = dispatches_of(session, number)
        return render_template(
            "desk/news/digest_lists.html",
            digest=digest,
            title=_title(session, snapshot_id, digest.saved_at),
            obstacle="" if snapshot_id else _obstacle(session, number),
            snapshot_id=snapshot_id,
            lists=[
                (each, audience_of(session, snapshot_id, each.slug))
                for each in usual_first(session, USUAL_LIST)
                if snapshot_id is not None
            ],
            dispatches=mailed,
            counted=equations(session, [each.id for each in mailed]),
            titles=list_titles(session),
            groups=groups(session),
            trials=last_trials_of_digest(session, number),
            key=secrets.token_urlsafe(16),
        )


@needs(Right.SEND)
def confirm(number: int) -> tuple[str, int]:
    return _confirm(
        number, request.args.get("seznam", ""), again=request.args.get("znovu") == "ano"
    )


@needs(Right.SEND)
def send(number: int) -> Response | tuple[str, int]:
    """The form's key makes a double click, or the form sent again, the same dispatch."""
    form = read_form(request.form)
    try:
        with store().writing() as session:
            digest = session.get(DigestRecord, number) or abort(404)
            present = present_letter(session, digest)
            changed = "Prohlédněte si dopis znovu."
            planned = place_order(session, present, form, now(), changed=changed)
    except EmptyAudienceError as error:
        planned = Refusal(422, {}, str(error))
    except IdempotencyConflict:
        abort(409)
    if isinstance(planned, Refusal):
        return _confirm(number, form.list, again=form.again, refusal=planned)
    ring(settings(), planned.id)
    return redirect(url_for("desk.dispatch", number=planned.id), 303)


@needs(Right.SEND)
def letter_html(number: int) -> Response:
    html = fill_html(_part(number, EMAIL_HTML), EXAMPLE_VALUES)
    policy = letter_policy(settings().public_url)
    return Response(html, headers={"Content-Security-Policy": policy})


@needs(Right.SEND)
def letter_text(number: int) -> Response:
    return Response(fill_text(_part(number, EMAIL_TEXT), EXAMPLE_VALUES), mimetype="text/plain")


def present_letter(session: Session, digest: DigestRecord) -> int | None:
    """The snapshot that would be sent now: what was ordered before, else what is frozen of the
    content as it is; None when that was changed since, or another letter took some of it."""
    ordered = ordered_letter(session, digest.id)
    if ordered is not None:
        return ordered
    if taken_by_others(session, digest.id):
        return None
    try:
        content = _content(session, digest)
    except NoPublicationError:
        return None
    return frozen_as(session, digest.id, content, settings().public_url)


def _content(session: Session, digest: DigestRecord) -> Assembled:
    """Raises `NoPublicationError`."""
    return assemble(
        session,
        store().blobs,
        digest.id,
        draft_of(session, digest),
        public_url=settings().public_url,
        at=digest.saved_at,
    )


def _obstacle(session: Session, number: int) -> str:
    taken = taken_by_others(session, number)
    if not taken:
        return _CHANGED
    titles = ", ".join(f"„{each.title}“" for each in taken)
    return f"Z novinek v tomto dopise už vzal jiný dopis: {titles}. Nic neodešlo."


def _confirm(
    number: int, list_slug: str, *, again: bool, refusal: Refusal | None = None
) -> tuple[str, int]:
    with store().reading() as session:
        digest = session.get(DigestRecord, number) or abort(404)
        snapshot_id = present_letter(session, digest)
        if snapshot_id is None:
            return _lists_page(number), 409
        what = ToSend(
            name=_title(session, snapshot_id, digest.saved_at),
            snapshot_id=snapshot_id,
            lists_url=url_for("desk.digest_lists", number=number),
            letter_url=url_for("desk.digest_letter_html", number=number),
            order_url=url_for("desk.send_digest", number=number),
        )
        page = confirm_page(session, what, list_slug, again=again, refusal=refusal)
        return page, refusal.status if refusal else 200


def _title(session: Session, snapshot_id: int | None, saved_at: datetime) -> str:
    found = session.get(SnapshotRecord, snapshot_id) if snapshot_id else None
    return found.theme if found else title_of(saved_at)


def _part(number: int, path: str) -> str:
    with store().reading() as session:
        digest = session.get(DigestRecord, number) or abort(404)
        snapshot_id = present_letter(session, digest) or abort(404)
        found = artefact_of(session, snapshot_id, path) or abort(404)
        return store().blobs.get(found.sha256).decode()


def _refused(reason: str) -> str:
    return render_template("desk/news/refused.html", reason=reason)
