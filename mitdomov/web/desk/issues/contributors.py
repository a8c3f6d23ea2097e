"""The desk's page about the contributors of an issue: who wrote, translated, photographed."""

from dataclasses import replace
from typing import Final

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from mitdomov.accounts.audit import record
from mitdomov.accounts.roles import Right
from mitdomov.clock import now
from mitdomov.czech_order import by_surname
from mitdomov.document.normal_inlines import normal_text
from mitdomov.editorial.articles import read_source
from mitdomov.editorial.frames import read_frame, save_frame
from mitdomov.editorial.media.model import MediaItem
from mitdomov.editorial.media.pictures import media_named
from mitdomov.editorial.model import IssueRecord
from mitdomov.editorial.working import articles_of, sha256_of
from mitdomov.magazine.findings import FolderError
from mitdomov.magazine.model import Contributor, Gender, Issue
from mitdomov.magazine.slugs import slug_of_title
from mitdomov.web.access import needs, signed_in
from mitdomov.web.desk.issues.issue_of import issue_of
from mitdomov.web.desk.meanwhile import Meanwhile, meanwhile
from mitdomov.web.instance import store

_LONGEST_PROFILE_CHARS: Final = 1200
_LABELS: Final = {
    "jmeno": "Jméno a příjmení",
    "pusobiste": "Působiště",
    "rod": "Rod",
    "medailonek": "Medailonek",
    "portret": "Portrét z knihovny",
}
_GENDERS: Final = (
    ("", "neuvedeno"),
    ("feminine", "ženský (přeložila)"),
    ("masculine", "mužský (přeložil)"),
)


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/cislo/<slug>/lide", "issue_people", people)
    rule = "/cislo/<slug>/lide/<person>"
    blueprint.add_url_rule(rule, "issue_person", person_page)
    blueprint.add_url_rule(rule, "save_issue_person", save_person, methods=["POST"])
    blueprint.add_url_rule(f"{rule}/smazat", "drop_issue_person", drop_person, methods=["POST"])


@needs(Right.EDIT)
def people(slug: str) -> str:
    with store().reading() as session:
        issue = issue_of(session, slug)
        frame = read_frame(store().blobs, issue)
        return render_template(
            "desk/assembly/people.html",
            issue=issue,
            slug=slug,
            people=sorted(frame.contributors, key=lambda each: by_surname(each.name)),
            works=_works(session, issue),
        )


@needs(Right.EDIT)
def person_page(slug: str, person: str) -> str:
    """`novy` stands for somebody new."""
    with store().reading() as session:
        return _page(session, slug, person, {})


@needs(Right.EDIT)
def save_person(slug: str, person: str) -> Response | tuple[str, int]:
    problems = _problems()
    at = now()
    with store().writing() as session:
        issue = issue_of(session, slug)
        frame = read_frame(store().blobs, issue)
        before = _known(frame, person)
        if before is None and person != "novy":
            abort(404)
        if problems:
            return _page(session, slug, person, problems), 422
        if _was_changed(before):
            return _page(session, slug, person, {}, is_behind=True), 409
        after = _typed(before, frame)
        save_frame(
            session,
            store().blobs,
            issue,
            replace(frame, contributors=_with(frame.contributors, before, after)),
            base_sha256=issue.frame_sha256,
            at=at,
        )
        sentence = f"Přispěvatel {after.name} v čísle {issue.number} je uložený."
        record(
            session,
            signed_in().actor,
            "contributors-changed",
            f"issue:{issue.number}",
            sentence,
            at,
        )
    flash(sentence)
    return redirect(url_for("desk.issue_people", slug=slug), 303)


@needs(Right.EDIT)
def drop_person(slug: str, person: str) -> Response:
    at = now()
    with store().writing() as session:
        issue = issue_of(session, slug)
        frame = read_frame(store().blobs, issue)
        known = _known(frame, person) or abort(404)
        if person in _works(session, issue):
            abort(409)
        changed = replace(frame, contributors=_with(frame.contributors, known, None))
        save_frame(session, store().blobs, issue, changed, base_sha256=issue.frame_sha256, at=at)
        sentence = f"Přispěvatel {known.name} už v čísle {issue.number} není."
        record(
            session,
            signed_in().actor,
            "contributors-changed",
            f"issue:{issue.number}",
            sentence,
            at,
        )
    flash(sentence)
    return redirect(url_for("desk.issue_people", slug=slug), 303)


