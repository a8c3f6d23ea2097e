"""A token and what its author says in, the article with their comments and their verdict out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, NamedTuple, TypeAlias

from flask import Blueprint, make_response, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from mitdomov.accounts.audit import Actor, record
from mitdomov.clock import now
from mitdomov.editorial.article_model import ArticleRecord
from mitdomov.editorial.articles import article_record
from mitdomov.editorial.review import proofs
from mitdomov.editorial.review.model import ProofComment, ProofLink, ProofText, ProofVerdict
from mitdomov.editorial.review.proof_links import open_link, shown
from mitdomov.editorial.review.proofs import Stale
from mitdomov.jobs.ring import ring_for_letter
from mitdomov.magazine.folder.article_files import read_article
from mitdomov.render import page_helpers
from mitdomov.web.instance import settings, store
from mitdomov.web.proof.answering import tell_whoever_asked
from mitdomov.web.proof.differing import Difference, difference, difference_page
from mitdomov.web.proof.showing import address, shown_article

blueprint = Blueprint("proof", __name__, url_prefix="/korektura")

Page: TypeAlias = tuple[str, int]

CHANGES: Final = "zmeny"
"""The form that asks for changes, as `Slip.form` calls it."""
_SAY_WHAT: Final = "Napište, co chcete změnit."
_FULL: Final = "Připomínek už je příliš mnoho; další prosím napište redakci e-mailem."


class Opened(NamedTuple):
    link: ProofLink
    article: ArticleRecord
    text: ProofText

    @property
    def actor(self) -> Actor:
        return Actor(f"{self.link.name} (autorizace)")

    @property
    def subject(self) -> str:
        return f"article:{self.article.id}"


@dataclass(frozen=True, slots=True)
class Slip:
    """What is wrong with a form, and what was typed into it."""

    form: str
    """The block that the comment was for, or `CHANGES`."""
    sentence: str
    typed: str


@blueprint.get("/<token>")
def read(token: str) -> Page:
    return _page(token)


@blueprint.get("/<token>/pictures/<name>")
def picture(token: str, name: str) -> Response | Page:
    with store().reading() as session:
        opened = _open(session, token, now())
        if opened is None:
            return _closed()
        article = shown_article(session, store().blobs, opened.article, opened.text.source)
    copy = article.copy(name)
    if copy is None:
        return _closed()
    response = make_response(copy.data)
    response.mimetype = copy.of.media_type
    return response


@blueprint.post("/<token>/pripominka")
def remark(token: str) -> Response | Page:
    text, block = _typed("text"), request.form.get("blok", "")
    if not text:
        return _page(token, Slip(block, _SAY_WHAT, text))
    with store().writing() as session:
        opened = _open(session, token, now())
        if opened is None:
            return _closed()
        made = proofs.comment(session, opened.link, block_id=block, text=text, at=now())
        if made is not None:
            _record(session, opened, "proof-commented", "Připomínka autora k článku")
    if made is None:
        return _page(token, Slip(block, _FULL, text))
    return _back(token, f"_pripominka-{made.id}")


@blueprint.post("/<token>/souhlas")
def agree(token: str) -> Response | Page:
    """Refused with the difference when the text is another than the one that was read."""
    letter = None
    with store().writing() as session:
        opened = _open(session, token, now())
        if opened is None:
            return _closed()
        seen = request.form.get("otisk", "")
        outcome = proofs.approve(session, opened.link, opened.article, seen, now())
        if isinstance(outcome, ProofVerdict):
            _record(session, opened, "proof-approved", "Autor souhlasí s článkem")
            letter = tell_whoever_asked(session, settings(), opened.link, opened.article, outcome)
    if isinstance(outcome, Stale):
        return difference_page(token, outcome, opened.article.sha256), 409
    _ring(letter)
    return _back(token, "_rozhodnuti")


@blueprint.post("/<token>/zmeny")
def want_changes(token: str) -> Response | Page:
    note, letter = _typed("text"), None
    with store().writing() as session:
        opened = _open(session, token, now())
        if opened is None:
            return _closed()
        says_something = note or _comments(session, opened.link)
        if says_something:
            seen = request.form.get("otisk", "")
            verdict = proofs.want_changes(session, opened.link, opened.article, seen, note, now())
            _record(session, opened, "proof-changes-wanted", "Autor žádá změny v článku")
            letter = tell_whoever_asked(session, settings(), opened.link, opened.article, verdict)
    if not says_something:
        return _page(token, Slip(CHANGES, _SAY_WHAT, note))
    _ring(letter)
    return _back(token, "_rozhodnuti")


def _open(session: Session, token: str, at: datetime) -> Opened | None:
    link = open_link(session, token, at)
    article = article_record(session, link.article_id) if link else None
    text = shown(session, link) if link else None
    return Opened(link, article, text) if link and article and text else None


def _page(token: str, slip: Slip | None = None) -> Page:
    with store().reading() as session:
        opened = _open(session, token, now())
        if opened is None:
            return _closed()
        (standing,) = (
            each
            for each in proofs.standings(session, opened.article, now())
            if each.link.id == opened.link.id
        )
        article = shown_article(session, store().blobs, opened.article, opened.text.source)
        comments = _comments(session, opened.link)
        since = _since_verdict(standing, opened.article.slug)
    page = render_template(
        "proof/article.html",
        token=token,
        link=opened.link,
        text=opened.text,
        standing=standing,
        shown=article,
        difference=since,
        comments=comments,
        blocks={block.id for block in article.article.body.blocks},
        slip=slip,
        address=address,
        picture=article.picture,
        root=f"{url_for('proof.read', token=token)}/",
        helpers=page_helpers,
        lift=page_helpers.lift(article.article.body),
    )
    return page, 422 if slip else 200


def _since_verdict(standing: proofs.Standing, slug: str) -> Difference | None:
    """What the link shows that its author had not before them when they decided."""
    verdict, text = standing.verdict, standing.shown
    if verdict is None or proofs.same_text(verdict.article_source, text.source, slug):
        return None
    return difference(read_article(verdict.article_source, slug), read_article(text.source, slug))


def _closed() -> Page:
    """The same page whatever is wrong with the link: strangers learn nothing from it."""
    return render_template("proof/closed.html"), 404


def _comments(session: Session, link: ProofLink) -> list[ProofComment]:
    query = select(ProofComment).where(ProofComment.proof_id == link.id)
    return list(session.scalars(query.order_by(ProofComment.id)))


def _typed(name: str) -> str:
    return request.form.get(name, "").replace("\r\n", "\n").strip()


def _record(session: Session, opened: Opened, verb: str, words: str) -> None:
    sentence = f"{words} „{opened.article.title}“: {opened.link.name}."
    record(session, opened.actor, verb, opened.subject, sentence, now())


def _ring(letter: int | None) -> None:
    if letter is not None:
        ring_for_letter(settings(), letter)


def _back(token: str, anchor: str) -> Response:
    return redirect(url_for("proof.read", token=token, _anchor=anchor), 303)
