"""The desk's list of articles, new ones, the bin: filters in, rows out; each act can be undone."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup
from sqlalchemy import Select, select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from mitdomov.accounts.audit import record as record_act
from mitdomov.accounts.model import Account
from mitdomov.accounts.roles import Right
from mitdomov.clock import now
from mitdomov.document.normal_inlines import normal_text
from mitdomov.editorial.article_model import ArticleRecord, Stage
from mitdomov.editorial.articles import create_article
from mitdomov.editorial.frames import STANDING_SECTIONS, read_frame
from mitdomov.editorial.model import IssueRecord
from mitdomov.editorial.moving import take_back, throw_away
from mitdomov.magazine.model import Article, ArticleType, Section
from mitdomov.magazine.numbers import number_of, slug_of
from mitdomov.magazine.slugs import slug_of_title
from mitdomov.web.access import SignedIn, needs, signed_in
from mitdomov.web.desk.articles import details as article_details
from mitdomov.web.desk.articles.access import writable
from mitdomov.web.desk.articles.words import STAGES, TYPES
from mitdomov.web.desk.paging import paging
from mitdomov.web.instance import store

_MOST_TITLE_CHARS: Final = 300
_LONG_TITLE: Final = f"Titulek má nejvýš {_MOST_TITLE_CHARS} znaků, zkraťte jej."
_ON_PAGE: Final = 50


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/clanky/", "articles", articles)
    blueprint.add_url_rule("/clanky/novy", "new_article", new_article)
    blueprint.add_url_rule("/clanky/novy", "create_article", create, methods=["POST"])
    blueprint.add_url_rule(
        "/clanek/<row:article_id>/vyhodit", "throw_away_article", throw, methods=["POST"]
    )
    blueprint.add_url_rule(
        "/clanek/<row:article_id>/vratit", "take_back_article", bring_back, methods=["POST"]
    )
    article_details.register(blueprint)


@dataclass(frozen=True, slots=True)
class Row:
    article: ArticleRecord
    issue: str
    assignee: str


@needs(Right.WRITE)
def articles() -> str:
    """`kde` is `moje`, `zasobnik`, `kos` or an issue's slug; `hledat` and `stav` narrow it."""
    person = signed_in()
    where = request.args.get("kde", "")
    words = request.args.get("hledat", "").strip()[:200]
    stage = request.args.get("stav", "")
    with store().reading() as session:
        found = session.scalars(_narrowed(_entrusted(person, where), session, where, stage))
        sought = _folded(words).split()
        named = [each for each in found if all(word in _folded(each.title) for word in sought)]
        place = paging(len(named), _ON_PAGE)
        rows = [*_rows(session, named[place.offset : place.offset + _ON_PAGE])]
        return render_template(
            "desk/articles/articles.html",
            rows=rows,
            place=place,
            issues=_issues(session),
            where=where,
            words=words,
            stage=stage,
            stages=STAGES,
            types=TYPES,
        )


@needs(Right.WRITE)
def new_article() -> str:
    """`cislo` and `rubrika` say where it will stand, when one comes from that place."""
    where = {"issue": request.args.get("cislo", ""), "section": request.args.get("rubrika", "")}
    return _new_page(where, {})


@needs(Right.WRITE)
def create() -> ResponseReturnValue:
    """An author's article is entrusted to its author."""
    person, at = signed_in(), now()
    title = normal_text(request.form.get("title", ""))
    kind = request.form.get("type", "")
    problems = {
        **({} if title else {"title": "Napište titulek; změnit ho jde kdykoli."}),
        **({"title": _LONG_TITLE} if len(title) > _MOST_TITLE_CHARS else {}),
        **({} if kind in [*ArticleType] else {"type": "Vyberte typ článku."}),
    }
    if problems:
        return _new_page(request.form, problems), 422
    with store().writing() as session:
        issue = _chosen_issue(session, person, request.form.get("issue", ""))
        section = _chosen_section(issue, request.form.get("section", ""))
        record = create_article(
            session,
            article=Article(slug_of_title(title), ArticleType(kind), section, title),
            issue=issue,
            by=person.id,
            at=at,
            assignee_id=None if person.may(Right.EDIT) else person.id,
        )
        _note(session, record, "article-created", f"Založil(a) článek „{title}“.")
    return redirect(url_for("desk.article", article_id=record.id), 303)


@needs(Right.EDIT)
def throw(article_id: int) -> Response:
    with store().writing() as session:
        record = writable(session, article_id)
        throw_away(session, store().blobs, record, by=signed_in().id, at=now())
        _note(session, record, "article-thrown-away", f"Vyhodil(a) článek „{record.title}“.")
    flash(_way_back(record))
    return redirect(url_for("desk.articles"), 303)


