"""The desk's form by which an empty instance gets its publication; what was typed in, it out."""

from collections.abc import Mapping

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from mitdomov.accounts import audit
from mitdomov.accounts.roles import Right
from mitdomov.clock import now
from mitdomov.editorial.publication_profile import found, is_founded
from mitdomov.editorial.queries import DEFAULT_LISTS
from mitdomov.magazine.checks.publication import EU_STATEMENT
from mitdomov.web.access import needs, signed_in
from mitdomov.web.desk.publication.profile_form import ProfileFormError, founded
from mitdomov.web.instance import settings, store


def register(blueprint: Blueprint) -> None:
    rule = "/publikace/zalozit"
    blueprint.add_url_rule(rule, "new_publication", new_publication)
    blueprint.add_url_rule(rule, "found_publication", found_publication, methods=["POST"])


@needs(Right.FOUND)
def new_publication() -> str | Response:
    with store().reading() as session:
        if is_founded(session):
            return _to_publication()
    return founding_form()


@needs(Right.FOUND)
def found_publication() -> Response | tuple[str, int]:
    """Of two who found it at once the first does; the other sees what the first one typed."""
    try:
        publication = founded(request.form, DEFAULT_LISTS)
    except ProfileFormError as error:
        return founding_form(request.form, error.problems), 422
    with store().writing() as session:
        is_new = found(session, store().blobs, publication, now())
        if is_new:
            sentence = f"Založena publikace „{publication.title}“."
            actor = signed_in().actor
            audit.record(session, actor, "publication-founded", "publication", sentence, now())
    return _to_publication("zalozeno" if is_new else "uz-je")


def founding_form(
    typed: Mapping[str, str] | None = None, problems: Mapping[str, str] | None = None
) -> str:
    offered = {"url": settings().public_url, "eu.statement": EU_STATEMENT}
    return render_template(
        "desk/profile/founding.html",
        values=offered if typed is None else typed,
        problems=problems or {},
        lists=DEFAULT_LISTS,
    )


def _to_publication(done: str = "") -> Response:
    return redirect(url_for("desk.publication", hotovo=done or None), 303)
