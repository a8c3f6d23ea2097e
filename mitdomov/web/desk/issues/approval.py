"""The desk's views of approval: an issue as it is in, a publisher's yes to exactly that out."""

from typing import Final

from flask import Blueprint, abort, flash, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from mitdomov.accounts.audit import record
from mitdomov.accounts.roles import Right
from mitdomov.clock import now
from mitdomov.editorial.model import IssueRecord
from mitdomov.editorial.review import approving
from mitdomov.editorial.review.approving import Refused
from mitdomov.editorial.review.model import Approval
from mitdomov.web.access import needs, signed_in
from mitdomov.web.desk.issues.approval_page import approval_page, warm_up
from mitdomov.web.desk.issues.issue_of import issue_of
from mitdomov.web.instance import store

_NOTE_MAX_CHARS: Final = 1_000
_RULE: Final = "/cislo/<slug>/schvaleni"


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule(_RULE, "issue_approval", issue_approval)
    blueprint.add_url_rule(_RULE, "approve_issue", approve_issue, methods=["POST"])
    blueprint.add_url_rule(
        f"{_RULE}/<row:approval_id>/odvolat", "withdraw_approval", withdraw, methods=["POST"]
    )


@needs(Right.EDIT)
def issue_approval(slug: str) -> str:
    return approval_page(slug)


@needs(Right.APPROVE)
def approve_issue(slug: str) -> Response | tuple[str, int]:
    note = request.form.get("poznamka", "").strip()[:_NOTE_MAX_CHARS]
    person = signed_in()
    warm_up(slug)
    with store().writing() as session:
        issue = issue_of(session, slug)
        outcome = approving.approve(
            session,
            store().blobs,
            issue,
            seen_sha256=request.form.get("otisk", ""),
            by=person.id,
            at=now(),
            note=note,
        )
        if isinstance(outcome, Approval):
            sentence = f"Schváleno číslo {issue.number}, otisk {outcome.snapshot_sha256[:12]}."
            _record(session, issue, "issue-approved", sentence)
    if isinstance(outcome, Refused):
        return approval_page(slug, outcome.sentence), 409
    flash("Číslo je schválené. Každá další změna schválení zruší.")
    return redirect(url_for("desk.issue_approval", slug=slug), 303)


@needs(Right.APPROVE)
def withdraw(slug: str, approval_id: int) -> Response:
    person = signed_in()
    with store().writing() as session:
        issue = issue_of(session, slug)
        approval = session.get(Approval, approval_id)
        if approval is None or approval.issue_id != issue.id:
            abort(404)
        if approval.withdrawn_at is None:
            approving.withdraw(session, approval, person.id, now())
            sentence = f"Odvoláno schválení čísla {issue.number}."
            record(
                session,
                person.actor,
                "approval-withdrawn",
                f"issue:{issue.number}",
                sentence,
                now(),
            )
    flash("Schválení je odvolané; v záznamu zůstává.")
    return redirect(url_for("desk.issue_approval", slug=slug), 303)


def _record(session: Session, issue: IssueRecord, verb: str, sentence: str) -> None:
    record(session, signed_in().actor, verb, f"issue:{issue.number}", sentence, now())