def _page(
    session: Session,
    slug: str,
    person: str,
    problems: dict[str, str],
    *,
    is_behind: bool = False,
) -> str:
    """A form that is shown again goes on from what it began from, unless both are seen now."""
    issue = issue_of(session, slug)
    frame = read_frame(store().blobs, issue)
    known = _known(frame, person)
    if known is None and person != "novy":
        abort(404)
    files = select(MediaItem.file).where(MediaItem.deleted_at.is_(None)).order_by(MediaItem.file)
    contributor = known or Contributor("", "")
    portrait = request.form.get("portret", contributor.portrait)
    return render_template(
        "desk/assembly/person.html",
        issue=issue,
        slug=slug,
        slot=person,
        contributor=contributor,
        works=_works(session, issue).get(person, []),
        typed=request.form,
        problems=problems,
        meanwhile=_meanwhile(session, issue, contributor) if is_behind else None,
        genders=_GENDERS,
        pictures=session.scalars(files).all(),
        picture=media_named(session, portrait, issue.id),
        base=request.form.get("zaklad", "") if problems else state_of(contributor),
    )


def _meanwhile(session: Session, issue: IssueRecord, kept: Contributor) -> Meanwhile:
    fields = {
        "jmeno": kept.name,
        "pusobiste": kept.affiliation,
        "rod": kept.gender.value if kept.gender else "",
        "medailonek": kept.profile,
        "portret": kept.portrait,
    }
    return meanwhile(
        session,
        f"issue:{issue.number}",
        (),  # the log does not say whose entry of the issue was changed
        labels=_LABELS,
        typed=request.form,
        kept=MultiDict(fields),
        words={"rod": dict(_GENDERS)},
        boxes=(),
    )


def _was_changed(before: Contributor | None) -> bool:
    """Whether somebody saved the person since the form was opened."""
    return before is not None and request.form.get("zaklad", "") != state_of(before)


def state_of(person: Contributor) -> str:
    """Tells one state of a person from another."""
    return sha256_of(repr(person).encode())[:16]


def _known(frame: Issue, slug: str) -> Contributor | None:
    return next((each for each in frame.contributors if each.slug == slug), None)


def _typed(before: Contributor | None, frame: Issue) -> Contributor:
    form = request.form
    gender = form.get("rod", "")
    name = normal_text(form["jmeno"])
    slug = (
        before.slug
        if before
        else slug_of_title(name, ["novy", *(each.slug for each in frame.contributors)])
    )
    return Contributor(
        slug=slug,
        name=name,
        affiliation=normal_text(form.get("pusobiste", "")),
        profile=normal_text(form.get("medailonek", "")),
        portrait=normal_text(form.get("portret", "")),
        gender=Gender(gender) if gender in set(Gender) else None,
    )


def _with(
    people: tuple[Contributor, ...], before: Contributor | None, after: Contributor | None
) -> tuple[Contributor, ...]:
    if before is None:
        return (*people, after) if after else people
    changed = (after if each == before else each for each in people)
    return tuple(each for each in changed if each is not None)


def _problems() -> dict[str, str]:
    found = {}
    if not normal_text(request.form.get("jmeno", "")):
        found["jmeno"] = "Napište jméno a příjmení."
    if len(request.form.get("medailonek", "")) > _LONGEST_PROFILE_CHARS:
        found["medailonek"] = (
            f"Medailonek je delší než {_LONGEST_PROFILE_CHARS} znaků; zkraťte jej."
        )
    return found


def _works(session: Session, issue: IssueRecord) -> dict[str, list[str]]:
    """Titles of the articles that name a person, by the person's slug."""
    found: dict[str, list[str]] = {}
    for each in articles_of(session, issue):
        try:
            article = read_source(each)
        except FolderError:
            continue
        for slug in {*article.authors, *article.translators, *article.revisers}:
            found.setdefault(slug, []).append(article.title)
    return found
