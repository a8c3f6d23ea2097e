"""The desk's page of one piece of news: a page to write it on, and a plain form without scripts."""

from collections.abc import Mapping
from typing import Final

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from mitdomov.accounts.roles import Right
from mitdomov.bulletin.news.model import PEREX_CHARS, NewsItem, NewsState
from mitdomov.bulletin.news.publishing import create_news, known_pictures
from mitdomov.bulletin.news.regions import REGIONS, region_of
from mitdomov.bulletin.news.text import (
    LIMITS,
    NewsText,
    problems_of_draft,
    problems_of_publishing,
)
from mitdomov.bulletin.news.writing import has_unshown, text_in, under_edit
from mitdomov.clock import now
from mitdomov.delivery.dispatches.digest_ledger import is_sent, waiting_with
from mitdomov.document.editor_json import write
from mitdomov.document.markdown.reader import MarkdownError, parse
from mitdomov.editorial.media.model import MediaItem
from mitdomov.editorial.media.pictures import media_named
from mitdomov.editorial.versions import Conflict
from mitdomov.web.access import needs, signed_in
from mitdomov.web.desk.news.form import (
    read_note,
    read_text,
    read_version,
    typed_values,
    values_of,
)
from mitdomov.web.desk.news.keeping import Order, audit_news, keep
from mitdomov.web.desk.news.writing import NEWS, may_write, open_news, what_readers_see
from mitdomov.web.desk.writing.blocks import OF_NEWS, offered
from mitdomov.web.instance import store

_OFFERED_PICTURES: Final = 300
_CHANGED: Final = (
    "Mezitím novinku změnil někdo jiný. Prohlédněte si ji a zveřejněte znovu, nic se neztratilo."
)


def register(blueprint: Blueprint) -> None:
    one = "/novinky/<row:number>"
    blueprint.add_url_rule("/novinky/nova", "new_news", new_news)
    blueprint.add_url_rule("/novinky/nova", "create_news", create, methods=["POST"])
    blueprint.add_url_rule(one, "news_item", news_item)
    blueprint.add_url_rule(one, "save_news", save, methods=["POST"])


@needs(Right.WRITE)
def new_news() -> str:
    return _new_page(values_of(NewsText(title="", region=REGIONS[0].slug)))


@needs(Right.WRITE)
def create() -> AnyResponse | tuple[str, int]:
    """A title is enough to begin with."""
    text, problems = read_text(request.form)
    problems |= problems_of_draft(text)
    if problems:
        return _new_page(typed_values(text), problems), 422
    at, person = now(), signed_in()
    with store().writing() as session:
        item = create_news(session, text, by=person.id, at=at)
        audit_news(session, item, "news-created", f"Založená novinka „{item.title}“.", at)
    return redirect(url_for("desk.news_item", number=item.id), 303)


@needs(Right.WRITE)
def news_item(number: int) -> str:
    with store().reading() as session:
        item = session.get(NewsItem, number) or abort(404)
        text = text_in(under_edit(session, number))
    return _page(item, values_of(text))


@needs(Right.WRITE)
def save(number: int) -> AnyResponse | tuple[str, int]:
    """Anything that can be kept is; readers are shown only what they may see. The script, which
    has saved the text already, only names its version (`saved`)."""
    if "saved" in request.form:
        return _publish_saved(number)
    text, problems = read_text(request.form)
    note, wrong_note = read_note(request.form)
    version = read_version(request.form)
    wants = request.form.get("act") == "publish"
    with store().reading() as session:
        item = open_news(session, number).item
        _check_right(wants=wants)
        problems |= _problems(session, text, wants=wants) | (wrong_note if wants else {})
    if problems:
        return _page(item, typed_values(text), problems, note=note), 422
    outcome = keep(item, text, Order(version, wants=wants, note=note))
    if isinstance(outcome, Conflict):
        theirs = text_in(outcome.current)
        return _page(item, typed_values(text), note=note, theirs=theirs), 409
    flash(outcome)
    return redirect(url_for("desk.news_item", number=number), 303)


def _publish_saved(number: int) -> AnyResponse | tuple[str, int]:
    note, problems = read_note(request.form)
    version = read_version(request.form)
    _check_right(wants=True)
    with store().reading() as session:
        item = open_news(session, number).item
        newest = under_edit(session, number)
        text = text_in(newest)
        problems |= _problems(session, text, wants=True)
    if newest.number != version:
        return _page(item, values_of(text), note=note, notice=_CHANGED), 409
    if problems:
        return _page(item, values_of(text), problems, note=note), 422
    outcome = keep(item, text, Order(version, wants=True, note=note))
    if isinstance(outcome, Conflict):
        values = values_of(text_in(outcome.current))
        return _page(item, values, note=note, notice=_CHANGED), 409
    flash(outcome)
    return redirect(url_for("desk.news_item", number=number), 303)


def _check_right(*, wants: bool) -> None:
    if wants and not signed_in().may(Right.EDIT):
        abort(403, description="Zveřejnit novinku může jen redaktor nebo vydavatel.")


def _problems(session: Session, text: NewsText, *, wants: bool) -> dict[str, str]:
    if not wants:
        return problems_of_draft(text)
    return problems_of_publishing(text, known_pictures(session, text))


def _new_page(values: Mapping[str, str], problems: Mapping[str, str] | None = None) -> str:
    return render_template(
        "desk/news/new.html", values=values, problems=problems or {}, regions=_regions()
    )


def _page(
    item: NewsItem,
    values: Mapping[str, str],
    problems: Mapping[str, str] | None = None,
    *,
    note: str = "",
    theirs: NewsText | None = None,
    notice: str = "",
) -> str:
    with store().reading() as session:
        files = session.scalars(
            select(MediaItem.file)
            .where(MediaItem.deleted_at.is_(None))
            .order_by(MediaItem.created_at.desc())
            .limit(_OFFERED_PICTURES)
        ).all()
        newest = under_edit(session, item.id)
        picture = media_named(session, values["picture"], None)
        is_mailed, waiting = is_sent(session, item.id), waiting_with(session, item.id)
    return render_template(
        "desk/news/edit.html",
        item=item,
        version=newest.number,
        values=values,
        **_for_script(values),
        problems=problems or {},
        note=note,
        theirs=values_of(theirs) if theirs else None,
        notice=notice,
        is_typed=values != values_of(text_in(newest)),
        files=files,
        picture=picture,
        is_mailed=is_mailed,
        waiting=waiting,
        readers=what_readers_see(item, newest),
        is_unshown=has_unshown(item, newest),
        is_seen=item.state is NewsState.PUBLISHED,
        may_send=signed_in().may(Right.SEND),
        may_publish=signed_in().may(Right.EDIT),
        may_write=may_write(item),
        kind=NEWS,
        person_id=signed_in().id,
        region=region_of(values["region"]),
        regions=_regions(),
        perex_chars=PEREX_CHARS,
        limits=LIMITS,
    )


def _for_script(values: Mapping[str, str]) -> Mapping[str, object]:
    """What the editor begins with; a body that cannot be read stays in the plain form."""
    try:
        body = parse(values["body"])
    except MarkdownError:
        return {"document": None, "blocks": OF_NEWS}
    return {"document": write(body), "blocks": offered(body, OF_NEWS)}


def _regions() -> list[tuple[str, str]]:
    return [(each.slug, each.title) for each in REGIONS]
