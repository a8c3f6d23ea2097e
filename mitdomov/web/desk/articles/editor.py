"""The editor's page: an article in, a page to write it on out; without scripts a plain form."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from mitdomov.accounts.roles import Right
from mitdomov.document.editor_json import write
from mitdomov.document.markdown.writer import write as write_markdown
from mitdomov.editorial.article_model import ArticleRecord
from mitdomov.editorial.articles import Conflict
from mitdomov.editorial.media.pictures import media_named
from mitdomov.editorial.model import IssueRecord
from mitdomov.magazine.model import Article
from mitdomov.web.access import needs, signed_in
from mitdomov.web.desk.articles import writing as editor_writing
from mitdomov.web.desk.articles.access import read, writable
from mitdomov.web.desk.articles.writing import ARTICLE, open_article
from mitdomov.web.desk.media.picture import thumb_url
from mitdomov.web.desk.writing.answering import saved
from mitdomov.web.desk.writing.blocks import OF_ARTICLES
from mitdomov.web.desk.writing.comparing import comparison
from mitdomov.web.desk.writing.sent_text import MarkdownError, Written, too_long, written_in_form
from mitdomov.web.instance import store

_PICTURE_WIDTH_PX = 640


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/clanek/<row:article_id>/", "article", article)
    blueprint.add_url_rule(
        "/clanek/<row:article_id>/text", "save_article_text", save_text, methods=["POST"]
    )
    blueprint.add_url_rule(
        "/clanek/<row:article_id>/obrazek/<file>", "article_picture", article_picture
    )
    editor_writing.register(blueprint)


@needs(Right.WRITE)
def article(article_id: int) -> str:
    with store().reading() as session:
        record = writable(session, article_id)
        return _page(session, record, read(record))


@needs(Right.WRITE)
def save_text(article_id: int) -> ResponseReturnValue:
    """The plain form, whose text is Markdown; a conflict shows both texts and loses neither."""
    form = request.form
    if problem := too_long(form, ARTICLE.limits):
        return _refused(article_id, problem), 422
    try:
        sent = written_in_form(form, ARTICLE.limits)
    except MarkdownError as error:
        return _refused(article_id, str(error)), 422
    if not sent.fields["title"]:
        return _refused(article_id, "Napište titulek článku."), 422
    with store().writing() as session:
        writing = open_article(session, article_id)
        theirs = writing.now()
        if isinstance(saved(writing, sent, dict(form) | {"by_hand": True}), Conflict):
            return _conflict_page(writing.record, sent, theirs), 409
    flash("Článek je uložený.")
    return redirect(url_for("desk.article", article_id=article_id), 303)


@needs(Right.WRITE)
def article_picture(article_id: int, file: str) -> Response:
    """The picture that the article means by `file`, small enough for the screen."""
    with store().reading() as session:
        record = writable(session, article_id)
        item = media_named(session, file, record.issue_id) or abort(404)
        return redirect(thumb_url(item, _PICTURE_WIDTH_PX))


def _refused(article_id: int, problem: str) -> str:
    with store().reading() as session:
        record = writable(session, article_id)
        return _page(session, record, read(record), typed=request.form, problem=problem)


def _page(
    session: Session,
    record: ArticleRecord,
    text: Article,
    *,
    typed: Mapping[str, str] | None = None,
    problem: str = "",
) -> str:
    issue = session.get(IssueRecord, record.issue_id) if record.issue_id else None
    shown: dict[str, Any] = {
        "title": text.title,
        "perex": text.perex,
        "source": write_markdown(text.body),
        "version": record.version,
    }
    return render_template(
        "desk/editor/editor.html",
        article=record,
        issue=issue,
        document=write(text.body),
        shown=shown | dict(typed or {}),
        problem=problem,
        kind=ARTICLE,
        blocks=OF_ARTICLES,
        articles=_others(session, record),
        person_id=signed_in().id,
    )


def _others(session: Session, record: ArticleRecord) -> list[dict[str, str]]:
    """The other articles of the issue, to which a link of this one may lead; an author knows only
    of those that are entrusted to them too."""
    if record.issue_id is None:
        return []
    person = signed_in()
    query = (
        select(ArticleRecord.slug, ArticleRecord.title)
        .where(ArticleRecord.issue_id == record.issue_id, ArticleRecord.id != record.id)
        .where(ArticleRecord.deleted_at.is_(None))
        .order_by(ArticleRecord.position)
    )
    if not person.may(Right.EDIT):
        query = query.where(ArticleRecord.assignee_id == person.id)
    return [{"slug": slug, "title": title} for slug, title in session.execute(query)]


def _conflict_page(record: ArticleRecord, mine: Written, theirs: Written) -> str:
    return render_template(
        "desk/editor/conflict.html",
        article=record,
        rows=comparison(theirs, mine),
        mine=mine.fields,
        source=write_markdown(mine.body),
    )
