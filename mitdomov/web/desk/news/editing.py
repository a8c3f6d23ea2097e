"""The desk's page of one piece of news: a form in, a saved or published item out."""

from collections.abc import Mapping
from typing import Final

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from mitdomov.accounts.roles import Right
from mitdomov.bulletin.news import Conflict, create_news, known_pictures
from mitdomov.bulletin.news_model import PEREX_CHARS, NewsItem, NewsState
from mitdomov.bulletin.news_regions import REGIONS, region_of
from mitdomov.bulletin.news_text import (
    BODY_CHARS,
    NewsText,
    problems_of_draft,
    problems_of_publishing,
    text_of,
)
from mitdomov.clock import now
from mitdomov.delivery.digest_ledger import is_sent, waiting_with
from mitdomov.document.markdown_reader import MarkdownError, parse
from mitdomov.document.tree import Document
from mitdomov.editorial.media.model import MediaItem
from mitdomov.render import page_helpers
from mitdomov.typography.document import typeset_document
from mitdomov.web.access import needs, signed_in
from mitdomov.web.desk.news.form import (
    read_note,
    read_text,
    read_version,
    typed_values,
    values_of,
)
from mitdomov.web.desk.news.keeping import Order, audit_news, keep
from mitdomov.web.instance import store
from mitdomov.web.public.news.item import item_page
from mitdomov.web.public.news.pictures import picture_answer
from mitdomov.web.public.news.showing import (
    DESK_ROOT,
    address,
    copies_of,
    with_known_pictures,
)

_OFFERED_PICTURES: Final = 300
_FRAME_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'self'",
        "sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox",
    )
)


def register(blueprint: Blueprint) -> None:
    one = "/novinky/<row:number>"
    blueprint.add_url_rule("/novinky/nova", "new_news", new_news)
    blueprint.add_url_rule("/novinky/nova", "create_news", create, methods=["POST"])
    blueprint.add_url_rule(one, "news_item", news_item)
    blueprint.add_url_rule(one, "save_news", save, methods=["POST"])
    blueprint.add_url_rule(f"{one}/nahled", "news_preview", preview)
    blueprint.add_url_rule("/novinky/pictures/<name>", "news_picture", picture)
    blueprint.add_url_rule("/novinky/nahled-textu", "news_text", text_preview, methods=["POST"])


@needs(Right.WRITE)
def new_news() -> str:
    return _page(None, values_of(NewsText(title="", region=REGIONS[0].slug)))


@needs(Right.WRITE)
def create() -> AnyResponse | tuple[str, int]:
    text, problems = read_text(request.form)
    problems |= problems_of_draft(text)
    if problems:
        return _page(None, typed_values(text), problems), 422
    at, person = now(), signed_in()
    with store().writing() as session:
        item = create_news(session, text, by=person.id, at=at)
        audit_news(session, item, "news-created", f"Založená novinka „{item.title}“.", at)
    flash("Koncept je uložený.")
    return redirect(url_for("desk.news_item", number=item.id), 303)


@needs(Right.WRITE)
def news_item(number: int) -> str:
    with store().reading() as session:
        item = session.get(NewsItem, number) or abort(404)
    return _page(item, values_of(text_of(item)))


@needs(Right.WRITE)
def save(number: int) -> AnyResponse | tuple[str, int]:
    """Of a draft anything that can be kept; of what readers see only what they may see."""
    text, problems = read_text(request.form)
    note, wrong_note = read_note(request.form)
    version = read_version(request.form)
    wants = request.form.get("act") == "publish"
    with store().reading() as session:
        item = session.get(NewsItem, number) or abort(404)
        _check_right(item, wants=wants)
        is_for_readers = wants or item.state is NewsState.PUBLISHED
        problems |= wrong_note | _problems(session, text, is_for_readers=is_for_readers)
    if problems:
        return _page(item, typed_values(text), problems, note=note), 422
    outcome = keep(item, text, Order(version, wants=wants, note=note))
    if isinstance(outcome, Conflict):
        theirs = outcome.theirs
        return _page(theirs, typed_values(text), note=note, theirs=text_of(theirs)), 409
    flash(outcome)
    return redirect(url_for("desk.news_item", number=number), 303)


@needs(Right.WRITE)
def preview(number: int) -> Response:
    """The page as readers will see it, shut in: for a frame and for a window of its own."""
    with store().reading() as session:
        item = session.get(NewsItem, number) or abort(404)
        page = item_page(session, item, is_preview=True)
    return Response(page, headers={"Content-Security-Policy": _FRAME_POLICY})


@needs(Right.WRITE)
def text_preview() -> str:
    """The text of the form as a fragment, or where it cannot be read."""
    text = NewsText(title="", body=request.form.get("body", "")[: BODY_CHARS + 1])
    try:
        document, problem = typeset_document(parse(text.body)), ""
    except MarkdownError as error:
        document, problem = Document(()), str(error)
    with store().reading() as session:
        media = known_pictures(session, text)
    return render_template(
        "desk/news/text.html",
        body=with_known_pictures(document, media),
        problem=problem,
        address=address,
        picture=copies_of(media),
        root=DESK_ROOT,
        helpers=page_helpers,
    )


@needs(Right.WRITE)
def picture(name: str) -> Response:
    """A picture of a text that no reader sees yet."""
    return picture_answer(name, is_open=True)


def _check_right(item: NewsItem, *, wants: bool) -> None:
    """What readers see, or are to see, only editors change."""
    is_seen = item.state is not NewsState.DRAFT
    if (is_seen or wants) and not signed_in().may(Right.EDIT):
        abort(403, description="Zveřejněnou novinku může měnit jen redaktor nebo vydavatel.")


def _problems(session: Session, text: NewsText, *, is_for_readers: bool) -> dict[str, str]:
    if not is_for_readers:
        return problems_of_draft(text)
    return problems_of_publishing(text, known_pictures(session, text))


def _page(
    item: NewsItem | None,
    values: Mapping[str, str],
    problems: Mapping[str, str] | None = None,
    *,
    note: str = "",
    theirs: NewsText | None = None,
) -> str:
    with store().reading() as session:
        files = session.scalars(
            select(MediaItem.file)
            .where(MediaItem.deleted_at.is_(None))
            .order_by(MediaItem.created_at.desc())
            .limit(_OFFERED_PICTURES)
        ).all()
        is_mailed = item is not None and is_sent(session, item.id)
        waiting = waiting_with(session, item.id) if item else ()
    return render_template(
        "desk/news/edit.html",
        item=item,
        values=values,
        problems=problems or {},
        note=note,
        theirs=values_of(theirs) if theirs else None,
        files=files,
        is_mailed=is_mailed,
        waiting=waiting,
        may_send=signed_in().may(Right.SEND),
        may_publish=signed_in().may(Right.EDIT),
        region=region_of(values["region"]),
        regions=[(each.slug, each.title) for each in REGIONS],
        perex_chars=PEREX_CHARS,
    )
