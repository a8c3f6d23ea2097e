"""The desk's page on which an issue is put together: its sections, their articles, the pool."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session, undefer
from werkzeug.wrappers import Response

from mitdomov.accounts.audit import record
from mitdomov.accounts.model import Account
from mitdomov.accounts.roles import Right
from mitdomov.clock import now
from mitdomov.czech_words import counted
from mitdomov.editorial.article_model import ArticleRecord, Stage
from mitdomov.editorial.articles import article_record, read_source
from mitdomov.editorial.frames import read_frame
from mitdomov.editorial.model import IssueRecord
from mitdomov.editorial.moving import (
    PictureNameTakenError,
    arrange,
    move_to_issue,
    move_to_pool,
)
from mitdomov.editorial.working import articles_of
from mitdomov.magazine.findings import FolderError
from mitdomov.magazine.model import Issue, Section
from mitdomov.render.pdf.estimate import estimate_pages
from mitdomov.web.access import needs, signed_in
from mitdomov.web.desk.issues.issue_of import issue_of
from mitdomov.web.instance import store
from mitdomov.web.numbers import row_number

_RIGHT: Final = Right.EDIT
_STEPS: Final = {"nahoru": -1, "dolu": 1}


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/cislo/<slug>/", "issue", assembly)
    blueprint.add_url_rule("/cislo/<slug>/poradi", "arrange_issue", rearrange, methods=["POST"])
    blueprint.add_url_rule("/cislo/<slug>/posunout", "shift_article", shift, methods=["POST"])
    blueprint.add_url_rule("/cislo/<slug>/zaradit", "include_article", include, methods=["POST"])
    blueprint.add_url_rule("/cislo/<slug>/vyradit", "exclude_article", exclude, methods=["POST"])
    blueprint.add_url_rule("/cislo/<slug>/hotovo", "finish_article", finish, methods=["POST"])


@dataclass(frozen=True, slots=True)
class Line:
    """An article as the page lists it."""

    article: ArticleRecord
    signed: str
    """Who wrote or translated it."""
    pages: float
    assignee: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """A section with its articles; without a section, those that name none of the issue's."""

    section: Section | None
    lines: Sequence[Line]


@needs(_RIGHT)
def assembly(slug: str) -> str:
    with store().reading() as session:
        issue = issue_of(session, slug)
        frame = read_frame(store().blobs, issue)
        lines = _lines(session, articles_of(session, issue), frame)
        return render_template(
            "desk/assembly/issue.html",
            issue=issue,
            slug=slug,
            frame=frame,
            shelves=_shelves(frame, lines),
            pages=sum(line.pages for line in lines),
            pool=_lines(session, _pool(session), None),
            moved=request.args.get("presunuto", type=row_number),
        )


@needs(_RIGHT)
def rearrange(slug: str) -> Response:
    """The whole order at once, as dragging leaves it: `poradi` is `section:article` each."""
    wanted: dict[str, list[int]] = {}
    for pair in request.form.getlist("poradi"):
        section, _, number = pair.rpartition(":")
        wanted.setdefault(section, []).append(int(number) if number.isdecimal() else abort(400))
    with store().writing() as session:
        issue = issue_of(session, slug)
        if not _arrange(session, issue, wanted):
            abort(409)
    return Response(status=204)


@needs(_RIGHT)
def shift(slug: str) -> Response:
    """One article up or down by one, or into another section; the keyboard's way."""
    number = request.form.get("clanek", type=row_number) or abort(400)
    step = request.form.get("smer", "")
    with store().writing() as session:
        issue = issue_of(session, slug)
        frame = read_frame(store().blobs, issue)
        order = _order(frame, articles_of(session, issue))
        if not _shift(order, number, step) or not _arrange(session, issue, order):
            abort(409)
        article = article_record(session, number) or abort(404)
        flash(_place(article.title, order, number, frame))
    return redirect(_at(slug, number, step), 303)


@needs(_RIGHT)
def include(slug: str) -> Response:
    """Out of the pool to the end of a section."""
    number = request.form.get("clanek", type=row_number) or abort(400)
    at = now()
    with store().writing() as session:
        issue = issue_of(session, slug)
        article = article_record(session, number) or abort(404)
        if article.issue_id is not None:  # somebody else has put it into an issue meanwhile
            abort(409)
        frame = read_frame(store().blobs, issue)
        section = request.form.get("rubrika", "")
        if section not in {each.slug for each in frame.sections}:
            abort(400)
        try:
            move_to_issue(
                session,
                store().blobs,
                article,
                issue,
                section=section,
                by=signed_in().id,
                at=at,
            )
        except PictureNameTakenError as error:
            flash(str(error))
            return redirect(url_for("desk.issue", slug=slug), 303)
        sentence = f"Článek „{article.title}“ je zařazený do čísla {issue.number}."
        record(session, signed_in().actor, "article-included", f"article:{number}", sentence, at)
    flash(sentence)
    return redirect(_at(slug, number), 303)


