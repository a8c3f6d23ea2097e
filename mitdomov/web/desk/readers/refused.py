"""The desk's page of addresses that servers refused for good at once; what becomes of each."""

from typing import Final

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from mitdomov.accounts import audit
from mitdomov.accounts.roles import Right
from mitdomov.clock import now
from mitdomov.delivery.dispatches.refused_addresses import (
    refused_addresses,
)
from mitdomov.subscribers.model import (
    ConsentMethod,
    EndedReason,
    Subscriber,
    Subscription,
    SubscriptionState,
    SuppressionReason,
)
from mitdomov.subscribers.subscribing import AT_DESK, end_subscription, suppress
from mitdomov.web.access import needs, signed_in
from mitdomov.web.desk.paging import paging
from mitdomov.web.desk.readers.return_tabs import tab_counts
from mitdomov.web.instance import store
from mitdomov.web.numbers import LARGEST

_PAGE_ROWS: Final = 50
_UNDELIVERABLE: Final = "Server adresu trvale odmítl (nedoručenka)."


def register(blueprint: Blueprint) -> None:
    rule = "/nedorucenky/odmitnute"
    blueprint.add_url_rule(rule, "refused_at_once", refused_at_once)
    blueprint.add_url_rule(rule, "settle_refused", settle_refused, methods=["POST"])


@needs(Right.READERS)
def refused_at_once() -> str:
    with store().reading() as session:
        counts = tab_counts(session)
        place = paging(counts["refused_count"], _PAGE_ROWS)
        return render_template(
            "desk/returned/refused.html",
            refused=refused_addresses(session, limit=place.limit, offset=place.offset),
            **counts,
            place=place,
            done=request.args.get("hotovo", ""),
        )


@needs(Right.READERS)
def settle_refused() -> Response:
    """What becomes of a reader whom a server refused: never mailed again, or no list any more."""
    person, at = signed_in(), now()
    text = request.form.get("odberatel", "")
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 11 else 0
    is_suppressed = request.form.get("ukon") == "zakazat"
    with store().writing() as session:
        who = session.get(Subscriber, min(number, LARGEST)) or abort(404)
        if is_suppressed:
            suppress(session, who, SuppressionReason.HARD_BOUNCE, at, actor=person.name)
            what = "zakázáno zasílání"
        else:
            own = select(Subscription).where(
                Subscription.subscriber_id == who.id,
                Subscription.state == SubscriptionState.ACTIVE,
            )
            for each in session.scalars(own).all():
                end_subscription(
                    session,
                    each,
                    EndedReason.EDITOR,
                    ConsentMethod.DESK,
                    at,
                    actor=person.name,
                    wording=_UNDELIVERABLE,
                    form=AT_DESK,
                )
            what = "ukončeny odběry"
        sentence = f"Po trvalém odmítnutí serverem: odběrateli {who.id} {what}."
        verb = "address-suppressed" if is_suppressed else "reader-unsubscribed"
        audit.record(session, person.actor, verb, f"reader:{who.id}", sentence, at)
    done = "zakazano" if is_suppressed else "ukonceno"
    return redirect(url_for("desk.refused_at_once", hotovo=done), 303)
