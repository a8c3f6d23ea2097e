"""Words, a page and a place in; the pictures to choose from for that place out, for a dialogue."""

from collections.abc import Collection
from typing import Any, Final

from flask import Blueprint, abort, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response

from mitdomov.accounts.roles import Right
from mitdomov.czech_words import NBSP, counted
from mitdomov.editorial.media.model import MediaItem
from mitdomov.editorial.media.pictures import media_named
from mitdomov.editorial.media.queries import page_of, taken_names
from mitdomov.editorial.media.sharpness import POOR_DPI, SHARP_DPI, Where, dpi_at
from mitdomov.web.access import needs
from mitdomov.web.desk.media.picture import thumb_url
from mitdomov.web.instance import store
from mitdomov.web.numbers import row_number

_PAGE_ITEMS: Final = 24
_WIDTH_PX: Final = 320
_EMPTY: Final = (
    "Knihovna je zatím prázdná. Nahrajte první obrázek; obrázky z Wordu a z načtených čísel se "
    "do ní přidají samy."
)
_NAME_TAKEN: Final = "v tomto čísle má jeho jméno jiný obrázek, vybrat ho nejde"


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/media/vyber", "media_choices", media_choices)
    blueprint.add_url_rule("/media/jmenem/<file>", "media_by_name", media_by_name)


@needs(Right.WRITE)
def media_choices() -> Response:
    """`q` searches, `strana` pages; `misto` is where the picture is to be printed and `cislo` the
    id of the issue; `vybrany` is the name that the field has now.
    """
    words = request.args.get("q", "").strip()[:200]
    page = max(1, request.args.get("strana", 1, row_number))
    where = _place()
    issue_id = request.args.get("cislo", None, row_number)
    file = request.args.get("vybrany", "")[:200]
    start = (page - 1) * _PAGE_ITEMS
    with store().reading() as session:
        items, count = page_of(session, words, start=start, most=_PAGE_ITEMS)
        taken = taken_names(session, issue_id) if issue_id is not None else frozenset()
        chosen = media_named(session, file, issue_id) if file else None
    is_more = bool(items) and start + len(items) < count
    following: dict[str, Any] = {
        name: request.args.get(name) for name in ("q", "misto", "cislo", "vybrany")
    }
    more = url_for("desk.media_choices", strana=page + 1, **following) if is_more else None
    answer = jsonify(
        pictures=[told(item, where, taken) for item in items],
        words=_found(words, count, start + len(items)),
        next=more,
        chosen=told(chosen, where) if chosen else None,
    )
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@needs(Right.WRITE)
def media_by_name(file: str) -> Response:
    """The picture that texts of the issue `cislo`, or of none, mean by `file`, made small."""
    issue_id = request.args.get("cislo", None, row_number)
    with store().reading() as session:
        item = media_named(session, file, issue_id) or abort(404)
        return redirect(thumb_url(item, _WIDTH_PX))


def told(
    item: MediaItem, where: Where | None = None, taken: Collection[str] = ()
) -> dict[str, Any]:
    """For scripts: what the picture is, and what is wrong with it for the place."""
    is_taken = item.file in taken
    return {
        "id": item.id,
        "file": item.file,
        "alt": item.alt,
        "caption": item.caption,
        "credit": item.credit,
        "licence": item.licence,
        "is_complete": bool(item.credit and item.licence),
        "thumb_url": thumb_url(item, _WIDTH_PX),
        "page_url": url_for("desk.media_item", media_id=item.id),
        "width_px": item.width_px,
        "height_px": item.height_px,
        "warnings": [*([_NAME_TAKEN] if is_taken else ()), *_missing(item), *_print(item, where)],
        "may_be_chosen": not is_taken,
    }


def _missing(item: MediaItem) -> list[str]:
    words = {"popis": item.alt, "autor": item.credit, "licence": item.licence}
    lacking = [name for name, text in words.items() if not text]
    if not lacking:
        return []
    *others, last = lacking
    return ["chybí " + (f"{', '.join(others)} a{NBSP}{last}" if others else last)]


def _print(item: MediaItem, where: Where | None) -> list[str]:
    """Nothing where the picture is not printed."""
    dpi = dpi_at(where, item.width_px, item.height_px) if where else SHARP_DPI
    if dpi >= SHARP_DPI:
        return []
    look = "rozmazaný" if dpi < POOR_DPI else "méně ostrý"
    return [f"v{NBSP}tisku {look} ({dpi}{NBSP}dpi)"]


def _place() -> Where | None:
    name = request.args.get("misto", "")
    return Where(name) if name in set(Where) else None


def _found(words: str, count: int, shown: int) -> str:
    if not count:
        return (
            f"Hledání „{words}“ nic nenašlo. Zkuste kratší slovo; háčky ani velká písmena "
            "nerozhodují."
            if words
            else _EMPTY
        )
    said = counted(count, "obrázek", "obrázky", "obrázků")
    return said if shown >= count else f"{said}, zatím vidíte {shown}"
