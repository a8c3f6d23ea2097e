"""A past issue edited, shown to readers, hidden from them or deleted; each change is recorded."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete
from sqlalchemy.orm import Session

from mitdomov.accounts.audit import Actor, record
from mitdomov.database.store import Store
from mitdomov.editorial.past import finding
from mitdomov.editorial.past.details import Details, problems_of, taken
from mitdomov.editorial.past.importing import Problems
from mitdomov.editorial.past.model import PastIssue, PastPage, PastState
from mitdomov.editorial.past.queries import pages_of
from mitdomov.search.index import Prepared, replace


@dataclass(frozen=True, slots=True)
class Changed:
    issue: PastIssue


@dataclass(frozen=True, slots=True)
class ChangedMeanwhile:
    """Somebody else was quicker; nothing was written."""

    issue: PastIssue


class SeenByReadersError(Exception):
    """Whoever has cited an address finds there what it was, or why it is not shown."""

    def __init__(self) -> None:
        super().__init__(
            "Číslo už čtenáři viděli a mohli na ně odkázat, proto smazat nejde. Jde jen skrýt; "
            "na jeho adrese pak stojí, že tu teď není."
        )


def edit(
    store: Store, issue_id: int, version: int, details: Details, *, by: Actor, at: datetime
) -> Changed | ChangedMeanwhile | Problems:
    """The number is the address: it changes only while no reader has ever seen the issue."""
    problems = problems_of(details)
    with store.reading() as session:
        issue = _got(session, issue_id)
        problems = problems or _of_number(session, issue, details)
        pages = pages_of(session, issue)
    if problems:
        return Problems(problems)
    old_number = issue.number
    _put(issue, details)
    found, gone = finding.prepared(issue, pages), finding.nothing(old_number)
    with store.writing() as session:
        kept = _got(session, issue_id)
        if kept.version != version:
            return ChangedMeanwhile(kept)
        if late := _of_number(session, kept, details):
            return Problems(late)
        _put(kept, details)
        _touch(kept, at)
        replace(session, gone)
        replace(session, found)
        _note(session, kept, by, "past-issue-edited", "Upraveny údaje staršího čísla {}.", at)
    return Changed(kept)


def show(store: Store, issue_id: int, *, by: Actor, at: datetime) -> PastIssue:
    """To readers, the archive and the search; raises `LookupError`."""
    return _turn(store, issue_id, PastState.PUBLISHED, by, at)


def hide(store: Store, issue_id: int, *, by: Actor, at: datetime) -> PastIssue:
    """`show` brings it back as it was; raises `LookupError`."""
    return _turn(store, issue_id, PastState.HIDDEN, by, at)


def delete_past(store: Store, issue_id: int, *, by: Actor, at: datetime) -> str:
    """The number of what is no more; raises `LookupError` and `SeenByReadersError`."""
    with store.writing() as session:
        issue = _got(session, issue_id)
        if issue.published_at is not None:
            raise SeenByReadersError
        _note(session, issue, by, "past-issue-deleted", "Smazáno starší číslo {}.", at)
        session.execute(delete(PastPage).where(PastPage.past_issue_id == issue.id))
        session.delete(issue)
        return issue.number


def _turn(store: Store, issue_id: int, state: PastState, by: Actor, at: datetime) -> PastIssue:
    """What the search finds is prepared outside of the transaction; if somebody saved meanwhile,
    it is prepared anew."""
    while True:
        with store.reading() as session:
            issue = _got(session, issue_id)
            pages = pages_of(session, issue)
        issue.state = state
        found = finding.prepared(issue, pages)
        if kept := _turned(store, issue, found, by, at):
            return kept


def _turned(
    store: Store, issue: PastIssue, found: Prepared, by: Actor, at: datetime
) -> PastIssue | None:
    """None, and nothing written, when the issue is no longer what `found` was prepared from."""
    state = issue.state
    with store.writing() as session:
        kept = _got(session, issue.id)
        if kept.state is state:
            return kept
        if kept.version != issue.version:
            return None
        kept.state = state
        if state is PastState.PUBLISHED:
            kept.published_at = kept.published_at or at
        _touch(kept, at)
        replace(session, found)
        verb, sentence = _TURNS[state]
        _note(session, kept, by, verb, sentence, at)
    return kept


_TURNS = {
    PastState.PUBLISHED: ("past-issue-shown", "Starší číslo {} je v archivu pro čtenáře."),
    PastState.HIDDEN: ("past-issue-hidden", "Starší číslo {} je skryté."),
}


def _got(session: Session, issue_id: int) -> PastIssue:
    issue = session.get(PastIssue, issue_id)
    if issue is None:
        raise LookupError(issue_id)
    return issue


def _of_number(session: Session, issue: PastIssue, details: Details) -> dict[str, str]:
    if details.number == issue.number:
        return {}
    if issue.published_at is not None:
        return {"number": f"Číslo {issue.number} už čtenáři viděli; jeho adresa se nesmí změnit."}
    sentence = taken(session, details.number)
    return {"number": sentence} if sentence else {}


def _put(issue: PastIssue, details: Details) -> None:
    assert details.dated is not None  # noqa: S101 - `problems_of` has refused it
    issue.number, issue.theme, issue.dated = details.number, details.theme.strip(), details.dated
    issue.description, issue.credit = details.description.strip(), details.credit.strip()


def _touch(issue: PastIssue, at: datetime) -> None:
    issue.version += 1
    issue.updated_at = at


def _note(
    session: Session, issue: PastIssue, by: Actor, verb: str, sentence: str, at: datetime
) -> None:
    record(session, by, verb, f"past-issue:{issue.id}", sentence.format(issue.number), at)
