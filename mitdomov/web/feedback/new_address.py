"""A change of address confirmed from the new address, or stopped from the old one; by POST only."""

from flask import Blueprint, render_template
from sqlalchemy.orm import Session

from mitdomov.clock import now
from mitdomov.subscribers import address_change
from mitdomov.subscribers.address_change import Confirmed, Standing
from mitdomov.subscribers.own_page_model import AddressChange
from mitdomov.web.feedback.choices import mask
from mitdomov.web.feedback.guessing import refuse_token
from mitdomov.web.feedback.tokens import page_token
from mitdomov.web.instance import settings, store
from mitdomov.web.public.frame import frame


def register(blueprint: Blueprint) -> None:
    for path, show, act in (
        ("/odber/adresa/<key>", ask_new_address, confirm_new_address),
        ("/odber/zastavit/<key>", ask_to_stop, stop_new_address),
    ):
        blueprint.add_url_rule(path, show.__name__, show)
        blueprint.add_url_rule(path, act.__name__, act, methods=["POST"])


def ask_new_address(key: str) -> str:
    with store().reading() as session:
        found = address_change.to_confirm(session, key, now()) or refuse_token()
        return render_template(
            "feedback/new_address.html",
            **frame(session),
            key=key,
            new_address=found.new_address,
            state=Confirmed.DONE.value if found.confirmed_at else "",
            token=page_token(session, found.subscriber_id) if found.confirmed_at else "",
        )


def confirm_new_address(key: str) -> str | tuple[str, int]:
    at = now()
    with store().writing() as session:
        found = address_change.to_confirm(session, key, at)
        outcome = address_change.confirm(session, key, at, secret_key=settings().secret_key)
    if outcome is Confirmed.GONE or found is None:
        refuse_token()
    with store().reading() as session:
        page = render_template(
            "feedback/new_address.html",
            **frame(session),
            key=key,
            new_address=found.new_address,
            state=outcome.value,
            token=page_token(session, found.subscriber_id),
        )
    return page, 409 if outcome is Confirmed.TAKEN else 200


def ask_to_stop(key: str) -> str:
    at = now()
    with store().reading() as session:
        found = address_change.to_stop(session, key, at) or refuse_token()
        return _stop_page(session, key, found, address_change.standing_of(session, found, at))


def stop_new_address(key: str) -> str | tuple[str, int]:
    at = now()
    with store().writing() as session:
        found = address_change.to_stop(session, key, at) or refuse_token()
        is_stopped = address_change.stop(session, key, at, secret_key=settings().secret_key)
    with store().reading() as session:
        standing = Standing.STOPPED if is_stopped else Standing.LATE
        page = _stop_page(session, key, found, standing)
    return page if is_stopped else (page, 409)


def _stop_page(session: Session, key: str, found: AddressChange, standing: Standing) -> str:
    return render_template(
        "feedback/stop_address.html",
        **frame(session),
        key=key,
        masked=mask(found.new_address),
        state=standing.value,
    )
