"""One picture of the library: its words and rights, its crop, where it is used, what it was."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from mitdomov.accounts.model import Account
from mitdomov.accounts.roles import Right
from mitdomov.clock import now
from mitdomov.editorial.media import changes
from mitdomov.editorial.media.changes import InUse, Outdated
from mitdomov.editorial.media.encoding import MAX_BYTES
from mitdomov.editorial.media.library import Labels, Refused, subject
from mitdomov.editorial.media.model import MediaItem, MediaVersion
from mitdomov.editorial.media.sharpness import (
    POOR_DPI,
    SHARP_DPI,
    Where,
    dpi_at,
    sharp_width_mm,
    width_mm,
)
from mitdomov.editorial.media.uses import Use, published, uses
from mitdomov.magazine.numbers import slug_of
from mitdomov.web.access import SignedIn, needs, signed_in
from mitdomov.web.desk.meanwhile import Form, Meanwhile, meanwhile
from mitdomov.web.desk.media.crop_form import FIELDS, WHOLE, numbers_of, read
from mitdomov.web.instance import store
from mitdomov.web.numbers import row_number
from mitdomov.web.uploads import takes_files

_REPLACE_BYTES: Final = MAX_BYTES + 1_000_000
_WHERE_WORDS: Final = {
    Where.COVER: "obálka",
    Where.PORTRAIT: "medailonek",
    Where.HEAD: "úvodní obrázek článku",
    Where.FIGURE: "v textu",
}
_NEWS_WORDS: Final = {Where.HEAD: "úvodní obrázek novinky", Where.FIGURE: "v textu novinky"}
_DONE: Final = {
    "popisky": "Popis a práva jsou uložené. Nabídnou se všude, kam obrázek vložíte.",
    "vyrez": "Výřez je uložený. Obrázek se změnil všude, kde je použitý.",
    "nahrazeno": "Obrázek je nahrazený všude, kde je použitý.",
    "podoba": "Obrázek má zase dřívější podobu.",
    "smazano": "Obrázek je smazaný.",
    "vraceno": "Obrázek je zpátky v knihovně.",
}
_NO_CREDIT: Final = "Napište, čí obrázek je; bez autora číslo nevyjde."
_NO_LICENCE: Final = "Napište, na základě čeho jej smíte otisknout, např. „CC BY 4.0“."
_NO_FILE: Final = "Vyberte obrázek, který má tento nahradit."
_OUTDATED: Final = (
    "Obrázek mezitím upravil někdo jiný. V polích je váš výřez, nahoře je, jak obrázek vypadá teď; "
    "uložením bude platit váš."
)
_ACTS: Final = ("picture-described", "picture-replaced")
"""By which its words change."""
LABELS: Final = {
    "alt": "Popis pro nevidomé",
    "caption": "Popisek pod obrázkem",
    "credit": "Autor",
    "licence": "Licence",
}
"""Of the fields of `Labels`."""


@dataclass(frozen=True, slots=True)
class PrintedUse:
    """A use of the picture, and how it comes out in print there."""

    use: Use
    words: str
    issue_slug: str
    width_mm: int
    dpi: int

    @property
    def is_sharp(self) -> bool:
        return self.dpi >= SHARP_DPI

    @property
    def is_poor(self) -> bool:
        return self.dpi < POOR_DPI


def register(blueprint: Blueprint) -> None:
    item = "/media/<row:media_id>"
    blueprint.add_url_rule(item, "media_item", media_item)
    for path, view in (
        ("popis", label_media),
        ("vyrez", crop_media),
        ("nahradit", replace_media),
        ("podoba", bring_back_media),
        ("smazat", delete_media),
        ("vratit", take_back_media),
    ):
        blueprint.add_url_rule(f"{item}/{path}", view.__name__, view, methods=["POST"])


@needs(Right.WRITE)
def media_item(media_id: int) -> str:
    return _page(media_id)


@needs(Right.WRITE)
def label_media(media_id: int) -> Response | tuple[str, int]:
    person = signed_in()
    form = request.form
    typed = Labels(*(form.get(field, "") for field in Labels.__slots__))
    problems = missing(typed)
    with store().writing() as session:
        item = session.get(MediaItem, media_id) or abort(404)
        if not may_label(person, item):
            abort(403)
        if not problems:
            base = form.get("version", 0, int)
            done = changes.label(session, media_id, base, typed, person.actor, now())
    if problems:
        return _page(media_id, typed=typed, problems=problems), 422
    if isinstance(done, Outdated):
        return _page(media_id, typed=typed, is_behind=True), 409
    return _back(media_id, "popisky")


@needs(Right.EDIT)
def crop_media(media_id: int) -> Response | tuple[str, int]:
    form = request.form
    numbers = WHOLE if "whole" in form else {name: form.get(name, "") for name in FIELDS}
    crop = read(numbers)
    if crop.problems:
        return _page(media_id, numbers=numbers, problems=crop.problems), 422
    _existing(media_id)
    base = form.get("version", 0, int)
    actor = signed_in().actor
    done = changes.cut(store(), media_id, base, crop.crop, crop.focus, actor, now())
    if isinstance(done, Outdated):
        return _page(media_id, numbers=numbers, problems={"left": _OUTDATED}), 409
    if isinstance(done, Refused):
        return _page(media_id, numbers=numbers, problems={"left": done.sentence}), 422
    return _back(media_id, "vyrez")


@needs(Right.EDIT)
@takes_files(_REPLACE_BYTES)
def replace_media(media_id: int) -> Response | tuple[str, int]:
    """Author and licence are asked for anew: the other picture may be somebody else's."""
    _existing(media_id)
    form = request.form
    file = request.files.get("picture")
    rights = Labels(credit=form.get("new_credit", ""), licence=form.get("new_licence", ""))
    problems = {f"new_{name}": sentence for name, sentence in missing(rights).items()}
    if file is None or not file.filename:
        problems["picture"] = _NO_FILE
    if file is not None and not problems:
        done = changes.replace(
            store(),
            media_id,
            file.stream.read(MAX_BYTES + 1),
            credit=rights.credit,
            licence=rights.licence,
            actor=signed_in().actor,
            at=now(),
        )
        if isinstance(done, Refused):
            problems["picture"] = done.sentence
    if problems:
        return _page(media_id, rights=rights, problems=problems), 422
    return _back(media_id, "nahrazeno")


