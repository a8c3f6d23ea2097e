"""Publishes an issue: checked, frozen, rendered, and shown to readers in one step."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from mitdomov.accounts import audit
from mitdomov.accounts.audit import TERMINAL, Actor
from mitdomov.clock import PRAGUE
from mitdomov.database.store import Store
from mitdomov.editorial import findable
from mitdomov.editorial.editions import Renderer, kept, rendered, show
from mitdomov.editorial.importing import issue_named
from mitdomov.editorial.model import IssueRecord, IssueState, SnapshotRecord
from mitdomov.editorial.review.model import Approval
from mitdomov.editorial.working import files_of, names_of
from mitdomov.magazine.checks import check
from mitdomov.magazine.findings import Finding
from mitdomov.magazine.folder.paths import PUBLICATION
from mitdomov.magazine.folder.reading import read_issue
from mitdomov.magazine.snapshot import Snapshot, freeze
from mitdomov.render.issue import Progress, quiet, render
from mitdomov.search.index import replace


class NotPublishable(Exception):  # noqa: N818 - reads as what it says
    """Blocking findings forbid it; `findings` holds the warnings as well."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        super().__init__("\n".join(str(finding) for finding in self.findings))


class ChangedMeanwhileError(Exception):
    """The issue was changed while it was being rendered; trying again can help."""

    def __init__(self, number: str) -> None:
        super().__init__(f"Číslo {number} se během vydávání změnilo; vydejte je znovu.")


class NotApprovedError(Exception):
    """The approval to publish by is of another content, or was withdrawn."""

    def __init__(self, number: str) -> None:
        super().__init__(
            f"Schválení čísla {number} už neplatí: text se od něj změnil, nebo je někdo odvolal. "
            "Nechte číslo znovu schválit."
        )


def publish(
    store: Store,
    number: str,
    *,
    public_url: str,
    at: datetime,
    progress: Progress = quiet,
    renderer: Renderer = render,
    approval_id: int | None = None,
    by: Actor = TERMINAL,
) -> SnapshotRecord:
    """Readers see the issue as it is now, in all its artefacts or none.

    What was rendered before from the same content for the same address is used again. Without
    `approval_id` nobody need have approved it, nor need permissions last beyond the issue's own
    date: whoever reaches the terminal may do anything.
    Raises `UnknownIssueError`, `NotPublishable`, `NotApprovedError`, `ChangedMeanwhileError` and
    what rendering raises.
    """
    with store.reading() as session:
        issue = issue_named(session, number)
        names = names_of(session, store.blobs, issue)
        files = files_of(session, store.blobs, issue)
    snapshot = _freeze(files, on=at if approval_id is not None else None)
    with store.reading() as session:
        _check_approval(session, issue, approval_id, snapshot)
    artefacts = rendered(
        store, issue, snapshot, public_url=public_url, progress=progress, renderer=renderer, at=at
    )
    found = findable.prepared(snapshot.issue)
    with store.writing() as session:
        issue = issue_named(session, number)
        if names_of(session, store.blobs, issue) != names:
            raise ChangedMeanwhileError(number)
        _check_approval(session, issue, approval_id, snapshot)
        record = kept(
            session,
            issue,
            snapshot,
            artefacts,
            public_url=public_url,
            publication_sha256=names[PUBLICATION],
            at=at,
        )
        if (issue.current_snapshot_id, issue.state) != (record.id, IssueState.PUBLISHED):
            show(session, issue, record, at)
            replace(session, found)
            issue.state, issue.published_at = IssueState.PUBLISHED, at
            _note(session, issue, by, at)
    return record


def _check_approval(
    session: Session, issue: IssueRecord, approval_id: int | None, snapshot: Snapshot
) -> None:
    """Asked twice: before the long work, and when nothing can come between any more."""
    if approval_id is None:
        return
    found = session.get(Approval, approval_id)
    approved = (found.issue_id, found.snapshot_sha256, found.withdrawn_at) if found else None
    if approved != (issue.id, snapshot.sha256, None):
        raise NotApprovedError(issue.number)


def _note(session: Session, issue: IssueRecord, by: Actor, at: datetime) -> None:
    sentence = f"Číslo {issue.number} je vydané."
    audit.record(session, by, "issue-published", f"issue:{issue.number}", sentence, at)


def _freeze(files: Mapping[str, bytes], on: datetime | None) -> Snapshot:
    folder = read_issue(files)
    findings = check(folder, on.astimezone(PRAGUE).date() if on else None)
    if any(finding.is_blocking for finding in findings):
        raise NotPublishable(findings)
    return freeze(folder)
