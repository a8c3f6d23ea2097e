"""Previews of a whole issue: its letter, its web edition, and its PDF, which the worker sets."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from flask import Blueprint, Response, abort, redirect, render_template, request, send_file, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from mitdomov.accounts.audit import record
from mitdomov.accounts.roles import Right
from mitdomov.clock import now
from mitdomov.editorial.article_model import ArticleRecord
from mitdomov.editorial.model import IssueRecord
from mitdomov.editorial.previewing import content_key, last_preview_pdf
from mitdomov.editorial.work.model import WorkKind, WorkOrder, WorkState
from mitdomov.editorial.work.orders import latest_work, order_work
from mitdomov.jobs.ring import ring_for_work
from mitdomov.render.addresses import pdf_name
from mitdomov.web.access import needs, signed_in
from mitdomov.web.desk.issues.issue_of import issue_of
from mitdomov.web.desk.previews.frames import (
    PDF_POLICY,
    asked_look,
    letter_frame,
    refusal_frame,
    web_frame,
)
from mitdomov.web.desk.previews.places import place_url, words
from mitdomov.web.desk.previews.subject import Unshown, issue_subject, shown
from mitdomov.web.desk.previews.views import GROUPS, Medium, View, view_named
from mitdomov.web.instance import settings, store

_RULE: Final = "/cislo/<slug>/nahled/"
_GOING: Final = (WorkState.WAITING, WorkState.RUNNING)


@dataclass(frozen=True, slots=True)
class MadePdf:
    """The newest PDF of the whole issue."""

    order: WorkOrder
    is_current: bool
    """Whether the issue is still as it was then."""


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule(_RULE, "issue_preview", issue_preview)
    blueprint.add_url_rule(f"{_RULE}dopis", "issue_preview_letter", letter)
    blueprint.add_url_rule(f"{_RULE}web/", "issue_preview_web", web)
    blueprint.add_url_rule(f"{_RULE}web/<path:path>", "issue_preview_web", web)
    blueprint.add_url_rule(f"{_RULE}stranky", "issue_preview_pages", pages)
    blueprint.add_url_rule(f"{_RULE}stranky", "order_preview_pdf", order_pdf, methods=["POST"])
    blueprint.add_url_rule(f"{_RULE}cislo.pdf", "issue_preview_pdf", pdf)


@needs(Right.EDIT)
def issue_preview(slug: str) -> str:
    subject = issue_subject(slug)
    view = view_named(request.args.get("podoba", ""), otherwise="dopis")
    with store().reading() as session:
        ids = _ids(session, subject.issue)
        values = _pages(session, subject.issue) if view.medium is Medium.PDF else {}
        return render_template(
            "desk/preview/issue.html",
            issue=subject.issue,
            slug=slug,
            groups=GROUPS,
            view=view,
            found=shown(subject),
            place_url=place_url,
            words=words,
            ids=ids,
            source=_source(slug, view),
            **values,
        )


@needs(Right.EDIT)
def letter(slug: str) -> Response:
    found = shown(issue_subject(slug))
    if isinstance(found, Unshown):
        return refusal_frame(found.findings)
    return letter_frame(found, asked_look(), url_for("desk.issue_preview_web", slug=slug))


@needs(Right.EDIT)
def web(slug: str, path: str = "") -> Response:
    found = shown(issue_subject(slug))
    if isinstance(found, Unshown):
        return refusal_frame(found.findings)
    return web_frame(found, path)


@needs(Right.EDIT)
def pages(slug: str) -> str:
    """The part of the page that tells how far the PDF is, or shows it."""
    with store().reading() as session:
        issue = issue_of(session, slug)
        return render_template(
            "desk/preview/issue_pages.html", issue=issue, slug=slug, **_pages(session, issue)
        )


@needs(Right.EDIT)
def order_pdf(slug: str) -> AnyResponse:
    person = signed_in()
    with store().writing() as session:
        issue = issue_of(session, slug)
        order = order_work(session, WorkKind.PREVIEW_PDF, issue.id, by=person.id, at=now())
        sentence = f"Zadáno vysázení PDF čísla {issue.number}."
        record(
            session, person.actor, "preview-pdf-ordered", f"issue:{issue.number}", sentence, now()
        )
    ring_for_work(settings(), order.id)
    return redirect(url_for("desk.issue_preview", slug=slug, podoba="pdf"))


@needs(Right.EDIT)
def pdf(slug: str) -> Response:
    with store().reading() as session:
        issue = issue_of(session, slug)
        order = last_preview_pdf(session, issue.id) or abort(404)
    response = send_file(
        store().blobs.path(order.outcome["pdf"]),
        mimetype="application/pdf",
        download_name=pdf_name(issue.number),
    )
    response.headers["Content-Security-Policy"] = PDF_POLICY
    return response


def _source(slug: str, view: View) -> str:
    """The address of what the frame shows."""
    if view.medium is Medium.LETTER:
        return url_for("desk.issue_preview_letter", slug=slug, podoba=view.look)
    return url_for("desk.issue_preview_web", slug=slug)


def _pages(session: Session, issue: IssueRecord) -> dict[str, Any]:
    order = latest_work(session, WorkKind.PREVIEW_PDF, issue.id)
    made = last_preview_pdf(session, issue.id)
    content = content_key(session, store().blobs, issue) if made else ""
    return {
        "order": order,
        "is_going": order is not None and order.state in _GOING,
        "pdf": MadePdf(made, made.outcome["content"] == content) if made else None,
    }


def _ids(session: Session, issue: IssueRecord) -> Mapping[str, int]:
    query = select(ArticleRecord.slug, ArticleRecord.id).where(ArticleRecord.issue_id == issue.id)
    return {row.slug: row.id for row in session.execute(query)}
