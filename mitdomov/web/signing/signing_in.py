"""The sign-in page: an address and a password in, a session out; the same answer to everybody."""

from dataclasses import dataclass
from math import ceil
from typing import Final

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from mitdomov.accounts import back_off
from mitdomov.accounts.addresses import normal_or_as_typed
from mitdomov.accounts.back_off import Trier, trier
from mitdomov.accounts.model import Account, AttemptKind
from mitdomov.accounts.people import account_by_email, has_accounts
from mitdomov.clock import now
from mitdomov.web.access import who
from mitdomov.web.instance import settings, store
from mitdomov.web.signing.browser import begin_session, end_session, known_device
from mitdomov.web.signing.destinations import destination
from mitdomov.web.signing.identity import fits
from mitdomov.web.signing.keys import may_have_keys
from mitdomov.web.signing.sample_people import buttons
from mitdomov.web.signing.second_step import await_second_step

_NOTICES: Final = {
    "heslo": "Heslo je změněné. Přihlaste se jím.",
    "odhlaseno": "Jste odhlášeni.",
}
WRONG: Final = "Adresa nebo heslo nesouhlasí."


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/prihlaseni", "sign_in", sign_in)
    blueprint.add_url_rule("/prihlaseni", "sign_in_now", sign_in_now, methods=["POST"])
    blueprint.add_url_rule("/odhlaseni-z-redakce", "sign_out", sign_out, methods=["POST"])


@dataclass(frozen=True, slots=True)
class _Try:
    account: Account | None
    who: Trier
    wait_seconds: int


def sign_in() -> str | Response:
    wish = destination(request.args.get("next", ""), url_for("desk.home"))
    if who() is not None:
        return redirect(wish, 303)
    return _page(wish)


def sign_in_now() -> Response | tuple[str, int]:
    wish = destination(request.form.get("next", ""), url_for("desk.home"))
    email, password = request.form.get("email", ""), request.form.get("password", "")
    tried = _try(email)
    if tried.wait_seconds:
        return _page(wish, email, _wait_words(tried.wait_seconds)), 429
    account = tried.account
    is_right = fits(password, account.password_hash if account else "")
    if account is None or not is_right or not account.is_active:
        return _page(wish, email, WRONG), 422
    if account.totp_secret:
        return await_second_step(account, wish)
    with store().writing() as session:
        back_off.forgive(session, tried.who)
    begin_session(account.id, "heslem")
    return redirect(wish, 303)


def sign_out() -> Response:
    end_session()
    return redirect(url_for("signing.sign_in", zprava="odhlaseno"), 303)


def _try(email: str) -> _Try:
    """Counts the attempt; sample people sign in by their buttons alone."""
    address = normal_or_as_typed(email)
    with store().writing() as session:
        found = account_by_email(session, address)
        account = found if found and not found.is_sample else None
        device = known_device(account.id) if account else ""
        tried = trier(settings().secret_key, address, request.remote_addr or "", device)
        wait = back_off.register_attempt(session, AttemptKind.SIGN_IN, tried, now())
    return _Try(account, tried, ceil(wait.total_seconds()))


def _wait_words(seconds: int) -> str:
    if seconds > 90:
        return f"Příliš mnoho pokusů. Zkuste to znovu za {ceil(seconds / 60)} min."
    return f"Příliš mnoho pokusů. Zkuste to znovu za {seconds} s."


def _page(wish: str, email: str = "", problem: str = "") -> str:
    with store().reading() as session:
        is_empty = not has_accounts(session)
    return render_template(
        "signing/sign_in.html",
        wish=wish,
        email=email,
        problem=problem,
        people=buttons(),
        is_empty=is_empty,
        may_have_keys=may_have_keys(),
        notice=_NOTICES.get(request.args.get("zprava", ""), ""),
    )
