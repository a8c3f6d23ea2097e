"""The desk's pages about a dispatch: its progress, its letter as it left, and its controls."""

from collections.abc import Mapping
from typing import Final

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from mitdomov.accounts import audit
from mitdomov.accounts.roles import Right
from mitdomov.bulletin.digests.editing import digest_of
from mitdomov.clock import now
from mitdomov.delivery.bounces.listing import count_came_back
from mitdomov.delivery.dispatches import control
from mitdomov.delivery.dispatches.audience import audience_of
from mitdomov.delivery.dispatches.planning import EmptyAudienceError
from mitdomov.delivery.dispatches.report import dispatches, equation, mailed_by
from mitdomov.delivery.dispatches.scheduling import reschedule, take_snapshot
from mitdomov.delivery.dispatches.settling import count_refused
from mitdomov.delivery.model import Dispatch, DispatchState
from mitdomov.editorial.model import IssueRecord, SnapshotRecord
from mitdomov.editorial.queries import artefact_of
from mitdomov.jobs.ring import ring
from mitdomov.magazine.numbers import slug_of
from mitdomov.render.letter.files import EMAIL_HTML, EMAIL_SUBJECT, EMAIL_TEXT
from mitdomov.render.letter.slots import EXAMPLE_VALUES, fill_html, fill_text
from mitdomov.web.access import needs, signed_in
from mitdomov.web.desk.dispatches import deliveries, schedule_form
from mitdomov.web.desk.dispatches.schedule_form import Problems
from mitdomov.web.headers import letter_policy
from mitdomov.web.instance import settings, store
from mitdomov.web.lists import list_titles

_PAUSED_HERE: Final = "Pozastaveno v redakci."


def register(blueprint: Blueprint) -> None:
    one = "/rozesilky/<row:number>"
    blueprint.add_url_rule("/rozesilky/", "dispatches", all_dispatches)
    blueprint.add_url_rule(one, "dispatch", dispatch)
    blueprint.add_url_rule(f"{one}/prubeh", "dispatch_progress", progress)
    blueprint.add_url_rule(f"{one}/dopis", "dispatch_letter", letter)
    blueprint.add_url_rule(f"{one}/dopis.html", "dispatch_letter_html", letter_html)
    blueprint.add_url_rule(f"{one}/dopis.txt", "dispatch_letter_text", letter_text)
    blueprint.add_url_rule(f"{one}/zruseni", "ask_to_cancel", ask_to_cancel)
    blueprint.add_url_rule(f"{one}/termin", "reschedule", move, methods=["POST"])
    blueprint.add_url_rule(f"{one}/podoba", "take_present_form", take_present, methods=["POST"])
    blueprint.add_url_rule(
        f"{one}/<any(pozastavit, pokracovat, zrusit):verb>",
        "control_dispatch",
        control_dispatch,
        methods=["POST"],
    )
    deliveries.register(blueprint)


@needs(Right.SEND)
def all_dispatches() -> str:
    with store().reading() as session:
        return render_template(
            "desk/dispatches.html", found=dispatches(session), titles=list_titles(session)
        )


@needs(Right.SEND)
def dispatch(number: int) -> str:
    return _dispatch_page("desk/dispatch.html", number)


@needs(Right.SEND)
def progress(number: int) -> str:
    """The part of the page that is fetched again while letters go out."""
    return _dispatch_page("desk/_progress.html", number)


def _dispatch_page(
    template: str, number: int, problems: Mapping[str, str] | None = None, notice: str = ""
) -> str:
    with store().reading() as session:
        found = session.get(Dispatch, number) or abort(404)
        mailed = mailed_by(session, found)
        typed = {
            name: request.form.get(name, "") for name in (schedule_form.DAY, schedule_form.TIME)
        }
        return render_template(
            template,
            dispatch=found,
            terms=equation(session, number),
            came_back=count_came_back(session, number),
            mailed=mailed,
            slug=slug_of(mailed.name) if mailed.is_issue else "",
            digest_id=digest_of(session, found.snapshot_id),
            titles=list_titles(session),
            waits=_waits(found),
            is_going=found.state is DispatchState.SENDING,
            is_present=_present_snapshot(session, found) == found.snapshot_id,
            letters=_letters_now(session, found),
            refused=count_refused(session, number),
            keeps_letters=settings().keeps_letters,
            rule=schedule_form.RULE,
            fields=typed if problems else schedule_form.fields_for(found.scheduled_for),
            problems=problems or {},
            notice=notice,
        )


def _waits(found: Dispatch) -> bool:
    """Whether nothing has left and something may."""
    return found.begun_at is None and found.state is not DispatchState.CANCELLED


def _letters_now(session: Session, found: Dispatch) -> int:
    """How many letters would leave if a dispatch that waits began now."""
    if not _waits(found):
        return 0
    return audience_of(session, found.snapshot_id, found.list).letters(again=found.again)


