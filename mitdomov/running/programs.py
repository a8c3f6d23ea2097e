"""Settings and an address in; the programs that make up an instance, as command lines, out."""

import sys
from typing import Final

from mitdomov import places
from mitdomov.running.supervisor import Program
from mitdomov.settings import Settings

_WORKER_STOP_SECONDS: Final = 30.0
"""A letter on its way may finish; longer than that, it counts as uncertain."""


def programs(settings: Settings, host: str, port: int) -> list[Program]:
    """Broker first; the worker last, so that it is stopped first and may finish its letter."""
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
        (
            *celery,
            "worker",
            "--concurrency",
            "2",
            "--loglevel",
            "INFO",
            "--without-gossip",
            "--without-mingle",
        ),
        stop_seconds=_WORKER_STOP_SECONDS,
    )
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
    return [*([broker] if settings.uses_embedded_broker else []), web, scheduler, worker]


def in_url(host: str) -> str:
    """An address of IPv6 stands in brackets (RFC 3986, section 3.2.2)."""
    return f"[{host}]" if ":" in host else host
