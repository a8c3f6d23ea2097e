"""The desk's page of suppressions: an address looked up, forbidden or allowed again, each with a
reason."""

from collections.abc import Mapping

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from mitdomov.accounts import audit
from mitdomov.accounts.roles import Right
from mitdomov.clock import now
from mitdomov.subscribers.addresses import AddressError
from mitdomov.subscribers.model import SuppressionReason
from mitdomov.subscribers.sign_up.refusing import Silence, count_refusals, silence_of
from mitdomov.subscribers.suppressing import (
    Looked,
    lift_suppression,
    look_up,
    suppress_address,
    suppressions_by_reason,
)
from mitdomov.web.access import needs, signed_in
from mitdomov.web.desk.asking import WAYS, asked_namelessly
from mitdomov.web.instance import settings, store
from mitdomov.web.lists import list_titles


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/zakazy/", "suppressions", suppressions)
    blueprint.add_url_rule("/zakazy/adresa", "look_up_address", look_up_address, methods=["POST"])
    blueprint.add_url_rule("/zakazy/zakazat", "suppress_address", forbid, methods=["POST"])
    blueprint.add_url_rule("/zakazy/zrusit", "lift_suppression", lift, methods=["POST"])


@needs(Right.READERS)
def suppressions() -> str:
    return _page({})


def _page(problems: Mapping[str, str], looked: Looked | None = None) -> str:
    with store().reading() as session:
        return render_template(
            "desk/suppression/suppressions.html",
            counts=suppressions_by_reason(session),
            looked=looked,
            silence=_silence(session, looked),
            letter_refusals=count_refusals(session),
            titles=list_titles(session),
            ways=WAYS,
            typed=request.form,
            problems=problems,
            done=request.args.get("hotovo", ""),
        )


def _silence(session: Session, looked: Looked | None) -> Silence | None:
    if looked is None:
        return None
    return silence_of(session, looked.address, secret_key=settings().secret_key)


@needs(Right.READERS)
def look_up_address() -> str | tuple[str, int]:
    """By POST, so that the address stands in no log and no history."""
    try:
        with store().reading() as session:
            found = look_up(
                session, request.form.get("adresa", ""), secret_key=settings().secret_key
            )
    except AddressError as error:
        return _page({"adresa": str(error)}), 422
    return _page({}, found)


@needs(Right.READERS)
def forbid() -> Response | tuple[str, int]:
    person, at = signed_in(), now()
    wording, problems = asked_namelessly(at)
    reason = request.form.get("duvod", "")
    if reason not in set(SuppressionReason):
        abort(400)
    if problems:
        return _again(problems), 422
    try:
        with store().writing() as session:
            suppress_address(
                session,
                request.form.get("adresa", ""),
                SuppressionReason(reason),
                at,
                secret_key=settings().secret_key,
                actor=person.name,
            )
            sentence = f"Zakázáno zasílat na jednu adresu ({wording})."
            audit.record(session, person.actor, "address-suppressed", "suppression", sentence, at)
    except AddressError as error:
        return _page({"adresa": str(error)}), 422
    return redirect(url_for("desk.suppressions", hotovo="zakazano"), 303)


@needs(Right.READERS)
def lift() -> Response | tuple[str, int]:
    """Only with a reason and a yes of its own; subscriptions that ended stay ended."""
    person, at = signed_in(), now()
    wording, problems = asked_namelessly(at)
    if not request.form.get("zneni", "").strip():
        problems["zneni"] = "Napište, proč smíme na adresu zase zasílat."
    if "souhlas" not in request.form:
        problems["souhlas"] = "Potvrďte, že o zrušení zákazu požádal majitel adresy."
    if problems:
        return _again(problems), 422
    try:
        with store().writing() as session:
            address = request.form.get("adresa", "")
            is_lifted = lift_suppression(session, address, secret_key=settings().secret_key)
            if is_lifted:
                sentence = f"Zrušen zákaz zasílání na jednu adresu ({wording})."
                audit.record(
                    session, person.actor, "suppression-lifted", "suppression", sentence, at
                )
    except AddressError as error:
        return _page({"adresa": str(error)}), 422
    done = "zruseno" if is_lifted else "beze-zmeny"
    return redirect(url_for("desk.suppressions", hotovo=done), 303)


def _again(problems: Mapping[str, str]) -> str:
    """The page with the address still looked up."""
    try:
        with store().reading() as session:
            found = look_up(
                session, request.form.get("adresa", ""), secret_key=settings().secret_key
            )
    except AddressError as error:
        return _page({**problems, "adresa": str(error)})
    return _page(problems, found)
