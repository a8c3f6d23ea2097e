"""The sign-up form: what was typed in, the same neutral answer for every address out.

It needs no cookie and no script. A form that another site sends, or one without a token of ours,
signs nobody up: it leads to our page, filled in, where the person presses the button.
"""

from enum import StrEnum
from typing import Final

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from mitdomov.clock import now
from mitdomov.magazine.model import Publication
from mitdomov.subscribers.sign_up.asking import Answer, Asked, ask
from mitdomov.subscribers.sign_up.budgets import (
    Network,
    Step,
    may_leave_at_once,
    network_of,
    step_for,
    step_for_everybody,
)
from mitdomov.subscribers.sign_up.form_tokens import (
    Age,
    FormToken,
    make_form_token,
    read_form_token,
)
from mitdomov.subscribers.sign_up.mailboxes import PAUSE
from mitdomov.subscribers.sign_up.puzzle import BITS
from mitdomov.web.instance import settings, store
from mitdomov.web.lists import as_shown
from mitdomov.web.origins import is_foreign
from mitdomov.web.public.frame import frame
from mitdomov.web.public.keeping import kept
from mitdomov.web.public.sign_up.typed import (
    OWN_FORM,
    TRAP,
    Typed,
    place_of_foreign_form,
    typed_in,
)
from mitdomov.web.public.sign_up.wording import consent_wording, form_version
from mitdomov.web.publication import shown_publication

_RETRY_SECONDS: Final = 3600


class Note(StrEnum):
    """Why the form is shown again, though nothing in it is wrong."""

    CHECK = "check"
    """It came from another page, or without our token."""
    STALE = "stale"
    EARLY = "early"
    PUZZLE = "puzzle"
    FULL = "full"


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/odebirat/", endpoint="sign_up", view_func=sign_up)
    blueprint.add_url_rule(
        "/odebirat/", endpoint="sign_up_now", view_func=sign_up_now, methods=["POST"]
    )
    blueprint.add_url_rule("/odebirat/dopis/", endpoint="sign_up_sent", view_func=sign_up_sent)
    blueprint.add_url_rule(
        "/odebirat/dopis/pozdeji/",
        endpoint="sign_up_put_off",
        view_func=sign_up_sent,
        defaults={"is_put_off": True},
    )


def sign_up() -> ResponseReturnValue:
    with store().reading() as session:
        return _page(session, Typed())


def sign_up_now() -> ResponseReturnValue:
    with store().reading() as session:
        publication = shown_publication(session)
        if publication is None:
            return _page(session, Typed())
        typed = typed_in(publication.lists)
        token = read_form_token(settings().secret_key, typed.token_text)
        note = _note(token, typed, publication)
        if note is not None or token is None:
            return _page(session, typed, note, token)
        if typed.problems:
            return _page(session, typed, token=token, code=422)
    return _asked(publication, typed, token)


def _note(token: FormToken | None, typed: Typed, publication: Publication) -> Note | None:
    """What keeps the form from being acted upon."""
    if token is None or is_foreign() or typed.is_trapped:
        return Note.CHECK
    if token.version != form_version(publication):
        return Note.STALE
    match token.age(now()):
        case Age.TOO_OLD:
            return Note.STALE
        case Age.TOO_YOUNG:
            return Note.EARLY
        case Age.FIT:
            return None


def _asked(publication: Publication, typed: Typed, token: FormToken) -> ResponseReturnValue:
    asked = Asked(
        address=typed.address,
        lists={
            each.slug: as_shown(each.title, each.description)
            for each in publication.lists
            if each.slug in typed.lists
        },
        wording=consent_wording(publication),
        token=token,
        token_text=typed.token_text,
        solution=typed.solution,
    )
    with store().writing() as session:
        answer = ask(session, asked, _network(), now(), secret_key=settings().secret_key)
    match answer:
        case Answer.TAKEN:
            return redirect(url_for("public.sign_up_sent"), 303)
        case Answer.PUT_OFF:
            return redirect(url_for("public.sign_up_put_off"), 303)
        case Answer.PUZZLE:
            return _again(typed, Note.PUZZLE, token, 429)
        case Answer.FULL:
            response = _again(typed, Note.FULL, token, 503)
            response.headers["Retry-After"] = str(_RETRY_SECONDS)
            return response


def _again(typed: Typed, note: Note, token: FormToken, code: int) -> Response:
    with store().reading() as session:
        return _page(session, typed, note, token, code)


@kept
def sign_up_sent(*, is_put_off: bool = False) -> str:
    """The same for everybody, and for whoever loads it again."""
    with store().reading() as session:
        return render_template(
            "public/sign_up/sent.html",
            is_put_off=is_put_off,
            pause_hours=int(PAUSE.total_seconds()) // 3600,
            **frame(session),
        )


def _page(
    session: Session,
    typed: Typed,
    note: Note | None = None,
    token: FormToken | None = None,
    code: int = 200,
) -> Response:
    """The form with what was typed; `token` is the one it came with."""
    publication = shown_publication(session)
    wording = consent_wording(publication) if publication else ""
    is_used_on = token is not None and note in (None, Note.EARLY)
    bits = token.bits if token and is_used_on else _bits(session)
    version = form_version(publication) if publication else ""
    fresh = "" if is_used_on else _fresh_token(token, version, bits)
    page = render_template(
        "public/sign_up/form.html",
        typed=typed,
        note=note.value if note else "",
        # What another page sent is no fault of the person who now sees it for the first time.
        problems={} if note in (Note.CHECK, Note.STALE, Note.EARLY) else typed.problems,
        lists=publication.lists if publication else (),
        wording=wording,
        token=fresh or typed.token_text,
        bits=bits,
        is_soon=_is_soon(session),
        is_onslaught=step_for_everybody(session, now()) > Step.CALM,
        trap=TRAP,
        canonical=f"{settings().public_url}/odebirat/",
        **frame(session),
    )
    response = make_response(page, code)
    response.cache_control.no_store = True  # the token says when the page was made
    return response


def _fresh_token(token: FormToken | None, version: str, bits: int) -> str:
    """Says still where the form stands that the person first filled in."""
    place = token.form if token else OWN_FORM
    if is_foreign():
        place = place_of_foreign_form()
    return make_form_token(settings().secret_key, now(), form=place, version=version, bits=bits)


def _bits(session: Session) -> int:
    return BITS if step_for(session, _network(), now()) > Step.CALM else 0


def _is_soon(session: Session) -> bool:
    """Whether a solution would let the letter leave at once."""
    at = now()
    return step_for(session, _network(), at) < Step.PUT_OFF and may_leave_at_once(session, at)


def _network() -> Network:
    return network_of(settings().secret_key, request.remote_addr)
