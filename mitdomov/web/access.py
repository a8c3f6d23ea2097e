"""What each page of the desk asks of whoever opens it; a page that asks nothing is closed.

A person who is not signed in is led to sign in and back; a script, which no page can be shown to,
is answered 401.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, NoReturn, TypeVar

from flask import abort, current_app, g, jsonify, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response

from mitdomov.accounts.audit import Actor
from mitdomov.accounts.roles import Right, Role, rights_of
from mitdomov.web import posted

_RIGHT: Final = "_mitdomov_right"
_View = TypeVar("_View", bound=Callable[..., object])

ENDED: Final = "Přihlášení mezitím skončilo. Přihlaste se v jiném okně a zkuste to znovu."
RIGHT_WORDS: Final = {
    Right.SIGNED_IN: "být přihlášeni",
    Right.WRITE: "psát články (autor, překladatel, redaktor, vydavatel)",
    Right.EDIT: "sestavovat čísla a upravovat všechny články (redaktor, vydavatel)",
    Right.APPROVE: "schvalovat čísla (vydavatel)",
    Right.FOUND: "založit publikaci (vydavatel, správce)",
    Right.SEND: "vydávat a rozesílat čísla (vydavatel)",
    Right.READERS: "pracovat s odběrateli (vydavatel, správce)",
    Right.ADMINISTER: "spravovat účty a nastavení (správce)",
}


@dataclass(frozen=True, slots=True)
class SignedIn:
    """The person behind a request."""

    id: int
    name: str
    email: str
    roles: frozenset[Role]
    session_id: int = 0
    """Of the browser in which the person is signed in."""

    def may(self, right: Right | str) -> bool:
        return right in rights_of(self.roles)

    @property
    def actor(self) -> Actor:
        return Actor(self.name, self.id)


def needs(right: Right) -> Callable[[_View], _View]:
    """Marks a view with the right that opens it."""

    def mark(view: _View) -> _View:
        setattr(view, _RIGHT, right)
        return view

    return mark


def needed_right(endpoint: str) -> Right | None:
    """None for a view that was not marked."""
    right: Right | None = getattr(current_app.view_functions[endpoint], _RIGHT, None)
    return right


def signed_in() -> SignedIn:
    """The person behind this request; only in views of the desk, which nobody else reaches."""
    return who() or abort(403)


def who() -> SignedIn | None:
    """The person behind this request, if anybody is signed in."""
    if "signed_in" not in g:
        g.signed_in = _person()
    found: SignedIn | None = g.signed_in
    return found


def _person() -> SignedIn | None:
    if not current_user.is_authenticated:
        return None
    account = current_user.account
    return SignedIn(
        account.id, account.name, account.email, current_user.held, current_user.session_id
    )


def check_right() -> Response | tuple[str, int] | None:
    """Before each view of the desk: refuses whoever lacks the view's right."""
    right = needed_right(request.endpoint) if request.endpoint else None
    person = who()
    if person is None:
        return ask_to_sign_in()
    if right is None:
        abort(403)
    if not person.may(right):
        _refuse(right)
    return None


def ask_to_sign_in() -> Response | tuple[str, int]:
    """To the sign-in page and back; where something was being sent, it is shown first."""
    if is_asked_by_script():
        return signed_out()
    if request.method not in ("GET", "HEAD"):
        return ended_page(posted.typed(), posted.files())
    return redirect(url_for("signing.sign_in", next=_this_path()), 302)


def ended_page(texts: list[str], files: list[str]) -> tuple[str, int]:
    """Leads whoever was signed out while filling in a form through signing in, back to it."""
    page = posted.page_of_form()
    return render_template("signing/ended.html", page=page, texts=texts, files=files), 401


def signed_out() -> Response:
    """What a script is told."""
    answer = jsonify(error="signed-out", message=ENDED)
    answer.status_code = 401
    return answer


def is_asked_by_script() -> bool:
    """htmx and `fetch` say so themselves; a browser that opens a page asks for HTML first."""
    accepts = request.accept_mimetypes
    return (
        "HX-Request" in request.headers
        or request.is_json
        or request.headers.get("Sec-Fetch-Dest") == "empty"
        or accepts["application/json"] > accepts["text/html"]
    )


def _this_path() -> str:
    return request.full_path if request.query_string else request.path


def _refuse(right: Right) -> NoReturn:
    abort(403, description=f"K této stránce potřebujete právo {RIGHT_WORDS[right]}.")
