"""The desk's page of contacts in published issues: which are others than hold, and their renewal.

No approval is asked for: the texts stay as they were approved.
"""

from dataclasses import dataclass
from typing import Final

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from mitdomov.accounts import audit
from mitdomov.accounts.roles import Right
from mitdomov.clock import now
from mitdomov.editorial.helping import NotConfirmedError, Outdated, is_confirmed, outdated
from mitdomov.editorial.publication_profile import Profile, held_profile
from mitdomov.editorial.work.model import WorkKind, WorkOrder, WorkState
from mitdomov.editorial.work.orders import latest_work, order_work
from mitdomov.jobs.ring import ring_for_work
from mitdomov.web.access import needs, signed_in
from mitdomov.web.instance import settings, store

_RULE: Final = "/publikace/vydana-cisla"
_CHANGED: Final = "Kontakty mezitím někdo změnil. Přečtěte si je znovu a pak obnovu potvrďte."


@dataclass(frozen=True, slots=True)
class Row:
    issue: Outdated
    order: WorkOrder | None
    """The last order to renew its contacts."""

    @property
    def is_going(self) -> bool:
        under_way = (WorkState.WAITING, WorkState.RUNNING)
        return self.order is not None and self.order.state in under_way


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule(_RULE, "ask_to_renew_help", ask_to_renew_help)
    blueprint.add_url_rule(f"{_RULE}/prubeh", "help_renewal", help_renewal)
    blueprint.add_url_rule(_RULE, "renew_help", renew_help, methods=["POST"])


@needs(Right.SEND)
def ask_to_renew_help() -> str:
    return _page("desk/profile/renew.html")


@needs(Right.SEND)
def help_renewal() -> str:
    """The part of the page that is fetched again while the worker makes the issues anew."""
    return _page("desk/profile/renewal.html")


@needs(Right.SEND)
def renew_help() -> Response | tuple[str, int]:
    """Orders every issue that shows other contacts; only those contacts that the person saw."""
    person, at = signed_in(), now()
    with store().writing() as session:
        profile = _held(session)
        refusal = _refusal(profile)
        orders = []
        for each in [] if refusal else outdated(session, store().blobs):
            order = order_work(session, WorkKind.RENEW_HELP, each.issue_id, by=person.id, at=at)
            orders.append(order.id)
            sentence = f"Zadána obnova kontaktů pomoci v čísle {each.number}."
            subject = f"issue:{each.number}"
            audit.record(session, person.actor, "help-renewal-ordered", subject, sentence, at)
    if refusal:
        return _page("desk/profile/renew.html", refusal), 409
    for order_id in orders:
        ring_for_work(settings(), order_id)
    return redirect(url_for("desk.ask_to_renew_help"), 303)


def _refusal(profile: Profile) -> str:
    if not is_confirmed(profile.publication.help_box):
        return str(NotConfirmedError())
    return _CHANGED if request.form.get("zaklad", "") != profile.sha256 else ""


def _page(template: str, refusal: str = "") -> str:
    with store().reading() as session:
        profile = _held(session)
        rows = [
            Row(each, latest_work(session, WorkKind.RENEW_HELP, each.issue_id))
            for each in outdated(session, store().blobs)
        ]
    return render_template(
        template,
        profile=profile,
        box=profile.publication.help_box,
        is_confirmed=is_confirmed(profile.publication.help_box),
        rows=rows,
        is_going=any(row.is_going for row in rows),
        refusal=refusal,
    )


def _held(session: Session) -> Profile:
    return held_profile(session, store().blobs) or abort(404)
