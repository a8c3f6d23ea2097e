"""PDFs of past issues in; received, confirmed or removed, and the worker ordered, out.

The same file leads to the same upload, or to the past issue that it already is.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePath
from typing import Final

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from mitdomov.accounts.audit import Actor, record
from mitdomov.database.store import Store
from mitdomov.editorial.past.details import Details
from mitdomov.editorial.past.guessing import guessed
from mitdomov.editorial.past.importing import problems_in, same_pdf
from mitdomov.editorial.past.incoming import incoming
from mitdomov.editorial.past.model import PastIssue
from mitdomov.editorial.past.reading import Refused, first_problem
from mitdomov.editorial.past.table import day_in
from mitdomov.editorial.past.upload_model import OPEN, PastUpload, UploadState
from mitdomov.editorial.work.model import WorkKind
from mitdomov.editorial.work.orders import cancel_work, order_work

UPLOAD: Final = "upload"
"""The order's detail that names the upload."""
_TAKING: Final = "taking"
_LONGEST_NAME: Final = 200
SHOWN_FOR: Final = timedelta(days=1)
"""How long a page still tells of what was taken in."""
_TWICE: Final = "Stejné číslo má i soubor {}; opravte jedno z nich."


@dataclass(frozen=True, slots=True)
class Received:
    upload: PastUpload
    is_known: bool = False
    """The same file was here before; what is typed of it stays."""


@dataclass(frozen=True, slots=True)
class KnownIssue:
    """The very same file is this past issue already."""

    issue: PastIssue


def receive(
    store: Store, file_name: str, data: bytes, *, by: Actor, at: datetime
) -> Received | KnownIssue | Refused:
    """Looks no further into the file than whether it may be a PDF; the worker reads it."""
    if sentence := first_problem(data, len(data)):
        return Refused(sentence)
    sha256 = hashlib.sha256(data).hexdigest()
    with store.reading() as session:
        if issue := same_pdf(session, sha256):
            return KnownIssue(issue)
    incoming(store).keep(sha256, data)
    with store.writing() as session:
        if known := _same_upload(session, sha256):
            if known.state is not UploadState.READ:
                order_reading(session, known, by=by, at=at)
            return Received(known, is_known=True)
        upload = _upload(file_name, sha256, len(data), by, at)
        upload.guessed = guessed(upload.file_name)
        _add(session, upload, by, at)
        return Received(upload)


def receive_replacement(
    store: Store, issue_id: int, file_name: str, data: bytes, note: str, *, by: Actor, at: datetime
) -> Received | KnownIssue | Refused:
    """The PDF of a past issue is to be replaced by this one, as soon as it is read."""
    if sentence := first_problem(data, len(data)):
        return Refused(sentence)
    sha256 = hashlib.sha256(data).hexdigest()
    with store.reading() as session:
        if (issue := same_pdf(session, sha256)) and issue.id == issue_id:
            return KnownIssue(issue)
    incoming(store).keep(sha256, data)
    with store.writing() as session:
        for older in replacements(session, issue_id):
            _stop(session, older, UploadState.REMOVED, at)
        upload = _upload(file_name, sha256, len(data), by, at)
        upload.replaces_id, upload.note = issue_id, note.strip()
        upload.is_confirmed, upload.confirmed_by = True, by.account_id
        _add(session, upload, by, at)
        return Received(upload)


def order_reading(session: Session, upload: PastUpload, *, by: Actor, at: datetime) -> int:
    """The order's id; what is being read already is not read twice."""
    upload.problems = {}
    _turn(upload, UploadState.WAITING, at)
    return _order(session, upload, {UPLOAD: upload.id}, by, at)


def confirm(
    session: Session, uploads: Sequence[PastUpload], *, is_to_show: bool, by: Actor, at: datetime
) -> list[int]:
    """Orders the taking in of those whose words have no problems, and keeps the others' problems.

    Gives the ids of the orders to ring for.
    """
    orders = []
    for upload in uploads:
        problems = problems_in(session, details_of(upload))
        if "number" not in problems and (twin := _twin(session, upload)):
            problems["number"] = _TWICE.format(twin.file_name)
        upload.problems = problems
        if problems:
            continue
        upload.is_confirmed, upload.is_to_show = True, is_to_show
        upload.confirmed_by = by.account_id
        session.flush()
        if upload.state is UploadState.READ:
            orders.append(_order(session, upload, {UPLOAD: upload.id, _TAKING: True}, by, at))
    return orders


def follow(session: Session, old_order: int, new_order: int) -> None:
    """The upload that waited for the old order waits for the new one, and its page tells of it."""
    its = update(PastUpload).where(PastUpload.order_id == old_order)
    session.execute(its.values(order_id=new_order))


def cancel(session: Session, upload: PastUpload, at: datetime) -> None:
    """What it says stays; the reading ends within a second."""
    if upload.state is UploadState.WAITING:
        _stop(session, upload, UploadState.CANCELLED, at)


def unconfirm(session: Session, upload: PastUpload, at: datetime) -> None:
    """Back to where its words can be changed, unless it is a past issue already."""
    if upload.state is UploadState.READ and upload.is_confirmed:
        upload.is_confirmed = False
        _cancel_order(session, upload, at)
    elif upload.state is UploadState.WAITING:
        upload.is_confirmed = False