@needs(Right.EDIT)
def bring_back(article_id: int) -> Response:
    with store().writing() as session:
        record = writable(session, article_id)
        take_back(record)
        _note(session, record, "article-taken-back", f"Vrátil(a) z koše článek „{record.title}“.")
    flash(f"Článek „{record.title}“ je zpátky v zásobníku.")
    return redirect(url_for("desk.article", article_id=article_id), 303)


def _way_back(record: ArticleRecord) -> Markup:
    form = render_template("desk/articles/way_back.html", article=record)
    return Markup(form)  # noqa: S704 (made by an escaping template)


def _entrusted(person: SignedIn, where: str) -> Select[ArticleRecord]:
    query = select(ArticleRecord).order_by(ArticleRecord.updated_at.desc(), ArticleRecord.id)
    if where == "moje" or not person.may(Right.EDIT):
        query = query.where(ArticleRecord.assignee_id == person.id)
    is_binned = ArticleRecord.deleted_at.is_not(None)
    return query.where(is_binned if where == "kos" else ~is_binned)


def _narrowed(
    query: Select[ArticleRecord], session: Session, where: str, stage: str
) -> Select[ArticleRecord]:
    if where == "zasobnik":
        query = query.where(ArticleRecord.issue_id.is_(None))
    elif (number := number_of(where)) is not None:
        issue_id = session.scalar(select(IssueRecord.id).where(IssueRecord.number == number))
        query = query.where(ArticleRecord.issue_id == issue_id)
    return query.where(ArticleRecord.stage == Stage(stage)) if stage in [*Stage] else query


def _folded(words: str) -> str:
    """Without case and accents, so that „klice“ finds „Klíče“."""
    return unicodedata.normalize("NFKD", words.casefold()).encode("ascii", "ignore").decode()


def _rows(session: Session, found: Sequence[ArticleRecord]) -> Iterable[Row]:
    issues = {each.id: each.number for each in session.scalars(select(IssueRecord))}
    ids = {each.assignee_id for each in found if each.assignee_id is not None}
    accounts = session.scalars(select(Account).where(Account.id.in_(ids))) if ids else ()
    names = {each.id: each.name for each in accounts}
    for each in found:
        yield Row(each, issues.get(each.issue_id or 0, ""), names.get(each.assignee_id or 0, ""))


def _issues(session: Session) -> Sequence[IssueRecord]:
    return session.scalars(select(IssueRecord).order_by(IssueRecord.dated.desc())).all()


def _new_page(typed: Mapping[str, str], problems: dict[str, str]) -> str:
    with store().reading() as session:
        issues = _issues(session) if signed_in().may(Right.EDIT) else ()
        sections = known_sections(session)
    numbers = [(slug_of(each.number), f"{each.number} {each.theme}") for each in issues]
    return render_template(
        "desk/articles/new_article.html",
        typed=typed,
        problems=problems,
        issue_choices=[("", "zatím do žádného"), *numbers],
        section_choices=[(each.slug, each.title) for each in sections],
        type_choices=[(key.value, words) for key, words in TYPES.items()],
    )


def known_sections(session: Session) -> list[Section]:
    """Those of all issues, newest first, then the standing ones."""
    frames = [read_frame(store().blobs, each).sections for each in _issues(session)[:3]]
    known = {
        section.slug: section for sections in (*frames, STANDING_SECTIONS) for section in sections
    }
    return [*known.values()]


def _chosen_issue(session: Session, person: SignedIn, slug: str) -> IssueRecord | None:
    """Only editors put articles into issues."""
    if not slug or not person.may(Right.EDIT):
        return None
    number = number_of(slug) or abort(404)
    return session.scalar(select(IssueRecord).where(IssueRecord.number == number)) or abort(404)


def _chosen_section(issue: IssueRecord | None, slug: str) -> str:
    """In an issue one of its own sections; its first where none was chosen."""
    own = read_frame(store().blobs, issue).sections if issue else ()
    known = [each.slug for each in own or STANDING_SECTIONS]
    return slug if slug in known or (slug and issue is None and _is_slug(slug)) else known[0]


def _is_slug(text: str) -> bool:
    return slug_of_title(text) == text


def _note(session: Session, article: ArticleRecord, verb: str, sentence: str) -> None:
    record_act(session, signed_in().actor, verb, f"article:{article.id}", sentence, now())
