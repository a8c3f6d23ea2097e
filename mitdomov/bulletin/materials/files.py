"""Materials and their files: what an editor adds or withdraws in, what readers can download out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.bulletin.listings.model import ListingState
from mitdomov.bulletin.listings.rows import touch
from mitdomov.bulletin.listings.text import words_of
from mitdomov.bulletin.materials.model import MaterialFile, MaterialKind, MaterialRecord
from mitdomov.bulletin.materials.sniffing import FileKind
from mitdomov.clock import PRAGUE
from mitdomov.document.plain_words import in_line
from mitdomov.magazine.slugs import slug_of_title
from mitdomov.search.index import Entry

KINDS: Final = {
    MaterialKind.METHODOLOGY: ("metodika", "Metodiky"),
    MaterialKind.BROCHURE: ("brožura", "Brožury"),
    MaterialKind.LEAFLET: ("leták", "Letáky"),
    MaterialKind.FORM: ("formulář", "Formuláře"),
    MaterialKind.SLIDES: ("prezentace", "Prezentace"),
    MaterialKind.OTHER: ("ostatní", "Ostatní"),
}
"""Singular and plural, in the order in which readers see them."""
SECTION: Final = "Materiály"
_NO_FILE: Final = "Nejdřív nahrajte aspoň jeden soubor ke stažení."


@dataclass(frozen=True, slots=True)
class NewFile:
    """`replaces` is the id of the file whose newer version this is."""

    data_sha256: str
    size_bytes: int
    kind: FileKind
    file_name: str
    label: str
    version: str
    dated: date
    language: str
    note: str
    replaces: int | None = None


def obstacle(material: MaterialRecord) -> str:
    """Why readers cannot see it yet, as a Czech sentence; empty when they can."""
    return "" if material.current_files else _NO_FILE


def add_file(material: MaterialRecord, new: NewFile, at: datetime) -> MaterialFile:
    """The file that it replaces stays reachable under its own name."""
    file = MaterialFile(
        name=_free_name(material, new),
        label=new.label,
        version=new.version,
        dated=new.dated,
        language=new.language,
        note=new.note,
        sha256=new.data_sha256,
        size_bytes=new.size_bytes,
        media_type=new.kind.media_type,
        added_at=at,
    )
    older = next((each for each in material.current_files if each.id == new.replaces), None)
    material.files.append(file)
    if older and new.replaces:
        older.replaced_by = file
    touch(material, at)
    return file


def withdraw_file(material: MaterialRecord, number: int, at: datetime) -> MaterialFile | None:
    """Nobody can download it from now on; None when it has no such file or it is gone already."""
    file = next((each for each in material.files if each.id == number), None)
    if file is None or file.withdrawn_at:
        return None
    file.withdrawn_at = at
    touch(material, at)
    return file


def bring_back_file(material: MaterialRecord, number: int, at: datetime) -> MaterialFile | None:
    file = next((each for each in material.files if each.id == number), None)
    if file is None or not file.withdrawn_at:
        return None
    file.withdrawn_at = None
    touch(material, at)
    return file


def shown_materials(session: Session) -> Sequence[MaterialRecord]:
    """By kind, in each the newest first."""
    query = select(MaterialRecord).where(MaterialRecord.state == ListingState.PUBLISHED)
    order = list(KINDS)
    found = session.scalars(query.order_by(MaterialRecord.updated_at.desc())).all()
    return sorted(found, key=lambda each: order.index(each.kind))


def entries_of(record: MaterialRecord) -> tuple[Entry, ...]:
    """For the search; nothing while readers do not see it."""
    if not record.is_shown:
        return ()
    labels = (f"{each.label} {each.note}".strip() for each in record.current_files)
    return (
        Entry(
            url=f"/materialy/{record.slug}/",
            title=record.title,
            text=in_line((words_of(record.text), KINDS[record.kind][0], *labels)),
            dated=record.updated_at.astimezone(PRAGUE).date(),
            perex=record.perex,
            section=SECTION,
        ),
    )


def _free_name(material: MaterialRecord, new: NewFile) -> str:
    """Of the file's own name and its version, with the ending that its bytes deserve."""
    stem = PurePath(new.file_name.replace("\\", "/")).stem or material.title
    wanted = f"{slug_of_title(stem)[:80]}-v{slug_of_title(new.version)}"
    taken = {each.name for each in material.files}
    number, name = 1, f"{wanted}.{new.kind.extension}"
    while name in taken:
        number += 1
        name = f"{wanted}-{number}.{new.kind.extension}"
    return name
