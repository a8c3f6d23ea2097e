"""The history of a piece of news: its versions, what changed between two, the way back to one."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from mitdomov.accounts.roles import Right
from mitdomov.bulletin.news.text import NewsText, text_of
from mitdomov.bulletin.news.writing import (
    history,
    save_text,
    text_in,
    under_edit,
    version_numbered,
)
from mitdomov.clock import now
from mitdomov.editorial.article_model import Origin
from mitdomov.editorial.versions import Saved
from mitdomov.web.access import needs, signed_in
from mitdomov.web.desk.articles.words import ORIGINS
from mitdomov.web.desk.news.keeping import note_saved
from mitdomov.web.desk.news.writing import NEWS, NewsWriting, open_news, written_of
from mitdomov.web.desk.writing.comparing import comparison
from mitdomov.web.desk.writing.versions import compared, names
from mitdomov.web.instance import store


def register(blueprint: Blueprint) -> None:
    one = "/novinky/<row:number>"
    rule = f"{one}/historie"
    blueprint.add_url_rule(rule, "news_history", versions)
    blueprint.add_url_rule(f"{rule}/<row:which>", "news_version", version)
    blueprint.add_url_rule(f"{rule}/<row:which>/vratit", "restore_news", restore, methods=["POST"])
    blueprint.add_url_rule(f"{one}/zahodit-upravy", "drop_news_changes", drop, methods=["POST"])


@needs(Right.WRITE)
def versions(number: int) -> str:
    with store().reading() as session:
        return render_template(
            "desk/news/history.html",
            item=open_news(session, number).item,
            versions=history(session, number),
            names=names(session),
            origins=ORIGINS,
        )


@needs(Right.WRITE)
def version(number: int, which: int) -> str:
    """What this version changed against the one before it, or against `proti`."""
    with store().reading() as session:
        item = open_news(session, number).item
        found = history(session, number)
        first, second = compared(found, which, lambda each: version_numbered(session, number, each))
        before, after = written_of(text_in(first)), written_of(text_in(second))
        return render_template(
            "desk/news/version.html",
            item=item,
            version=second if second.number == which else first,
            first=first,
            second=second,
            versions=found,
            names=names(session),
            origins=ORIGINS,
            rows=comparison(before, after, NEWS.say),
            is_current=found[0].number == which,
        )


@needs(Right.WRITE)
def restore(number: int, which: int) -> Response:
    """Makes a new version of an old one; what is replaced stays in the history."""
    with store().writing() as session:
        writing = open_news(session, number)
        old = version_numbered(session, number, which) or abort(404)
        is_changed = _put_back(writing, text_in(old), f"z verze {which}")
    done = f"Novinka je ve znění verze {which}. Předchozí znění zůstalo v historii."
    flash(done if is_changed else f"Nic se nezměnilo, novinka už ve znění verze {which} je.")
    return redirect(url_for("desk.news_item", number=number), 303)


@needs(Right.EDIT)
def drop(number: int) -> Response:
    """Back to what readers see."""
    with store().writing() as session:
        writing = open_news(session, number)
        is_changed = _put_back(writing, text_of(writing.item), "zveřejněné znění")
    done = "Úpravy jsou zahozené, novinka je zase ve zveřejněném znění. Najdete je v historii."
    flash(done if is_changed else "Nic se nezměnilo, novinka už ve zveřejněném znění je.")
    return redirect(url_for("desk.news_item", number=number), 303)


def _put_back(writing: NewsWriting, text: NewsText, note: str) -> bool:
    """Whether that changes anything; nobody else writes within the transaction."""
    session, number = writing.session, writing.item.id
    outcome = save_text(
        session,
        number,
        text,
        base_version=under_edit(session, number).number,
        by=signed_in().id,
        at=now(),
        origin=Origin.RESTORED,
        note=note,
    )
    is_changed = isinstance(outcome, Saved) and outcome.is_changed
    if is_changed:
        note_saved(session, writing.item)
    return is_changed
