"""What the worker does: each task takes an id, calls one function, and may run twice."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final

from celery import Celery

from mitdomov.clock import now
from mitdomov.database.store import Store, open_store
from mitdomov.delivery.dispatches.scheduling import begin_due
from mitdomov.delivery.outbox.notices import due_notices, notify
from mitdomov.delivery.outbox.onslaughts import tell_of_onslaughts
from mitdomov.delivery.outbox.queue import due_letters, send_letter
from mitdomov.delivery.outbox.sign_ups import write_sign_up_letters
from mitdomov.delivery.personal_data.retention_rules import RULES
from mitdomov.delivery.sending.batch import send_some
from mitdomov.delivery.sending.owners import this_process
from mitdomov.delivery.sending.recovery import due_dispatches, release_expired
from mitdomov.delivery.transports.choosing import transport_for
from mitdomov.delivery.transports.transport import Transport
from mitdomov.editorial.past.taking import forget_uploads
from mitdomov.jobs import beats
from mitdomov.jobs.beats import beat
from mitdomov.jobs.handlers import HANDLERS
from mitdomov.jobs.long_work import Shop, do_work, waiting_work
from mitdomov.jobs.names import LETTER, SEND, SWEEP, WORK
from mitdomov.jobs.refreshing import order_refresh
from mitdomov.jobs.returned import read_returned, tell_of_returned
from mitdomov.jobs.ring import ring, ring_for_letter, ring_for_work
from mitdomov.settings import Settings
from mitdomov.subscribers.retention import run_due
from mitdomov.subscribers.waiting_leaves import honour_leaves

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Bench:
    """What a worker process works with."""

    settings: Settings
    store: Store
    transport: Transport
    worker: str


def open_bench(settings: Settings) -> Bench:
    store = open_store(settings.database_url, settings.data_dir)
    return Bench(settings, store, transport_for(settings, store), this_process())


def register(app: Celery, settings: Settings) -> None:
    """Gives the `app` of a worker or a scheduler its tasks."""

    @cache
    def bench() -> Bench:
        # Opened by the first task, so in the worker's child or in the scheduler: connections do
        # not survive a fork.
        return open_bench(settings)

    @app.task(name=SEND)
    def send_task(dispatch_id: int) -> None:
        send(bench(), dispatch_id)

    @app.task(name=SWEEP)
    def sweep_task() -> None:
        sweep(bench())

    @app.task(name=LETTER)
    def letter_task(letter_id: int) -> None:
        send_letter(bench().store, bench().settings, letter_id)

    @app.task(name=WORK)
    def work_task(order_id: int) -> None:
        shop = Shop(bench().store, bench().settings)
        do_work(shop, order_id, bench().worker, HANDLERS)


def send(bench: Bench, dispatch_id: int) -> None:
    """One turn, then a ring for the next: between turns a worker may end or serve others."""
    beat(bench.settings.data_dir, beats.TURN)
    answered = send_some(
        bench.store,
        dispatch_id,
        bench.transport,
        worker=bench.worker,
        clock=now,
        settings=bench.settings,
    )
    if answered:
        ring(bench.settings, dispatch_id)


def sweep(bench: Bench) -> None:
    """Every step, whatever became of those before it; a sign of life only when all went well."""
    went_well = [_succeeds(step, bench) for step in STEPS]
    if all(went_well):
        beat(bench.settings.data_dir, beats.SWEEP)


def _succeeds(step: Callable[[Bench], None], bench: Bench) -> bool:
    try:
        step(bench)
    except Exception:
        # A locked database, for instance; the next sweep does what this one could not.
        log.exception("sweep: %s failed", step.__name__)
        return False
    return True


def release_abandoned(bench: Bench) -> None:
    release_expired(bench.store, now, bench.settings.uncertain_policy)


def begin_scheduled(bench: Bench) -> None:
    begin_due(bench.store, now)


def ring_for_dispatches(bench: Bench) -> None:
    for dispatch_id in due_dispatches(bench.store, now):
        ring(bench.settings, dispatch_id)


def write_notices(bench: Bench) -> None:
    for dispatch_id in due_notices(bench.store, bench.settings):
        notify(bench.store, bench.settings, dispatch_id)


def write_onslaught_notices(bench: Bench) -> None:
    tell_of_onslaughts(bench.store, bench.settings, now())


def write_confirming_letters(bench: Bench) -> None:
    write_sign_up_letters(bench.store, bench.settings, now())


def ring_for_letters(bench: Bench) -> None:
    for letter_id in due_letters(bench.store, now()):
        ring_for_letter(bench.settings, letter_id)


def read_returned_letters(bench: Bench) -> None:
    read_returned(bench.store, bench.settings, now())
    tell_of_returned(bench.store, bench.settings, now())


def forget_by_rules(bench: Bench) -> None:
    run_due(bench.store, RULES, now())


def honour_waiting_leaves(bench: Bench) -> None:
    honour_leaves(bench.store, bench.settings.data_dir)


def forget_past_uploads(bench: Bench) -> None:
    forget_uploads(bench.store, now())


def order_refreshed_editions(bench: Bench) -> None:
    order_refresh(bench.store)


def ring_for_waiting_work(bench: Bench) -> None:
    for order_id in waiting_work(bench.store):
        ring_for_work(bench.settings, order_id)


STEPS: Final = (
    honour_waiting_leaves,
    release_abandoned,
    begin_scheduled,
    ring_for_dispatches,
    write_notices,
    write_onslaught_notices,
    write_confirming_letters,
    ring_for_letters,
    read_returned_letters,
    forget_by_rules,
    forget_past_uploads,
    order_refreshed_editions,
    ring_for_waiting_work,
)
