"""A browser's session: begun after every factor was given, ended on wish; its device in words."""

from datetime import timedelta
from typing import Final

from flask import Response, after_this_request, g, request, session
from flask_login import current_user
from flask_security import login_user, logout_user
from itsdangerous import BadSignature, URLSafeSerializer

from mitdomov.accounts import sessions
from mitdomov.accounts.audit import Actor, record
from mitdomov.accounts.model import Account
from mitdomov.accounts.people import roles_of
from mitdomov.accounts.tokens import new_token
from mitdomov.clock import now
from mitdomov.web.instance import settings, store
from mitdomov.web.signing.identity import Person

_DEVICE_COOKIE: Final = "mitdomov_device"
_DEVICE_KEPT_FOR: Final = timedelta(days=180)
_BROWSERS: Final = {
    "Edg/": "Edge",
    "OPR/": "Opera",
    "SamsungBrowser": "Samsung Internet",
    "Firefox/": "Firefox",
    "FxiOS": "Firefox",
    "CriOS": "Chrome",
    "Chrome/": "Chrome",
    "Safari/": "Safari",
}
_SYSTEMS: Final = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "CrOS": "ChromeOS",
    "Linux": "Linux",
}


def begin_session(account_id: int, way: str) -> None:
    """`way` says in Czech how the person proved who it is, e.g. `heslem`.

    Nothing that the browser brought along survives: neither a session that somebody else put
    there nor a form's token.
    """
    at = now()
    with store().writing() as state:
        account = state.get_one(Account, account_id)
        token = sessions.begin(state, account, device_in_words(), at)
        sentence = f"{account.name}: přihlášení {way}, {device_in_words()}."
        actor = Actor(account.name, account.id)
        record(state, actor, "signed-in", f"account:{account.id}", sentence, at)
        state.flush()
        found = sessions.find(state, token, at)
        roles = roles_of(state, account.id)
    if found is None:
        return
    session.clear()
    g.pop("csrf_token", None)
    g.pop("signed_in", None)
    session.permanent = True
    login_user(Person(account, roles, token=token, session_id=found.session.id))
    remember_device(account_id)


def end_session() -> None:
    """On the server as well: a copy of the cookie opens nothing any more."""
    if current_user.is_authenticated:
        account, number, at = current_user.account, current_user.session_id, now()
        with store().writing() as state:
            sessions.end_session(state, account.id, number, at)
            sentence = f"{account.name}: odhlášení."
            actor = Actor(account.name, account.id)
            record(state, actor, "signed-out", f"account:{account.id}", sentence, at)
    logout_user()
    session.clear()
    g.pop("signed_in", None)


def device_in_words() -> str:
    agent = request.user_agent.string
    browser = next((name for mark, name in _BROWSERS.items() if mark in agent), "Jiný prohlížeč")
    system = next((name for mark, name in _SYSTEMS.items() if mark in agent), "")
    return f"{browser}, {system}" if system else browser


def known_device(account_id: int) -> str:
    """A name for this browser if the person has signed in with it before, else nothing."""
    try:
        known = _signer().loads(request.cookies.get(_DEVICE_COOKIE, ""))
        return str(known.get(str(account_id), ""))
    except (BadSignature, AttributeError):
        return ""


def remember_device(account_id: int) -> None:
    """So that strangers who try passwords hold up only themselves, see `accounts.back_off`."""
    try:
        known = dict(_signer().loads(request.cookies.get(_DEVICE_COOKIE, "")))
    except (BadSignature, TypeError, ValueError):
        known = {}
    known = dict(list(known.items())[-5:]) | {str(account_id): new_token()[:16]}

    def set_cookie(response: Response) -> Response:
        response.set_cookie(
            _DEVICE_COOKIE,
            _signer().dumps(known),
            max_age=_DEVICE_KEPT_FOR,
            path="/prihlaseni",
            secure=settings().public_url.startswith("https://"),
            httponly=True,
            samesite="Lax",
        )
        return response

    after_this_request(set_cookie)


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(settings().secret_key, salt="known-device")
