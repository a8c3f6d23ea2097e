"""What a person confirmed in; a dispatch planned or scheduled out, or why nothing was ordered."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final

from flask import abort
from sqlalchemy.orm import Session

from mitdomov.accounts import audit
from mitdomov.czech_words import counted
from mitdomov.delivery.dispatches.audience import audience_of
from mitdomov.delivery.dispatches.planning import plan_dispatch, planned_by
from mitdomov.delivery.dispatches.scheduling import schedule_dispatch
from mitdomov.delivery.model import Dispatch, DispatchState
from mitdomov.web.access import signed_in
from mitdomov.web.desk.dispatches.send_form import SendForm, problems_of
from mitdomov.web.lists import list_titles

REISSUED: Final = "Číslo bylo vydáno znovu; prohlédněte si nový dopis."
_CHANGED: Final = "Mezitím se to změnilo, nic neodešlo."


@dataclass(frozen=True, slots=True)
class Refusal:
    """Nothing was ordered; why, by the names of fields or about the whole."""

    status: int
    problems: Mapping[str, str]
    notice: str = ""


def place_order(
    session: Session,
    present_snapshot_id: int | None,
    form: SendForm,
    at: datetime,
    *,
    changed: str = REISSUED,
) -> Dispatch | Refusal:
    """`present_snapshot_id` is what would be sent now, and `changed` what is said when that is no
    longer what the page showed. Raises `PlanningError`."""
    if form.list not in list_titles(session):
        abort(400)
    if planned_by(session, form.key) is None:
        if present_snapshot_id != form.snapshot_id:
            return Refusal(409, {}, f"{_CHANGED} {changed}")
        refusal = _refusal(session, form, at)
        if refusal is not None:
            return refusal
    return _plan(session, form, at)


def _refusal(session: Session, form: SendForm, at: datetime) -> Refusal | None:
    """The counts are taken in the transaction that plans, so what was typed is what is sent."""
    letters = audience_of(session, form.snapshot_id, form.list).letters(again=form.again)
    if letters != form.shown:
        words = counted(letters, "dopis", "dopisy", "dopisů")
        return Refusal(409, {}, f"{_CHANGED} Teď by odešlo {words}, předtím {form.shown}.")
    problems = problems_of(form, at)
    return Refusal(422, problems) if problems else None


def _plan(session: Session, form: SendForm, at: datetime) -> Dispatch:
    is_new = planned_by(session, form.key) is None
    moment = form.scheduled_for
    plan = partial(schedule_dispatch, scheduled_for=moment) if moment else plan_dispatch
    planned = plan(
        session,
        snapshot_id=form.snapshot_id,
        list=form.list,
        at=at,
        again=form.again,
        idempotency_key=form.key,
    )
    if is_new:
        _record(session, planned, form, at)
    return planned


def _record(session: Session, planned: Dispatch, form: SendForm, at: datetime) -> None:
    letters = counted(form.shown, "dopis", "dopisy", "dopisů")
    is_later = planned.state is DispatchState.SCHEDULED
    audit.record(
        session,
        signed_in().actor,
        "dispatch-scheduled" if is_later else "dispatch-ordered",
        f"dispatch:{planned.id}",
        f"{'Naplánovaná' if is_later else 'Zahájená'} rozesílka {planned.id} na seznam "
        f"{planned.list}, {letters}.",
        at,
    )
