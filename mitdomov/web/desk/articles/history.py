"""An article's history: its versions, what changed between any two of them, the way back to one."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from mitdomov.accounts.roles import Right
from mitdomov.clock import now
from mitdomov.editorial.article_model import ArticleVersion, Origin
from mitdomov.editorial.articles import Conflict, history, save_article, version_numbered
from mitdomov.editorial.model import IssueRecord
from mitdomov.magazine.findings import FolderError
from mitdomov.magazine.folder.article_files import read_article
from mitdomov.magazine.model import Article
from mitdomov.web.access import needs, signed_in
from mitdomov.web.desk.articles.access import writable
from mitdomov.web.desk.articles.comparing import changed_beside
from mitdomov.web.desk.articles.words import ORIGINS
from mitdomov.web.desk.articles.writing import written_of
from mitdomov.web.desk.articles.written import note_saved
from mitdomov.web.desk.writing.comparing import comparison
from mitdomov.web.desk.writing.versions import compared, names
from mitdomov.web.instance import store


def register(blueprint: Blueprint) -> None:
    rule = "/clanek/<row:article_id>/historie"
    blueprint.add_url_rule(rule, "article_history", versions)
    blueprint.add_url_rule(f"{rule}/<row:number>", "article_version", version)
    blueprint.add_url_rule(
        f"{rule}/<row:number>/vratit", "restore_version", restore, methods=["POST"]
    )


@needs(Right.WRITE)
def versions(article_id: int) -> str:
    with store().reading() as session:
        record = writable(session, article_id)
        found = history(session, article_id)
        return render_template(
            "desk/history/history.html",
            article=record,
            issue=session.get(IssueRecord, record.issue_id) if record.issue_id else None,
            versions=found,
            names=names(session),
            origins=ORIGINS,
        )


@needs(Right.WRITE)
def version(article_id: int, number: int) -> str:
    """What this version changed against the one before it, or against `proti`."""
    with store().reading() as session:
        record = writable(session, article_id)
        found = history(session, article_id)
        first, second = compared(
            found, number, lambda each: version_numbered(session, article_id, each)
        )
        before, after = _text(first, record.slug), _text(second, record.slug)
        return render_template(
            "desk/history/version.html",
            article=record,
            issue=session.get(IssueRecord, record.issue_id) if record.issue_id else None,
            version=second if second.number == number else first,
            first=first,
            second=second,
            versions=found,
            names=names(session),
            origins=ORIGINS,
            rows=comparison(written_of(before), written_of(after)),
            beside=changed_beside(before, after),
            is_current=record.version == number,
        )


@needs(Right.WRITE)
def restore(article_id: int, number: int) -> Response:
    """Makes a new version of an old one; what is replaced stays in the history."""
    with store().writing() as session:
        record = writable(session, article_id)
        old = _numbered(session, article_id, number)
        outcome = save_article(
            session,
            article_id,
            base_version=record.version,
            article=_text(old, record.slug),
            by=signed_in().id,
            at=now(),
            origin=Origin.RESTORED,
            note=f"z verze {number}",
        )
        if isinstance(outcome, Conflict):  # nobody else writes within this transaction
            abort(409)
        note_saved(session, record, outcome)
    flash(f"Článek je ve znění verze {number}. Předchozí znění zůstalo v historii.")
    return redirect(url_for("desk.article_history", article_id=article_id), 303)


def _numbered(session: Session, article_id: int, number: int) -> ArticleVersion:
    return version_numbered(session, article_id, number) or abort(404)


def _text(version: ArticleVersion, slug: str) -> Article:
    try:
        return read_article(version.source, slug)
    except FolderError:
        abort(409, description="Této verzi program nerozumí; vyberte jinou.")
