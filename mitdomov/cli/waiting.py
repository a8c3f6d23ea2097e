"""Follows a dispatch until nothing more is being sent, and says when something is in the way."""

import time
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

import click
from sqlalchemy import Select, func, select

from mitdomov.cli.output import progress
from mitdomov.clock import PRAGUE, now
from mitdomov.database.store import Store
from mitdomov.delivery.dispatches.report import Equation, equation
from mitdomov.delivery.model import Delivery, DeliveryState, Dispatch, DispatchState
from mitdomov.delivery.sending.recovery import due_dispatches

_POLL_SECONDS: Final = 0.3
_STILL_SECONDS: Final = 8.0
"""The sweep rings every five seconds: a running worker has begun by then."""
_PATIENCE_SECONDS: Final = 90.0


class NobodySendsError(Exception):
    """Letters are due and nobody takes them; the message is a Czech sentence."""


@dataclass(slots=True)
class _Stillness:
    """For how long nothing has changed."""

    seen: object = None
    since: float = field(default_factory=time.monotonic)

    def seconds(self, seen: object) -> float:
        if seen != self.seen:
            self.seen, self.since = seen, time.monotonic()
        return time.monotonic() - self.since


def follow(store: Store, dispatch_id: int) -> tuple[Dispatch, Equation]:
    """How the dispatch stands once it is no longer being sent; raises `NobodySendsError`."""
    stillness = _Stillness()
    told = ""
    with progress("Rozesílám") as tell:
        while True:
            with store.reading() as session:
                found = session.get_one(Dispatch, dispatch_id)
                terms = equation(session, dispatch_id)
            tell(f"{terms.settled} z {terms.audience}", terms.settled / terms.audience)
            if found.state is not DispatchState.SENDING:
                return found, terms
            still_seconds = stillness.seconds((terms, found.outage, found.retry_at))
            note = found.outage or _of_stillness(store, dispatch_id, still_seconds)
            if note and note != told:
                click.echo(f"\n{note}", err=True)
            told = note
            time.sleep(_POLL_SECONDS)


def _of_stillness(store: Store, dispatch_id: int, still_seconds: float) -> str:
    if still_seconds < _STILL_SECONDS:
        return ""
    if dispatch_id not in due_dispatches(store, now):
        return _of_deferral(store, dispatch_id)
    if still_seconds > _PATIENCE_SECONDS:
        raise NobodySendsError(
            f"Rozesílku {dispatch_id} nikdo nerozesílá; zůstává uložená a začne, jakmile poběží "
            "mitdomov up. Běží-li, příčina je v souboru logs/worker.log."
        )
    return "Zatím nikdo nerozesílá. Běží mitdomov up? Čekám dál; Ctrl-C čekání ukončí."


def _of_deferral(store: Store, dispatch_id: int) -> str:
    with store.reading() as session:
        at = session.scalar(_next_attempt(dispatch_id))
    if at is None:
        return ""
    return f"Server zbývající dopisy odložil; další pokus {at.astimezone(PRAGUE):%H:%M}."


def _next_attempt(dispatch_id: int) -> Select[datetime | None]:
    return select(func.min(Delivery.next_attempt_at)).where(
        Delivery.dispatch_id == dispatch_id, Delivery.state == DeliveryState.QUEUED
    )
