"""Rings the worker's doorbell for a dispatch, within a second and without ever raising.

Whoever is not heard is rung again by the sweep, because the database says what is due. The
broker's libraries are loaded by the first ring: most commands never ring.
"""

from typing import Final

from mitdomov.jobs.names import LETTER, SEND, WORK
from mitdomov.settings import Settings

_FORGOTTEN_AFTER_SECONDS: Final = 10.0
"""Keeps rings from piling up: each turn rings for the next one, and so does every sweep."""


def ring(settings: Settings, dispatch_id: int) -> bool:
    """Whether the broker took the ring; call it after the commit."""
    return _publish(settings, SEND, dispatch_id)


def ring_for_letter(settings: Settings, letter_id: int) -> bool:
    return _publish(settings, LETTER, letter_id)


def ring_for_work(settings: Settings, order_id: int) -> bool:
    return _publish(settings, WORK, order_id)


def _publish(settings: Settings, task: str, id_: int) -> bool:
    from kombu.exceptions import KombuError
    from redis.exceptions import RedisError

    from mitdomov.jobs.app import celery_app

    try:
        celery_app(settings).send_task(task, (id_,), expires=_FORGOTTEN_AFTER_SECONDS)
    except (KombuError, RedisError, OSError):
        return False
    return True
