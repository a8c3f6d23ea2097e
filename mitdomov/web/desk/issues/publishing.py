"""The desk's page of publishing: an approved issue in, an order for the worker out."""

from typing import Final

from flask import Blueprint, redirect, render_template, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from mitdomov.accounts.audit import record
from mitdomov.accounts.model import Account
from mitdomov.accounts.roles import Right
from mitdomov.clock import now
from mitdomov.delivery.dispatches.corrections import mailed_snapshot, owes_note
from mitdomov.editorial.judging import Judgement, judge
from mitdomov.editorial.model import Artefact, IssueRecord, SnapshotRecord
from mitdomov.editorial.overview import is_current
from mitdomov.editorial.publishing import NotApprovedError
from mitdomov.editorial.review.approving import approval_of
from mitdomov.editorial.review.model import Approval
from mitdomov.editorial.work.model import WorkKind, WorkState
from mitdomov.editorial.work.orders import latest_work, order_work
from mitdomov.jobs.publishing import APPROVAL, OWED
from mitdomov.jobs.ring import ring_for_work
from mitdomov.magazine.findings import FolderError
from mitdomov.render.addresses import pdf_name
from mitdomov.web.access import needs, signed_in
from mitdomov.web.desk.issues.issue_of import issue_of
from mitdomov.web.instance import settings, store

_RULE: Final = "/cislo/<slug>/vydani"
_HINDERED: Final = "Vydání brání nálezy označené jako chyba; opravte je a nechte číslo schválit."


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule(_RULE, "issue_publishing", issue_publishing)
    blueprint.add_url_rule(f"{_RULE}/prubeh", "publishing_progress", publishing_progress)
    blueprint.add_url_rule(_RULE, "publish_issue", publish_issue, methods=["POST"])


@needs(Right.SEND)
def issue_publishing(slug: str) -> str:
    return _page("desk/publishing/publishing.html", slug)


@needs(Right.SEND)
def publishing_progress(slug: str) -> str:
    """The part of the page that is fetched again while the worker makes the artefacts."""
    return _page("desk/publishing/progress.html", slug)


@needs(Right.SEND)
def publish_issue(slug: str) -> Response | tuple[str, int]:
    """Orders the work; the worker asks about the approval again, up to its very last step."""
    with store().reading() as session:
        judge(session, store().blobs, issue_of(session, slug))
    with store().writing() as session:
        issue = issue_of(session, slug)
        judgement = judge(session, store().blobs, issue)
        approval = approval_of(session, issue, judgement.content_sha256)
        refusal = _refusal(session, issue, judgement, approval)
        if not refusal and approval:
            details = {APPROVAL: approval.id}
            person = signed_in()
            order = order_work(
                session, WorkKind.PUBLISH, issue.id, by=person.id, at=now(), details=details
            )
            sentence = f"Zadáno vydání čísla {issue.number}."
            subject = f"issue:{issue.number}"
            record(session, person.actor, "publishing-ordered", subject, sentence, now())
    if refusal:
        return _page("desk/publishing/publishing.html", slug, refusal), 409
    ring_for_work(settings(), order.id)
    return redirect(url_for("desk.issue_publishing", slug=slug), 303)


def _refusal(
    session: Session, issue: IssueRecord, judgement: Judgement, approval: Approval | None
) -> str:
    if approval is None:
        return str(NotApprovedError(issue.number))
    if judgement.blocking:  # a permission may have expired since the approval
        return _HINDERED
    return OWED if _owes(session, issue, judgement) else ""


def _owes(session: Session, issue: IssueRecord, judgement: Judgement) -> bool:
    try:
        return owes_note(session, store().blobs, issue, judgement.content_sha256)
    except FolderError:
        return False


def _page(template: str, slug: str, refusal: str = "") -> str:
    with store().reading() as session:
        issue = issue_of(session, slug)
        judgement = judge(session, store().blobs, issue)
        approval = approval_of(session, issue, judgement.content_sha256)
        order = latest_work(session, WorkKind.PUBLISH, issue.id)
        shown = (
            session.get(SnapshotRecord, issue.current_snapshot_id)
            if issue.current_snapshot_id
            else None
        )
        return render_template(
            template,
            issue=issue,
            slug=slug,
            judgement=judgement,
            approval=approval,
            approver=session.get(Account, approval.approved_by) if approval else None,
            order=order,
            is_going=order is not None and order.state in (WorkState.WAITING, WorkState.RUNNING),
            shown=shown,
            is_current=is_current(session, issue, judgement),
            sizes=_sizes(session, shown),
            pdf=pdf_name(issue.number),
            mailed=mailed_snapshot(session, issue),
            owes=_owes(session, issue, judgement),
            refusal=refusal,
        )


def _sizes(session: Session, shown: SnapshotRecord | None) -> dict[str, int]:
    """Of what readers download and what is mailed, in bytes."""
    if shown is None:
        return {}
    query = select(Artefact.path, Artefact.size_bytes).where(
        Artefact.snapshot_id == shown.id, Artefact.path.in_(("issue.pdf", "email.html"))
    )
    return dict(session.execute(query).all())
