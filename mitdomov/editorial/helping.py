"""Published issues in; which show other contacts of help than hold now, and their renewal, out.

A person in need may come upon an article of any year. What was published is published again with
nothing but the contacts exchanged; the working copy, perhaps half rewritten, has no part in it.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from mitdomov.accounts import audit
from mitdomov.accounts.audit import TERMINAL, Actor
from mitdomov.database.blobs import BlobDamagedError, Blobs
from mitdomov.database.store import Store
from mitdomov.editorial.editions import Renderer, kept, rendered, show
from mitdomov.editorial.importing import issue_named
from mitdomov.editorial.model import SnapshotRecord
from mitdomov.editorial.publication_profile import held_profile, unconfirmed
from mitdomov.editorial.queries import publication_at, published_issues
from mitdomov.magazine.canonical import from_json, to_json
from mitdomov.magazine.findings import FolderError
from mitdomov.magazine.folder.writing import write_publication
from mitdomov.magazine.model import HelpBox, Publication
from mitdomov.magazine.snapshot import thaw
from mitdomov.magazine.typesetting import typeset_value
from mitdomov.render.issue import Progress, quiet, render

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outdated:
    """A published issue whose readers see other contacts."""

    issue_id: int
    number: str
    theme: str
    phone: str
    """What its readers see."""


class NotConfirmedError(Exception):
    """Nobody has confirmed the contacts that hold now."""

    def __init__(self) -> None:
        super().__init__("Kontakty v poradním boxu nikdo nepotvrdil; nejdřív je ověřte a potvrďte.")


class ShownAnewError(Exception):
    """The issue was published while it was being rendered."""

    def __init__(self, number: str) -> None:
        super().__init__(f"Číslo {number} mezitím někdo vydal; obnovte kontakty znovu.")


def outdated(session: Session, blobs: Blobs) -> list[Outdated]:
    """Newest first. What cannot be read is left to `mitdomov doctor`."""
    try:
        profile = held_profile(session, blobs)
    except (BlobDamagedError, FolderError):
        return []
    if profile is None:
        return []
    return [
        Outdated(snapshot.issue_id or 0, number, snapshot.theme, shown.help_box.phone)
        for number, snapshot, shown in _shown(session, blobs)
        if _contacts(shown) != _contacts(profile.publication)
    ]


def renew_help(
    store: Store,
    number: str,
    *,
    public_url: str,
    at: datetime,
    progress: Progress = quiet,
    renderer: Renderer = render,
    by: Actor = TERMINAL,
) -> SnapshotRecord:
    """What readers see of the issue now, with the contacts that hold.

    Raises `UnknownIssueError`, `LookupError` for one that was never published,
    `NotConfirmedError`, `ShownAnewError`, `BlobDamagedError`, `FolderError`, `ValueError` for a
    snapshot that cannot be read, and what rendering raises.
    """
    with store.reading() as session:
        issue = issue_named(session, number)
        shown = session.get(SnapshotRecord, issue.current_snapshot_id or 0)
        profile = held_profile(session, store.blobs)
    if shown is None or profile is None:
        raise LookupError(f"{number} was never published")
    if not is_confirmed(profile.publication.help_box):
        raise NotConfirmedError
    before = publication_at(store.blobs, shown.publication_sha256)
    if _contacts(before) == _contacts(profile.publication):
        return shown
    content = from_json(store.blobs.get(shown.sha256))
    after = typeset_value(_exchanged(content.publication, profile.publication))
    snapshot = thaw(to_json(replace(content, publication=after)), store.blobs.get)
    artefacts = rendered(
        store, issue, snapshot, public_url=public_url, progress=progress, renderer=renderer, at=at
    )
    publication = write_publication(_exchanged(before, profile.publication))
    publication_sha256 = store.blobs.put(publication)
    with store.writing() as session:
        issue = issue_named(session, number)
        if issue.current_snapshot_id != shown.id:
            raise ShownAnewError(number)
        record = kept(
            session,
            issue,
            snapshot,
            artefacts,
            public_url=public_url,
            publication_sha256=publication_sha256,
            at=at,
        )
        show(session, issue, record, at, only_help=True)
        sentence = f"Číslo {number} má kontakty pomoci, které platí teď."
        audit.record(session, by, "help-renewed", f"issue:{number}", sentence, at)
    return record


def is_confirmed(box: HelpBox) -> bool:
    return box.confirmed_on is not None and bool(box.confirmed_by.strip())


def _shown(session: Session, blobs: Blobs) -> Iterator[tuple[str, SnapshotRecord, Publication]]:
    for number, snapshot in published_issues(session):
        try:
            yield number, snapshot, publication_at(blobs, snapshot.publication_sha256)
        except (BlobDamagedError, FolderError):
            _log.exception("the publication of %s cannot be read; run `mitdomov doctor`", number)


def _contacts(publication: Publication) -> tuple[HelpBox, str, str]:
    """What somebody in need, or whoever looks for the publisher, is told."""
    box = unconfirmed(publication.help_box)
    return box, publication.contact_name, publication.contact_email


def _exchanged(publication: Publication, present: Publication) -> Publication:
    return replace(
        publication,
        help_box=present.help_box,
        contact_name=present.contact_name,
        contact_email=present.contact_email,
    )