@needs(_RIGHT)
def exclude(slug: str) -> Response:
    """Into the pool; the page then offers the way back."""
    number = request.form.get("clanek", type=row_number) or abort(400)
    at = now()
    with store().writing() as session:
        issue = issue_of(session, slug)
        article = article_record(session, number)
        if article is None or article.issue_id != issue.id:
            abort(409)
        section = article.section
        move_to_pool(session, store().blobs, article, by=signed_in().id, at=at)
        sentence = f"Článek „{article.title}“ je vyřazený z čísla {issue.number} do zásobníku."
        record(session, signed_in().actor, "article-excluded", f"article:{number}", sentence, at)
    way_back = render_template(
        "desk/assembly/way_back.html", slug=slug, number=number, section=section, sentence=sentence
    )
    flash(Markup(way_back))  # noqa: S704 - our own template, which escapes the title
    return redirect(url_for("desk.issue", slug=slug, _anchor="zasobnik"), 303)


@needs(_RIGHT)
def finish(slug: str) -> Response:
    """An article is ready as it is; its details can say otherwise again."""
    number = request.form.get("clanek", type=row_number) or abort(400)
    with store().writing() as session:
        issue = issue_of(session, slug)
        article = article_record(session, number)
        if article is None or article.issue_id != issue.id:
            abort(404)
        article.stage = Stage.READY
        sentence = f"Označil(a) článek „{article.title}“ jako hotový."
        subject = f"article:{article.id}"
        record(session, signed_in().actor, "article-details-saved", subject, sentence, now())
        flash(f"Článek „{article.title}“ je hotový. Kdyby přece nebyl, vrátíte ho v jeho údajích.")
    return redirect(_at(slug, number), 303)


def _arrange(session: Session, issue: IssueRecord, order: dict[str, list[int]]) -> bool:
    at = now()
    if not arrange(session, store().blobs, issue, order, by=signed_in().id, at=at):
        return False
    count = counted(sum(map(len, order.values())), "článku", "článků", "článků")
    record(
        session,
        signed_in().actor,
        "issue-arranged",
        f"issue:{issue.number}",
        f"V čísle {issue.number} se změnilo pořadí {count}.",
        at,
    )
    return True


def _order(frame: Issue, articles: Iterable[ArticleRecord]) -> dict[str, list[int]]:
    """Ids by section, in the order of the page."""
    order: dict[str, list[int]] = {section.slug: [] for section in frame.sections}
    for article in articles:
        order.setdefault(article.section, []).append(article.id)
    return order


def _shift(order: dict[str, list[int]], number: int, step: str) -> bool:
    """Changes `order`; whether there was such an article and such a step. At the end of a section
    the next step leads into the neighbouring one."""
    section = next((slug for slug, ids in order.items() if number in ids), None)
    if section is None:
        return False
    ids = order[section]
    place = ids.index(number)
    ids.remove(number)
    if step in _STEPS and 0 <= place + _STEPS[step] <= len(ids):
        ids.insert(place + _STEPS[step], number)
        return True
    target = step if step in order else _neighbour([*order], section, step)
    order[target].insert(len(order[target]) if step != "dolu" else 0, number)
    return step in order or step in _STEPS


def _place(title: str, order: dict[str, list[int]], number: int, frame: Issue) -> str:
    section = next(slug for slug, ids in order.items() if number in ids)
    titles = {each.slug: each.title for each in frame.sections}
    place = order[section].index(number) + 1
    return f"Článek „{title}“ je {place}. v rubrice {titles.get(section, section)}."


def _neighbour(sections: Sequence[str], section: str, step: str) -> str:
    place = sections.index(section) + _STEPS.get(step, 0)
    return sections[min(max(place, 0), len(sections) - 1)]


def _at(slug: str, number: int, step: str = "nahoru") -> str:
    """The page with the focus on the button by which the article was moved: a browser gives it
    to what the fragment names, when that can have it."""
    button = f"{step if step in _STEPS else 'nahoru'}-{number}"
    return url_for("desk.issue", slug=slug, presunuto=number, _anchor=button)


def _pool(session: Session) -> Sequence[ArticleRecord]:
    return session.scalars(
        select(ArticleRecord)
        .where(ArticleRecord.issue_id.is_(None), ArticleRecord.deleted_at.is_(None))
        .order_by(ArticleRecord.updated_at.desc())
        .options(undefer(ArticleRecord.source))
    ).all()


def _lines(session: Session, articles: Iterable[ArticleRecord], frame: Issue | None) -> list[Line]:
    people = {each.slug: each.name for each in frame.contributors} if frame else {}
    accounts = dict(session.execute(select(Account.id, Account.name)).all())
    return [_line(each, people, accounts) for each in articles]


def _line(record: ArticleRecord, people: dict[str, str], accounts: dict[int, str]) -> Line:
    assignee = accounts.get(record.assignee_id, "") if record.assignee_id else ""
    try:
        article = read_source(record)
    except FolderError:
        return Line(record, "", 0.0, assignee)
    in_pool = {slug: str(person.get("name", "")) for slug, person in record.people.items()}
    known = in_pool | people
    names = ", ".join(known.get(slug, slug) for slug in article.authors)
    translators = ", ".join(known.get(slug, slug) for slug in article.translators)
    signed = names or (f"přel. {translators}" if translators else "")
    return Line(record, signed, estimate_pages(article), assignee)


def _shelves(frame: Issue, lines: Iterable[Line]) -> list[Shelf]:
    by_section: dict[str, list[Line]] = {section.slug: [] for section in frame.sections}
    strays: list[Line] = []
    for line in lines:
        by_section.get(line.article.section, strays).append(line)
    shelves = [Shelf(section, by_section[section.slug]) for section in frame.sections]
    return [Shelf(None, strays), *shelves] if strays else shelves
