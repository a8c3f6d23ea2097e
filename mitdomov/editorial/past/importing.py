"""A PDF and what is said of it in; a past issue kept whole out, or why nothing is kept."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeAlias

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from mitdomov.accounts.audit import Actor, record
from mitdomov.clock import PRAGUE
from mitdomov.czech_words import counted
from mitdomov.database.store import Store
from mitdomov.editorial.past.details import Details, problems_of, taken
from mitdomov.editorial.past.finding import prepared
from mitdomov.editorial.past.model import PastIssue, PastPage, PastState
from mitdomov.editorial.past.reading import ReadPdf, Refused, read_pdf
from mitdomov.search.index import replace

MUTE: Final = (
    "PDF nemá textovou vrstvu, jsou to jen obrázky stran: v hledání nebude a odečítač ho "
    "nevidomým nepřečte."
)
NO_NOTE: Final = "Napište jednou větou, proč se soubor mění; čtenáři to uvidí."
PARTLY_MUTE: Final = "Textovou vrstvu nemá {}; v hledání nebudou a odečítač je nepřečte."


Settle: TypeAlias = Callable[[Session, PastIssue], None]
"""What belongs to the keeping, in its transaction; when it raises, nothing is kept."""


@dataclass(frozen=True, slots=True)
class Imported:
    issue: PastIssue
    warning: str
    """A Czech sentence about what readers will miss, if anything."""


@dataclass(frozen=True, slots=True)
class Problems:
    """Nothing was kept: Czech sentences by the names of fields; `file` is the PDF's."""

    by_field: dict[str, str]


@dataclass(frozen=True, slots=True)
class SamePdf:
    """The very same file is there already; nothing was changed."""

    issue: PastIssue


def import_past(
    store: Store, data: bytes, details: Details, *, by: Actor, at: datetime, is_shown: bool = False
) -> Imported | Problems | SamePdf:
    """Opens transactions of its own; what is said is judged before the file is read."""
    with store.reading() as session:
        same = same_pdf(session, hashlib.sha256(data).hexdigest())
        problems = {} if same else problems_in(session, details)
    if same:
        return SamePdf(same)
    if problems:
        return Problems(problems)
    pdf = read_pdf(data)
    if isinstance(pdf, Refused):
        return Problems({"file": pdf.sentence})
    return keep_read(store, pdf, details, by=by, at=at, is_shown=is_shown)


def replace_pdf(
    store: Store, issue_id: int, data: bytes, *, note: str, by: Actor, at: datetime
) -> Imported | Problems | SamePdf:
    """The address stays; readers are told when the file changed and why (`note`).

    Raises `LookupError` when there is no such issue.
    """
    if not note.strip():
        return Problems({"note": NO_NOTE})
    pdf = read_pdf(data)
    if isinstance(pdf, Refused):
        return Problems({"file": pdf.sentence})
    return replace_read(store, issue_id, pdf, note=note, by=by, at=at)


def replace_read(
    store: Store,
    issue_id: int,
    pdf: ReadPdf,
    *,
    note: str,
    by: Actor,
    at: datetime,
    settle: Settle = lambda *_: None,
) -> Imported | SamePdf:
    """As `replace_pdf`, of what was read before."""
    sha256, cover = store.blobs.put(pdf.data), store.blobs.put(pdf.cover)
    while True:  # until nobody has saved the issue meanwhile
        with store.reading() as session:
            issue = _got(session, issue_id)
        _put_file(issue, pdf, sha256, cover)
        pages = _pages(pdf)
        found = prepared(issue, pages)
        with store.writing() as session:
            kept = _got(session, issue_id)
            if kept.pdf_sha256 == sha256:
                settle(session, kept)
                return SamePdf(kept)
            if kept.version != issue.version:
                continue
            _put_file(kept, pdf, sha256, cover)
            _put_pages(session, kept, pages)
            replace(session, found)
            _tell(session, kept, note, by, at)
            settle(session, kept)
        return Imported(kept, warning_of(kept))


