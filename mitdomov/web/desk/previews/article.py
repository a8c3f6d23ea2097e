"""Previews of one article: as a letter announces it, as the web shows it, as its pages are set."""

from hashlib import sha256
from typing import Final

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from mitdomov.accounts.roles import Right
from mitdomov.render.press.client import Unpressed
from mitdomov.render.press.jobs import Made, article_job
from mitdomov.render.press.room import Answer
from mitdomov.render.preview.assembling import Assembled
from mitdomov.render.preview.keys import pages_key
from mitdomov.web.access import needs
from mitdomov.web.desk.previews.frames import (
    PDF_POLICY,
    asked_look,
    letter_frame,
    refusal_frame,
    web_frame,
)
from mitdomov.web.desk.previews.places import place_url, words
from mitdomov.web.desk.previews.subject import ArticleSubject, Unshown, article_subject, shown
from mitdomov.web.desk.previews.views import GROUPS, Medium, View, view_named
from mitdomov.web.desk.previews.workshop import workshop
from mitdomov.web.instance import settings

_RULE: Final = "/clanek/<row:article_id>/nahled/"
_PATIENCE_SECONDS: Final = 1.5
"""So long a page waits for the press; most articles are set by then."""
_DOWNLOAD_PATIENCE_SECONDS: Final = 20.0
_LEFT_OUT: Final = Unpressed("Článek nejde vysadit, dokud nejde přečíst.")


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule(_RULE, "article_preview", article_preview)
    blueprint.add_url_rule(f"{_RULE}dopis", "article_preview_letter", letter)
    blueprint.add_url_rule(f"{_RULE}web/", "article_preview_web", web)
    blueprint.add_url_rule(f"{_RULE}web/<path:path>", "article_preview_web", web)
    blueprint.add_url_rule(f"{_RULE}stranky", "article_preview_pages", pages)
    blueprint.add_url_rule(f"{_RULE}clanek.pdf", "article_preview_pdf", pdf)


@needs(Right.WRITE)
def article_preview(article_id: int) -> str:
    subject = article_subject(article_id)
    workshop().room.warm()
    view = view_named(request.args.get("podoba", ""), otherwise="web")
    found = shown(subject)
    return render_template(
        "desk/preview/article.html",
        article=subject.article,
        issue=subject.issue,
        groups=GROUPS,
        view=view,
        found=found,
        place_url=place_url,
        words=words,
        ids={subject.article.slug: subject.article.id},
        source=_source(subject, view),
        **(_pages(subject, found) if view.medium is Medium.PDF else {}),
    )


@needs(Right.WRITE)
def letter(article_id: int) -> Response:
    subject = article_subject(article_id)
    found = shown(subject)
    if isinstance(found, Unshown):
        return refusal_frame(found.findings)
    folder = url_for("desk.article_preview_web", article_id=article_id)
    return letter_frame(found, asked_look(), folder, subject.article.slug)


@needs(Right.WRITE)
def web(article_id: int, path: str = "") -> Response:
    found = shown(article_subject(article_id))
    if isinstance(found, Unshown):
        return refusal_frame(found.findings)
    return web_frame(found, path)


@needs(Right.WRITE)
def pages(article_id: int) -> str:
    """The part of the page that shows the PDF, or that it is coming."""
    subject = article_subject(article_id)
    return render_template(
        "desk/preview/article_pages.html",
        article=subject.article,
        **_pages(subject, shown(subject)),
    )


@needs(Right.WRITE)
def pdf(article_id: int) -> AnyResponse:
    subject = article_subject(article_id)
    answer = _set(subject, shown(subject), _DOWNLOAD_PATIENCE_SECONDS)
    if not isinstance(answer, Made):
        return redirect(url_for("desk.article_preview", article_id=article_id, podoba="pdf"))
    name = f"{subject.article.slug}.pdf"
    return Response(
        answer.data,
        mimetype="application/pdf",
        headers={
            "Content-Security-Policy": PDF_POLICY,
            "Content-Disposition": f"inline; filename={name}",
        },
    )


def _source(subject: ArticleSubject, view: View) -> str:
    """The address of what the frame shows."""
    number = subject.article.id
    if view.medium is Medium.LETTER:
        return url_for(
            "desk.article_preview_letter", article_id=number, podoba=view.look, _anchor="clanek"
        )
    path = f"clanky/{subject.article.slug}/"
    return url_for("desk.article_preview_web", article_id=number, path=path)


def _pages(subject: ArticleSubject, found: Assembled | Unshown) -> dict[str, object]:
    answer = _set(subject, found, _PATIENCE_SECONDS)
    made = answer if isinstance(answer, Made) else None
    return {
        "made": made,
        "version": sha256(made.data).hexdigest()[:12] if made else "",
        "problem": answer.sentence if isinstance(answer, Unpressed) else "",
    }


def _set(subject: ArticleSubject, found: Assembled | Unshown, wait_seconds: float) -> Answer:
    """The article's pages, set anew when anything on them changed."""
    slug, public_url = subject.article.slug, settings().public_url
    if isinstance(found, Unshown):
        return _LEFT_OUT
    snapshot, first_page = found.snapshot, subject.first_page
    try:
        key = pages_key(snapshot, slug, public_url=public_url, first_page=first_page)
    except KeyError:
        return _LEFT_OUT
    return workshop().room.ask(
        f"article:{subject.article.id}",
        key,
        lambda: article_job(snapshot, slug, public_url=public_url, first_page=first_page),
        wait_seconds=wait_seconds,
    )
