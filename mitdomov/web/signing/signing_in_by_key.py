"""Signing in by a key instead of a password: what the script of the sign-in page asks for."""

from flask import Blueprint, abort, jsonify, request, url_for
from werkzeug.wrappers import Response

from mitdomov.accounts import back_off
from mitdomov.accounts.back_off import trier
from mitdomov.accounts.model import AttemptKind
from mitdomov.clock import now
from mitdomov.web.instance import settings, store
from mitdomov.web.signing.browser import begin_session
from mitdomov.web.signing.destinations import destination
from mitdomov.web.signing.keys import may_have_keys, options_to_sign_in, owner_of_answer


def register(blueprint: Blueprint) -> None:
    add = blueprint.add_url_rule
    add("/prihlaseni/klic/otazka", "ask_key", ask_key, methods=["POST"])
    add("/prihlaseni/klic", "sign_in_by_key", sign_in_by_key, methods=["POST"])


def ask_key() -> Response:
    if not may_have_keys():
        abort(404)
    return jsonify(options_to_sign_in())


def sign_in_by_key() -> Response | tuple[Response, int]:
    who = trier(settings().secret_key, "", request.remote_addr or "", "")
    answer = request.get_data(as_text=True)
    with store().writing() as state:
        if back_off.register_attempt(state, AttemptKind.SIGN_IN, who, now()):
            return jsonify(message="Příliš mnoho pokusů, zkuste to za chvíli."), 429
        account = owner_of_answer(state, answer)
        if account is not None:
            back_off.forgive(state, who)
    if account is None:
        return jsonify(message="Tento klíč tu nikomu nepatří. Přihlaste se heslem."), 422
    begin_session(account.id, "klíčem")
    return jsonify(next=destination(request.args.get("next", ""), url_for("desk.home")))
