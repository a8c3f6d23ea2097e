"""The desk's pages on which an issue is sent: a list chosen, then the number of letters typed."""

import secrets

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from mitdomov.accounts.roles import Right
from mitdomov.clock import now
from mitdomov.delivery.audience import audience_of
from mitdomov.delivery.model import Dispatch, DispatchState
from mitdomov.delivery.ordering import earlier_dispatch, mailed_before
from mitdomov.delivery.planning import EmptyAudienceError, IdempotencyConflict
from mitdomov.delivery.report import equations
from mitdomov.delivery.trials import groups, last_trials
from mitdomov.editorial import queries
from mitdomov.editorial.importing import UnknownIssueError, issue_named
from mitdomov.editorial.judging import judge
from mitdomov.editorial.model import IssueRecord, SnapshotRecord
from mitdomov.editorial.overview import is_current
from mitdomov.jobs.ring import ring
from mitdomov.magazine.numbers import number_of
from mitdomov.render.letter.files import EMAIL_HTML, EMAIL_SUBJECT
from mitdomov.web.access import needs
from mitdomov.web.desk.dispatches import schedule_form
from mitdomov.web.desk.dispatches.send_form import COUNT, read_form
from mitdomov.web.desk.dispatches.send_order import Refusal, place_order
from mitdomov.web.instance import settings, store
from mitdomov.web.lists import list_titles
from mitdomov.web.publication import known_lists


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/cislo/<slug>/rozeslat", "choose_list", choose_list)
    rule = "/cislo/<slug>/rozeslat/potvrdit"
    blueprint.add_url_rule(rule, "confirm_sending", confirm_sending)
    blueprint.add_url_rule(rule, "send", send, methods=["POST"])


@needs(Right.SEND)
def choose_list(slug: str) -> str:
    """An issue that was never published cannot be sent; it can be tried all the same."""
    with store().reading() as session:
        issue = issue_at(session, slug)
        snapshot_id = issue.current_snapshot_id
        judgement = judge(session, store().blobs, issue)
        mailed = _dispatches_of(session, issue)
        return render_template(
            "desk/sending/choose_list.html",
            issue=issue,
            slug=slug,
            lists=[
                (each, audience_of(session, snapshot_id, each.slug))
                for each in known_lists(session)
                if snapshot_id is not None
            ],
            is_changed=not is_current(session, issue, judgement),
            dispatches=mailed,
            counted=equations(session, [each.id for each in mailed]),
            titles=list_titles(session),
            groups=groups(session),
            trials=last_trials(session, issue.id),
            key=secrets.token_urlsafe(16),
        )


@needs(Right.SEND)
def confirm_sending(slug: str) -> str:
    chosen, again = request.args.get("seznam", ""), request.args.get("znovu") == "ano"
    return _confirm_page(slug, chosen, again=again)


@needs(Right.SEND)
def send(slug: str) -> Response | tuple[str, int]:
    """The form's key makes a double click, or the form sent again, the same dispatch."""
    form = read_form(request.form)
    try:
        with store().writing() as session:
            planned = place_order(session, issue_at(session, slug), form, now())
    except EmptyAudienceError as error:
        planned = Refusal(422, {}, str(error))
    except IdempotencyConflict:
        abort(409)
    if isinstance(planned, Refusal):
        page = _confirm_page(slug, form.list, again=form.again, refusal=planned)
        return page, planned.status
    ring(settings(), planned.id)
    return redirect(url_for("desk.dispatch", number=planned.id), 303)


def issue_at(session: Session, slug: str) -> IssueRecord:
    number = number_of(slug) or abort(404)
    try:
        return issue_named(session, number)
    except UnknownIssueError:
        abort(404)


def _confirm_page(slug: str, list_slug: str, *, again: bool, refusal: Refusal | None = None) -> str:
    with store().reading() as session:
        issue = issue_at(session, slug)
        snapshot_id = issue.current_snapshot_id or abort(409)
        chosen = next((each for each in known_lists(session) if each.slug == list_slug), None)
        audience = audience_of(session, snapshot_id, list_slug)
        earlier = earlier_dispatch(session, snapshot_id, list_slug)
        letter = queries.artefact_of(session, snapshot_id, EMAIL_HTML)
        return render_template(
            "desk/sending/confirm.html",
            issue=issue,
            slug=slug,
            list=chosen or abort(404),
            audience=audience,
            again=again,
            letters=audience.letters(again=again),
            earlier=earlier,
            earlier_words=mailed_before(session, earlier) if earlier else "",
            older_form=_older_form(session, issue, list_slug, snapshot_id),
            subject=_subject(session, snapshot_id),
            sender=settings().sender,
            size=letter.size_bytes if letter else None,
            keeps_letters=settings().keeps_letters,
            snapshot_id=snapshot_id,
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


def _dispatches_of(session: Session, issue: IssueRecord) -> list[Dispatch]:
    """Newest first."""
    query = (
        select(Dispatch)
        .join(SnapshotRecord, SnapshotRecord.id == Dispatch.snapshot_id)
        .where(SnapshotRecord.issue_id == issue.id)
        .order_by(Dispatch.id.desc())
    )
    return [*session.scalars(query)]


def _older_form(
    session: Session, issue: IssueRecord, list_slug: str, snapshot_id: int
) -> Dispatch | None:
    """The last dispatch that mailed other content of the same issue to the list."""
    shown = session.get_one(SnapshotRecord, snapshot_id).sha256
    query = (
        select(Dispatch)
        .join(SnapshotRecord, SnapshotRecord.id == Dispatch.snapshot_id)
        .where(
            SnapshotRecord.issue_id == issue.id,
            SnapshotRecord.sha256 != shown,
            Dispatch.list == list_slug,
            Dispatch.state != DispatchState.CANCELLED,
        )
        .order_by(Dispatch.id.desc())
        .limit(1)
    )
    return session.scalar(query)
