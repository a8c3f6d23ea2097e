"""The demo's buttons: a sample person chosen in, a session out; on this machine alone."""

import re
from ipaddress import ip_address
from typing import Final, NamedTuple

from flask import Blueprint, abort, redirect, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from mitdomov.accounts.model import Account
from mitdomov.accounts.sample import DOING
from mitdomov.web.instance import settings, store
from mitdomov.web.signing.browser import begin_session
from mitdomov.web.signing.destinations import destination

_OF_PROXIES: Final = ("Forwarded", "Via", "X-Real-Ip")
_OWN_HOST: Final = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])(:[0-9]+)?")


class Button(NamedTuple):
    account_id: int
    name: str
    doing: str


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule(
        "/prihlaseni/ukazka/<row:account_id>", "sign_in_sample", sign_in_sample, methods=["POST"]
    )


def buttons() -> list[Button]:
    """None outside the demo, and none for whoever is not at this machine."""
    if not settings().is_demo or not _is_this_machine():
        return []
    with store().reading() as session:
        people = session.scalars(select(Account).where(Account.is_sample, Account.is_active)).all()
    by_email = {each.email: each for each in people}
    return [
        Button(by_email[email].id, by_email[email].name, doing)
        for email, doing in DOING.items()
        if email in by_email
    ]


def sign_in_sample(account_id: int) -> Response:
    if not settings().is_demo or not _is_this_machine():
        abort(403, description="Přihlásit se tlačítkem jde jen v ukázce a jen na tomto počítači.")
    with store().reading() as session:
        account = session.get(Account, account_id)
    if account is None or not account.is_sample or not account.is_active:
        abort(404)
    begin_session(account.id, "tlačítkem v ukázce")
    return redirect(destination(request.form.get("next", ""), url_for("desk.home")), 303)


def _is_this_machine() -> bool:
    """The name is checked too: a foreign page may point a name of its own at 127.0.0.1."""
    return (
        not _is_forwarded()  # who comes by a proxy has an address of the proxy's wording
        and _OWN_HOST.fullmatch(request.host) is not None
        and ip_address(request.remote_addr or "0.0.0.0").is_loopback  # noqa: S104
    )


def _is_forwarded() -> bool:
    """A proxy on this machine asks from loopback, whoever asked it."""
    return any(
        name.startswith("X-Forwarded-") or name in _OF_PROXIES
        for name in map(str.title, request.headers.keys())
    )
