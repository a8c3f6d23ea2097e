"""The desk's list of past issues, and the form that takes in another."""

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from mitdomov.accounts.roles import Right
from mitdomov.clock import now
from mitdomov.editorial.past.importing import Problems, import_past, warning_of
from mitdomov.editorial.past.queries import past_issues
from mitdomov.web.access import needs, signed_in
from mitdomov.web.desk.past.form import NO_FILE, UPLOAD_BYTES, details_of, sent_pdf, typed
from mitdomov.web.instance import store
from mitdomov.web.uploads import takes_files

_RULE = "/starsi-cisla/nacist"


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/starsi-cisla/", "past_issues", past_issues_page)
    blueprint.add_url_rule(_RULE, "new_past_issue", new_past_issue)
    blueprint.add_url_rule(_RULE, "import_past_issue", import_past_issue, methods=["POST"])


@needs(Right.EDIT)
def past_issues_page() -> str:
    with store().reading() as session:
        issues = past_issues(session)
    return render_template("desk/past/list.html", issues=issues, warning_of=warning_of)


@needs(Right.EDIT)
def new_past_issue() -> str:
    return _form({}, {})


@needs(Right.EDIT)
@takes_files(UPLOAD_BYTES)
def import_past_issue() -> Response | tuple[str, int]:
    """Whether readers see it at once is up to who may publish."""
    values = typed()
    name, data = sent_pdf()
    if not name:
        return _form(values, {"file": NO_FILE}), 422
    person = signed_in()
    done = import_past(
        store(),
        data,
        details_of(values, name),
        by=person.actor,
        at=now(),
        is_shown="show" in request.form and person.may(Right.SEND),
    )
    if isinstance(done, Problems):
        return _form(values, done.by_field), 422
    flash(f"Číslo {done.issue.number} je načtené. {done.warning}".rstrip())
    return redirect(url_for("desk.past_issue", past_id=done.issue.id), 303)


def _form(values: Mapping[str, str], problems: Mapping[str, str]) -> str:
    return render_template(
        "desk/past/new.html",
        values=values,
        problems=problems,
        is_show_chosen="show" in request.form or request.method == "GET",
    )
