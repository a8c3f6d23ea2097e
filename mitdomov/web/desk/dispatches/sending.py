"""The desk's pages on which an issue is sent: a list chosen, then the number of letters typed."""

import secrets
from typing import Final

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from mitdomov.accounts.roles import Right
from mitdomov.clock import now
from mitdomov.delivery.dispatches.audience import audience_of
from mitdomov.delivery.dispatches.planning import EmptyAudienceError, IdempotencyConflict
from mitdomov.delivery.dispatches.report import equations
from mitdomov.delivery.model import Dispatch, DispatchState
from mitdomov.delivery.trials.trials import groups, last_trials
from mitdomov.editorial.importing import UnknownIssueError, issue_named
from mitdomov.editorial.judging import judge
from mitdomov.editorial.model import IssueRecord, SnapshotRecord
from mitdomov.editorial.overview import is_current
from mitdomov.jobs.ring import ring
from mitdomov.magazine.numbers import number_of
from mitdomov.web.access import needs
from mitdomov.web.desk.dispatches.confirming import ToSend, confirm_page, usual_first
from mitdomov.web.desk.dispatches.send_form import read_form
from mitdomov.web.desk.dispatches.send_order import Refusal, place_order
from mitdomov.web.instance import settings, store
from mitdomov.web.lists import list_titles

USUAL_LIST: Final = "magazin"


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
                for each in usual_first(session, USUAL_LIST)
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
            planned = place_order(session, issue_at(session, slug).current_snapshot_id, form, now())
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
        what = ToSend(
            name=f"číslo {issue.number}",
            snapshot_id=snapshot_id,
            lists_url=url_for("desk.choose_list", slug=slug),
            letter_url=url_for("desk.letter", slug=slug),
            order_url=url_for("desk.send", slug=slug),
        )
        older = _older_form(session, issue, list_slug, snapshot_id)
        return confirm_page(
            session, what, list_slug, again=again, refusal=refusal, older_form=older
        )


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
