"""The desk's page about an article's authorisation: invitations in, links and verdicts out."""

from dataclasses import dataclass, field
from typing import Final, NoReturn

from email_validator import EmailNotValidError, validate_email
from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from mitdomov.accounts.audit import record
from mitdomov.accounts.roles import Right
from mitdomov.clock import now
from mitdomov.czech_words import counted
from mitdomov.delivery.outbox.writing import write_letter
from mitdomov.editorial.article_model import ArticleRecord, Stage
from mitdomov.editorial.articles import article_record, read_source
from mitdomov.editorial.model import IssueRecord
from mitdomov.editorial.review import proof_links, proofs
from mitdomov.editorial.review.model import ProofComment, ProofLink
from mitdomov.editorial.review.proofs import Standing
from mitdomov.jobs.ring import ring_for_letter
from mitdomov.magazine.folder.article_files import read_article
from mitdomov.web.access import needs, signed_in
from mitdomov.web.instance import settings, store
from mitdomov.web.proof.differing import Change, changes

DAYS: Final = (7, 14, 30, 90)
_NAME_MAX_CHARS: Final = 200
_MESSAGE_MAX_CHARS: Final = 2_000
_RULE: Final = "/clanek/<row:article_id>/autorizace"


@dataclass(frozen=True, slots=True)
class Invitation:
    """What was typed into the form, and a sentence for each field that will not do."""

    name: str = ""
    email: str = ""
    message: str = ""
    days: int = proof_links.LASTS_DAYS
    problems: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class NewLink:
    """Shown once: nobody can read it back from the database."""

    name: str
    address: str
    is_mailed_to: str


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule(_RULE, "article_proofs", article_proofs)
    blueprint.add_url_rule(_RULE, "invite_author", invite_author, methods=["POST"])
    blueprint.add_url_rule(
        f"{_RULE}/<row:proof_id>/<any('novy-odkaz', 'nove-zneni', zrusit):verb>",
        "change_proof",
        change_proof,
        methods=["POST"],
    )
    blueprint.add_url_rule(
        f"{_RULE}/pripominka/<row:comment_id>/<any(vyridit, vratit):verb>",
        "settle_comment",
        settle_comment,
        methods=["POST"],
    )


@needs(Right.EDIT)
def article_proofs(article_id: int) -> str:
    return _page(article_id)


@needs(Right.EDIT)
def invite_author(article_id: int) -> tuple[str, int]:
    typed = _invitation()
    if typed.problems:
        return _page(article_id, typed), 422
    with store().writing() as session:
        article = _article(session, article_id)
        link, token = proof_links.invite(
            session,
            article,
            name=typed.name,
            email=typed.email,
            message=typed.message,
            by=signed_in().id,
            at=now(),
            days=typed.days,
        )
        _note(session, article, "proof-invited", f"{typed.name} má autorizovat článek")
        letter_id = _mail(session, article, link, token)
    return _with_link(article_id, link, token, letter_id)


@needs(Right.EDIT)
def change_proof(article_id: int, proof_id: int, verb: str) -> Response | tuple[str, int]:
    token, letter_id = "", None
    with store().writing() as session:
        article = _article(session, article_id)
        link = _link(session, article_id, proof_id)
        if verb == "zrusit":
            proof_links.revoke(session, link, now())
            _note(session, article, "proof-revoked", f"{link.name} už nemá odkaz na článek")
        else:
            token = _sent_again(session, article, link, verb)
            letter_id = _mail(session, article, link, token) if token else None
    if token:
        return _with_link(article_id, link, token, letter_id)
    flash("Odkaz už nic neotevře." if verb == "zrusit" else f"{link.name} teď uvidí nové znění.")
    return redirect(url_for("desk.article_proofs", article_id=article_id), 303)


@needs(Right.EDIT)
def settle_comment(article_id: int, comment_id: int, verb: str) -> Response:
    with store().writing() as session:
        article = _article(session, article_id)
        found = session.get(ProofComment, comment_id)
        if found is None or found.article_id != article_id:
            abort(404)
        if verb == "vyridit":
            proofs.resolve(session, found, signed_in().id, now())
            _note(session, article, "comment-resolved", "Vyřízena připomínka k článku")
        else:
            proofs.reopen(session, found)
            _note(session, article, "comment-reopened", "Znovu otevřena připomínka k článku")
    address = url_for(
        "desk.article_proofs", article_id=article_id, _anchor=f"pripominka-{comment_id}"
    )
    return redirect(address, 303)


