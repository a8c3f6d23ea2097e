"""The page of a translation's Original: whose work, by what right, with which evidence."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from cattrs import structure
from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from mitdomov.accounts.audit import record as record_act
from mitdomov.accounts.roles import Right
from mitdomov.clock import now, today
from mitdomov.document.tree import Inlines
from mitdomov.editorial import evidence
from mitdomov.editorial.article_model import ArticleRecord, Origin
from mitdomov.editorial.articles import Conflict, save_article
from mitdomov.editorial.evidence import Unusable, evidence_of
from mitdomov.editorial.frames import read_frame
from mitdomov.editorial.media.model import EvidenceFile
from mitdomov.editorial.model import IssueRecord
from mitdomov.magazine.leave import MEDIA, Lack, lacks
from mitdomov.magazine.model import Article, ArticleType, Contributor, Issue, Original
from mitdomov.render.credits import ADJECTIVES, credit
from mitdomov.web.access import needs, signed_in
from mitdomov.web.desk.articles.access import read, writable
from mitdomov.web.desk.articles.original_form import (
    LABELS,
    Form,
    OriginalError,
    fields_of,
    imprint,
    original_of,
)
from mitdomov.web.desk.meanwhile import meanwhile
from mitdomov.web.instance import store
from mitdomov.web.uploads import takes_files

_RULE: Final = "/clanek/<row:article_id>/original"
_FILE: Final = f"{_RULE}/doklad/<row:evidence_id>"
_ACTS: Final = ("original-saved", "original-dropped", "article-restored")
"""By which an Original changes."""
_CLOSED: Final = "default-src 'none'; sandbox"
"""Whatever a browser makes of an uploaded file, it can do nothing."""


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule(_RULE, "article_original", article_original)
    blueprint.add_url_rule(_RULE, "save_original", save_original, methods=["POST"])
    blueprint.add_url_rule(f"{_RULE}/radek", "credit_line", credit_line, methods=["POST"])
    blueprint.add_url_rule(f"{_RULE}/smazat", "drop_original", drop_original, methods=["POST"])
    blueprint.add_url_rule(f"{_RULE}/doklad", "add_evidence", add_evidence, methods=["POST"])
    blueprint.add_url_rule(_FILE, "evidence_file", evidence_file)
    blueprint.add_url_rule(f"{_FILE}/smazat", "ask_to_drop_evidence", ask_to_drop_evidence)
    blueprint.add_url_rule(f"{_FILE}/smazat", "drop_evidence", drop_evidence, methods=["POST"])


@needs(Right.WRITE)
def article_original(article_id: int) -> str:
    with store().reading() as session:
        return _page(session, writable(session, article_id))


@needs(Right.WRITE)
def save_original(article_id: int) -> ResponseReturnValue:
    """What others changed in the text meanwhile is no hindrance; another Original is."""
    form = request.form
    with store().writing() as session:
        record = writable(session, article_id)
        article = read(record)
        if form.get("imprint") != imprint(article.original):
            return _page(session, record, form, is_behind=True), 409
        try:
            original = original_of(form)
        except OriginalError as error:
            return _page(session, record, form, error.problems), 422
        _write(session, record, article, original, "originál")
    flash("Údaje o originálu jsou uložené.")
    return redirect(url_for("desk.article_original", article_id=article_id), 303)


@needs(Right.WRITE)
def credit_line(article_id: int) -> str:
    """The line that the artefacts would print of what is typed just now."""
    with store().reading() as session:
        record = writable(session, article_id)
        article = read(record)
        try:
            typed: Original | None = original_of(request.form)
        except OriginalError:
            typed = None
        return render_template(
            "desk/originals/credit.html", line=_line(session, record, article, typed)
        )


@needs(Right.WRITE)
def drop_original(article_id: int) -> ResponseReturnValue:
    """The history of the article gives it back."""
    with store().writing() as session:
        record = writable(session, article_id)
        _write(session, record, read(record), None, "bez originálu")
    flash("Údaje o originálu jsou pryč. Vrátit je můžete z historie článku.")
    return redirect(url_for("desk.article_original", article_id=article_id), 303)


@needs(Right.WRITE)
@takes_files(evidence.MAX_BYTES + 1_000_000)
def add_evidence(article_id: int) -> ResponseReturnValue:
    file = request.files.get("doklad")
    data = file.stream.read(evidence.MAX_BYTES + 1) if file else b""
    name = (file.filename if file else "") or ""
    person, at = signed_in(), now()
    with store().writing() as session:
        record = writable(session, article_id)
        before = read(record).original
        found = evidence.add_evidence(
            session,
            store().blobs,
            article_id=article_id,
            data=data,
            name=name,
            by=person.id,
            at=at,
        )
        if isinstance(found, Unusable):
            sentence = found.sentence if name else "Vyberte soubor s dokladem."
            typed = _typed(before)
            began = typed.get("imprint", "") if typed else ""
            problems = {"doklad": sentence}
            return _page(session, record, typed, problems, unsaved_from=began), 422
        sentence = f"Přidal(a) doklad „{found.name}“ k článku „{record.title}“."
        record_act(session, person.actor, "evidence-added", f"article:{article_id}", sentence, at)
        _name_in_permission(session, record, found.name)
    flash(f"Doklad {found.name} je uložený.")
    return _beside_typed(article_id, before, found.name)


def _typed(before: Original | None) -> Form | None:
    """What the form of the Original says when another button was pressed; None when it says no
    more than `before`."""
    form = request.form
    kept = fields_of(before)
    is_other = any(_plain(form, name) != _plain(kept, name) for name in LABELS)
    return form if "title" in form and is_other else None


def _plain(form: Form, name: str) -> list[str]:
    """A browser sends empty fields as well; they say nothing."""
    values = ("\n".join(value.strip().splitlines()) for value in form.getlist(name))
    return [value for value in values if value]


def _beside_typed(article_id: int, before: Original | None, name: str) -> ResponseReturnValue:
    """The evidence is kept; what was typed above it stays in the form, still to be saved."""
    typed = _typed(before)
    if typed is None:
        return redirect(_at_evidence(article_id), 303)
    shown = MultiDict(typed)
    if not shown.get("evidence", "").strip():
        shown["evidence"] = name
    with store().reading() as session:
        record = writable(session, article_id)
        began = typed.get("imprint", "")
        goes_on = imprint(read(record).original) if began == imprint(before) else began
        return _page(session, record, shown, unsaved_from=goes_on)


@needs(Right.WRITE)
def evidence_file(article_id: int, evidence_id: int) -> Response:
    """Always a download: nothing of it is ever shown as a page of this site."""
    with store().reading() as session:
        found = _one_of(session, writable(session, article_id), evidence_id)
    answer = Response(store().blobs.get(found.sha256), mimetype=found.media_type)
    answer.headers.set("Content-Disposition", "attachment", filename=found.name)
    answer.headers["Content-Security-Policy"] = _CLOSED
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


@needs(Right.WRITE)
def ask_to_drop_evidence(article_id: int, evidence_id: int) -> str:
    with store().reading() as session:
        record = writable(session, article_id)
        found = _one_of(session, record, evidence_id)
        return render_template("desk/originals/drop_evidence.html", article=record, evidence=found)


@needs(Right.WRITE)
def drop_evidence(article_id: int, evidence_id: int) -> ResponseReturnValue:
    person, at = signed_in(), now()
    with store().writing() as session:
        record = writable(session, article_id)
        found = _one_of(session, record, evidence_id)
        session.delete(found)
        sentence = f"Smazal(a) doklad „{found.name}“ u článku „{record.title}“."
        record_act(session, person.actor, "evidence-dropped", f"article:{article_id}", sentence, at)
    flash(f"Doklad {found.name} je smazaný.")
    return redirect(_at_evidence(article_id), 303)


def _write(
    session: Session, record: ArticleRecord, article: Article, original: Original | None, note: str
) -> None:
    person, at = signed_in(), now()
    outcome = save_article(
        session,
        record.id,
        base_version=record.version,
        article=replace(article, original=original),
        by=person.id,
        at=at,
        origin=Origin.SAVED,
        note=note,
    )
    if isinstance(outcome, Conflict):  # nobody else writes within this transaction
        raise TypeError("Článek se změnil uprostřed ukládání.")
    verb = "original-saved" if original else "original-dropped"
    sentence = f"Změnil(a) originál článku „{record.title}“."
    record_act(session, person.actor, verb, f"article:{record.id}", sentence, at)


def _name_in_permission(session: Session, record: ArticleRecord, name: str) -> None:
    """A permission that names no evidence yet names this one."""
    article = read(record)
    original = article.original
    if original and original.permission and not original.permission.evidence:
        permission = replace(original.permission, evidence=name)
        _write(session, record, article, replace(original, permission=permission), "doklad")


def _page(
    session: Session,
    record: ArticleRecord,
    typed: Form | None = None,
    problems: Mapping[str, str] | None = None,
    *,
    is_behind: bool = False,
    unsaved_from: str = "",
) -> str:
    """`unsaved_from` is the imprint from which a form goes on that was not saved yet."""
    article = read(record)
    issue = session.get(IssueRecord, record.issue_id) if record.issue_id else None
    dated = issue.dated if issue else today()
    kept = fields_of(article.original)
    behind = None
    if typed and is_behind:
        behind = meanwhile(
            session,
            f"article:{record.id}",
            _ACTS,
            labels=LABELS,
            typed=typed,
            kept=kept,
            words={"media": {medium.value: words for medium, words in MEDIA.items()}},
            boxes=("media",),
        )
    return render_template(
        "desk/originals/original.html",
        article=record,
        issue=issue,
        is_translation=article.type is ArticleType.TRANSLATION,
        original=article.original,
        lacks=_lacks(article, dated),
        dated=dated,
        form=typed or kept,
        problems=dict(problems or {}),
        meanwhile=behind,
        imprint=unsaved_from or imprint(article.original),
        is_unsaved=bool(unsaved_from),
        evidence=evidence_of(session, record.id),
        languages=sorted(ADJECTIVES),
        media=[(medium.value, words) for medium, words in MEDIA.items()],
        line=_line(session, record, article, article.original),
    )


def _lacks(article: Article, dated: date) -> list[Lack]:
    return list(lacks(article.original, dated, today())) if article.original else []


def _line(
    session: Session, record: ArticleRecord, article: Article, original: Original | None
) -> Inlines:
    if original is None:
        return ()
    people = {each.slug: each for each in _people(session, record)}
    named = (*article.translators, *article.revisers)
    known = tuple(people.get(slug) or Contributor(slug, slug) for slug in dict.fromkeys(named))
    frame = Issue("1/2000", "", today(), contributors=known)
    return credit(replace(article, original=original), frame)


def _people(session: Session, record: ArticleRecord) -> tuple[Contributor, ...]:
    """The issue's, or in the pool those whom the article takes along."""
    if record.issue_id is None:
        return tuple(structure(each, Contributor) for each in record.people.values())
    issue = session.get_one(IssueRecord, record.issue_id)
    return read_frame(store().blobs, issue).contributors


def _one_of(session: Session, record: ArticleRecord, evidence_id: int) -> EvidenceFile:
    found = session.get(EvidenceFile, evidence_id)
    return found if found is not None and found.article_id == record.id else abort(404)


def _at_evidence(article_id: int) -> str:
    return url_for("desk.article_original", article_id=article_id, _anchor="doklady")
