"""The form about all PDFs that wait in; what is typed kept, and what meets others' words, out.

Each field carries the version that the page showed. Where it met somebody's words already, it
carries theirs as well: a button may put one's own over what was seen, the saving meanwhile may not.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask import request
from sqlalchemy.orm import Session

from mitdomov.czech_words import short_date
from mitdomov.editorial.past.describing import Said, type_in, version_of, versions
from mitdomov.editorial.past.model import PastIssue
from mitdomov.editorial.past.upload_model import FIELDS, PastUpload
from mitdomov.web.desk.dates import day_in
from mitdomov.web.desk.meanwhile import Kept
from mitdomov.web.desk.past.form import LABELS

Texts = Mapping[str, str]
"""By `FIELDS`."""
_FIELD: Final = re.compile(rf"(?:late-)?({'|'.join(FIELDS)})-([1-9][0-9]{{0,8}})")
_NOTHING: Final = "–"


@dataclass(frozen=True, slots=True)
class Meeting:
    """What two people said of one file."""

    upload: PastUpload
    mine: Texts
    """What was typed and is not kept."""
    held: tuple[Kept, ...]
    """What holds in the fields that were shown otherwise."""
    is_editable: bool
    sent_versions: Texts
    """Of the fields as the page showed them, before it met anything."""
    issue: PastIssue | None
    """What the file has become meanwhile."""

    @property
    def mine_in_words(self) -> tuple[Kept, ...]:
        return tuple(_kept(self.upload, field, text) for field, text in self.mine.items())


def said_of(upload_id: int, *, is_deliberate: bool) -> dict[str, Said]:
    """By `FIELDS`, those that the form has."""
    form = request.form
    found = {}
    for field in FIELDS:
        name = f"{field}-{upload_id}"
        if name in form:
            shown = form.get(f"version-{name}", "")
            seen = form.get(f"version-now-{name}", shown) if is_deliberate else shown
            found[field] = Said(form[name], seen)
    return found


def keep_typed(session: Session, *, is_deliberate: bool = True) -> dict[int, Texts]:
    """Right or wrong; gives the texts that met the words of others, by the ids of their uploads."""
    found: dict[int, Texts] = {}
    for upload_id in _ids():
        upload = session.get(PastUpload, upload_id)
        if upload is not None:
            unkept = type_in(upload, said_of(upload_id, is_deliberate=is_deliberate))
            if is_deliberate:
                unkept = _late(upload) | unkept
            if unkept:
                found[upload_id] = unkept
    return found


def put_late(upload: PastUpload) -> None:
    """Keeps what was typed of a file that somebody had confirmed, once that is taken back."""
    held = versions(upload)
    type_in(upload, {field: Said(text, held[field]) for field, text in _late(upload).items()})


def _late(upload: PastUpload) -> dict[str, str]:
    """What the page carries on of a file that was confirmed, until somebody puts it in."""
    held = versions(upload)
    names = {field: f"late-{field}-{upload.id}" for field in FIELDS}
    texts = {field: request.form[name] for field, name in names.items() if name in request.form}
    return {field: text for field, text in texts.items() if version_of(text) != held[field]}


def versions_kept(unkept: Mapping[int, Texts]) -> dict[str, str]:
    """By the names of their fields: from these the page goes on."""
    return {
        f"version-{field}-{upload_id}": version_of(said.text)
        for upload_id in _ids()
        for field, said in said_of(upload_id, is_deliberate=False).items()
        if field not in unkept.get(upload_id, {})
    }


def meeting_of(
    session: Session, upload_id: int, mine: Texts, moved: Texts, *, is_editable: bool
) -> Meeting:
    """`mine` is what is not kept, `moved` what holds where the form showed something else."""
    upload = session.get_one(PastUpload, upload_id)
    shown = {field: upload.value(field) for field in FIELDS if field in mine or field in moved}
    form = request.form
    return Meeting(
        upload,
        mine,
        tuple(_kept(upload, field, text) for field, text in shown.items()),
        is_editable,
        {field: form.get(f"version-{field}-{upload_id}", "") for field in mine},
        session.get(PastIssue, upload.past_issue_id) if upload.past_issue_id else None,
    )


def _kept(upload: PastUpload, field: str, text: str) -> Kept:
    day = day_in(text) if field == "dated" else None
    words = short_date(day) if day else text.strip() or _NOTHING
    return Kept(f"{field}-{upload.id}", LABELS[field], words)


def _ids() -> list[int]:
    found = (_FIELD.fullmatch(name) for name in request.form)
    return [*dict.fromkeys(int(each[2]) for each in found if each)]