def _sent_again(session: Session, article: ArticleRecord, link: ProofLink, verb: str) -> str:
    """The new token; none when the person keeps the link that they have."""
    if verb == "nove-zneni":
        proof_links.show(session, link, article, now())
        article.stage = Stage.PROOFING
        _note(session, article, "proof-shown-again", f"{link.name} má nové znění článku")
        if not link.email:
            return ""
    else:
        _note(session, article, "proof-renewed", f"{link.name} má nový odkaz na článek")
    return proof_links.renew(session, link, by=signed_in().id, at=now())


def _mail(session: Session, article: ArticleRecord, link: ProofLink, token: str) -> int | None:
    if not link.email:
        return None
    return write_letter(
        session,
        "proof_invitation",
        link.email,
        now(),
        editor=signed_in().name,
        title=article.title,
        message=link.message,
        url=_address(token),
        expires_at=link.expires_at,
    )


def _with_link(
    article_id: int, link: ProofLink, token: str, letter_id: int | None
) -> tuple[str, int]:
    if letter_id is not None:
        ring_for_letter(settings(), letter_id)
    new = NewLink(link.name, _address(token), link.email)
    return _page(article_id, new=new), 201


def _address(token: str) -> str:
    return f"{settings().public_url}/korektura/{token}"


def _page(article_id: int, typed: Invitation | None = None, new: NewLink | None = None) -> str:
    with store().reading() as session:
        article = _article(session, article_id)
        standings = proofs.standings(session, article, now())
        return render_template(
            "desk/proofs/article.html",
            article=article,
            issue=session.get(IssueRecord, article.issue_id) if article.issue_id else None,
            standings=standings,
            differences={each.link.id: _difference(article, each) for each in standings},
            comments=proofs.comments_on(session, article_id),
            blocks={block.id for block in read_source(article).body.blocks},
            typed=typed or Invitation(),
            new=new,
            choices=[(each, counted(each, "den", "dny", "dní")) for each in DAYS],
        )


def _difference(article: ArticleRecord, standing: Standing) -> list[Change]:
    """What changed since the author approved, or else since the link showed the article."""
    source = standing.verdict.article_source if standing.verdict else standing.shown.source
    if source == article.source:
        return []
    return [*changes(read_article(source, article.slug), read_source(article))]


def _article(session: Session, article_id: int) -> ArticleRecord:
    found = article_record(session, article_id)
    return found if found is not None and found.deleted_at is None else _unknown()


def _link(session: Session, article_id: int, proof_id: int) -> ProofLink:
    found = session.get(ProofLink, proof_id)
    return found if found is not None and found.article_id == article_id else _unknown()


def _unknown() -> NoReturn:
    abort(404)


def _invitation() -> Invitation:
    name, email, message = (
        request.form.get(each, "").replace("\r\n", "\n").strip()
        for each in ("jmeno", "email", "vzkaz")
    )
    days = request.form.get("dny", "")
    typed = Invitation(
        name, email, message, int(days) if days in map(str, DAYS) else proof_links.LASTS_DAYS
    )
    if not name or len(name) > _NAME_MAX_CHARS:
        typed.problems["jmeno"] = "Napište jméno toho, kdo má článek autorizovat."
    if email and not _is_address(email):
        typed.problems["email"] = "Taková adresa není úplná; opravte ji, nebo pole vyprázdněte."
    if len(message) > _MESSAGE_MAX_CHARS:
        typed.problems["vzkaz"] = f"Zkraťte vzkaz pod {_MESSAGE_MAX_CHARS} znaků."
    return typed


def _is_address(text: str) -> bool:
    try:
        validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True


def _note(session: Session, article: ArticleRecord, verb: str, words: str) -> None:
    sentence = f"{words} „{article.title}“."
    record(session, signed_in().actor, verb, f"article:{article.id}", sentence, now())
