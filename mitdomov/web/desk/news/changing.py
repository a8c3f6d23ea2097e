"""What takes news from readers or from the desk: withdrawing, and deleting a draft, asked first."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from mitdomov.accounts.roles import Right
from mitdomov.bulletin.news.model import NewsItem
from mitdomov.bulletin.news.publishing import delete_draft, may_delete, withdraw_news
from mitdomov.clock import now
from mitdomov.web.access import needs, signed_in
from mitdomov.web.desk.news.keeping import audit_news, hide
from mitdomov.web.instance import store


def register(blueprint: Blueprint) -> None:
    one = "/novinky/<row:number>"
    blueprint.add_url_rule(f"{one}/stahnout", "withdraw_news", withdraw, methods=["POST"])
    blueprint.add_url_rule(f"{one}/smazat", "ask_to_delete_news", ask_to_delete)
    blueprint.add_url_rule(f"{one}/smazat", "delete_news", delete, methods=["POST"])


@needs(Right.EDIT)
def withdraw(number: int) -> Response:
    """Undone by publishing it again."""
    at = now()
    with store().writing() as session:
        item = session.get(NewsItem, number) or abort(404)
        if withdraw_news(session, number, by=signed_in().id, at=at):
            hide(session, item)
            audit_news(session, item, "news-withdrawn", f"Stažená novinka „{item.title}“.", at)
            flash("Novinka je stažená. Vrátit ji můžete tlačítkem Vrátit čtenářům.")
    return redirect(url_for("desk.news_item", number=number), 303)


@needs(Right.WRITE)
def ask_to_delete(number: int) -> str:
    with store().reading() as session:
        item = session.get(NewsItem, number) or abort(404)
    return render_template("desk/news/delete.html", item=item, may_delete=may_delete(item))


@needs(Right.WRITE)
def delete(number: int) -> Response:
    at = now()
    with store().writing() as session:
        item = session.get(NewsItem, number) or abort(404)
        title = item.title
        if not delete_draft(session, number):
            abort(409)
        audit_news(session, item, "news-deleted", f"Smazaný koncept novinky „{title}“.", at)
    flash(f"Koncept „{title}“ je smazaný.")
    return redirect(url_for("desk.news"), 303)
