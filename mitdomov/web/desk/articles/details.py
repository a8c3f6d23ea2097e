"""The page of an article's details: everything but its text, on one form.

In an issue people are chosen among its contributors; in the pool, where there is no such list yet,
they are names, and they join the issue's people together with the article.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from cattrs import unstructure
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from mitdomov.accounts.audit import record as record_act
from mitdomov.accounts.people import everyone, roles_of_everyone
from mitdomov.accounts.roles import Right, rights_of
from mitdomov.clock import now
from mitdomov.editorial.article_model import ArticleRecord, Origin, Stage
from mitdomov.editorial.articles import Conflict, save_article
from mitdomov.editorial.frames import STANDING_SECTIONS, read_frame
from mitdomov.editorial.media.model import MediaItem
from mitdomov.editorial.media.pictures import media_named
from mitdomov.editorial.model import IssueRecord
from mitdomov.editorial.moving import introduce_people
from mitdomov.magazine.model import Article, Contributor
from mitdomov.web.access import needs, signed_in
from mitdomov.web.desk.articles.access import read, writable
from mitdomov.web.desk.articles.details_form import (
    ROLES,
    DetailsError,
    Form,
    day_of,
    fields_of,
    imprint,
    people_named,
    slugs_named,
    with_details,
)
from mitdomov.web.desk.articles.details_words import LABELS, ROLE_WORDS, WORDS, boxes_of
from mitdomov.web.desk.articles.words import STAGES, TYPES
from mitdomov.web.desk.meanwhile import meanwhile
from mitdomov.web.instance import store

_ACTS: Final = ("article-details-saved", "article-restored", "article-included", "article-excluded")
"""By which details change."""


def register(blueprint: Blueprint) -> None:
    rule = "/clanek/<row:article_id>/udaje"
    blueprint.add_url_rule(rule, "article_details", details)
    blueprint.add_url_rule(rule, "save_article_details", save, methods=["POST"])


@needs(Right.WRITE)
def details(article_id: int) -> str:
    with store().reading() as session:
        return _page(session, writable(session, article_id))


@needs(Right.WRITE)
def save(article_id: int) -> ResponseReturnValue:
    form = request.form
    with store().writing() as session:
        record = writable(session, article_id)
        article = read(record)
        if form.get("imprint") != imprint(article, record):
            return _page(session, record, form, is_behind=True), 409
        try:
            changed = with_details(
                article,
                form,
                _people(session, record, form),
                lambda file: media_named(session, file, record.issue_id) is not None,
            )
            due_on = day_of(form, "due_on")
        except DetailsError as error:
            return _page(session, record, form, error.problems), 422
        _write(session, record, changed, form, due_on)
    flash("Údaje článku jsou uložené.")
    return redirect(url_for("desk.article_details", article_id=article_id), 303)


def _write(
    session: Session, record: ArticleRecord, changed: Article, form: Form, due_on: date | None
) -> None:
    person, at = signed_in(), now()
    if record.issue_id is None:
        named = {slug: unstructure(each) for slug, each in people_named(form).items()}
        record.people = {**named, **{k: v for k, v in record.people.items() if k in named}}
    elif person.may(Right.EDIT):
        record.people = record.people | unstructure(people_named(form, "new"))
    if person.may(Right.EDIT) and form.get("stage") in [*Stage]:
        record.stage = Stage(form["stage"])
    outcome = save_article(
        session,
        record.id,
        base_version=record.version,
        article=changed,
        by=person.id,
        at=at,
        origin=Origin.SAVED,
        note="údaje článku",
    )
    if isinstance(outcome, Conflict):  # nobody else writes within this transaction
        raise TypeError("Článek se změnil uprostřed ukládání.")
    if record.issue_id is not None:
        introduce_people(store().blobs, record, session.get_one(IssueRecord, record.issue_id))
    if person.may(Right.EDIT):
        record.assignee_id = _assignee(session, form.get("assignee", ""))
        record.due_on = due_on
    sentence = f"Změnil(a) údaje článku „{record.title}“."
    record_act(session, person.actor, "article-details-saved", f"article:{record.id}", sentence, at)


def _page(
    session: Session,
    record: ArticleRecord,
    typed: Form | None = None,
    problems: Mapping[str, str] | None = None,
    *,
    is_behind: bool = False,
) -> str:
    article = read(record)
    issue = session.get(IssueRecord, record.issue_id) if record.issue_id else None
    frame = read_frame(store().blobs, issue) if issue else None
    contributors = _contributors(record) if frame is None else frame.contributors
    files = select(MediaItem.file).where(MediaItem.deleted_at.is_(None)).order_by(MediaItem.file)
    sections = frame.sections if frame else STANDING_SECTIONS
    known = {each.slug for each in sections}
    other = [] if record.section in known else [(record.section, record.section)]
    kept = _shown(article, record, contributors)
    section_choices = [*other, *((each.slug, each.title) for each in sections)]
    assignees = {"": "nikomu"} | {str(key): name for key, name in _writers(session).items()}
    behind = None
    if typed and is_behind:
        behind = meanwhile(
            session,
            f"article:{record.id}",
            _ACTS,
            labels=LABELS,
            typed=typed,
            kept=kept,
            words={
                **WORDS,
                "section": dict(section_choices),
                "assignee": assignees,
                **{role: {each.slug: each.name for each in contributors} for role in ROLES},
            },
            boxes=boxes_of(typed, has_people=bool(frame)),
        )
    shown = typed or kept
    return render_template(
        "desk/articles/details.html",
        article=record,
        issue=issue,
        form=shown,
        problems=dict(problems or {}),
        meanwhile=behind,
        imprint=imprint(article, record),
        roles=ROLE_WORDS,
        contributors=contributors if frame else None,
        section_choices=section_choices,
        type_choices=[(key.value, words) for key, words in TYPES.items()],
        stage_choices=[(key.value, words) for key, words in STAGES.items()],
        assignees=[*assignees.items()],
        files=session.scalars(files).all(),
        picture=media_named(session, shown.get("picture", ""), record.issue_id),
        original=article.original,
    )


def _shown(article: Article, record: ArticleRecord, contributors: tuple[Contributor, ...]) -> Form:
    shown = fields_of(article, {each.slug: each.name for each in contributors})
    shown["stage"] = record.stage.value
    shown["assignee"] = str(record.assignee_id or "")
    shown["due_on"] = record.due_on.isoformat() if record.due_on else ""
    return MultiDict(shown)


def _contributors(record: ArticleRecord) -> tuple[Contributor, ...]:
    """The names that an article of the pool carries."""
    return tuple(
        Contributor(slug, str(each.get("name") or slug)) for slug, each in record.people.items()
    )


def _people(session: Session, record: ArticleRecord, form: Form) -> dict[str, list[str]]:
    if record.issue_id is None:
        return {role: slugs_named(form, role) for role in ROLES}
    issue = session.get_one(IssueRecord, record.issue_id)
    known = {each.slug for each in read_frame(store().blobs, issue).contributors}
    chosen = {role: [slug for slug in form.getlist(role) if slug in known] for role in ROLES}
    if not signed_in().may(Right.EDIT):
        return chosen
    return {
        role: [*dict.fromkeys((*slugs, *slugs_named(form, role, "new")))]
        for role, slugs in chosen.items()
    }


def _writers(session: Session) -> dict[int, str]:
    held = roles_of_everyone(session)
    return {
        each.id: each.name
        for each in everyone(session)
        if each.is_active and Right.WRITE in rights_of(held.get(each.id, ()))
    }


def _assignee(session: Session, typed: str) -> int | None:
    return int(typed) if typed.isdecimal() and int(typed) in _writers(session) else None