@needs(Right.EDIT)
def bring_back_media(media_id: int) -> Response:
    number = request.form.get("number", 0, row_number)
    _existing(media_id)
    with store().writing() as session:
        actor = signed_in().actor
        changes.bring_back(session, store().blobs, media_id, number, actor, now()) or abort(404)
    return _back(media_id, "podoba")


@needs(Right.EDIT)
def delete_media(media_id: int) -> Response | tuple[str, int]:
    _existing(media_id)
    with store().writing() as session:
        done = changes.throw_away(session, store().blobs, media_id, signed_in().actor, now())
    if isinstance(done, InUse):
        return _page(media_id, is_kept=True), 409
    return _back(media_id, "smazano")


@needs(Right.EDIT)
def take_back_media(media_id: int) -> Response:
    _existing(media_id)
    with store().writing() as session:
        changes.take_back(session, media_id, signed_in().actor, now())
    return _back(media_id, "vraceno")


def may_label(person: SignedIn, item: MediaItem) -> bool:
    """Editors every picture, others those that they uploaded and nobody changed since."""
    return person.may(Right.EDIT) or item.updated_by == person.id


def _existing(media_id: int) -> None:
    with store().reading() as session:
        session.get(MediaItem, media_id) or abort(404)


def _back(media_id: int, done: str) -> Response:
    return redirect(url_for("desk.media_item", media_id=media_id, hotovo=done), 303)


def _page(
    media_id: int,
    *,
    typed: Labels | None = None,
    rights: Labels | None = None,
    numbers: Mapping[str, str] | None = None,
    problems: Mapping[str, str] | None = None,
    is_kept: bool = False,
    is_behind: bool = False,
) -> str:
    """A form that is shown again goes on from what it began from, unless both are seen now."""
    person = signed_in()
    with store().reading() as session:
        item = session.get(MediaItem, media_id) or abort(404)
        behind = said_meanwhile(session, item, request.form) if is_behind else None
        began = request.form.get("version", item.version, int) if problems else item.version
        return render_template(
            "desk/media/item.html",
            item=item,
            typed=typed or Labels(item.alt, item.caption, item.credit, item.licence),
            rights=rights or Labels(),
            numbers=numbers or numbers_of(item),
            problems=problems or {},
            meanwhile=behind,
            version=item.version if _OUTDATED in (problems or {}).values() else began,
            is_kept=is_kept,
            done=_DONE.get(request.args.get("hotovo", ""), ""),
            uses=[_printed(item, use) for use in uses(session, store().blobs).get(media_id, ())],
            published=[(each, slug_of(each.issue_number)) for each in published(session, item)],
            versions=_versions(session, item),
            may_edit=person.may(Right.EDIT),
            may_label=may_label(person, item),
            changed_by=_name(session, item.updated_by),
            sharp_mm=sharp_width_mm(item.width_px),
            column_mm=width_mm(Where.FIGURE),
        )


def said_meanwhile(session: Session, item: MediaItem, typed: Form, after: str = "") -> Meanwhile:
    """`after` ends the names of the fields where a form is about more pictures than one."""
    kept = {f"{name}{after}": getattr(item, name) for name in LABELS}
    labels = {f"{name}{after}": words for name, words in LABELS.items()}
    return meanwhile(
        session,
        subject(item),
        _ACTS,
        labels=labels,
        typed=typed,
        kept=MultiDict(kept),
        words={},
        boxes=(),
    )


def _printed(item: MediaItem, use: Use) -> PrintedUse:
    return PrintedUse(
        use=use,
        words=_NEWS_WORDS[use.where] if use.news_id else _WHERE_WORDS[use.where],
        issue_slug=slug_of(use.issue_number) if use.issue_number else "",
        width_mm=width_mm(use.where),
        dpi=dpi_at(use.where, item.width_px, item.height_px),
    )


def _versions(session: Session, item: MediaItem) -> list[tuple[MediaVersion, str]]:
    """With the name of whoever ended each."""
    found = changes.versions(session, item.id)
    return [(version, _name(session, version.ended_by)) for version in found]


def _name(session: Session, account_id: int | None) -> str:
    account = session.get(Account, account_id) if account_id is not None else None
    return account.name if account else ""


def missing(labels: Labels) -> dict[str, str]:
    """Sentences by the names of fields."""
    sentences = {"credit": _NO_CREDIT, "licence": _NO_LICENCE}
    return {name: words for name, words in sentences.items() if not getattr(labels, name)}
