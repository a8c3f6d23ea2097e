"""A person's own account: name, address, password, second factor, keys and browsers."""

from flask import Blueprint, jsonify, render_template
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response

from mitdomov.accounts.roles import Right
from mitdomov.web.access import needs


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/ucet/", "own_account", own_account)
    blueprint.add_url_rule("/ucet/token", "form_token", form_token)


@needs(Right.SIGNED_IN)
def own_account() -> str:
    return render_template("desk/own_account/own_account.html")


@needs(Right.SIGNED_IN)
def form_token() -> Response:
    """For a page that was open while its person signed in again in another window."""
    return jsonify(token=generate_csrf())
