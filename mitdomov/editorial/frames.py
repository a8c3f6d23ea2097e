"""The frame of an issue: number, theme, date, sections, people, cover; without its articles."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.database.blobs import Blobs
from mitdomov.editorial.articles import mark_changed
from mitdomov.editorial.model import IssueRecord, IssueState
from mitdomov.editorial.past.queries import past_issue
from mitdomov.magazine.folder.reading import read_frame as read
from mitdomov.magazine.folder.writing import write_frame
from mitdomov.magazine.model import Colour, Cover, Issue, Section

STANDING_SECTIONS = (
    Section("uvodni-slovo", "Úvodní slovo", Colour.NIGHT),
    Section("novinky-z-projektu", "Novinky z projektu", Colour.TEAL),
    Section("novinky-z-cr", "Novinky z ČR", Colour.TEAL),
    Section("ze-sveta", "Novinky ze světa", Colour.MOSS),
    Section("tema", "Téma", Colour.NIGHT),
    Section("preklady", "Překlady", Colour.MOSS),
    Section("rozhovor", "Rozhovor", Colour.BRICK),
    Section("anketa", "Anketa", Colour.BRICK),
    Section("dobra-praxe", "Příklady dobré praxe", Colour.OCHRE),
    Section("akce", "Akce", Colour.PLUM),
    Section("medailonky", "Medailonky", Colour.NIGHT),
)
"""The departments of the magazine in order, for the first issue of an instance."""


@dataclass(frozen=True, slots=True)
class FrameSaved:
    sha256: str
    """From which the next save begins."""


@dataclass(frozen=True, slots=True)
class FrameConflict:
    """Somebody saved meanwhile; nothing was written."""

    current: Issue
    sha256: str


@dataclass(frozen=True, slots=True)
class NumberTaken:
    number: str


def read_frame(blobs: Blobs, issue: IssueRecord) -> Issue:
    """Its `articles` are empty; raises `FolderError`."""
    return read(blobs.get(issue.frame_sha256))


def save_frame(
    session: Session,
    blobs: Blobs,
    issue: IssueRecord,
    frame: Issue,
    *,
    base_sha256: str,
    at: datetime,
) -> FrameSaved | FrameConflict | NumberTaken:
    """Writes `frame` if nobody saved since `base_sha256`; raises `FolderError` if it could not be
    read again."""
    frame = _as_read(frame)
    sha256 = blobs.put(write_frame(frame))
    if sha256 == issue.frame_sha256:
        return FrameSaved(sha256)
    if base_sha256 != issue.frame_sha256:
        return FrameConflict(read_frame(blobs, issue), issue.frame_sha256)
    if frame.number != issue.number and is_number_taken(session, frame.number):
        return NumberTaken(frame.number)
    _write(issue, frame, sha256)
    mark_changed(session, issue.id, at)
    return FrameSaved(sha256)


def create_issue(
    session: Session, blobs: Blobs, frame: Issue, at: datetime, due_on: date | None = None
) -> IssueRecord | NumberTaken:
    """Raises `FolderError` if `frame` could not be read again."""
    frame = _as_read(frame)
    if is_number_taken(session, frame.number):
        return NumberTaken(frame.number)
    issue = IssueRecord(state=IssueState.DRAFT, imported_at=at, updated_at=at, due_on=due_on)
    _write(issue, frame, blobs.put(write_frame(frame)))
    session.add(issue)
    session.flush()
    return issue


def next_frame(last: Issue | None, *, number: str, theme: str, dated: date) -> Issue:
    """The frame of a new issue: the sections and people of the last one, without its content."""
    if last is None:
        return Issue(number, theme, dated, sections=STANDING_SECTIONS)
    return replace(
        last,
        number=number,
        theme=theme,
        dated=dated,
        articles=(),
        corrections=(),
        cover=Cover(),
        season="",
    )


def is_number_taken(session: Session, number: str) -> bool:
    """By an issue or by a past one that exists as PDF only: each number is one address."""
    query = select(IssueRecord.id).where(IssueRecord.number == number)
    return session.scalar(query) is not None or past_issue(session, number) is not None


def _as_read(frame: Issue) -> Issue:
    """What its file would say: an issue whose frame cannot be read has no page that mends it."""
    return read(write_frame(replace(frame, articles=())))


def _write(issue: IssueRecord, frame: Issue, sha256: str) -> None:
    issue.number, issue.theme, issue.dated = frame.number, frame.theme, frame.dated
    issue.frame_sha256 = sha256
