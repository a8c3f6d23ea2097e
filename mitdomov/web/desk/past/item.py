"""One past issue at the desk: its words, its PDF replaced, shown to readers, hidden, deleted."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from flask import Blueprint, abort, flash, redirect, render_template, request, send_file, url_for
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from mitdomov.accounts.roles import Right
from mitdomov.clock import now
from mitdomov.editorial.past import changes
from mitdomov.editorial.past.changes import ChangedMeanwhile, SeenByReadersError
from mitdomov.editorial.past.importing import NO_NOTE, Problems, warning_of
from mitdomov.editorial.past.model import PastIssue, PastState
from mitdomov.editorial.past.queries import pages_of
from mitdomov.editorial.past.reading import Refused
from mitdomov.editorial.past.uploads import (
    KnownIssue,
    last_replacement,
    receive_replacement,
    remove,
    replacements,
)
from mitdomov.jobs.ring import ring_for_work
from mitdomov.render.addresses import Addresses, pdf_name
from mitdomov.web.access import needs, signed_in
from mitdomov.web.desk.meanwhile import Meanwhile, meanwhile
from mitdomov.web.desk.past.form import (
    LABELS,
    NO_FILE,
    UPLOAD_BYTES,
    details_of,
    sent_pdf,
    typed,
    values_of,
)
from mitdomov.web.desk.past.progress import progress_of, why_waiting
from mitdomov.web.instance import settings, store
from mitdomov.web.uploads import takes_files

_ITEM: Final = "/starsi-cisla/<row:past_id>"
_ACTS: Final = ("past-issue-edited",)
"""By which its words change."""
_TOO_LATE: Final = "Zrušit už nešlo, PDF se mezitím vyměnilo."


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule(_ITEM, "past_issue", past_issue)
    blueprint.add_url_rule(_ITEM, "edit_past_issue", edit_past_issue, methods=["POST"])
    blueprint.add_url_rule(f"{_ITEM}/pdf", "past_issue_pdf", past_issue_pdf)
    blueprint.add_url_rule(f"{_ITEM}/pdf", "replace_past_pdf", replace_past_pdf, methods=["POST"])
    blueprint.add_url_rule(f"{_ITEM}/vymena", "past_replacing", past_replacing)
    rule = f"{_ITEM}/vymena/zrusit"
    blueprint.add_url_rule(rule, "drop_past_replacement", drop_past_replacement, methods=["POST"])
    blueprint.add_url_rule(f"{_ITEM}/obalka", "past_issue_cover", past_issue_cover)
    blueprint.add_url_rule(f"{_ITEM}/ukazat", "show_past_issue", show_past_issue, methods=["POST"])
    blueprint.add_url_rule(f"{_ITEM}/skryt", "hide_past_issue", hide_past_issue, methods=["POST"])
    rule = f"{_ITEM}/smazat"
    blueprint.add_url_rule(rule, "ask_to_delete_past_issue", ask_to_delete_past_issue)
    blueprint.add_url_rule(rule, "delete_past_issue", delete_past_issue, methods=["POST"])


@needs(Right.EDIT)
def past_issue(past_id: int) -> str:
    return _page(past_id)


@needs(Right.EDIT)
def edit_past_issue(past_id: int) -> Response | tuple[str, int]:
    values = typed()
    version = request.form.get("version", 0, int)
    try:
        done = changes.edit(
            store(), past_id, version, details_of(values), by=signed_in().actor, at=now()
        )
    except LookupError:
        abort(404)
    if isinstance(done, Problems):
        return _page(past_id, values, done.by_field), 422
    if isinstance(done, ChangedMeanwhile):
        return _page(past_id, values, is_behind=True), 409
    flash("Údaje jsou uložené.")
    return _back(past_id)


@needs(Right.EDIT)
@takes_files(UPLOAD_BYTES)
def replace_past_pdf(past_id: int) -> Response | tuple[str, int]:
    """What readers of a shown issue download is changed by who may publish."""
    _may_change(past_id)
    note = request.form.get("note", "")
    name, data = sent_pdf()
    problems = _of_replacement(name, note)
    if problems:
        return _page(past_id, problems=problems), 422
    done = receive_replacement(store(), past_id, name, data, note, by=signed_in().actor, at=now())
    if isinstance(done, Refused):
        return _page(past_id, problems={"file": done.sentence}), 422
    if isinstance(done, KnownIssue):
        flash("Je to přesně stejný soubor; nic se nezměnilo.")
        return _back(past_id)
    if done.upload.order_id:
        ring_for_work(settings(), done.upload.order_id)
    flash("Soubor je nahraný. Vymění se, jakmile se přečte; do té doby platí dosavadní PDF.")
    return _back(past_id)


def _of_replacement(name: str, note: str) -> dict[str, str]:
    problems = {"file": "" if name else NO_FILE, "note": "" if note.strip() else NO_NOTE}
    return {field: sentence for field, sentence in problems.items() if sentence}


@needs(Right.EDIT)
def past_replacing(past_id: int) -> str:
    """The part of the page that tells how far the new PDF is."""
    _got(past_id)
    return render_template("desk/past/replacing.html", past_id=past_id, **_replacing(past_id))


@needs(Right.EDIT)
def drop_past_replacement(past_id: int) -> Response:
    """The PDF stays as it is, unless the worker was quicker."""
    _may_change(past_id)
    with store().writing() as session:
        for each in replacements(session, past_id):
            remove(session, each, by=signed_in().actor, at=now())
        is_replaced = last_replacement(session, past_id) is not None
    flash(_TOO_LATE if is_replaced else "Výměna je zrušená, PDF zůstalo, jaké bylo.")
    return _back(past_id)


def _replacing(past_id: int) -> dict[str, Any]:
    with store().reading() as session:
        found = [progress_of(session, each) for each in replacements(session, past_id)]
        latest = last_replacement(session, past_id)
    return {
        "replacing": found[0] if found else None,
        "replaced": latest,
        "why": why_waiting(settings(), found, now()),
    }


@needs(Right.SEND)
def show_past_issue(past_id: int) -> Response:
    issue = _turned(past_id, is_shown=True)
    flash(f"Číslo {issue.number} je v archivu a v hledání.")
    return _back(past_id)


@needs(Right.SEND)
def hide_past_issue(past_id: int) -> Response:
    issue = _turned(past_id, is_shown=False)
    flash(f"Číslo {issue.number} je skryté. Kdo na ně má odkaz, dozví se, že tu teď není.")
    return _back(past_id)


@needs(Right.SEND)
def ask_to_delete_past_issue(past_id: int) -> str:
    return render_template("desk/past/delete.html", issue=_got(past_id), refusal="")


@needs(Right.SEND)
def delete_past_issue(past_id: int) -> Response | tuple[str, int]:
    issue = _got(past_id)
    try:
        number = changes.delete_past(store(), past_id, by=signed_in().actor, at=now())
    except LookupError:
        abort(404)
    except SeenByReadersError as error:
        page = render_template("desk/past/delete.html", issue=issue, refusal=str(error))
        return page, 409
    flash(f"Starší číslo {number} je smazané.")
    return redirect(url_for("desk.past_issues"), 303)


@needs(Right.EDIT)
def past_issue_pdf(past_id: int) -> Response:
    """For editors, hidden or not."""
    issue = _got(past_id)
    return _file(issue.pdf_sha256, "application/pdf", pdf_name(issue.number))


@needs(Right.EDIT)
def past_issue_cover(past_id: int) -> Response:
    return _file(_got(past_id).cover_sha256, "image/jpeg", "obalka.jpg")


def _file(sha256: str, media_type: str, name: str) -> Response:
    response = send_file(
        store().blobs.path(sha256),
        mimetype=media_type,
        download_name=name,
        etag=sha256,
        conditional=True,
    )
    response.cache_control.private = True
    response.cache_control.max_age = 0
    return response


def _page(
    past_id: int,
    values: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
    *,
    is_behind: bool = False,
) -> str:
    """A form that is shown again goes on from what it began from, unless both are seen now."""
    with store().reading() as session:
        issue = session.get(PastIssue, past_id) or abort(404)
        pages = pages_of(session, issue)
        behind = _meanwhile(session, issue) if is_behind else None
    return render_template(
        "desk/past/item.html",
        issue=issue,
        pages=pages,
        notes=[(date.fromisoformat(each["on"]), each["sentence"]) for each in issue.notes],
        values=values or values_of(issue),
        note=request.form.get("note", ""),
        problems=problems or {},
        meanwhile=behind,
        version=request.form.get("version", issue.version, int) if problems else issue.version,
        warning=warning_of(issue),
        **_replacing(past_id),
        addresses=Addresses(settings().public_url, issue.number),
        public_path=f"/cislo/{issue.number.replace('/', '-')}/",
    )


def _meanwhile(session: Session, issue: PastIssue) -> Meanwhile:
    return meanwhile(
        session,
        f"past-issue:{issue.id}",
        _ACTS,
        labels=LABELS,
        typed=request.form,
        kept=MultiDict(values_of(issue)),
        words={},
        boxes=(),
    )


def _turned(past_id: int, *, is_shown: bool) -> PastIssue:
    turn = changes.show if is_shown else changes.hide
    try:
        return turn(store(), past_id, by=signed_in().actor, at=now())
    except LookupError:
        abort(404)


def _may_change(past_id: int) -> None:
    is_shown = _got(past_id).state is PastState.PUBLISHED
    if is_shown and not signed_in().may(Right.SEND):
        abort(403, description="PDF, které čtenáři vidí, vymění vydavatel.")


def _got(past_id: int) -> PastIssue:
    with store().reading() as session:
        return session.get(PastIssue, past_id) or abort(404)


def _back(past_id: int) -> Response:
    return redirect(url_for("desk.past_issue", past_id=past_id), 303)
