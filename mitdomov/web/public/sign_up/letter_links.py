"""The two links of the confirming letter: a page with a button each; only the button acts.

Scanners of mail open every link, so GET and HEAD change nothing (RFC 9110 section 9.2.1). The
pages show no address: whoever holds the letter knows it, nobody else should.
"""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from mitdomov.clock import now
from mitdomov.delivery.outbox.sign_ups import letter_sent_at
from mitdomov.subscribers.sign_up.confirming import (
    VALID_FOR,
    Standing,
    confirm,
    own_subscription,
    sign_up_of,
    standing_of,
)
from mitdomov.subscribers.sign_up.links import Link, read_link
from mitdomov.subscribers.sign_up.model import SignUp
from mitdomov.subscribers.sign_up.refusing import is_refused, refuse
from mitdomov.subscribers.tokens import subscription_token
from mitdomov.web.instance import settings, store
from mitdomov.web.public.frame import frame


def register(blueprint: Blueprint) -> None:
    for path, name, show, act in (
        ("/odebirat/potvrdit/<token>", "confirm_sign_up", ask_to_confirm, confirm_now),
        ("/odebirat/neprihlasil/<token>", "refuse_sign_up", ask_to_refuse, refuse_now),
    ):
        blueprint.add_url_rule(path, endpoint=name, view_func=show)
        blueprint.add_url_rule(path, endpoint=f"{name}_now", view_func=act, methods=["POST"])


def ask_to_confirm(token: str) -> ResponseReturnValue:
    link = _link(token)
    with store().reading() as session:
        sign_up = sign_up_of(session, link)
        standing = standing_of(session, sign_up, now())
        page = render_template(
            "public/sign_up/confirm.html",
            standing=standing.name.lower(),
            token=token,
            slugs=list(sign_up.lists) if sign_up else [],
            lists=list(sign_up.lists.values()) if sign_up else [],
            wording=sign_up.wording if sign_up else "",
            own_url=_own_url(session, sign_up, standing),
            days=VALID_FOR.days,
            **frame(session),
        )
    return (page, 410) if standing is Standing.GONE else page


def confirm_now(token: str) -> ResponseReturnValue:
    """Pressed twice, it acts once; when another wish joined while the page was open, the page
    shows it first."""
    link, at = _link(token), now()
    seen = set(request.form.getlist("seznam"))
    with store().writing() as session:
        sign_up = sign_up_of(session, link)
        is_open = standing_of(session, sign_up, at) is Standing.OPEN
        if sign_up is not None and is_open and seen in (set(), set(sign_up.lists)):
            confirm(session, sign_up, at, letter_sent_at=letter_sent_at(session, sign_up))
    return redirect(url_for("public.confirm_sign_up", token=token), 303)


def ask_to_refuse(token: str) -> ResponseReturnValue:
    link = _link(token)
    with store().reading() as session:
        return render_template(
            "public/sign_up/refuse.html",
            token=token,
            is_refused=is_refused(session, link.mailbox),
            **frame(session),
        )


def refuse_now(token: str) -> ResponseReturnValue:
    link = _link(token)
    with store().writing() as session:
        refuse(session, link.mailbox, now())
    return redirect(url_for("public.refuse_sign_up", token=token), 303)


def _link(token: str) -> Link:
    """Any token that we did not sign leads nowhere."""
    return read_link(settings().secret_key, token) or abort(404)


def _own_url(session: Session, sign_up: SignUp | None, standing: Standing) -> str:
    if sign_up is None or standing is not Standing.CONFIRMED:
        return ""
    own = own_subscription(session, sign_up)
    if own is None:
        return ""
    return url_for("feedback.preferences", token=subscription_token(settings().secret_key, own.id))