def _tell(session: Session, kept: PastIssue, note: str, by: Actor, at: datetime) -> None:
    """Readers and the record, that the file was replaced and why."""
    kept.notes = [*kept.notes, _note(note, at)]
    kept.version += 1
    kept.updated_at = at
    sentence = f"Vyměněno PDF staršího čísla {kept.number}: {note.strip()}"
    record(session, by, "past-issue-replaced", f"past-issue:{kept.id}", sentence, at)


def _got(session: Session, issue_id: int) -> PastIssue:
    issue = session.get(PastIssue, issue_id)
    if issue is None:
        raise LookupError(issue_id)
    return issue


def warning_of(issue: PastIssue) -> str:
    return warning(issue.mute_pages, issue.pages)


def warning(mute_pages: int, pages: int) -> str:
    if not mute_pages:
        return ""
    if mute_pages == pages:
        return MUTE
    count = counted(mute_pages, "strana", "strany", "stran")
    return PARTLY_MUTE.format(f"{count} z\u00a0{pages}")


def same_pdf(session: Session, sha256: str) -> PastIssue | None:
    """The past issue that has this very file."""
    return session.scalar(select(PastIssue).where(PastIssue.pdf_sha256 == sha256).limit(1))


def problems_in(session: Session, details: Details) -> dict[str, str]:
    problems = problems_of(details)
    if "number" not in problems and (sentence := taken(session, details.number)):
        problems["number"] = sentence
    return problems


def keep_read(
    store: Store,
    pdf: ReadPdf,
    details: Details,
    *,
    by: Actor,
    at: datetime,
    is_shown: bool,
    settle: Settle = lambda *_: None,
) -> Imported | Problems | SamePdf:
    """As `import_past`, of what was read before and words without problems."""
    issue = _issue(details, by, at, is_shown=is_shown)
    _put_file(issue, pdf, store.blobs.put(pdf.data), store.blobs.put(pdf.cover))
    pages = _pages(pdf)
    found = prepared(issue, pages)
    with store.writing() as session:
        if same := same_pdf(session, issue.pdf_sha256):
            settle(session, same)
            return SamePdf(same)
        if sentence := taken(session, details.number):  # somebody was quicker
            return Problems({"number": sentence})
        session.add(issue)
        session.flush()
        _put_pages(session, issue, pages)
        replace(session, found)
        sentence = f"Načteno starší číslo {issue.number} z PDF."
        record(session, by, "past-issue-imported", f"past-issue:{issue.id}", sentence, at)
        settle(session, issue)
    return Imported(issue, warning_of(issue))


def _issue(details: Details, by: Actor, at: datetime, *, is_shown: bool) -> PastIssue:
    assert details.dated is not None  # noqa: S101 - `problems_of` has refused it
    return PastIssue(
        number=details.number,
        theme=details.theme.strip(),
        dated=details.dated,
        description=details.description.strip(),
        credit=details.credit.strip(),
        state=PastState.PUBLISHED if is_shown else PastState.HIDDEN,
        notes=[],
        version=1,
        imported_at=at,
        imported_by=by.account_id,
        updated_at=at,
        published_at=at if is_shown else None,
    )


def _put_file(issue: PastIssue, pdf: ReadPdf, sha256: str, cover_sha256: str) -> None:
    issue.pdf_sha256, issue.pdf_bytes = sha256, len(pdf.data)
    issue.pages, issue.mute_pages = len(pdf.pages), pdf.mute_pages
    issue.is_tagged, issue.outline = pdf.is_tagged, [*pdf.outline]
    issue.cover_sha256 = cover_sha256
    issue.cover_width_px, issue.cover_height_px = pdf.cover_px


def _pages(pdf: ReadPdf) -> list[PastPage]:
    return [
        PastPage(number=number, label=page.label, text=page.text)
        for number, page in enumerate(pdf.pages, start=1)
    ]


def _put_pages(session: Session, issue: PastIssue, pages: list[PastPage]) -> None:
    session.execute(delete(PastPage).where(PastPage.past_issue_id == issue.id))
    for page in pages:
        page.past_issue_id = issue.id
    session.add_all(pages)


def _note(note: str, at: datetime) -> dict[str, str]:
    return {"on": at.astimezone(PRAGUE).date().isoformat(), "sentence": note.strip()}
