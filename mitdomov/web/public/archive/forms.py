"""An issue in; what of it readers have seen since it came out, with dates and notes, out.

Earlier forms themselves are not served: what was mended should not be read on. Their SHA-256 tells
whoever has kept a PDF which form it is.
"""

import logging
from dataclasses import dataclass
from datetime import date, datetime

from flask import abort, render_template
from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.database.blobs import BlobDamagedError
from mitdomov.editorial.digests import digest_of
from mitdomov.editorial.model import IssueRecord, SnapshotRecord
from mitdomov.editorial.queries import artefact_of
from mitdomov.editorial.seen_since import acts_of
from mitdomov.magazine.model import Correction
from mitdomov.magazine.numbers import number_of
from mitdomov.render.addresses import pdf_name
from mitdomov.web.instance import settings, store
from mitdomov.web.public.frame import frame
from mitdomov.web.public.keeping import kept

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Form:
    place: int
    """Counts from 1."""
    shown_at: datetime
    theme: str
    notes: tuple[Correction, ...]
    """What this form mended of the one before it."""
    withdrawn: tuple[Correction, ...]
    """What the one before it had mended and this one has not."""
    only_help: bool
    """Whether only the contacts of help are other than before."""
    pdf_sha256: str
    pdf_bytes: int
    is_current: bool


@kept
def forms(slug: str) -> str:
    number = number_of(slug) or abort(404)
    with store().reading() as session:
        issue = session.scalar(select(IssueRecord).where(IssueRecord.number == number))
        if issue is None or issue.current_snapshot_id is None:
            abort(404)
        shown = forms_of(session, issue)
        return render_template(
            "public/archive/forms.html",
            number=number,
            url=f"/cislo/{slug}/",
            pdf_name=pdf_name(number),
            forms=shown,
            canonical=f"{settings().public_url}/cislo/{slug}/vydani/",
            **frame(session, updated_on=shown[0].shown_at),
        )


def forms_of(session: Session, issue: IssueRecord) -> list[Form]:
    """Every act of publishing, the newest first; a wording to which an issue returned is there
    more than once."""
    found: list[Form] = []
    known: frozenset[Correction] = frozenset()
    acts = acts_of(session, issue.id)
    for place, (act, snapshot) in enumerate(acts, 1):
        corrections = _corrections(snapshot)
        pdf = artefact_of(session, snapshot.id, f"web/{pdf_name(issue.number)}")
        found.append(
            Form(
                place=place,
                shown_at=act.at,
                theme=snapshot.theme,
                notes=tuple(each for each in corrections if each not in known),
                withdrawn=tuple(sorted(known.difference(corrections), key=_day)),
                only_help=act.only_help,
                pdf_sha256=pdf.sha256 if pdf else "",
                pdf_bytes=pdf.size_bytes if pdf else 0,
                is_current=place == len(acts),
            )
        )
        known = frozenset(corrections)
    return found[::-1]


def _day(note: Correction) -> date:
    return note.dated


def _corrections(snapshot: SnapshotRecord) -> tuple[Correction, ...]:
    try:
        return digest_of(store().blobs, snapshot.sha256).corrections
    except (BlobDamagedError, OSError, ValueError):
        _log.exception("snapshot %s cannot be read; run `mitdomov doctor`", snapshot.id)
        return ()
