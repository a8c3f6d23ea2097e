"""The desk's pages of materials for download, and of their files."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any, Final

from flask import Blueprint, abort, flash, render_template, request
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict

from mitdomov.accounts.roles import Right
from mitdomov.bulletin.materials import files
from mitdomov.bulletin.materials.files import KINDS, NewFile
from mitdomov.bulletin.materials.model import MaterialFile, MaterialKind, MaterialRecord
from mitdomov.bulletin.materials.sniffing import MOST_BYTES, FileKind, Refusal, sniff, words_of_type
from mitdomov.clock import now, today
from mitdomov.search.index import prepare, replace
from mitdomov.search.kinds import Kind
from mitdomov.web.access import needs
from mitdomov.web.desk.listings.fields import PEREX_CHARS, TITLE_CHARS, Fields
from mitdomov.web.desk.listings.room import Room, View, Words
from mitdomov.web.instance import store
from mitdomov.web.public.materials import LANGUAGES, facts_of
from mitdomov.web.uploads import takes_files

LICENCES: Final = (
    "CC BY 4.0",
    "CC BY-SA 4.0",
    "CC BY-NC 4.0",
    "CC0 1.0",
    "všechna práva vyhrazena",
)
_FORM_BYTES: Final = 64_000
"""The other fields beside the file."""


def register(blueprint: Blueprint) -> None:
    ROOM.register(blueprint)
    files = "/materialy/<row:number>/soubory"
    blueprint.add_url_rule(f"{files}/", "add_material_file", add_file, methods=["GET", "POST"])
    for word, endpoint, view in (
        ("stahnout", "withdraw_material_file", withdraw_file),
        ("vratit", "bring_back_material_file", bring_back_file),
    ):
        blueprint.add_url_rule(f"{files}/<row:file>/{word}", endpoint, view, methods=["POST"])


@needs(Right.WRITE)
@takes_files(MOST_BYTES + _FORM_BYTES)
def add_file(number: int) -> View:
    """A file of its own, or a newer version of one; of what readers see, by whoever may edit."""
    if request.method == "GET":
        return _file_form(number, MultiDict({"datum": today().isoformat(), "verze": "1"}), {})
    uploaded = request.files.get("soubor")
    data = uploaded.read() if uploaded else b""
    fields = Fields(request.form)
    kind = sniff(data)
    if isinstance(kind, Refusal):
        fields.problems["soubor"] = kind.sentence
    new = _new_file(fields, kind, data, uploaded.filename or "" if uploaded else "")
    if new is None:
        return _file_form(number, request.form, fields.problems), 422
    store().blobs.put(data)
    at = now()
    file, _ = _change(
        number,
        lambda material: files.add_file(material, new, at),
        "material-file-added",
        "Nahrán soubor {} k materiálu {}.",
    )
    if file:
        flash(f"Soubor je nahraný jako {file.name} ({facts_of(file, '')}).")
    return ROOM.back(number)


def _new_file(
    fields: Fields, kind: FileKind | Refusal, data: bytes, file_name: str
) -> NewFile | None:
    version = fields.filled("verze", "Napište verzi, např. 2.", 20)
    dated = fields.day("datum", "Napište datum, např. 7. 2. 2026.")
    label, note = fields.line("popisek", 200), fields.line("poznamka")
    language = fields.form.get("jazyk", "")
    if language not in LANGUAGES:
        fields.problems["jazyk"] = "Vyberte jazyk souboru."
    replaces = fields.form.get("nahrazuje", "")
    if fields.problems or isinstance(kind, Refusal) or dated is None:
        return None
    return NewFile(
        data_sha256=hashlib.sha256(data).hexdigest(),
        size_bytes=len(data),
        kind=kind,
        file_name=file_name,
        label=label,
        version=version,
        dated=dated,
        language=language,
        note=note,
        replaces=int(replaces) if replaces.isascii() and replaces.isdecimal() else None,
    )


@needs(Right.EDIT)
def withdraw_file(number: int, file: int) -> View:
    at = now()
    _, was = _change(
        number,
        lambda material: files.withdraw_file(material, file, at),
        "material-file-withdrawn",
        "Stažen soubor {} z materiálu {}.",
    )
    flash("Soubor už nikdo nestáhne. Vrátit jej můžete kdykoli.")
    return ROOM.after(number, was)


@needs(Right.EDIT)
def bring_back_file(number: int, file: int) -> View:
    at = now()
    _, was = _change(
        number,
        lambda material: files.bring_back_file(material, file, at),
        "material-file-returned",
        "Vrácen soubor {} k materiálu {}.",
    )
    flash("Soubor je zase ke stažení.")
    return ROOM.after(number, was)


def _material(session: Session, number: int) -> MaterialRecord:
    return session.get(MaterialRecord, number) or abort(404)


def _change(
    number: int, act: Callable[[MaterialRecord], MaterialFile | None], verb: str, sentence: str
) -> tuple[MaterialFile | None, int]:
    """Does it to a row that is never saved, for the search, which tells of files; then in earnest.
    Gives the revision before it, too.

    `sentence` for the log has places for the names of the file and of the material.
    """
    with store().reading() as session, session.no_autoflush:
        material = _material(session, number)
        revision = material.revision
        act(material)
        prepared = prepare(Kind.MATERIAL, material.slug, files.entries_of(material))
    with store().writing() as session:
        material = _material(session, number)
        ROOM.guard(material)
        if material.revision != revision:
            abort(409)
        file = act(material)
        if file:
            replace(session, prepared)
            ROOM.record(session, verb, material, sentence.format(file.name, material.title))
    return file, revision


def _file_form(number: int, typed: Mapping[str, str], problems: Mapping[str, str]) -> str:
    with store().reading() as session:
        material = _material(session, number)
        ROOM.guard(material)
        return render_template(
            "desk/listings/file.html",
            room=ROOM,
            item=material,
            typed=typed,
            problems=problems,
            languages=list(LANGUAGES.items()),
            current=[
                (str(each.id), f"{each.name} (verze {each.version})")
                for each in material.current_files
            ],
            most_bytes=MOST_BYTES,
        )


def _read(fields: Fields, _session: Session) -> dict[str, Any]:
    return {
        "title": fields.filled("nazev", "Napište název materiálu.", TITLE_CHARS),
        "perex": fields.line("perex", PEREX_CHARS),
        "text": fields.markdown("text"),
        "kind": fields.choice("druh", MaterialKind),
        "licence": fields.line("licence", 200),
    }


def _typed(material: MaterialRecord) -> dict[str, str]:
    return {
        "nazev": material.title,
        "perex": material.perex,
        "text": material.text,
        "druh": material.kind.value,
        "licence": material.licence,
        "verze": str(material.revision),
    }


def _extras(_session: Session, _material: MaterialRecord | None) -> Mapping[str, Any]:
    return {
        "kinds": [(kind.value, words) for kind, (words, _) in KINDS.items()],
        "licences": LICENCES,
        "facts_of": facts_of,
        "words_of_type": words_of_type,
    }


ROOM: Final = Room(
    name="material",
    plural="materials",
    path="materialy",
    model=MaterialRecord,
    kind=Kind.MATERIAL,
    words=Words(
        title="Materiály",
        new="Nový materiál",
        saved="Materiál je uložený.",
        empty=(
            "Zatím tu žádný materiál není. Založte jej, nahrajte soubor a zveřejněte; u novější "
            "verze zůstane ta starší dostupná s poznámkou."
        ),
        intro="Metodiky, brožury, letáky a formuláře ke stažení.",
    ),
    read=_read,
    typed=_typed,
    entries=files.entries_of,
    obstacle=files.obstacle,
    extras=_extras,
)
