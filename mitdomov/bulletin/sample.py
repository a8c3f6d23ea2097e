"""Sample events, materials, a webinar and implementers, all invented, for an empty instance."""

from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import ZIP_STORED, ZipFile

import pikepdf
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mitdomov.bulletin.events.model import EventRecord
from mitdomov.bulletin.implementers import directory
from mitdomov.bulletin.implementers.csv_reading import read_table
from mitdomov.bulletin.implementers.model import ImplementerTable
from mitdomov.bulletin.listings import rows
from mitdomov.bulletin.listings.model import Listed, ListingState
from mitdomov.bulletin.materials import files
from mitdomov.bulletin.materials.model import MaterialFile, MaterialKind, MaterialRecord
from mitdomov.bulletin.materials.sniffing import FileKind, Refusal, sniff
from mitdomov.bulletin.searched import entries_of_listings
from mitdomov.bulletin.webinars.model import WebinarRecord
from mitdomov.clock import PRAGUE
from mitdomov.database.store import Store
from mitdomov.search.index import prepare, replace

_LICENCE: Final = "CC BY 4.0"
_MARK: Final = "Ukázka: smyšlený obsah."
_NO_RECORDING: Final = "https://www.youtube.com/watch?v=ukazka-0001"
"""No recording can ever have this name: 64 bits in eleven letters never end in a 1."""


def add_sample_listings(store: Store, table: Path, at: datetime) -> None:
    """Does nothing where anything of the kind is kept already; `table` is a CSV of implementers."""
    with store.reading() as session:
        kept = sum(_count(session, model) for model in (EventRecord, MaterialRecord, WebinarRecord))
        if kept or session.scalar(select(func.count()).select_from(ImplementerTable)):
            return
    with store.writing() as session:
        _add_events(session, at)
        slides = _add_materials(session, store, at)
        _add_webinar(session, slides, at)
        _add_implementers(session, table, at)
    with store.reading() as session:
        found = [
            prepare(each.kind, each.name, each.entries) for each in entries_of_listings(session)
        ]
    with store.writing() as session:
        for each in found:
            replace(session, each)


def _count(session: Session, model: type[Listed]) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def _publish(session: Session, item: Listed, at: datetime) -> None:
    rows.add(session, item, at)
    rows.put_into_state(item, ListingState.PUBLISHED, at)


def _days(at: datetime, days: int, hour: int, minute: int = 0) -> datetime:
    day = at.astimezone(PRAGUE).date() + timedelta(days=days)
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=PRAGUE)


def _add_events(session: Session, at: datetime) -> None:
    conference = EventRecord(
        title="Ukázková konference: Byt jako začátek",
        perex="Jeden den o tom, co se obcím osvědčilo, když nájemníkům předaly klíče.",
        text=f"""{_MARK}

## Program

- **9.00** Tři města, jeden rok: co ukázala čísla
- **10.30** Kulaté stoly podle velikosti obce
- **13.00** Prohlídka opravených bytů

Konferenci tlumočíme do znakového jazyka. Vstup je bezbariérový.
""",
        starts_at=_days(at, 24, 9),
        ends_at=_days(at, 24, 16),
        place="Kulturní dům Na Sádkách, Jihlava (smyšlené místo)",
        online_url="https://prenos.example/konference",
        organiser="Redakce Mít domov",
        audience="starostové a starostky, sociální pracovníci a pracovnice",
        sign_up_url="https://prihlasky.example/konference",
    )
    days = EventRecord(
        title="Ukázkové dny otevřených bytů",
        perex="Tři dny, kdy se můžete podívat do bytů s podporou a ptát se těch, kdo v nich žijí.",
        text=_MARK,
        starts_at=_days(at, 45, 0),
        ends_at=_days(at, 47, 0),
        is_all_day=True,
        place="deset měst po celé zemi",
        organiser="Redakce Mít domov",
    )
    cancelled = EventRecord(
        title="Ukázkový seminář pro majitele bytů",
        perex="Jak funguje garance a co dělat, když nájem nepřijde.",
        text=_MARK,
        starts_at=_days(at, 12, 14),
        ends_at=_days(at, 12, 16, 30),
        place="Městská knihovna, Tábor (smyšlené místo)",
        organiser="Redakce Mít domov",
    )
    past = EventRecord(
        title="Ukázkové setkání kontaktních míst",
        perex="Zkušenosti z prvního půlroku: kdo přichází, s čím a kdy je ještě čas.",
        text=_MARK,
        starts_at=_days(at, -60, 10),
        ends_at=_days(at, -60, 15),
        place="Radnice, Olomouc (smyšlené místo)",
        organiser="Redakce Mít domov",
    )
    for event in (conference, days, cancelled, past):
        _publish(session, event, at)
    cancelled.cancelled_note = "lektorka onemocněla, nový termín oznámíme"
    rows.put_into_state(cancelled, ListingState.CANCELLED, at)


