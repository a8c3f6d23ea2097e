"""The desk's pages about letters on trial: an order in, to whom the letter was sent out."""

from collections.abc import Sequence

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from mitdomov.accounts import audit
from mitdomov.accounts.roles import Right
from mitdomov.clock import now
from mitdomov.czech_words import counted
from mitdomov.delivery.trials.marking import TrialLetter
from mitdomov.delivery.trials.trials import Trial, TrialGroup, order_trial, states_of, trial_by
from mitdomov.editorial.judging import judge
from mitdomov.editorial.model import IssueRecord
from mitdomov.jobs.ring import ring_for_letter
from mitdomov.magazine.findings import Finding, FolderError
from mitdomov.magazine.imaging.error import PictureError
from mitdomov.render.errors import RenditionError
from mitdomov.web.access import needs, signed_in
from mitdomov.web.desk.dispatches import trial_groups
from mitdomov.web.desk.dispatches.sending import issue_at
from mitdomov.web.desk.dispatches.trial_making import published_letter, working_letter
from mitdomov.web.desk.issues.grouping import grouped
from mitdomov.web.instance import settings, store
from mitdomov.web.numbers import LARGEST

_LONGEST_KEY = 64
_MOST_DIGITS = 10


def register(blueprint: Blueprint) -> None:
    issue = "/cislo/<slug>/zkouska"
    blueprint.add_url_rule(issue, "send_trial", send_trial, methods=["POST"])
    blueprint.add_url_rule(f"{issue}/<row:number>", "trial", trial)
    trial_groups.register(blueprint)


@needs(Right.SEND)
def send_trial(slug: str) -> Response | tuple[str, int]:
    """The form sent twice is one trial. The letter is made before anything is written."""
    key = request.form.get("key", "")
    if not 0 < len(key) <= _LONGEST_KEY:
        abort(400)
    with store().reading() as session:
        issue = issue_at(session, slug)
        group = _chosen_group(session)
    try:
        letter = _letter(issue, group.name)
    except FolderError as error:
        return _no_letter(slug, issue, error.findings), 422
    except (PictureError, RenditionError) as error:
        return _no_letter(slug, issue, reason=str(error)), 422
    with store().writing() as session:
        found = trial_by(session, key) or _order(session, issue, letter, group.id, key)
    if found.issue_id != issue.id:
        abort(409)
    for each in found.letters:
        if each["letter"] is not None:
            ring_for_letter(settings(), each["letter"])
    return redirect(url_for("desk.trial", slug=slug, number=found.id), 303)


@needs(Right.SEND)
def trial(slug: str, number: int) -> str:
    """To whom a letter on trial was sent, and what became of each copy."""
    with store().reading() as session:
        issue = issue_at(session, slug)
        found = session.get(Trial, number)
        if found is None or found.issue_id != issue.id:
            abort(404)
        return render_template(
            "desk/sending/trial.html",
            genitive=f"čísla {issue.number}",
            back_url=url_for("desk.choose_list", slug=slug),
            this_url=url_for("desk.trial", slug=slug, number=found.id),
            trial=found,
            rows=states_of(session, found),
            keeps_letters=settings().keeps_letters,
        )


def _chosen_group(session: Session) -> TrialGroup:
    text = request.form.get("skupina", "")
    if not (text.isascii() and text.isdecimal() and len(text) <= _MOST_DIGITS):
        abort(400)
    return session.get(TrialGroup, min(int(text), LARGEST)) or abort(409)


def _letter(issue: IssueRecord, group: str) -> TrialLetter:
    """Raises `FolderError`, `PictureError` and `RenditionError`."""
    form = request.form.get("podoba")
    if form == "vydana":
        return published_letter(store(), issue, group) or abort(409)
    if form != "rozpracovana":
        abort(400)
    return working_letter(store(), issue, group, public_url=settings().public_url)


def _order(
    session: Session, issue: IssueRecord, letter: TrialLetter, group_id: int, key: str
) -> Trial:
    at, person = now(), signed_in()
    made = order_trial(
        session,
        issue_id=issue.id,
        letter=letter,
        group=session.get(TrialGroup, group_id) or abort(409),
        by=person.actor,
        at=at,
        idempotency_key=key,
        secret_key=settings().secret_key,
    )
    addresses = counted(len(made.letters), "adresu", "adresy", "adres")
    audit.record(
        session,
        person.actor,
        "trial-sent",
        f"issue:{issue.number}",
        f"Zkušební dopis čísla {issue.number} skupině „{made.group_name}“ na {addresses}.",
        at,
    )
    return made


def _no_letter(
    slug: str, issue: IssueRecord, findings: Sequence[Finding] = (), reason: str = ""
) -> str:
    """A reason alone does not say where; what hinders publishing does."""
    with store().reading() as session:
        blocking = [
            each
            for each in findings or judge(session, store().blobs, issue).findings
            if each.is_blocking
        ]
        return render_template(
            "desk/sending/no_trial.html",
            slug=slug,
            issue=issue,
            reason=reason,
            found=grouped(session, issue, blocking),
        )
