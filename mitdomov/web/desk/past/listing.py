"""The desk's list of past issues, and the form that takes PDFs for more of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from mitdomov.accounts.roles import Right
from mitdomov.clock import now
from mitdomov.czech_words import counted
from mitdomov.editorial.past.importing import warning_of
from mitdomov.editorial.past.queries import past_issues
from mitdomov.editorial.past.reading import MAX_BYTES, Refused
from mitdomov.editorial.past.uploads import KnownIssue, Received, open_uploads, receive
from mitdomov.jobs.ring import ring_for_work
from mitdomov.web.access import needs, signed_in
from mitdomov.web.desk.past.form import NO_FILE
from mitdomov.web.instance import settings, store
from mitdomov.web.uploads import takes_files

_RULE: Final = "/starsi-cisla/nacist"
_MOST_FILES: Final = 40
_UPLOAD_BYTES: Final = 500_000_000
"""Of one request: a browser without scripts sends all files at once."""
_TOO_MANY: Final = f"Vyberte nejvýše {_MOST_FILES} souborů najednou, ostatní nahrajte potom."
_UNHEARD: Final = (
    "Program, který čte PDF, teď neběží. Soubory jsou uložené a přečtou se, jakmile poběží."
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file that was sent."""

    name: str
    done: Received | KnownIssue | Refused

    @property
    def is_refused(self) -> bool:
        return isinstance(self.done, Refused)

    @property
    def sentence(self) -> str:
        match self.done:
            case Refused(sentence):
                return sentence
            case KnownIssue(issue):
                return f"tento soubor už je číslo {issue.number}"
            case Received(is_known=True):
                return "tento soubor už tu je, pokračujte v něm"
        return "nahráno"


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/starsi-cisla/", "past_issues", past_issues_page)
    blueprint.add_url_rule(_RULE, "new_past_issue", new_past_issue)
    blueprint.add_url_rule(_RULE, "import_past_issue", import_past_issue, methods=["POST"])


@needs(Right.EDIT)
def past_issues_page() -> str:
    with store().reading() as session:
        issues, uploads = past_issues(session), open_uploads(session)
    return render_template(
        "desk/past/list.html", issues=issues, uploads=uploads, warning_of=warning_of
    )


@needs(Right.EDIT)
def new_past_issue() -> str:
    return _form("")


@needs(Right.EDIT)
@takes_files(_UPLOAD_BYTES)
def import_past_issue() -> Response | tuple[str, int] | tuple[Response, int]:
    """The files are only kept here; the worker reads them."""
    files = [each for each in request.files.getlist("file") if each.filename]
    if not files or len(files) > _MOST_FILES:
        sentence = _TOO_MANY if files else NO_FILE
        return (jsonify(problem=sentence), 422) if _wants_json() else (_form(sentence), 422)
    outcomes = [_received(each) for each in files]
    is_heard = _ring(outcomes)
    if _wants_json():
        return _told(outcomes[0])
    if all(each.is_refused for each in outcomes):
        return _form("", outcomes), 422
    _say(outcomes)
    if not is_heard:
        flash(_UNHEARD)
    return redirect(_next(outcomes), 303)


def _received(file: FileStorage) -> Outcome:
    name = file.filename or ""
    data = file.stream.read(MAX_BYTES + 1)
    return Outcome(name, receive(store(), name, data, by=signed_in().actor, at=now()))


def _ring(outcomes: Sequence[Outcome]) -> bool:
    """Whether the broker took every ring; if not, the sweep rings again."""
    orders = [
        each.done.upload.order_id
        for each in outcomes
        if isinstance(each.done, Received) and each.done.upload.order_id
    ]
    heard = [ring_for_work(settings(), order_id) for order_id in orders]
    return all(heard)


def _told(outcome: Outcome) -> tuple[Response, int]:
    """For the script that sends one file after another."""
    status = 422 if outcome.is_refused else 200
    key = "problem" if outcome.is_refused else "said"
    return jsonify({key: outcome.sentence, "next": _next([outcome])}), status


def _say(outcomes: Sequence[Outcome]) -> None:
    received = sum(outcome.sentence == "nahráno" for outcome in outcomes)
    if received:
        flash(f"Nahráno: {counted(received, 'soubor', 'soubory', 'souborů')}. Teď se čtou.")
    for each in outcomes:
        if each.sentence != "nahráno":
            flash(f"{each.name}: {each.sentence}")


def _next(outcomes: Sequence[Outcome]) -> str:
    """Where to go on: the page of the issue when every file is that issue already."""
    issues = {each.done.issue.id for each in outcomes if isinstance(each.done, KnownIssue)}
    if len(issues) == 1 and not any(isinstance(each.done, Received) for each in outcomes):
        return url_for("desk.past_issue", past_id=issues.pop())
    return url_for("desk.past_intake")


def _wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"


def _form(problem: str, outcomes: Sequence[Outcome] = ()) -> str:
    return render_template(
        "desk/past/new.html",
        problems={"file": problem} if problem else {},
        refused=[each for each in outcomes if each.is_refused],
    )
