"""What the editor's script asks: to save, to compare, who else is here; JSON in and out."""

from collections.abc import Mapping
from typing import Any

from flask import Response, jsonify, render_template
from flask_wtf.csrf import generate_csrf
from sqlalchemy.orm import Session

from mitdomov.accounts.model import Account
from mitdomov.clock import now
from mitdomov.czech_words import time_of_day
from mitdomov.document.editor_json import EditorJsonError, block_to_json
from mitdomov.editorial.article_model import Origin
from mitdomov.editorial.presence import others_at, see
from mitdomov.editorial.versions import Choice, Conflict, Saved, settle
from mitdomov.web.access import signed_in
from mitdomov.web.desk.writing.comparing import CompareRow, comparison, merged, preferred, runs
from mitdomov.web.desk.writing.kind import Kind, Writing
from mitdomov.web.desk.writing.sent_text import (
    Written,
    sent_json,
    to_json,
    version_of,
    written_in_json,
)
from mitdomov.web.instance import store

TEXT_BYTES = 8_000_000
"""The most that a save may bring."""


def answer_save(kind: Kind, number: int) -> Response | tuple[Response, int]:
    """`{version, body}` and the fields, with `by_hand`, `choice` or `earlier`; see the editor."""
    try:
        value = sent_json()
        sent = written_in_json(value, kind.limits)
        earlier = written_in_json(value["earlier"], kind.limits) if "earlier" in value else None
        with store().writing() as session:
            writing = kind.open(session, number)
            outcome = saved(writing, sent, value, earlier)
            if isinstance(outcome, Conflict):
                return jsonify(_conflict(session, writing)), 409
            return jsonify(_told(writing, sent, with_text="choice" in value))
    except EditorJsonError as error:
        return jsonify(problem=error.sentence), 422


def answer_compare(kind: Kind, number: int) -> Response | tuple[Response, int]:
    """My text and the one that both began from in; the other's text side by side with mine out,
    and both texts put together where they changed in different places."""
    try:
        value = sent_json()
        mine = written_in_json(value, kind.limits)
        begun = value.get("base")
        base = written_in_json(begun, kind.limits) if isinstance(begun, dict) else None
    except EditorJsonError as error:
        return jsonify(problem=error.sentence), 422
    with store().reading() as session:
        writing = kind.open(session, number)
        theirs = writing.now()
        who, version, saved_at = _name(session, writing), writing.version, writing.saved_at
    rows = comparison(theirs, mine, kind.say)
    choices = [preferred(row, base, mine) for row in rows]
    html = render_template(
        "desk/editor/comparison.html", runs=runs(rows, choices), who=who, saved_at=saved_at
    )
    both = merged(base, mine, theirs) if base else None
    blocks = [_blocks(row) for row in rows if not row.field]
    shown = {"html": html, "rows": blocks, "saved_by": who, "merged": both and to_json(both)}
    return jsonify({**to_json(theirs), "version": version, **shown})


def answer_presence(kind: Kind, number: int) -> Response:
    """Says that I am here; hears who else is, and of a newer version with its text."""
    try:
        known = version_of(sent_json().get("version"))
    except EditorJsonError:
        known = 0
    person, at = signed_in(), now()
    with store().writing() as session:
        writing = kind.open(session, number)
        see(session, writing.subject, person.id, at)
        others = others_at(
            session,
            writing.subject,
            person.id,
            at,
            written_by=writing.saved_by,
            written_at=writing.saved_at,
        )
        version, saved_by, who = writing.version, writing.saved_by, _name(session, writing)
        text = to_json(writing.now()) if 0 < known < version else None
    sentence = render_template("desk/editor/presence.txt", others=others, kind=kind).strip()
    news = f"{who} mezitím {kind.it} změnil(a). Načetlo se nové znění."
    if saved_by == person.id:
        it = kind.it.capitalize()
        news = f"{it} jste změnili v jiném okně. Načetlo se nové znění."
    return jsonify(version=version, sentence=sentence, news=news, article=text)


def answer_state(kind: Kind, number: int) -> Response:
    """For a window whose session ended and began again: the version and a token that holds."""
    with store().reading() as session:
        version = kind.open(session, number).version
    return jsonify(version=version, csrf_token=generate_csrf())


def saved(
    writing: Writing, sent: Written, value: Mapping[str, Any], earlier: Written | None = None
) -> Saved | Conflict[Any]:
    """`value` says from which `version`, and how: `by_hand`, or by a `choice` after a conflict;
    `earlier` is a text whose save was never answered."""
    version = version_of(value.get("version"))
    if value.get("choice") in [*Choice]:
        choice = Choice(value["choice"])
        return settle(
            writing.save, choice=choice, seen_version=version, mine=sent, theirs=writing.now()
        )
    if earlier is not None and writing.is_now(earlier):
        version = writing.version
    origin = Origin.SAVED if value.get("by_hand") is True else Origin.AUTOSAVED
    return writing.save(sent, version, origin)


def _told(writing: Writing, sent: Written, *, with_text: bool) -> dict[str, object]:
    told = {"version": writing.version, "saved_at": time_of_day(now()), **writing.told(sent)}
    return told | ({"article": to_json(writing.now())} if with_text else {})


def _conflict(session: Session, writing: Writing) -> dict[str, object]:
    return {
        "version": writing.version,
        "saved_by": _name(session, writing),
        "saved_at": time_of_day(writing.saved_at),
    }


def _blocks(row: CompareRow) -> dict[str, object]:
    return {
        "theirs": block_to_json(row.before) if row.before else None,
        "mine": block_to_json(row.after) if row.after else None,
    }


def _name(session: Session, writing: Writing) -> str:
    account = session.get(Account, writing.saved_by) if writing.saved_by is not None else None
    return account.name if account else "Někdo jiný"