def _add_materials(session: Session, store: Store, at: datetime) -> MaterialRecord:
    method = MaterialRecord(
        title="Ukázková metodika: První rok v bytě",
        perex="Jak provázet domácnost od předání klíčů po první vyúčtování.",
        text=f"{_MARK} Soubory jsou prázdné a slouží jen k vyzkoušení.",
        kind=MaterialKind.METHODOLOGY,
        licence=_LICENCE,
    )
    leaflet = MaterialRecord(
        title="Ukázkový leták: Hrozí vám ztráta bydlení?",
        perex="Jedna strana do čekárny, česky a ukrajinsky.",
        text=_MARK,
        kind=MaterialKind.LEAFLET,
        licence=_LICENCE,
    )
    slides = MaterialRecord(
        title="Ukázková prezentace: Garance v kostce",
        perex="Snímky k webináři o garancích pro majitele bytů.",
        text=_MARK,
        kind=MaterialKind.SLIDES,
        licence=_LICENCE,
    )
    for item in (method, leaflet, slides):
        rows.add(session, item, at)
    today = at.astimezone(PRAGUE).date()
    first = _add_file(session, store, method, ("prvni-rok.pdf", "1", _pdf(4)), today, at)
    newer = ("prvni-rok.pdf", "2", _pdf(6))
    _add_file(session, store, method, newer, today, at, replaces=first, note="Doplněn rok 2026.")
    _add_file(session, store, leaflet, ("letak.pdf", "1", _pdf(1)), today, at)
    other = ("letak-uk.pdf", "1", _pdf(1))
    _add_file(session, store, leaflet, other, today, at, label="Ukrajinsky", language="uk")
    _add_file(session, store, slides, ("garance.odp", "1", _odp()), today, at)
    for item in (method, leaflet, slides):
        rows.put_into_state(item, ListingState.PUBLISHED, at)
    return slides


def _add_file(
    session: Session,
    store: Store,
    material: MaterialRecord,
    what: tuple[str, str, bytes],
    dated: date,
    at: datetime,
    *,
    replaces: MaterialFile | None = None,
    label: str = "",
    language: str = "cs",
    note: str = "",
) -> MaterialFile:
    name, version, data = what
    new = files.NewFile(
        data_sha256=store.blobs.put(data),
        size_bytes=len(data),
        kind=_kind(data),
        file_name=name,
        label=label,
        version=version,
        dated=dated,
        language=language,
        note=note,
        replaces=replaces.id if replaces else None,
    )
    file = files.add_file(material, new, at)
    session.flush()
    return file


def _kind(data: bytes) -> FileKind:
    kind = sniff(data)
    if isinstance(kind, Refusal):
        raise TypeError(kind.sentence)
    return kind


def _add_webinar(session: Session, slides: MaterialRecord, at: datetime) -> None:
    webinar = WebinarRecord(
        title="Ukázkový webinář: Garance pro majitele bytů",
        perex="Padesát minut o tom, za co obec ručí, za co ne a jak se o tom mluví s majiteli.",
        text=f"{_MARK} Ani záznam neexistuje: přehrávač po stisknutí řekne, že ho nenašel.",
        held_at=_days(at, -30, 10),
        speakers="Jana Horáčková, socioložka (smyšlená)\nPetr Šimánek, ekonom (smyšlený)",
        recording_url=_NO_RECORDING,
        length_minutes=50,
        transcript="""## Proč vůbec garance

**Jana Horáčková:** Majitel se nebojí nájemníka. Bojí se prázdného účtu a rozbité kuchyně. Garance
odpovídá na obojí, a proto ji stavíme z dvou částí.

## Za co obec ručí

**Petr Šimánek:** Za tři měsíční nájmy a za škodu do výše kauce. Nic víc neslibujeme, protože slib,
který neumíme splnit, stojí důvěru celého města.

## Otázky

**Co když nájemník odejde?** Byt vracíme vyklizený do čtrnácti dnů; tak to stojí ve smlouvě.
""",
        slides_id=slides.id,
    )
    _publish(session, webinar, at)


def _add_implementers(session: Session, path: Path, at: datetime) -> None:
    table = ImplementerTable(file_name=path.name, data=b"", uploaded_at=at)
    directory.keep_draft(session, table)
    directory.show(session, table, read_table(path.read_bytes()).rows, at)


def _pdf(pages: int) -> bytes:
    buffer = BytesIO()
    with pikepdf.new() as document:
        for _ in range(pages):
            document.add_blank_page()
        document.save(buffer, static_id=True)
    return buffer.getvalue()


def _odp() -> bytes:
    """An empty presentation (OpenDocument 1.3): its type first, a manifest, a content."""
    kind = "application/vnd.oasis.opendocument.presentation"
    names = "urn:oasis:names:tc:opendocument:xmlns:"
    manifest = (
        f'<manifest:manifest xmlns:manifest="{names}manifest:1.0" manifest:version="1.3">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{kind}"/>'
        '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
        "</manifest:manifest>"
    )
    content = (
        f'<office:document-content xmlns:office="{names}office:1.0" office:version="1.3">'
        "<office:body><office:presentation/></office:body></office:document-content>"
    )
    buffer = BytesIO()
    with ZipFile(buffer, "w", ZIP_STORED) as archive:
        archive.writestr("mimetype", kind)
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", content)
    return buffer.getvalue()
