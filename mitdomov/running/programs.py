"""Settings and an address in; the programs that make up an instance, as command lines, out."""

import sys
from typing import Final

from mitdomov import places
from mitdomov.jobs.names import LONG_WORK, RINGS
from mitdomov.running.supervisor import Program
from mitdomov.settings import Settings

_WORKER_STOP_SECONDS: Final = 30.0
"""A letter on its way may finish; longer than that, it counts as uncertain."""


def programs(settings: Settings, host: str, port: int) -> list[Program]:
    """Broker first; the worker last, so that it is stopped first and may finish its letter.

    Long work has a process of its own, because two PDFs would fill both places of the worker and
    hold up letters for minutes.
    """
    celery = (sys.executable, "-m", "celery", "--app", "worker", "--workdir", str(places.ROOT))
    web = Program(
        "web",
        (
            sys.executable,
            "-m",
            "gunicorn",
            "mitdomov.web.wsgi:app",
            "--bind",
            f"{in_url(host)}:{port}",
            "--worker-class",
            "mitdomov.web.patient_worker.PatientWorker",
            "--threads",
            "32",
            "--no-control-socket",
        ),
    )
    scheduler = Program(
        "scheduler",
        (*celery, "beat", "--pidfile", ""),
    )
    worker = Program(
        "worker",
        _worker(celery, "worker", RINGS, 2),
        stop_seconds=_WORKER_STOP_SECONDS,
    )
    long_work = Program("long-work", _worker(celery, "long-work", LONG_WORK, 1))
    broker = Program(
        "broker",
        (
            sys.executable,
            "-m",
            "mitdomov.running.broker",
            str(settings.broker_socket),
            str(settings.data_dir),
        ),
    )
    return [*([broker] if settings.uses_embedded_broker else []), web, scheduler, long_work, worker]


def _worker(celery: tuple[str, ...], node: str, queue: str, concurrency: int) -> tuple[str, ...]:
    """Two workers of one machine are told apart by their nodes."""
    return (
        *celery,
        "worker",
        "--hostname",
        f"{node}@%h",
        "--queues",
        queue,
        "--concurrency",
        str(concurrency),
        "--loglevel",
        "INFO",
        "--without-gossip",
        "--without-mingle",
    )


def in_url(host: str) -> str:
    """An address of IPv6 stands in brackets (RFC 3986, section 3.2.2)."""
    return f"[{host}]" if ":" in host else host
