"""An issue in; its letter on trial out, of what readers see or of what editors have now."""

from mitdomov.database.store import Store
from mitdomov.delivery.trials.marking import TrialLetter, trial_letter
from mitdomov.editorial.model import IssueRecord, SnapshotRecord
from mitdomov.editorial.queries import artefact_of
from mitdomov.editorial.working import load_issue
from mitdomov.magazine.snapshot import freeze
from mitdomov.render.letter.files import EMAIL_HTML, EMAIL_SUBJECT, EMAIL_TEXT
from mitdomov.render.letter.letter import Letter, render_letter


def published_letter(store: Store, issue: IssueRecord, group: str) -> TrialLetter | None:
    """None when the issue was never published."""
    with store.reading() as session:
        snapshot = session.get(SnapshotRecord, issue.current_snapshot_id or 0)
        if snapshot is None:
            return None
        parts = []
        for path in (EMAIL_SUBJECT, EMAIL_HTML, EMAIL_TEXT):
            found = artefact_of(session, snapshot.id, path)
            if found is None:
                return None
            parts.append(store.blobs.get(found.sha256).decode())
    subject, html, text = parts
    letter = Letter(subject.strip(), html, text)
    return trial_letter(letter, sha256=snapshot.sha256, is_published=True, group=group)


def working_letter(store: Store, issue: IssueRecord, group: str, *, public_url: str) -> TrialLetter:
    """Raises `FolderError` when the issue is no valid one yet, and what rendering raises."""
    snapshot = freeze(load_issue(store, issue.id))
    letter = render_letter(snapshot, public_url=public_url.rstrip("/"), pdf=None)
    return trial_letter(letter, sha256=snapshot.sha256, is_published=False, group=group)
