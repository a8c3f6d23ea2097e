"""What the editor's script asks: to save, to compare, who else is here; JSON in and out."""

from typing import Any

from flask import Blueprint, Response, jsonify, render_template
from flask_wtf.csrf import generate_csrf
from sqlalchemy.orm import Session

from mitdomov.accounts.model import Account
from mitdomov.accounts.roles import Right
from mitdomov.clock import now
from mitdomov.czech_words import time_of_day
from mitdomov.document.editor_json import EditorJsonError, block_to_json
from mitdomov.editorial.article_model import ArticleRecord, Origin
from mitdomov.editorial.articles import Conflict, Saved, article_record, save_article
from mitdomov.editorial.conflicts import Choice, is_own_lost_answer, settle_conflict
from mitdomov.editorial.presence import others_at, see
from mitdomov.magazine.folder.article_files import write_article
from mitdomov.magazine.model import Article
from mitdomov.web.access import needs, signed_in
from mitdomov.web.desk.articles.access import read, writable
from mitdomov.web.desk.articles.comparing import CompareRow, comparison, preferred
from mitdomov.web.desk.articles.sent_text import (
    SentText,
    sent_json,
    text_of_json,
    text_to_json,
    version_of,
)
from mitdomov.web.desk.articles.written import note_saved
from mitdomov.web.instance import store
from mitdomov.web.uploads import takes_files

_TEXT_BYTES = 8_000_000


def register(blueprint: Blueprint) -> None:
    at = "/clanek/<row:article_id>"
    blueprint.add_url_rule(f"{at}/ulozit", "save_article", save, methods=["POST"])
    blueprint.add_url_rule(f"{at}/srovnat", "compare_article", compare, methods=["POST"])
    blueprint.add_url_rule(f"{at}/pritomnost", "article_presence", presence, methods=["POST"])
    blueprint.add_url_rule(f"{at}/stav", "article_state", state)


@needs(Right.WRITE)
@takes_files(_TEXT_BYTES)
def save(article_id: int) -> Response | tuple[Response, int]:
    """`{version, title, perex, body}` with `by_hand`, `choice` or `earlier`; see the editor."""
    try:
        value = sent_json()
        sent = text_of_json(value)
        with store().writing() as session:
            record = writable(session, article_id)
            theirs = read(record)
            outcome = _saved(session, record, theirs, sent, value)
            if isinstance(outcome, Conflict):
                return jsonify(_conflict(session, record)), 409
            note_saved(session, record, outcome)
            return jsonify(_told(record, sent, with_text="choice" in value))
    except EditorJsonError as error:
        return jsonify(problem=error.sentence), 422


@needs(Right.WRITE)
@takes_files(_TEXT_BYTES)
def compare(article_id: int) -> Response | tuple[Response, int]:
    """My text and the one that both began from in; the other's text side by side with mine out."""
    try:
        value = sent_json()
        sent = text_of_json(value)
        begun = text_of_json(value["base"]) if isinstance(value.get("base"), dict) else None
    except EditorJsonError as error:
        return jsonify(problem=error.sentence), 422
    with store().reading() as session:
        record = writable(session, article_id)
        theirs = read(record)
        mine = sent.in_place_of(theirs)
        base = begun.in_place_of(theirs) if begun is not None else None
        rows = comparison(theirs, mine)
        who = _name(session, record.updated_by)
    choices = [preferred(row, base, mine) for row in rows]
    html = render_template(
        "desk/editor/comparison.html", rows=rows, choices=choices, who=who, record=record
    )
    blocks = [_blocks(row) for row in rows if not row.field]
    return jsonify(
        {**text_to_json(theirs), "version": record.version, "html": html, "rows": blocks}
    )


@needs(Right.WRITE)
def presence(article_id: int) -> Response:
    """Says that I am here; hears who else is, and of a newer version with its text."""
    try:
        known = version_of(sent_json().get("version"))
    except EditorJsonError:
        known = 0
    person, at = signed_in(), now()
    with store().writing() as session:
        record = writable(session, article_id)
        see(session, record.id, person.id, at)
        others = others_at(session, record, person.id, at)
        who = _name(session, record.updated_by)
        is_newer = 0 < known < record.version
        text = text_to_json(read(record)) if is_newer else None
    sentence = render_template("desk/editor/presence.txt", others=others).strip()
    news = f"{who} mezitím článek změnil(a). Načetlo se nové znění."
    if record.updated_by == person.id:
        news = "Článek jste změnili v jiném okně. Načetlo se nové znění."
    return jsonify(version=record.version, sentence=sentence, news=news, article=text)


@needs(Right.WRITE)
def state(article_id: int) -> Response:
    """For a window whose session ended and began again: the version and a token that holds."""
    with store().reading() as session:
        record = writable(session, article_id)
    return jsonify(version=record.version, csrf_token=generate_csrf())


def _saved(
    session: Session,
    record: ArticleRecord,
    theirs: Article,
    sent: SentText,
    value: dict[str, Any],
) -> Saved | Conflict:
    mine, version = sent.in_place_of(theirs), version_of(value.get("version"))
    by, at = signed_in().id, now()
    if value.get("choice") in [*Choice]:
        choice = Choice(value["choice"])
        return settle_conflict(
            session, record, choice=choice, seen_version=version, article=mine, by=by, at=at
        )
    if "earlier" in value:
        earlier = text_of_json(value["earlier"]).in_place_of(theirs)
        version = is_own_lost_answer(session, record.id, write_article(earlier)) or version
    origin = Origin.SAVED if value.get("by_hand") is True else Origin.AUTOSAVED
    return save_article(
        session, record.id, base_version=version, article=mine, by=by, at=at, origin=origin
    )


def _told(record: ArticleRecord, sent: SentText, *, with_text: bool) -> dict[str, object]:
    told: dict[str, object] = {
        "version": record.version,
        "saved_at": time_of_day(now()),
        "mistakes": sent.complaints,
    }
    return told | ({"article": text_to_json(read(record))} if with_text else {})


def _conflict(session: Session, record: ArticleRecord) -> dict[str, object]:
    current = article_record(session, record.id) or record
    return {
        "version": current.version,
        "saved_by": _name(session, current.updated_by),
        "saved_at": time_of_day(current.updated_at),
    }


def _blocks(row: CompareRow) -> dict[str, object]:
    return {
        "theirs": block_to_json(row.before) if row.before else None,
        "mine": block_to_json(row.after) if row.after else None,
    }


def _name(session: Session, account_id: int | None) -> str:
    account = session.get(Account, account_id) if account_id is not None else None
    return account.name if account else "Někdo jiný"