def remove(session: Session, upload: PastUpload, *, by: Actor, at: datetime) -> None:
    """`bring_back` undoes it within a week."""
    if upload.state not in OPEN:
        return
    _stop(session, upload, UploadState.REMOVED, at)
    sentence = f"Odebrán nahraný soubor {upload.file_name}."
    record(session, by, "past-pdf-removed", f"past-upload:{upload.id}", sentence, at)


def bring_back(session: Session, upload: PastUpload, *, by: Actor, at: datetime) -> int | None:
    """The order to ring for, if it is to be read."""
    if upload.state is not UploadState.REMOVED:
        return None
    if upload.read:
        _turn(upload, UploadState.READ, at)
        return None
    return order_reading(session, upload, by=by, at=at)


def details_of(upload: PastUpload) -> Details:
    return Details(
        number="/".join(upload.value("number").replace("-", "/").split()),
        theme=upload.value("theme"),
        dated=day_in(upload.value("dated")),
        description=upload.value("description"),
        credit=upload.value("credit"),
    )


def open_uploads(session: Session) -> Sequence[PastUpload]:
    """Of new past issues, in the order in which they came."""
    return _those(session, PastUpload.state.in_(OPEN))


def removed_uploads(session: Session) -> Sequence[PastUpload]:
    return _those(session, PastUpload.state == UploadState.REMOVED)


def taken_uploads(session: Session, at: datetime) -> Sequence[PastUpload]:
    """That became past issues lately."""
    is_late = PastUpload.changed_at > at - SHOWN_FOR
    return _those(session, PastUpload.state == UploadState.TAKEN, is_late)


def replacements(session: Session, issue_id: int) -> Sequence[PastUpload]:
    """PDFs that are to replace that of the issue and have not yet; at most one."""
    is_its = PastUpload.replaces_id == issue_id
    query = select(PastUpload).where(is_its, PastUpload.state.in_(OPEN))
    return session.scalars(query.order_by(PastUpload.id.desc())).all()


def last_replacement(session: Session, issue_id: int) -> PastUpload | None:
    """That became the PDF of the issue within the last day."""
    query = select(PastUpload).where(PastUpload.replaces_id == issue_id)
    last = session.scalars(query.order_by(PastUpload.id.desc()).limit(1)).first()
    return last if last and last.state is UploadState.TAKEN else None


def _those(session: Session, *conditions: ColumnElement[bool]) -> Sequence[PastUpload]:
    query = select(PastUpload).where(PastUpload.replaces_id.is_(None), *conditions)
    return session.scalars(query.order_by(PastUpload.id)).all()


def _upload(file_name: str, sha256: str, size_bytes: int, by: Actor, at: datetime) -> PastUpload:
    return PastUpload(
        file_name=_plain(file_name),
        sha256=sha256,
        size_bytes=size_bytes,
        typed={},
        guessed={},
        problems={},
        read={},
        state=UploadState.WAITING,
        uploaded_at=at,
        uploaded_by=by.account_id,
        changed_at=at,
    )


def _plain(file_name: str) -> str:
    """Without folders, and without what no name should have."""
    name = PurePath(file_name.replace("\\", "/")).name
    printable = "".join(char if char.isprintable() else " " for char in name)
    return " ".join(printable.split())[:_LONGEST_NAME] or "cislo.pdf"


def _add(session: Session, upload: PastUpload, by: Actor, at: datetime) -> None:
    session.add(upload)
    session.flush()
    _order(session, upload, {UPLOAD: upload.id}, by, at)
    sentence = f"Nahrán soubor {upload.file_name} pro starší číslo."
    record(session, by, "past-pdf-uploaded", f"past-upload:{upload.id}", sentence, at)


def _order(
    session: Session, upload: PastUpload, details: Mapping[str, object], by: Actor, at: datetime
) -> int:
    order = order_work(session, WorkKind.READ_PAST, None, by=by.account_id, at=at, details=details)
    upload.order_id = order.id
    return order.id


def _same_upload(session: Session, sha256: str) -> PastUpload | None:
    can_be_same = PastUpload.state.in_((*OPEN, UploadState.REMOVED))
    query = select(PastUpload).where(
        PastUpload.sha256 == sha256, PastUpload.replaces_id.is_(None), can_be_same
    )
    return session.scalar(query.order_by(PastUpload.id.desc()).limit(1))


def _twin(session: Session, upload: PastUpload) -> PastUpload | None:
    """Another that is to become the same number."""
    number = details_of(upload).number
    others = (each for each in open_uploads(session) if each.is_confirmed and each is not upload)
    return next((each for each in others if details_of(each).number == number), None)


def _stop(session: Session, upload: PastUpload, state: UploadState, at: datetime) -> None:
    upload.is_confirmed = False
    _turn(upload, state, at)
    _cancel_order(session, upload, at)


def _cancel_order(session: Session, upload: PastUpload, at: datetime) -> None:
    if upload.order_id is not None:
        cancel_work(session, upload.order_id, at)


def _turn(upload: PastUpload, state: UploadState, at: datetime) -> None:
    upload.state, upload.changed_at = state, at
