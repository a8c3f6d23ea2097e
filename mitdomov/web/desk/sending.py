"""The desk's page on which a published issue is sent: a chosen list in, a planned dispatch out."""

import secrets

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from mitdomov.accounts.roles import Right
from mitdomov.clock import now
from mitdomov.delivery.ordering import OrderedBeforeError, order_dispatch
from mitdomov.delivery.planning import EmptyAudienceError, IdempotencyConflict
from mitdomov.editorial import queries
from mitdomov.editorial.importing import UnknownIssueError, issue_named
from mitdomov.editorial.model import IssueRecord, IssueState
from mitdomov.jobs.ring import ring
from mitdomov.magazine.numbers import number_of
from mitdomov.subscribers.subscribing import audience_size
from mitdomov.web.access import needs
from mitdomov.web.instance import settings, store
from mitdomov.web.lists import list_titles


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/cislo/<slug>/rozeslat", "choose_list", choose_list)
    blueprint.add_url_rule("/cislo/<slug>/rozeslat", "send", send, methods=["POST"])


@needs(Right.SEND)
def choose_list(slug: str, problem: str = "", earlier: OrderedBeforeError | None = None) -> str:
    with store().reading() as session:
        issue = _published(session, slug)
        lists = [
            (each, audience_size(session, each.slug))
            for each in queries.known_lists(session, store().blobs)
        ]
        return render_template(
            "desk/choose_list.html",
            issue=issue,
            slug=slug,
            lists=lists,
            key=secrets.token_urlsafe(16),
            problem=problem,
            earlier=earlier,
            is_changed=issue.state is IssueState.DRAFT,
            chosen=request.form.get("list", ""),
        )


@needs(Right.SEND)
def send(slug: str) -> Response | tuple[str, int]:
    """The form's key makes a double click, or the form sent again, the same dispatch; what the list
    was mailed before needs a second, clear yes."""
    try:
        with store().writing() as session:
            issue = _published(session, slug)
            planned = order_dispatch(
                session,
                snapshot_id=issue.current_snapshot_id or abort(409),
                list=_known_list(session, request.form.get("list", "")),
                at=now(),
                again=request.form.get("again") == "yes",
                idempotency_key=request.form.get("key") or abort(400),
            )
    except OrderedBeforeError as error:
        return choose_list(slug, earlier=error), 409
    except EmptyAudienceError as error:
        return choose_list(slug, str(error)), 422
    except IdempotencyConflict:
        abort(409)
    ring(settings(), planned.id)
    return redirect(url_for("desk.dispatch", number=planned.id), 303)


def _published(session: Session, slug: str) -> IssueRecord:
    number = number_of(slug) or abort(404)
    try:
        issue = issue_named(session, number)
    except UnknownIssueError:
        abort(404)
    return issue if issue.current_snapshot_id else abort(409)


def _known_list(session: Session, slug: str) -> str:
    return slug if slug in list_titles(session) else abort(400)
