"""The desk's second yes about letters in doubt or refused: asked first, then queued or counted."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from mitdomov.accounts import audit
from mitdomov.accounts.roles import Right
from mitdomov.clock import now
from mitdomov.czech_words import counted
from mitdomov.delivery.dispatches.report import count_deliveries
from mitdomov.delivery.dispatches.settling import (
    SettlingError,
    count_as_sent,
    count_refused,
    resend_uncertain,
    retry_refused,
)
from mitdomov.delivery.model import Delivery, DeliveryState, Dispatch
from mitdomov.jobs.ring import ring
from mitdomov.web.access import needs, signed_in
from mitdomov.web.instance import settings, store
from mitdomov.web.numbers import LARGEST


@dataclass(frozen=True, slots=True)
class _Decision:
    act: Callable[..., int]
    of: DeliveryState
    verb: str
    words: str
    """What the record says of the letters, before their number."""


_DECISIONS: Final = {
    ("nejiste", "znovu"): _Decision(
        resend_uncertain, DeliveryState.UNCERTAIN, "doubt-resent", "nejisté znovu k odeslání"
    ),
    ("nejiste", "odeslano"): _Decision(
        count_as_sent, DeliveryState.UNCERTAIN, "doubt-counted", "nejisté považovány za odeslané"
    ),
    ("odmitnute", "znovu"): _Decision(
        retry_refused, DeliveryState.REFUSED, "refused-retried", "odmítnuté znovu k odeslání"
    ),
}
_MOST_DIGITS: Final = 10


def register(blueprint: Blueprint) -> None:
    for kind, endpoint in (("nejiste", "settle"), ("odmitnute", "retry")):
        verbs = ", ".join(verb for of, verb in _DECISIONS if of == kind)
        rule = f"/rozesilky/<row:number>/<any({kind}):kind>/<any({verbs}):verb>"
        blueprint.add_url_rule(rule, endpoint, ask)
        blueprint.add_url_rule(rule, f"{endpoint}_now", settle, methods=["POST"])


@needs(Right.SEND)
def ask(number: int, kind: str, verb: str) -> str:
    """Changes nothing; says whom the decision is about and what comes of it."""
    decision = _DECISIONS[kind, verb]
    with store().reading() as session:
        found = session.get(Dispatch, number) or abort(404)
        only = _chosen(session, number, request.args.get("zasilka", ""))
        return render_template(
            "desk/settle.html",
            dispatch=found,
            kind=kind,
            verb=verb,
            state=decision.of,
            only=only,
            count=1 if only else _count(session, number, decision),
        )


@needs(Right.SEND)
def settle(number: int, kind: str, verb: str) -> Response:
    """Sent twice it changes nothing more: what is settled is in that state no longer."""
    decision = _DECISIONS[kind, verb]
    try:
        with store().writing() as session:
            session.get(Dispatch, number) or abort(404)
            only = _chosen(session, number, request.form.get("zasilka", ""))
            count = decision.act(session, number, now(), [only.id] if only else None)
            _record(session, number, decision, count)
    except SettlingError:
        abort(409)
    ring(settings(), number)
    return redirect(url_for("desk.dispatch", number=number), 303)


def _count(session: Session, number: int, decision: _Decision) -> int:
    if decision.of is DeliveryState.REFUSED:
        return count_refused(session, number)
    return count_deliveries(session, number, decision.of)


def _record(session: Session, number: int, decision: _Decision, count: int) -> None:
    if not count:
        return
    letters = counted(count, "zásilka", "zásilky", "zásilek")
    audit.record(
        session,
        signed_in().actor,
        decision.verb,
        f"dispatch:{number}",
        f"Rozesílka {number}, {decision.words}: {letters}.",
        now(),
    )


def _chosen(session: Session, number: int, text: str) -> Delivery | None:
    """None means all of them."""
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS):
        abort(404)
    query = select(Delivery).where(
        Delivery.id == min(int(text), LARGEST), Delivery.dispatch_id == number
    )
    return session.scalar(query) or abort(404)
