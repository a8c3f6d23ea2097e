"""Does one order of long work: claimed by this worker, its progress told, its outcome recorded."""

import logging
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from mitdomov.clock import now
from mitdomov.database.store import Store
from mitdomov.delivery.sending.owners import has_died
from mitdomov.editorial.work.model import WorkKind, WorkOrder
from mitdomov.editorial.work.orders import (
    claim_work,
    due_work,
    fail_work,
    finish_work,
    give_up,
    release_work,
    report_progress,
    running_work,
)
from mitdomov.magazine.findings import Finding
from mitdomov.settings import Settings

_TELL_EVERY_SECONDS: Final = 0.5
_UNEXPECTED: Final = (
    "Práce se nepovedla kvůli chybě programu, která je zapsaná v protokolu. "
    "Zkuste ji zadat znovu; když se to nepovede, řekněte o tom správci."
)
_log = logging.getLogger(__name__)

Tell: TypeAlias = Callable[[str, float], None]
"""As `render.issue.Progress`; raises `LostWorkError` when the work is no longer this worker's."""
Handler: TypeAlias = Callable[["Shop", WorkOrder, Tell], Mapping[str, Any]]
"""Does the work and returns its outcome; raises `WorkRefusedError` when a person must act."""


@dataclass(frozen=True, slots=True)
class Shop:
    """What every kind of work is done with."""

    store: Store
    settings: Settings


class WorkRefusedError(Exception):
    """The work cannot be done; the message says in Czech why and what to do."""


def hindered(cannot: str, findings: Iterable[Finding]) -> WorkRefusedError:
    """Names no file or line, which editors never see; the desk says where, in its own words."""
    first = next(finding for finding in findings if finding.is_blocking)
    return WorkRefusedError(
        f"{cannot}, dokud se neopraví nález: {first.sentence} Kde je, ukáže stránka Nálezy."
    )


class LostWorkError(Exception):
    """Another worker holds the order now; whatever was made is to be dropped."""


def do_work(shop: Shop, order_id: int, worker: str, handlers: Mapping[WorkKind, Handler]) -> None:
    """Nothing happens when the order is another worker's or has ended."""
    with shop.store.writing() as session:
        order = claim_work(session, order_id, worker, now())
    if order is None:
        return
    try:
        outcome = handlers[order.kind](shop, order, _teller(shop, order_id, worker))
    except LostWorkError:
        return
    except WorkRefusedError as error:
        _fail(shop, order_id, worker, str(error))
    except Exception:  # noqa: BLE001 - whatever a handler broke, the order must end
        _log.exception("work %s failed", order_id)
        _fail(shop, order_id, worker, _UNEXPECTED)
    else:
        with shop.store.writing() as session:
            finish_work(session, order_id, worker, outcome, now())


def waiting_work(store: Store) -> list[int]:
    """Ids of orders to ring for; those of dead workers of this machine are free at once."""
    with store.reading() as session:
        dead = [each for each in running_work(session) if has_died(each[1])]
        is_idle = not dead and not due_work(session, now())
    if is_idle:
        return []
    with store.writing() as session:
        for order_id, worker in dead:
            release_work(session, order_id, worker)
        give_up(session, now())
        return due_work(session, now())


def _teller(shop: Shop, order_id: int, worker: str) -> Tell:
    told_at = float("-inf")

    def tell(step: str, done: float) -> None:
        nonlocal told_at
        if time.monotonic() - told_at < _TELL_EVERY_SECONDS:
            return
        told_at = time.monotonic()
        with shop.store.writing() as session:
            if not report_progress(session, order_id, worker, step, done, now()):
                raise LostWorkError

    return tell


def _fail(shop: Shop, order_id: int, worker: str, problem: str) -> None:
    with shop.store.writing() as session:
        fail_work(session, order_id, worker, problem, now())
