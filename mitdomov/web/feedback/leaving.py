"""Leaving one list: a page with a button, a mail program's one-click request, and the way back."""

from typing import Final

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from mitdomov.clock import now
from mitdomov.subscribers.model import ConsentMethod, Subscription, SubscriptionState, Suppression
from mitdomov.subscribers.pausing import paused_until
from mitdomov.subscribers.subscribing import resume_subscription, wording_for
from mitdomov.subscribers.waiting_leaves import (
    PAGE_FORM,
    drop_leave,
    is_leaving,
    keep_leave,
    leave,
)
from mitdomov.web.feedback.choices import mask
from mitdomov.web.feedback.tokens import subscription_of
from mitdomov.web.instance import settings, store
from mitdomov.web.lists import lists_as_shown, shown_title
from mitdomov.web.public.frame import frame

UNDO_WORDING: Final = "Přece jen odebírat dál"
"""The words of the button, kept with the consent behind the list's own."""


def register(blueprint: Blueprint) -> None:
    rule = "/odhlaseni/<token>"
    blueprint.add_url_rule(rule, "ask", ask)
    blueprint.add_url_rule(rule, "leave", take_leave, methods=["POST"])
    blueprint.add_url_rule(f"{rule}/zpet", "undo", undo, methods=["POST"])


def ask(token: str) -> str:
    with store().reading() as session:
        subscription = subscription_of(session, token)
        subscriber = subscription.subscriber
        others = _other_lists(session, subscription)
        return render_template(
            "feedback/unsubscribe.html",
            **frame(session),
            token=token,
            address=mask(subscriber.address),
            list_title=shown_title(session, subscription.list),
            others=[shown_title(session, slug) for slug in others],
            is_active=subscription.state is SubscriptionState.ACTIVE and not _waits(subscription),
            is_suppressed=session.get(Suppression, subscriber.address_hash) is not None,
            paused_until=paused_until(subscriber, now()),
            is_resumed="zpet" in request.args,
            undo_wording=UNDO_WORDING,
        )


def take_leave(token: str) -> AnyResponse:
    """The reader's button, or a mail program's one-click request, which wants no page."""
    is_one_click = request.form.get("List-Unsubscribe") == "One-Click"
    _end(token, ConsentMethod.ONE_CLICK if is_one_click else ConsentMethod.PAGE)
    if is_one_click:
        return _plain("Odběr je odhlášen.\n")
    return redirect(url_for("feedback.ask", token=token), 303)


def undo(token: str) -> AnyResponse:
    with store().reading() as session:
        subscription = subscription_of(session, token)
    drop_leave(settings().data_dir, subscription.id)
    with store().writing() as session:
        subscription = subscription_of(session, token)
        slug = subscription.list
        shown = lists_as_shown(session).get(slug, slug)
        resume_subscription(
            session,
            subscription,
            ConsentMethod.PAGE,
            now(),
            wording=wording_for(shown, UNDO_WORDING),
            form=PAGE_FORM,
        )
    return redirect(url_for("feedback.ask", token=token, zpet=1), 303)


def _end(token: str, method: ConsentMethod) -> None:
    """Whoever holds the database's lock, the reader's word is kept: in the worst case as a file."""
    at = now()
    try:
        with store().writing() as session:
            leave(session, subscription_of(session, token), method, at)
    except OperationalError:
        with store().reading() as session:
            number = subscription_of(session, token).id
        keep_leave(settings().data_dir, number, method, at)


def _waits(subscription: Subscription) -> bool:
    return is_leaving(settings().data_dir, subscription.id)


def _other_lists(session: Session, subscription: Subscription) -> list[str]:
    """Slugs of what else the reader gets."""
    query = select(Subscription.list).where(
        Subscription.subscriber_id == subscription.subscriber_id,
        Subscription.state == SubscriptionState.ACTIVE,
        Subscription.id != subscription.id,
    )
    return sorted(session.scalars(query))


def _plain(text: str) -> Response:
    response = make_response(text)
    response.mimetype = "text/plain"
    return response
