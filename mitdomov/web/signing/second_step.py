"""The second step of signing in: a code of an application or of paper in, a session out."""

from datetime import timedelta
from math import ceil
from typing import Any, Final

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from mitdomov.accounts import back_off
from mitdomov.accounts.audit import Actor, record
from mitdomov.accounts.back_off import trier
from mitdomov.accounts.model import Account, AttemptKind
from mitdomov.accounts.second_factor import use_paper_code
from mitdomov.clock import now
from mitdomov.web.instance import settings, store
from mitdomov.web.signing.browser import begin_session, known_device
from mitdomov.web.signing.destinations import destination
from mitdomov.web.signing.identity import Person, codes

_WAITING: Final = "second_step"
_LASTS: Final = timedelta(minutes=10)
_CLOCKS_MAY_DIFFER_SECONDS: Final = 30
_DIGITS: Final = 6
_WRONG: Final = "Kód nesouhlasí. Opište ten, který teď aplikace ukazuje, nebo jeden ze záložních."


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/prihlaseni/kod", "second_step", second_step)
    blueprint.add_url_rule("/prihlaseni/kod", "second_step_now", second_step_now, methods=["POST"])


def await_second_step(account: Account, wish: str) -> Response:
    """The password was right; the session begins when the code is."""
    session[_WAITING] = {"id": account.id, "at": now().timestamp(), "next": wish}
    return redirect(url_for("signing.second_step"), 303)


def second_step() -> str | Response:
    return _page() if _waiting() else redirect(url_for("signing.sign_in"), 303)


def second_step_now() -> Response | tuple[str, int]:
    waiting = _waiting()
    if not waiting:
        return redirect(url_for("signing.sign_in"), 303)
    code = "".join(request.form.get("code", "").split())
    at = now()
    with store().writing() as state:
        account = state.get(Account, int(waiting["id"]))
        if account is None or not account.is_active or not account.totp_secret:
            return redirect(url_for("signing.sign_in"), 303)
        device = known_device(account.id)
        who = trier(settings().secret_key, account.email, request.remote_addr or "", device)
        wait = back_off.register_attempt(state, AttemptKind.SIGN_IN, who, at)
        is_right = not wait and _fits(account, code)
        way = "heslem a kódem" if len(code) == _DIGITS else "heslem a záložním kódem"
        if is_right:
            back_off.forgive(state, who)
        elif not wait:
            sentence = f"{account.name}: chybný kód po správném hesle."
            actor = Actor("přihlašovací stránka")
            record(state, actor, "code-refused", f"account:{account.id}", sentence, at)
    if wait:
        return _page(
            f"Příliš mnoho pokusů. Zkuste to znovu za {ceil(wait.total_seconds())} s."
        ), 429
    if not is_right:
        return _page(_WRONG), 422
    wish = destination(str(waiting["next"]), url_for("desk.home"))
    begin_session(account.id, way)
    return redirect(wish, 303)


def code_fits(account: Account, secret: str, code: str) -> bool:
    """Marks the code as used up; the account is to be kept by the caller."""
    digits = "".join(code.split())
    if len(digits) != _DIGITS or not (digits.isascii() and digits.isdecimal()):
        return False
    person = Person(account, frozenset(), token="", session_id=0)
    window = _CLOCKS_MAY_DIFFER_SECONDS
    return codes().verify_totp(digits, secret, person, window=window)


def _fits(account: Account, code: str) -> bool:
    if len(code) == _DIGITS:
        return code_fits(account, account.totp_secret, code)
    return use_paper_code(account, code)


def _waiting() -> dict[str, Any]:
    """Who gave a right password in this browser a short while ago."""
    found: dict[str, Any] = session.get(_WAITING, {})
    is_fresh = bool(found) and now().timestamp() - found["at"] < _LASTS.total_seconds()
    return found if is_fresh else {}


def _page(problem: str = "") -> str:
    return render_template("signing/second_step.html", problem=problem)
