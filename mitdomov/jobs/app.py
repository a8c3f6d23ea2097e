"""Settings in, the Celery application out; its broker is a doorbell that may forget every ring."""

from functools import cache
from typing import Final

from celery import Celery
from kombu import Exchange, Queue

from mitdomov.jobs.names import LONG_WORK, RINGS, WORK
from mitdomov.settings import Settings

_BROKER_PATIENCE_SECONDS: Final = 1.0
"""A dead broker may hold up a page for no longer."""


@cache
def celery_app(settings: Settings) -> Celery:
    """Publishes tasks; a worker has to be given them as well, see `tasks.register`."""
    app = Celery("mitdomov", broker=settings.effective_broker_url)
    app.conf.update(
        accept_content=["json"],
        task_serializer="json",
        task_ignore_result=True,
        task_publish_retry=False,
        task_default_queue=RINGS,
        # A worker that is told of no queue serves all of these.
        task_queues=[Queue(each, Exchange(RINGS), routing_key=each) for each in (RINGS, LONG_WORK)],
        task_routes={WORK: {"queue": LONG_WORK}},
        timezone="UTC",
        worker_prefetch_multiplier=1,
        worker_concurrency=2,
        # A turn goes on when its broker dies: its work is in the database.
        worker_cancel_long_running_tasks_on_connection_loss=False,
        broker_connection_retry_on_startup=True,
        broker_connection_max_retries=None,
        broker_connection_timeout=_BROKER_PATIENCE_SECONDS,
        # Without these, publishing to a dead broker blocks for several seconds.
        broker_transport_options={
            "socket_connect_timeout": _BROKER_PATIENCE_SECONDS,
            "max_retries": 1,
            "interval_start": 0,
            "connect_retries_timeout": _BROKER_PATIENCE_SECONDS,
        },
        beat_scheduler="mitdomov.jobs.scheduler:Sweeper",
    )
    return app
