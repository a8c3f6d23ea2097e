"""The desk's form about a correction: a sentence for readers in, the issue's frame with it out.

The note is a part of the issue, so it is written before the issue is approved again.
"""

from dataclasses import replace
from typing import Final

from flask import Blueprint, abort, flash, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from mitdomov.accounts.audit import record
from mitdomov.accounts.roles import Right
from mitdomov.clock import now, today
from mitdomov.editorial.frames import FrameSaved, read_frame, save_frame
from mitdomov.editorial.model import IssueRecord
from mitdomov.editorial.working import articles_of
from mitdomov.magazine.folder.field_rules import FieldError, filled_text
from mitdomov.magazine.model import Correction, Issue
from mitdomov.web.access import needs, signed_in
from mitdomov.web.desk.issues.approval_page import approval_page
from mitdomov.web.desk.issues.issue_of import issue_of
from mitdomov.web.instance import store

_NOTE_MAX_CHARS: Final = 500
_RULE: Final = "/cislo/<slug>/schvaleni/opravy"


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule(_RULE, "add_correction", add_correction, methods=["POST"])
    blueprint.add_url_rule(
        f"{_RULE}/<row:number>/smazat", "drop_correction", drop_correction, methods=["POST"]
    )


@needs(Right.EDIT)
def add_correction(slug: str) -> Response | tuple[str, int]:
    typed, article = request.form.get("oprava", ""), request.form.get("clanek", "")
    note, problem = _note(typed)
    if problem:
        return approval_page(slug, typed=typed, typed_article=article, problem=problem), 422
    with store().writing() as session:
        issue = issue_of(session, slug)
        frame = read_frame(store().blobs, issue)
        if article and article not in {each.slug for each in articles_of(session, issue)}:
            abort(409)
        made = Correction(today(), note, article)
        _save(session, issue, replace(frame, corrections=(*frame.corrections, made)))
        _record(
            session, issue, "correction-added", f"Přidána zpráva o opravě čísla {issue.number}."
        )
    flash("Zpráva o opravě je součást čísla. Teď ať je někdo schválí.")
    return _back(slug)


@needs(Right.EDIT)
def drop_correction(slug: str, number: int) -> Response:
    """`number` counts from 1; `oprava` is what the person saw there."""
    with store().writing() as session:
        issue = issue_of(session, slug)
        frame = read_frame(store().blobs, issue)
        kept = list(frame.corrections)
        if not 1 <= number <= len(kept) or kept[number - 1].note != request.form.get("oprava"):
            abort(409)
        del kept[number - 1]
        _save(session, issue, replace(frame, corrections=tuple(kept)))
        _record(
            session, issue, "correction-dropped", f"Smazána zpráva o opravě čísla {issue.number}."
        )
    flash("Zpráva o opravě je smazaná.")
    return _back(slug)


def _note(typed: str) -> tuple[str, str]:
    """The note, or what is wrong with it."""
    try:
        note = str(filled_text(typed))
    except FieldError as error:
        is_empty = not typed.strip()
        return "", "Napište jednou větou, co se opravilo." if is_empty else error.sentence
    if len(note) > _NOTE_MAX_CHARS:
        return "", f"Zpráva má {len(note)} znaků; zkraťte ji pod {_NOTE_MAX_CHARS}."
    return note, ""


def _save(session: Session, issue: IssueRecord, frame: Issue) -> None:
    saved = save_frame(
        session, store().blobs, issue, frame, base_sha256=issue.frame_sha256, at=now()
    )
    if not isinstance(saved, FrameSaved):
        abort(409)


def _record(session: Session, issue: IssueRecord, verb: str, sentence: str) -> None:
    record(session, signed_in().actor, verb, f"issue:{issue.number}", sentence, now())


def _back(slug: str) -> Response:
    return redirect(url_for("desk.issue_approval", slug=slug, _anchor="opravy"), 303)
