"""Materials: the list by kind, each with its files and their earlier versions, the files."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from flask import Blueprint, Response, abort, render_template, request, send_file
from sqlalchemy.orm import Session

from mitdomov.bulletin.listings import rows
from mitdomov.bulletin.listings.text import shown_document
from mitdomov.bulletin.materials.files import KINDS, shown_materials
from mitdomov.bulletin.materials.model import MaterialFile, MaterialKind, MaterialRecord
from mitdomov.bulletin.materials.sniffing import words_of_type
from mitdomov.clock import PRAGUE
from mitdomov.czech_words import byte_size, short_date
from mitdomov.web.instance import settings, store
from mitdomov.web.public.frame import frame
from mitdomov.web.public.keeping import kept

LANGUAGES: Final = {
    "cs": "česky",
    "sk": "slovensky",
    "en": "anglicky",
    "de": "německy",
    "uk": "ukrajinsky",
    "pl": "polsky",
    "rom": "romsky",
    "vi": "vietnamsky",
}
_SLUGS: Final = {
    MaterialKind.METHODOLOGY: "metodika",
    MaterialKind.BROCHURE: "brozura",
    MaterialKind.LEAFLET: "letak",
    MaterialKind.FORM: "formular",
    MaterialKind.SLIDES: "prezentace",
    MaterialKind.OTHER: "ostatni",
}
_BY_SLUG: Final = {slug: kind for kind, slug in _SLUGS.items()}


def register(blueprint: Blueprint) -> None:
    """Adds the views to the public blueprint."""
    blueprint.add_url_rule("/materialy/", "materials", all_materials)
    blueprint.add_url_rule("/materialy/<slug>/", "material", one_material)
    blueprint.add_url_rule("/materialy/<slug>/<name>", "material_file", download)


def addresses(session: Session) -> Iterable[tuple[str, date]]:
    """For the sitemap: path and day of the last change."""
    found = rows.shown(session, MaterialRecord)
    if found:
        yield "/materialy/", max(each.updated_at for each in found).astimezone(PRAGUE).date()
    for each in found:
        yield f"/materialy/{each.slug}/", each.updated_at.astimezone(PRAGUE).date()


def facts_of(file: MaterialFile, licence: str) -> str:
    """`PDF, 1,2 MB, verze 2, 7. 2. 2026, CC BY 4.0`; the language when it is not Czech."""
    parts = (
        words_of_type(file.media_type),
        byte_size(file.size_bytes),
        f"verze {file.version}",
        short_date(file.dated),
        "" if file.language == "cs" else LANGUAGES.get(file.language, file.language),
        licence,
    )
    return ", ".join(part for part in parts if part)


@kept
def all_materials() -> str:
    wanted = request.args.get("druh", "")
    kind = _BY_SLUG.get(wanted) if wanted else None
    if wanted and kind is None:
        abort(404)
    with store().reading() as session:
        found = shown_materials(session)
        present = [each for each in KINDS if any(item.kind is each for item in found)]
        groups = [
            (KINDS[each][1], [item for item in found if item.kind is each])
            for each in present
            if kind in (None, each)
        ]
        return render_template(
            "public/materials/materials.html",
            groups=groups,
            choices=[(_SLUGS[each], KINDS[each][1]) for each in present],
            chosen=wanted,
            facts_of=facts_of,
            canonical=f"{settings().public_url}/materialy/",
            **frame(session, max((each.updated_at for each in found), default=None)),
        )


@kept
def one_material(slug: str) -> str:
    with store().reading() as session:
        record = _shown(session, slug)
        return render_template(
            "public/materials/material.html",
            material=record,
            kind=KINDS[record.kind][0],
            text=shown_document(record.text),
            address=str,
            facts_of=facts_of,
            data=_json_ld(record),
            canonical=f"{settings().public_url}/materialy/{record.slug}/",
            **frame(session, record.updated_at),
        )


def download(slug: str, name: str) -> Response:
    """Always as a file to keep, never shown by our pages: a PDF may hold scripts.

    Caches ask each time whether it still is here, so that a withdrawn file is withdrawn everywhere.
    """
    with store().reading() as session:
        record = _shown(session, slug)
        file = next((each for each in record.files if each.name == name), None) or abort(404)
        if file.withdrawn_at:
            abort(410)
    response = send_file(
        store().blobs.path(file.sha256),
        mimetype=file.media_type,
        as_attachment=True,
        download_name=file.name,
        etag=file.sha256,
        conditional=True,
        max_age=0,
    )
    response.cache_control.public = True
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Link"] = f'<{settings().public_url}/materialy/{slug}/>; rel="canonical"'
    return response


def _shown(session: Session, slug: str) -> MaterialRecord:
    """What was taken off the site is gone; what never was on it is unknown."""
    record = rows.by_slug(session, MaterialRecord, slug)
    if record is None or not (record.is_shown or record.was_published):
        abort(404)
    return record if record.is_shown else abort(410)


def _json_ld(record: MaterialRecord) -> dict[str, object]:
    """schema.org DigitalDocument with its current files."""
    base = f"{settings().public_url}/materialy/{record.slug}/"
    made: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "DigitalDocument",
        "@id": base,
        "url": base,
        "name": record.title,
        "description": record.perex or record.title,
        "dateModified": record.updated_at.isoformat(),
        "encoding": [
            {
                "@type": "MediaObject",
                "contentUrl": base + file.name,
                "encodingFormat": file.media_type,
                "contentSize": f"{file.size_bytes} B",
                "inLanguage": file.language,
                "datePublished": file.dated.isoformat(),
            }
            for file in record.current_files
        ],
    }
    return made | ({"license": record.licence} if record.licence else {})
