"""An upload that the worker has read in; what was read kept of it, and a past issue made, out."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from mitdomov.accounts.audit import PROGRAM, Actor
from mitdomov.accounts.model import Account
from mitdomov.database.store import Store
from mitdomov.editorial.past.details import Details
from mitdomov.editorial.past.guessing import guessed
from mitdomov.editorial.past.importing import (
    Imported,
    Problems,
    SamePdf,
    Settle,
    keep_read,
    replace_read,
)
from mitdomov.editorial.past.incoming import incoming
from mitdomov.editorial.past.model import PastIssue
from mitdomov.editorial.past.reading import ReadPdf, Refused, Tell, read_pdf
from mitdomov.editorial.past.upload_model import PastUpload, UploadState
from mitdomov.editorial.past.uploads import details_of

GONE: Final = "Nahraný soubor na disku chybí nebo je poškozený; nahrajte ho znovu."
KEPT_FOR: Final = timedelta(days=7)
_ENDED: Final = (
    UploadState.TAKEN,
    UploadState.REFUSED,
    UploadState.CANCELLED,
    UploadState.REMOVED,
)
_WORKED_ON: Final = (UploadState.WAITING, UploadState.READ)


@dataclass(frozen=True, slots=True)
class Settled:
    """Nothing is left to do: it was refused, cancelled, or nobody has confirmed it yet."""


def read_upload(store: Store, upload_id: int, tell: Tell, at: datetime) -> ReadPdf | Settled:
    """What is to be taken in now; read from the file only once, whoever died meanwhile."""
    with store.reading() as session:
        upload = session.get(PastUpload, upload_id)
    if upload is None or upload.state not in _WORKED_ON:
        return Settled()
    pdf = incoming(store).reading(upload.sha256) or _read(store, upload, tell)
    with store.writing() as session:
        kept = session.get(PastUpload, upload_id)
        if kept is None or kept.state not in _WORKED_ON:
            return Settled()
        if isinstance(pdf, Refused):
            kept.state, kept.problems = UploadState.REFUSED, {"file": pdf.sentence}
            kept.is_confirmed, kept.changed_at = False, at
            return Settled()
        _say_read(kept, pdf)
        return pdf if kept.is_confirmed else Settled()


class _TakenBackError(Exception):
    """An editor has removed it, or is changing its words; another order takes it in, if any."""


def take(store: Store, upload_id: int, pdf: ReadPdf, at: datetime) -> None:
    """Makes it the past issue that was confirmed; when it cannot be, its problems say why.

    It is asked for until the very transaction that keeps the issue: an editor may have taken it
    back meanwhile. May be done again after it was broken off.
    """
    with store.reading() as session:
        upload = session.get_one(PastUpload, upload_id)
        actor = _actor(session, upload)
    if not _is_to_be_taken(upload):
        return
    is_needed = True

    def settle(session: Session, issue: PastIssue) -> None:
        nonlocal is_needed
        kept = _still_confirmed(session, upload)
        kept.state, kept.past_issue_id, kept.changed_at = UploadState.TAKEN, issue.id, at
        is_needed = _is_needed(session, kept)

    try:
        done = _kept(store, upload, pdf, actor, at, settle)
        if isinstance(done, Problems):
            with store.writing() as session:
                kept = _still_confirmed(session, upload)
                kept.problems, kept.is_confirmed = done.by_field, False
    except _TakenBackError:
        return
    if not is_needed:
        incoming(store).drop(upload.sha256)


def forget_uploads(store: Store, at: datetime) -> int:
    """Drops what was taken, refused, cancelled or removed a week ago; gives how many."""
    before = at - KEPT_FOR
    late = PastUpload.state.in_(_ENDED), PastUpload.changed_at < before
    with store.reading() as session:
        if session.scalar(select(PastUpload.id).where(*late).limit(1)) is None:
            return 0
    with store.writing() as session:
        gone = session.scalars(delete(PastUpload).where(*late).returning(PastUpload.id)).all()
        kept = set(session.scalars(select(PastUpload.sha256)))
    incoming(store).drop_others(kept, before)
    return len(gone)


def _read(store: Store, upload: PastUpload, tell: Tell) -> ReadPdf | Refused:
    box = incoming(store)
    data = box.pdf(upload.sha256)
    if data is None:
        return Refused(GONE)
    pdf = read_pdf(data, tell)
    if isinstance(pdf, ReadPdf):
        box.keep_reading(upload.sha256, pdf)
    return pdf


def _say_read(upload: PastUpload, pdf: ReadPdf) -> None:
    upload.read = {
        "pages": len(pdf.pages),
        "mute_pages": pdf.mute_pages,
        "bookmarks": len(pdf.outline),
        "cover_px": list(pdf.cover_px),
    }
    upload.guessed = guessed(upload.file_name, pdf)
    if upload.state is UploadState.WAITING:
        upload.state = UploadState.READ


def _kept(
    store: Store, upload: PastUpload, pdf: ReadPdf, by: Actor, at: datetime, settle: Settle
) -> Imported | Problems | SamePdf:
    if upload.replaces_id is not None:
        note = upload.note
        return replace_read(store, upload.replaces_id, pdf, note=note, by=by, at=at, settle=settle)
    words, is_shown = details_of(upload), upload.is_to_show
    return keep_read(store, pdf, words, by=by, at=at, is_shown=is_shown, settle=settle)


def _still_confirmed(session: Session, upload: PastUpload) -> PastUpload:
    """As it stands now; raises `_TakenBackError` when it is not confirmed as `upload` was."""
    kept = session.get(PastUpload, upload.id)
    if kept is None or not _is_to_be_taken(kept) or _asked(kept) != _asked(upload):
        raise _TakenBackError
    return kept


def _is_to_be_taken(upload: PastUpload) -> bool:
    return upload.is_confirmed and upload.state is UploadState.READ


def _asked(upload: PastUpload) -> tuple[Details, bool, int | None]:
    return details_of(upload), upload.is_to_show, upload.confirmed_by


def _actor(session: Session, upload: PastUpload) -> Actor:
    account = session.get(Account, upload.confirmed_by) if upload.confirmed_by else None
    return Actor(account.name, account.id) if account else PROGRAM


def _is_needed(session: Session, taken: PastUpload) -> bool:
    """Whether the same file waits for something else, too."""
    same = PastUpload.sha256 == taken.sha256, PastUpload.id != taken.id
    waits = PastUpload.state != UploadState.TAKEN
    return session.scalar(select(PastUpload.id).where(*same, waits).limit(1)) is not None
