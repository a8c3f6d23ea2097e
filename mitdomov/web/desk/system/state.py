"""The desk's page of the system: what runs, what waits, what failed, and what to do about it."""

from collections.abc import Callable, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy import make_url, select
from werkzeug.wrappers import Response

from mitdomov.accounts import audit
from mitdomov.accounts.roles import Right
from mitdomov.clock import now
from mitdomov.database.migrate import HEAD
from mitdomov.delivery.dispatches.report import equation
from mitdomov.delivery.model import Dispatch
from mitdomov.editorial.past.uploads import follow
from mitdomov.editorial.work.model import WorkKind, WorkOrder, WorkState
from mitdomov.editorial.work.orders import order_work
from mitdomov.jobs.ring import ring_for_work
from mitdomov.running import health
from mitdomov.running.health import Diagnosis
from mitdomov.running.queues import failed_work, outages, waiting
from mitdomov.settings import Settings
from mitdomov.web.access import needs, signed_in
from mitdomov.web.instance import settings, store
from mitdomov.web.lists import list_titles

_RECENT: Final = 5
_EXAMINATIONS: Final[Mapping[str, Callable[[Settings], Diagnosis]]] = {
    "databaze": health.database,
    "posta": health.relay,
    "pdf": lambda _settings: health.typesetting(),
}
"""What takes too long to be asked each time."""
_PUBLISHERS: Final = (WorkKind.PUBLISH, WorkKind.RENEW_HELP)
"""Whoever may publish asks for it anew, on a page of its own."""


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/stav/", "system_state", system_state)
    blueprint.add_url_rule("/stav/prace", "work_again", work_again, methods=["POST"])


@needs(Right.ADMINISTER)
def system_state() -> str:
    asked = request.args.get("proverit", "")
    if asked and asked not in _EXAMINATIONS:
        abort(404)
    examined = _EXAMINATIONS[asked](settings()) if asked else None
    with store().reading() as session:
        recent = session.scalars(select(Dispatch).order_by(Dispatch.id.desc()).limit(_RECENT)).all()
        return render_template(
            "desk/system/state.html",
            diagnoses=_diagnoses(),
            examined=examined,
            waiting=waiting(session),
            failed=failed_work(session),
            outages=outages(session),
            dispatches=[(each, equation(session, each.id)) for each in recent],
            titles=list_titles(session),
            facts=_facts(),
            settings=settings(),
            kinds=WorkKind,
            done=request.args.get("hotovo", ""),
        )


def _diagnoses() -> list[Diagnosis]:
    used = settings()
    found = [health.schema(used), health.data_dir(used), health.disk(used), health.broker(used)]
    is_heard = found[-1].is_well
    return [*found, *(health.workers(used) if is_heard else []), *_of_scheduler(used)]


def _of_scheduler(used: Settings) -> list[Diagnosis]:
    at = now()
    found = [health.scheduler(used, at), health.returned(used), health.retention(used, at)]
    return [*found, health.editions(used)]


def _facts() -> dict[str, str | int]:
    file = make_url(settings().database_url).database or ""
    try:
        size = Path(file).stat().st_size
    except OSError:
        size = 0
    try:
        release = version("mitdomov")
    except PackageNotFoundError:
        release = "vývojová"
    return {"release": release, "schema": HEAD, "database": file, "database_bytes": size}


@needs(Right.ADMINISTER)
def work_again() -> Response:
    """Orders failed work once more, but nothing that publishes."""
    person, at = signed_in(), now()
    text = request.form.get("prace", "")
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0
    with store().writing() as session:
        failed = session.get(WorkOrder, number) or abort(404)
        if failed.state is not WorkState.FAILED or failed.kind in _PUBLISHERS:
            abort(409)
        order = order_work(
            session, failed.kind, failed.issue_id, by=person.id, at=at, details=failed.details
        )
        follow(session, failed.id, order.id)
        sentence = f"Znovu zadána nedokončená práce {failed.kind.value}."
        subject = f"work:{order.id}"
        audit.record(session, person.actor, "work-ordered-again", subject, sentence, at)
    ring_for_work(settings(), order.id)
    return redirect(url_for("desk.system_state", hotovo="zadano"), 303)
