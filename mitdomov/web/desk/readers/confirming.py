"""The desk's buttons around confirming letters: readers of a table asked, a silence lifted."""

from flask import Blueprint, abort, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from mitdomov.accounts import audit
from mitdomov.accounts.roles import Right
from mitdomov.clock import now
from mitdomov.subscribers.addresses import AddressError
from mitdomov.subscribers.model import Subscriber
from mitdomov.subscribers.sign_up.inviting import invite_list, invite_reader
from mitdomov.subscribers.sign_up.refusing import lift_silence
from mitdomov.web.access import needs, signed_in
from mitdomov.web.instance import settings, store
from mitdomov.web.lists import lists_as_shown
from mitdomov.web.public.sign_up.wording import consent_wording
from mitdomov.web.publication import shown_publication


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule(
        "/odberatele/<row:number>/potvrzeni", "ask_reader", ask_reader, methods=["POST"]
    )
    blueprint.add_url_rule("/odberatele/potvrzeni", "ask_readers", ask_readers, methods=["POST"])
    blueprint.add_url_rule(
        "/zakazy/potvrzovaci-dopisy", "lift_refusal", lift_letter_refusal, methods=["POST"]
    )


@needs(Right.READERS)
def ask_reader(number: int) -> Response:
    """Asks one reader to confirm the lists that wait."""
    person, at = signed_in(), now()
    with store().writing() as session:
        who = session.get(Subscriber, number) or abort(404)
        is_asked = invite_reader(
            session,
            who,
            at,
            shown=lists_as_shown(session),
            wording=_wording(session),
            actor=person.name,
            secret_key=settings().secret_key,
        )
        if is_asked:
            sentence = f"Odběrateli {number} zadán potvrzovací dopis."
            audit.record(session, person.actor, "reader-asked", f"reader:{number}", sentence, at)
    done = "vyzvan" if is_asked else "beze-zmeny"
    return redirect(url_for("desk.reader", number=number, hotovo=done), 303)


@needs(Right.READERS)
def ask_readers() -> Response:
    """Asks everybody on a list who waits to be confirmed and was not asked yet."""
    person, at = signed_in(), now()
    slug = request.form.get("seznam", "")
    with store().writing() as session:
        shown = lists_as_shown(session)
        if slug not in shown:
            abort(400)
        count = invite_list(
            session,
            slug,
            at,
            shown=shown,
            wording=_wording(session),
            actor=person.name,
            secret_key=settings().secret_key,
        )
        sentence = f"Na seznamu {slug} zadány potvrzovací dopisy, počet: {count}."
        audit.record(session, person.actor, "readers-asked", f"list:{slug}", sentence, at)
    place = url_for("desk.readers", seznam=slug, stav="pending", hotovo="vyzvano", pocet=count)
    return redirect(place, 303)


def _wording(session: Session) -> str:
    """What the page behind the letter's link shows beside its button."""
    return consent_wording(shown_publication(session) or abort(409))


@needs(Right.READERS)
def lift_letter_refusal() -> Response:
    """The owner of the mailbox wants such letters again and told an editor so."""
    person, at = signed_in(), now()
    try:
        with store().writing() as session:
            address = request.form.get("adresa", "")
            is_lifted = lift_silence(session, address, secret_key=settings().secret_key)
            if is_lifted:
                sentence = "Jedné adrese zase smíme poslat potvrzovací dopis."
                audit.record(
                    session, person.actor, "letter-refusal-lifted", "suppression", sentence, at
                )
    except AddressError:
        abort(400)
    done = "dopisy-povoleny" if is_lifted else "beze-zmeny"
    return redirect(url_for("desk.suppressions", hotovo=done), 303)
