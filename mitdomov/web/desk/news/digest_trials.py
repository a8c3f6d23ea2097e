"""The desk's pages about letters of news on trial: an order in, to whom one was sent out."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from mitdomov.accounts import audit
from mitdomov.accounts.roles import Right
from mitdomov.bulletin.digests.model import DigestRecord
from mitdomov.clock import now
from mitdomov.czech_words import counted
from mitdomov.delivery.trials.marking import TrialLetter, trial_letter
from mitdomov.delivery.trials.trials import Trial, TrialGroup, order_trial, states_of, trial_by
from mitdomov.editorial.model import SnapshotRecord
from mitdomov.editorial.queries import artefact_of
from mitdomov.jobs.ring import ring_for_letter
from mitdomov.render.letter.files import EMAIL_HTML, EMAIL_SUBJECT, EMAIL_TEXT
from mitdomov.render.letter.letter import Letter
from mitdomov.web.access import needs, signed_in
from mitdomov.web.desk.news.digest_sending import present_letter
from mitdomov.web.instance import settings, store
from mitdomov.web.numbers import row_number

_LONGEST_KEY = 64


def register(blueprint: Blueprint) -> None:
    rule = "/novinky/dopis/<row:digest_id>/zkouska"
    blueprint.add_url_rule(rule, "send_digest_trial", send_trial, methods=["POST"])
    blueprint.add_url_rule(f"{rule}/<row:number>", "digest_trial", trial)


@needs(Right.SEND)
def send_trial(digest_id: int) -> Response:
    """The form sent twice is one trial."""
    key = request.form.get("key", "")
    if not 0 < len(key) <= _LONGEST_KEY:
        abort(400)
    with store().reading() as session:
        group = _chosen_group(session)
        letter = _letter(session, digest_id, group.name)
    with store().writing() as session:
        found = trial_by(session, key) or _order(session, digest_id, letter, group.id, key)
    if found.digest_id != digest_id:
        abort(409)
    for each in found.letters:
        if each["letter"] is not None:
            ring_for_letter(settings(), each["letter"])
    return redirect(url_for("desk.digest_trial", digest_id=digest_id, number=found.id), 303)


@needs(Right.SEND)
def trial(digest_id: int, number: int) -> str:
    with store().reading() as session:
        found = session.get(Trial, number)
        if found is None or found.digest_id != digest_id:
            abort(404)
        return render_template(
            "desk/sending/trial.html",
            genitive="dopisu novinek",
            back_url=url_for("desk.digest_lists", number=digest_id),
            this_url=url_for("desk.digest_trial", digest_id=digest_id, number=number),
            trial=found,
            rows=states_of(session, found),
            keeps_letters=settings().keeps_letters,
        )


def _chosen_group(session: Session) -> TrialGroup:
    try:
        number = row_number(request.form.get("skupina", ""))
    except ValueError:
        abort(400)
    return session.get(TrialGroup, number) or abort(409)


def _letter(session: Session, digest_id: int, group: str) -> TrialLetter:
    digest = session.get(DigestRecord, digest_id) or abort(404)
    snapshot = session.get(SnapshotRecord, present_letter(session, digest) or 0) or abort(409)
    subject, html, text = (
        store().blobs.get((artefact_of(session, snapshot.id, path) or abort(404)).sha256).decode()
        for path in (EMAIL_SUBJECT, EMAIL_HTML, EMAIL_TEXT)
    )
    letter = Letter(subject.strip(), html, text)
    return trial_letter(letter, sha256=snapshot.sha256, is_published=True, group=group)


def _order(session: Session, digest_id: int, letter: TrialLetter, group_id: int, key: str) -> Trial:
    at, person = now(), signed_in()
    made = order_trial(
        session,
        digest_id=digest_id,
        letter=letter,
        group=session.get(TrialGroup, group_id) or abort(409),
        by=person.actor,
        at=at,
        idempotency_key=key,
        secret_key=settings().secret_key,
    )
    addresses = counted(len(made.letters), "adresu", "adresy", "adres")
    sentence = f"Zkušební dopis novinek skupině „{made.group_name}“ na {addresses}."
    audit.record(session, person.actor, "trial-sent", f"digest:{digest_id}", sentence, at)
    return made
