"""The desk's page of findings: an issue in, what hinders publishing and where to mend it out."""

from typing import Final

from flask import Blueprint, redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from mitdomov.accounts.audit import record
from mitdomov.accounts.roles import Right
from mitdomov.clock import now
from mitdomov.editorial.judging import Judgement, judge
from mitdomov.editorial.link_checks import Answer, LinkReport, findings_about, last_report
from mitdomov.editorial.model import IssueRecord
from mitdomov.editorial.work.model import WorkKind
from mitdomov.editorial.work.orders import latest_work, order_work
from mitdomov.editorial.working import load_issue
from mitdomov.jobs.ring import ring_for_work
from mitdomov.magazine.findings import Finding, FolderError, in_order
from mitdomov.web.access import needs, signed_in
from mitdomov.web.desk.issues.grouping import grouped
from mitdomov.web.desk.issues.issue_of import issue_of
from mitdomov.web.instance import settings, store

_ANSWERS: Final = {
    Answer.DEAD: "nefunguje",
    Answer.UNCLEAR: "ověřte sami",
    Answer.MOVED: "přestěhovaný",
}


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/cislo/<slug>/nalezy", "issue_checks", issue_checks)
    blueprint.add_url_rule("/cislo/<slug>/nalezy/pocet", "issue_checks_count", issue_checks_count)
    blueprint.add_url_rule("/cislo/<slug>/nalezy/odkazy", "link_progress", link_progress)
    blueprint.add_url_rule(
        "/cislo/<slug>/nalezy/odkazy", "check_links", check_links, methods=["POST"]
    )


@needs(Right.EDIT)
def issue_checks(slug: str) -> str:
    with store().reading() as session:
        issue = issue_of(session, slug)
        judgement = judge(session, store().blobs, issue)
        report = last_report(session, issue.id)
        findings = in_order((*judgement.findings, *_dead_links(issue, report)))
        blocking = [each for each in findings if each.is_blocking]
        warnings = [each for each in findings if not each.is_blocking]
        return render_template(
            "desk/checks/checks.html",
            issue=issue,
            slug=slug,
            is_readable=judgement.content_sha256 is not None,
            blocking=grouped(session, issue, blocking),
            warnings=grouped(session, issue, warnings),
            count_blocking=len(blocking),
            count_warnings=len(warnings),
            **_links(session, issue, report, judgement),
        )


@needs(Right.EDIT)
def issue_checks_count(slug: str) -> str:
    """A piece of a page: how many findings there are, with the way to them."""
    with store().reading() as session:
        issue = issue_of(session, slug)
        judgement = judge(session, store().blobs, issue)
        return render_template("desk/checks/count.html", slug=slug, judgement=judgement)


@needs(Right.EDIT)
def link_progress(slug: str) -> str:
    """The part of the page about links, fetched again while the worker asks their servers."""
    with store().reading() as session:
        issue = issue_of(session, slug)
        judgement = judge(session, store().blobs, issue)
        links = _links(session, issue, last_report(session, issue.id), judgement)
        return render_template("desk/checks/links.html", slug=slug, **links)


@needs(Right.EDIT)
def check_links(slug: str) -> Response:
    with store().writing() as session:
        issue = issue_of(session, slug)
        person = signed_in()
        order = order_work(session, WorkKind.CHECK_LINKS, issue.id, by=person.id, at=now())
        sentence = f"Objednáno ověření odkazů čísla {issue.number}."
        record(session, person.actor, "links-checked", f"issue:{issue.number}", sentence, now())
    ring_for_work(settings(), order.id)
    return redirect(url_for("desk.issue_checks", slug=slug, _anchor="odkazy"), 303)


def _links(
    session: Session, issue: IssueRecord, report: LinkReport | None, judgement: Judgement
) -> dict[str, object]:
    return {
        "report": report,
        "order": latest_work(session, WorkKind.CHECK_LINKS, issue.id),
        "answers": _ANSWERS,
        "may_check": settings().checks_links,
        "addresses": judgement.addresses,
    }


def _dead_links(issue: IssueRecord, report: LinkReport | None) -> tuple[Finding, ...]:
    if report is None or not any(each.answer is Answer.DEAD for each in report.checked):
        return ()
    try:
        return findings_about(load_issue(store(), issue.id), report)
    except FolderError:
        return ()
