"""All issues in, edited here or kept as PDF only; the page that lists them year by year out."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Final

from flask import Blueprint, render_template, request, url_for
from sqlalchemy.orm import Session

from mitdomov.accounts.roles import Right
from mitdomov.editorial import queries
from mitdomov.editorial.model import IssueRecord, IssueState
from mitdomov.editorial.past.model import PastIssue, PastState
from mitdomov.editorial.past.queries import past_issues
from mitdomov.magazine.numbers import slug_of
from mitdomov.web.access import needs
from mitdomov.web.instance import store

_IN_WORK, _PUBLISHED, _PAST = "v-praci", "vydana", "starsi"
_WHICH: Final = {
    "": "Všechna",
    _IN_WORK: "V práci",
    _PUBLISHED: "Vydaná",
    _PAST: "Starší, jen PDF",
}


@dataclass(frozen=True, slots=True)
class Row:
    number: str
    theme: str
    dated: date
    due_on: date | None
    url: str
    state: str
    """As styles call it."""
    words: str
    belongs: tuple[str, ...]
    """What changed since it was published is published and in work."""


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/cisla/", "issues", issues_page)


@needs(Right.EDIT)
def issues_page() -> str:
    which = request.args.get("stav", "")
    with store().reading() as session:
        rows = sorted(_rows(session), key=lambda row: (row.dated, row.number), reverse=True)
    shown = [row for row in rows if which not in _WHICH or not which or which in row.belongs]
    return render_template(
        "desk/assembly/issues.html",
        years=[(year, list(those)) for year, those in groupby(shown, lambda row: row.dated.year)],
        ways=[
            (slug, words, sum(not slug or slug in row.belongs for row in rows))
            for slug, words in _WHICH.items()
        ],
        which=which,
    )


def state_words(issue: IssueRecord) -> str:
    if issue.state is IssueState.PUBLISHED:
        return "vydané"
    return "změněné od vydání" if issue.current_snapshot_id else "rozpracované"


def _rows(session: Session) -> Iterator[Row]:
    yield from map(_edited, queries.issues(session))
    yield from map(_kept, past_issues(session))


def _edited(issue: IssueRecord) -> Row:
    is_draft, is_published = issue.state is IssueState.DRAFT, issue.current_snapshot_id is not None
    return Row(
        number=issue.number,
        theme=issue.theme,
        dated=issue.dated,
        due_on=issue.due_on if is_draft else None,
        url=url_for("desk.issue", slug=slug_of(issue.number)),
        state=issue.state.value,
        words=state_words(issue),
        belongs=(_IN_WORK,) * is_draft + (_PUBLISHED,) * is_published,
    )


def _kept(past: PastIssue) -> Row:
    is_shown = past.state is PastState.PUBLISHED
    return Row(
        number=past.number,
        theme=past.theme,
        dated=past.dated,
        due_on=None,
        url=url_for("desk.past_issue", past_id=past.id),
        state="accepted" if is_shown else "waiting",
        words="v archivu, jen PDF" if is_shown else "skryté, jen PDF",
        belongs=(_PAST,),
    )
