"""Word files in, one draft each out; what became of every file, now and later."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from mitdomov.accounts.model import Account
from mitdomov.accounts.roles import Right
from mitdomov.clock import now
from mitdomov.document.word.package import MAX_FILE_BYTES
from mitdomov.document.word.report import Refusal, Report
from mitdomov.editorial.article_model import ArticleRecord
from mitdomov.editorial.articles import may_write
from mitdomov.editorial.frames import read_frame
from mitdomov.editorial.model import IssueRecord
from mitdomov.editorial.word_import import (
    Destination,
    Imported,
    KnownFile,
    import_word,
    report_of,
    word_import_of,
)
from mitdomov.magazine.numbers import slug_of
from mitdomov.web.access import needs, signed_in
from mitdomov.web.desk.articles.access import writable
from mitdomov.web.instance import store
from mitdomov.web.numbers import row_number
from mitdomov.web.uploads import takes_files

MOST_FILES: Final = 20
_UPLOAD_BYTES: Final = 60_000_000
_POOL: Final = "zasobnik"
_SECTION_IN_POOL: Final = "tema"
"""Of the standing sections; whoever puts the article into an issue chooses another."""
_RULE: Final = "/clanky/word"
_NO_FILE: Final = "Vyberte aspoň jeden soubor .docx."


class Place(NamedTuple):
    """A choice of where the drafts go; `key` is `1-2026/rubrika`."""

    key: str
    words: str
    issue_id: int | None
    section: str


class Outcome(NamedTuple):
    """What became of one file: an article with its report, or a problem."""

    name: str
    article_id: int | None
    title: str = ""
    report: Report | None = None
    problem: str = ""
    is_known: bool = False


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule(_RULE, "word_import", word_import)
    blueprint.add_url_rule(_RULE, "import_word_files", import_word_files, methods=["POST"])
    blueprint.add_url_rule(f"{_RULE}/nacteno", "word_imported", word_imported)
    blueprint.add_url_rule("/clanek/<row:article_id>/word", "article_word", article_word)


@needs(Right.WRITE)
def word_import() -> str:
    return _form()


@needs(Right.WRITE)
@takes_files(_UPLOAD_BYTES)
def import_word_files() -> Response | tuple[str, int]:
    """Every file for itself: what is wrong with one does no harm to the others."""
    files = [file for file in request.files.getlist("soubory") if file.filename]
    if not 0 < len(files) <= MOST_FILES:
        sentence = f"Vyberte nejvýš {MOST_FILES} souborů najednou." if files else _NO_FILE
        return _form(sentence), 422
    to = _destination()
    outcomes = [_imported(file, to) for file in files]
    ids = [each.article_id for each in outcomes if each.report is not None]
    if len(ids) == len(outcomes):
        return redirect(url_for("desk.word_imported", id=ids), 303)
    return _outcomes(outcomes), 200 if any(each.article_id for each in outcomes) else 422


@needs(Right.WRITE)
def word_imported() -> str:
    """The drafts that were just made."""
    person = signed_in()
    outcomes: list[Outcome] = []
    with store().reading() as session:
        for number in dict.fromkeys(request.args.getlist("id", type=row_number)[:MOST_FILES]):
            record = session.get(ArticleRecord, number)
            kept = word_import_of(session, number)
            if record and kept and may_write(person.id, person.roles, record):
                outcomes.append(Outcome(kept.name, number, record.title, report_of(kept)))
    return _outcomes(outcomes or abort(404))


@needs(Right.WRITE)
def article_word(article_id: int) -> str:
    """The report of the Word file that the article began as."""
    with store().reading() as session:
        record = writable(session, article_id)
        kept = word_import_of(session, article_id) or abort(404)
        issue = session.get(IssueRecord, record.issue_id) if record.issue_id else None
        importer = session.get(Account, kept.imported_by) if kept.imported_by else None
        return render_template(
            "desk/word_import/report.html",
            article=record,
            issue=issue,
            kept=kept,
            report=report_of(kept),
            importer=importer.name if importer else "",
        )


def _form(problem: str = "") -> str:
    with store().reading() as session:
        places = _places(session)
    return render_template(
        "desk/word_import/form.html",
        destinations=[(place.key, place.words) for place in places],
        chosen=request.form.get("kam") or _first_of(places, request.args.get("cislo", "")),
        problem=problem,
        most_files=MOST_FILES,
    )


def _first_of(places: Sequence[Place], slug: str) -> str:
    """The first section of the issue from whose page one came."""
    keys = (place.key for place in places if place.key.startswith(f"{slug}/"))
    return next(keys, _POOL)


def _outcomes(outcomes: Sequence[Outcome]) -> str:
    """The refused first, since they ask for something to be done."""
    ordered = sorted(outcomes, key=lambda each: not each.problem)
    issue = _issue_of(outcomes)
    return render_template("desk/word_import/outcomes.html", outcomes=ordered, issue=issue)


def _issue_of(outcomes: Iterable[Outcome]) -> IssueRecord | None:
    """The one that all articles went into, for whoever assembles it."""
    if not signed_in().may(Right.EDIT):
        return None
    made = [each.article_id for each in outcomes if each.article_id]
    with store().reading() as session:
        query = select(ArticleRecord.issue_id).where(ArticleRecord.id.in_(made)).distinct()
        match session.scalars(query).all():
            case [int(issue_id)]:
                return session.get(IssueRecord, issue_id)
            case _:
                return None


def _places(session: Session) -> list[Place]:
    """The pool, and to editors the sections of every issue, the newest first."""
    issues = session.scalars(select(IssueRecord).order_by(IssueRecord.dated.desc())).all()
    frames = [(issue, read_frame(store().blobs, issue)) for issue in issues]
    pool = Place(_POOL, "Zásobník článků", None, _SECTION_IN_POOL)
    if not signed_in().may(Right.EDIT):
        return [pool]
    return [pool] + [
        Place(
            f"{slug_of(issue.number)}/{section.slug}",
            f"Číslo {issue.number}: {section.title}",
            issue.id,
            section.slug,
        )
        for issue, frame in frames
        for section in frame.sections
    ]


def _destination() -> Destination:
    """An author's draft is his own to write on."""
    with store().reading() as session:
        places = _places(session)
    wanted = request.form.get("kam", _POOL)
    place = next((each for each in places if each.key == wanted), None) or abort(400)
    person = signed_in()
    assignee = None if person.may(Right.EDIT) else person.id
    return Destination(place.section, place.issue_id, assignee)


def _imported(file: FileStorage, to: Destination) -> Outcome:
    name = (file.filename or "").replace("\\", "/").rsplit("/", 1)[-1]
    data = file.stream.read(MAX_FILE_BYTES + 1)
    found = import_word(store(), data, name=name, to=to, by=signed_in().actor, at=now())
    match found:
        case Imported():
            return Outcome(name, found.article_id, found.title, found.report)
        case KnownFile():
            return Outcome(name, found.article_id, found.title, is_known=True)
        case Refusal():
            return Outcome(name, None, problem=found.sentence)