def _present_snapshot(session: Session, found: Dispatch) -> int | None:
    """What readers of the issue see now; a digest is as it was frozen."""
    mailed = session.get_one(SnapshotRecord, found.snapshot_id)
    if mailed.issue_id is None:
        return mailed.id
    return session.get_one(IssueRecord, mailed.issue_id).current_snapshot_id


@needs(Right.SEND)
def letter(number: int) -> str:
    with store().reading() as session:
        found = session.get(Dispatch, number) or abort(404)
        subject = artefact_of(session, found.snapshot_id, EMAIL_SUBJECT) or abort(404)
        return render_template(
            "desk/sending/letter.html",
            dispatch=found,
            mailed=mailed_by(session, found),
            subject=store().blobs.get(subject.sha256).decode().strip(),
            snapshot=session.get_one(SnapshotRecord, found.snapshot_id),
        )


@needs(Right.SEND)
def letter_html(number: int) -> Response:
    """The letter as it left, with neutral values in the slots, shut in a sandbox."""
    html = fill_html(_letter_part(number, EMAIL_HTML), EXAMPLE_VALUES)
    policy = letter_policy(settings().public_url)
    return Response(html, headers={"Content-Security-Policy": policy})


@needs(Right.SEND)
def letter_text(number: int) -> Response:
    return Response(
        fill_text(_letter_part(number, EMAIL_TEXT), EXAMPLE_VALUES), mimetype="text/plain"
    )


def _letter_part(number: int, path: str) -> str:
    with store().reading() as session:
        found = session.get(Dispatch, number) or abort(404)
        part = artefact_of(session, found.snapshot_id, path) or abort(404)
        return store().blobs.get(part.sha256).decode()


@needs(Right.SEND)
def ask_to_cancel(number: int) -> str:
    """Changes nothing; says what will not leave any more."""
    with store().reading() as session:
        found = session.get(Dispatch, number) or abort(404)
        return render_template(
            "desk/sending/cancel.html",
            dispatch=found,
            waits=_waits(found),
            is_over=found.state in (DispatchState.FINISHED, DispatchState.CANCELLED),
            terms=equation(session, number),
        )


@needs(Right.SEND)
def control_dispatch(number: int, verb: str) -> AnyResponse | tuple[str, int]:
    try:
        with store().writing() as session:
            session.get(Dispatch, number) or abort(404)
            _control(session, number, verb)
    except EmptyAudienceError as error:
        return _dispatch_page("desk/dispatch.html", number, notice=str(error)), 422
    ring(settings(), number)
    return _back_to(number)


def _control(session: Session, number: int, verb: str) -> None:
    """A click that comes too late changes nothing and records nothing."""
    match verb:
        case "pozastavit":
            done = control.pause(session, number, _PAUSED_HERE)
            _record(session, number, "dispatch-paused", "pozastavena", is_done=done)
        case "pokracovat":
            done = control.resume(session, number)
            _record(session, number, "dispatch-resumed", "puštěna dál", is_done=done)
        case _:
            done = control.cancel(session, number)
            _record(session, number, "dispatch-cancelled", "zrušena", is_done=done)


@needs(Right.SEND)
def move(number: int) -> AnyResponse | tuple[str, int]:
    """Gives a dispatch that has not begun another moment."""
    at, moment = now(), schedule_form.read_moment(request.form)
    wrong = moment if isinstance(moment, Problems) else schedule_form.refusal(moment, at)
    if wrong or isinstance(moment, Problems):
        by_field = wrong.by_field if wrong else {}
        return _dispatch_page("desk/dispatch.html", number, problems=by_field), 422
    with store().writing() as session:
        session.get(Dispatch, number) or abort(404)
        if not reschedule(session, number, moment.at):
            abort(409)
        words = f"naplánována na {schedule_form.words_of(moment)}"
        _record(session, number, "dispatch-rescheduled", words)
    flash(f"Rozesílka je {words}.")
    return _back_to(number)


@needs(Right.SEND)
def take_present(number: int) -> AnyResponse:
    """A dispatch that has not begun will mail what readers of the issue see now."""
    with store().writing() as session:
        found = session.get(Dispatch, number) or abort(404)
        present = _present_snapshot(session, found)
        if present is None or not take_snapshot(session, number, present):
            abort(409)
        _record(session, number, "dispatch-form-changed", "dostala nynější podobu čísla")
    return _back_to(number)


def _record(session: Session, number: int, verb: str, words: str, *, is_done: bool = True) -> None:
    if is_done:
        sentence = f"Rozesílka {number} byla {words}."
        audit.record(session, signed_in().actor, verb, f"dispatch:{number}", sentence, now())


def _back_to(number: int) -> AnyResponse:
    return redirect(url_for("desk.dispatch", number=number), 303)
