"""The desk's pages about a dispatch: its progress, its controls, and who is behind each number."""

from math import ceil
from typing import Final

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from mitdomov.accounts.roles import Right
from mitdomov.delivery import control
from mitdomov.delivery.mailbox import letters_by_message_id
from mitdomov.delivery.model import OPEN_STATES, DeliveryState, Dispatch, DispatchState
from mitdomov.delivery.report import deliveries, equation, issue_of
from mitdomov.jobs.ring import ring
from mitdomov.magazine.numbers import slug_of
from mitdomov.web.access import needs
from mitdomov.web.instance import settings, store
from mitdomov.web.lists import list_titles

_PAGE_ROWS: Final = 200
_MOST_DIGITS: Final = 10


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/rozesilky/", "dispatches", all_dispatches)
    blueprint.add_url_rule("/rozesilky/<row:number>", "dispatch", dispatch)
    blueprint.add_url_rule("/rozesilky/<row:number>/prubeh", "dispatch_progress", progress)
    blueprint.add_url_rule("/rozesilky/<row:number>/zasilky", "deliveries", delivery_list)
    blueprint.add_url_rule(
        "/rozesilky/<row:number>/<any(pozastavit, pokracovat, zrusit):verb>",
        "control_dispatch",
        control_dispatch,
        methods=["POST"],
    )


@needs(Right.SEND)
def all_dispatches() -> str:
    with store().reading() as session:
        found = session.scalars(select(Dispatch).order_by(Dispatch.id.desc())).all()
        return render_template(
            "desk/dispatches.html",
            dispatches=[(each, equation(session, each.id)) for each in found],
            titles=list_titles(session),
        )


@needs(Right.SEND)
def dispatch(number: int) -> str:
    return _dispatch_page("desk/dispatch.html", number)


@needs(Right.SEND)
def progress(number: int) -> str:
    """The part of the page that is fetched again while letters go out."""
    return _dispatch_page("desk/_progress.html", number)


def _dispatch_page(template: str, number: int) -> str:
    with store().reading() as session:
        found = session.get(Dispatch, number) or abort(404)
        issue_number = issue_of(session, found).number
        return render_template(
            template,
            dispatch=found,
            terms=equation(session, number),
            number=issue_number,
            slug=slug_of(issue_number),
            titles=list_titles(session),
            is_going=found.state is DispatchState.SENDING,
            keeps_letters=settings().keeps_letters,
        )


@needs(Right.SEND)
def delivery_list(number: int) -> str:
    """The names behind one term of the equation, or behind all of them."""
    state = _state(request.args.get("stav", ""))
    with store().reading() as session:
        found = session.get(Dispatch, number) or abort(404)
        states = _states(state)
        total = equation(session, number).count(*states)
        pages = max(1, ceil(total / _PAGE_ROWS))
        page = min(_page(request.args.get("strana", "1")), pages)
        shown = deliveries(
            session, number, *states, limit=_PAGE_ROWS, offset=(page - 1) * _PAGE_ROWS
        )
        letters = letters_by_message_id(session, [each.message_id for each in shown])
        return render_template(
            "desk/deliveries.html",
            dispatch=found,
            state=state,
            rows=shown,
            total=total,
            page=page,
            pages=pages,
            letters=letters,
        )


def _states(state: DeliveryState | None) -> tuple[DeliveryState, ...]:
    """A letter on its way counts as waiting, as it does in the equation."""
    if state is None:
        return ()
    return OPEN_STATES if state is DeliveryState.QUEUED else (state,)


def _page(text: str) -> int:
    """From 1; the last page stands for any later one."""
    is_number = text.isascii() and text.isdecimal() and len(text) < _MOST_DIGITS
    return int(text) if is_number and int(text) > 0 else abort(404)


@needs(Right.SEND)
def control_dispatch(number: int, verb: str) -> Response:
    with store().writing() as session:
        session.get(Dispatch, number) or abort(404)
        match verb:
            case "pozastavit":
                control.pause(session, number, "Pozastaveno v redakci.")
            case "pokracovat":
                control.resume(session, number)
            case _:
                control.cancel(session, number)
    ring(settings(), number)
    return redirect(url_for("desk.dispatch", number=number), 303)


def _state(text: str) -> DeliveryState | None:
    if not text:
        return None
    return DeliveryState(text) if text in set(DeliveryState) else abort(404)
