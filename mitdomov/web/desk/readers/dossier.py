"""The desk's pages for the data-protection officer: a reader's dossier, and every wording used."""

import json

from flask import Blueprint, Response, abort, render_template
from sqlalchemy.orm import Session

from mitdomov.accounts import audit
from mitdomov.accounts.roles import Right
from mitdomov.clock import PRAGUE, now
from mitdomov.subscribers.dossier import dossier_data, dossier_of, wordings_used
from mitdomov.subscribers.model import Subscriber
from mitdomov.web.access import needs, signed_in
from mitdomov.web.instance import store
from mitdomov.web.lists import list_titles
from mitdomov.web.publication import shown_publication


def register(blueprint: Blueprint) -> None:
    rule = "/odberatele/<row:number>/spis"
    blueprint.add_url_rule(rule, "reader_dossier", reader_dossier)
    blueprint.add_url_rule(rule, "dossier_copy", dossier_copy, methods=["POST"])
    blueprint.add_url_rule("/odberatele/zneni", "wordings", wordings)


@needs(Right.READERS)
def reader_dossier(number: int) -> str:
    """Made to be printed or kept as a PDF by the browser."""
    with store().reading() as session:
        return render_template(
            "desk/readers/dossier.html",
            dossier=dossier_of(session, _subscriber(session, number)),
            titles=list_titles(session),
            publication=shown_publication(session),
            at=now(),
        )


@needs(Right.READERS)
def dossier_copy(number: int) -> Response:
    """As JSON; the audit log says who took it out."""
    person, at = signed_in(), now()
    with store().writing() as session:
        data = dossier_data(dossier_of(session, _subscriber(session, number)), at)
        sentence = f"Vydán spis souhlasu odběratele {number}."
        audit.record(session, person.actor, "dossier-exported", f"reader:{number}", sentence, at)
    name = f"spis-souhlasu-{number}-{at.astimezone(PRAGUE):%Y-%m-%d}.json"
    return Response(
        json.dumps(data, ensure_ascii=False, indent=2),
        mimetype="application/json",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@needs(Right.READERS)
def wordings() -> str:
    with store().reading() as session:
        return render_template(
            "desk/readers/wordings.html",
            wordings=wordings_used(session),
            titles=list_titles(session),
        )


def _subscriber(session: Session, number: int) -> Subscriber:
    return session.get(Subscriber, number) or abort(404)
