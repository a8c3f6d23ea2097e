"""Keys of one's own account: added by the browser's answer, removed by a button."""

from flask import Blueprint, abort, jsonify, redirect, request, url_for
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from mitdomov.accounts.audit import record
from mitdomov.accounts.model import Account, Passkey
from mitdomov.accounts.roles import Right
from mitdomov.accounts.second_factor import passkeys
from mitdomov.clock import now
from mitdomov.delivery.outbox.writing import write_letter
from mitdomov.jobs.ring import ring_for_letter
from mitdomov.web.access import needs, signed_in
from mitdomov.web.instance import settings, store
from mitdomov.web.signing.keys import may_have_keys, options_to_register, registered
from mitdomov.web.signing.proving import own_password_problem

_MOST_KEYS = 10
_LONGEST_NAME = 100
_KEPT_OTHERWISE = "Klíč se nepodařilo uložit, zkuste to znovu."


def register(blueprint: Blueprint) -> None:
    add = blueprint.add_url_rule
    add("/ucet/klice/otazka", "ask_new_key", ask_new_key, methods=["POST"])
    add("/ucet/klice", "add_key", add_key, methods=["POST"])
    add("/ucet/klice/<row:key_id>/odebrat", "drop_key", drop_key, methods=["POST"])


@needs(Right.SIGNED_IN)
def ask_new_key() -> Response | tuple[Response, int]:
    """Asks for the password first: a key is a way in that outlasts this session."""
    if not may_have_keys():
        abort(404)
    problem = own_password_problem(request.form.get("own_password", ""))
    if problem:
        return jsonify(message=problem), 422
    with store().reading() as session:
        known = list(passkeys(session, signed_in().id))
        account = session.get_one(Account, signed_in().id)
    if len(known) >= _MOST_KEYS:
        return jsonify(message="Víc klíčů už přidat nejde, nejdřív některý odeberte."), 422
    return jsonify(options_to_register(account, known))


@needs(Right.SIGNED_IN)
def add_key() -> Response | tuple[Response, int]:
    name = " ".join(request.args.get("jmeno", "").split())[:_LONGEST_NAME] or "Klíč"
    key = registered(request.get_data(as_text=True), signed_in().id, name)
    if key is None:
        return jsonify(message=_KEPT_OTHERWISE), 422
    try:
        letter = _keep(key)
    except IntegrityError:
        return jsonify(message="Tento klíč už je uložený."), 422
    ring_for_letter(settings(), letter)
    return jsonify(next=url_for("desk.own_account", zprava="klic"))


@needs(Right.SIGNED_IN)
def drop_key(key_id: int) -> Response:
    with store().writing() as session:
        key = session.get(Passkey, key_id)
        if key is None or key.account_id != signed_in().id:
            abort(404)
        sentence = f"{signed_in().name}: odebrán klíč {key.name}."
        subject = f"account:{signed_in().id}"
        record(session, signed_in().actor, "key-removed", subject, sentence, now())
        session.delete(key)
    return redirect(url_for("desk.own_account", zprava="klic-odebran"), 303)


def _keep(key: Passkey) -> int:
    person = signed_in()
    with store().writing() as session:
        session.add(key)
        sentence = f"{person.name}: přibyl klíč {key.name}."
        record(session, person.actor, "key-added", f"account:{person.id}", sentence, now())
        return write_letter(
            session, "account_changed", person.email, now(), what=f"přibyl klíč {key.name}"
        )
