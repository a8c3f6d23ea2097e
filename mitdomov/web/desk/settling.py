"""The desk's second yes about letters in doubt: asked first, then sent again or counted as sent."""

from typing import Final

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from mitdomov.accounts.roles import Right
from mitdomov.clock import now
from mitdomov.delivery.model import Delivery, Dispatch
from mitdomov.delivery.report import equation
from mitdomov.delivery.settling import SettlingError, count_as_sent, resend_uncertain
from mitdomov.jobs.ring import ring
from mitdomov.web.access import needs
from mitdomov.web.instance import settings, store
from mitdomov.web.numbers import LARGEST

_ACTIONS: Final = {"znovu": resend_uncertain, "odeslano": count_as_sent}
_MOST_DIGITS: Final = 10


def register(blueprint: Blueprint) -> None:
    rule = "/rozesilky/<row:number>/nejiste/<any(znovu, odeslano):verb>"
    blueprint.add_url_rule(rule, "settle", ask)
    blueprint.add_url_rule(rule, "settle_now", settle, methods=["POST"])


@needs(Right.SEND)
def ask(number: int, verb: str) -> str:
    """Changes nothing; says whom the decision is about and what comes of it."""
    with store().reading() as session:
        found = session.get(Dispatch, number) or abort(404)
        only = _chosen(session, number, request.args.get("zasilka", ""))
        return render_template(
            "desk/settle.html",
            dispatch=found,
            verb=verb,
            only=only,
            count=1 if only else equation(session, number).uncertain,
        )


@needs(Right.SEND)
def settle(number: int, verb: str) -> Response:
    """Sent twice it changes nothing more: what is settled is in doubt no longer."""
    try:
        with store().writing() as session:
            session.get(Dispatch, number) or abort(404)
            only = _chosen(session, number, request.form.get("zasilka", ""))
            _ACTIONS[verb](session, number, now(), [only.id] if only else None)
    except SettlingError:
        abort(409)
    ring(settings(), number)
    return redirect(url_for("desk.dispatch", number=number), 303)


def _chosen(session: Session, number: int, text: str) -> Delivery | None:
    """None means all that are in doubt."""
    if not text:
        return None
    if not (text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS):
        abort(404)
    query = select(Delivery).where(
        Delivery.id == min(int(text), LARGEST), Delivery.dispatch_id == number
    )
    return session.scalar(query) or abort(404)
