"""The media library: its pictures as a grid, found, uploaded, described; the same for scripts."""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from flask import Blueprint, abort, jsonify, redirect, render_template, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from mitdomov.accounts.model import Account
from mitdomov.accounts.roles import Right
from mitdomov.clock import now
from mitdomov.editorial.media.changes import Outdated, label
from mitdomov.editorial.media.encoding import MAX_BYTES
from mitdomov.editorial.media.library import Labels, Refused, Taken, take_picture
from mitdomov.editorial.media.model import MediaItem
from mitdomov.editorial.media.queries import Filter, Found, library
from mitdomov.web.access import needs, signed_in
from mitdomov.web.desk.meanwhile import Kept
from mitdomov.web.desk.media import choosing as media_choosing
from mitdomov.web.desk.media import item as media_item
from mitdomov.web.desk.media import picture as media_picture
from mitdomov.web.desk.media.choosing import told
from mitdomov.web.desk.media.item import LABELS, may_label, missing, said_meanwhile
from mitdomov.web.instance import store
from mitdomov.web.uploads import takes_files

_PAGE_ITEMS: Final = 48
_MOST_FILES: Final = 40
_UPLOAD_BYTES: Final = 80_000_000
_NUMBER: Final = re.compile(r"[0-9]{1,9}")
_NO_FILE: Final = "Vyberte aspoň jeden obrázek."


class Outcome(NamedTuple):
    """What became of one file that was sent."""

    name: str
    item: MediaItem | None
    is_known: bool
    problem: str


class Lost(NamedTuple):
    """Words about a picture that is no longer up to who typed them, and those that hold."""

    item: MediaItem
    who: str
    """Who changed it meanwhile; empty when nobody knows."""
    mine: tuple[Kept, ...]
    held: tuple[Kept, ...]


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/media/", "media", media)
    blueprint.add_url_rule("/media/nahrat", "media_upload", media_upload, methods=["POST"])
    blueprint.add_url_rule("/media/popisky", "media_labels", media_labels)
    blueprint.add_url_rule(
        "/media/popisky", "save_media_labels", save_media_labels, methods=["POST"]
    )
    media_choosing.register(blueprint)
    media_item.register(blueprint)
    media_picture.register(blueprint)


@needs(Right.WRITE)
def media() -> str:
    words = request.args.get("hledat", "").strip()[:200]
    kind = _filter(request.args.get("filtr", ""))
    with store().reading() as session:
        found = library(session, store().blobs, words, kind)
        total = len(found) if kind is Filter.EVERY and not words else None
    pages = max(1, -(-len(found) // _PAGE_ITEMS))
    page = min(max(1, request.args.get("strana", 1, int)), pages)
    start = (page - 1) * _PAGE_ITEMS
    return render_template(
        "desk/media/media.html",
        found=found[start : start + _PAGE_ITEMS],
        count=len(found),
        is_empty=total == 0,
        words=words,
        kind=kind,
        page=page,
        pages=pages,
        problem="",
    )


@needs(Right.WRITE)
@takes_files(_UPLOAD_BYTES)
def media_upload() -> Response | tuple[str, int]:
    """Several files of a form, or one that a script sends and is answered in JSON."""
    files = [file for file in request.files.getlist("picture") if file.filename]
    is_form = request.accept_mimetypes.best_match(["text/html", "application/json"]) == "text/html"
    if not is_form:
        return _upload_one(files)
    if not 0 < len(files) <= _MOST_FILES:
        sentence = f"Vyberte nejvýš {_MOST_FILES} obrázků najednou." if files else _NO_FILE
        return _refused_form(sentence)
    outcomes = [_take(file) for file in files]
    ids = [each.item.id for each in outcomes if each.item is not None]
    if all(not each.problem and not each.is_known for each in outcomes):
        return redirect(url_for("desk.media_labels", id=ids), 303)
    items = [each.item for each in outcomes if each.item is not None]
    page = _labels_page(items, outcomes=outcomes)
    return page, 422 if any(each.problem for each in outcomes) else 200


@needs(Right.WRITE)
def media_labels() -> str:
    """Of the pictures that were just uploaded."""
    return _labels_page(_wanted(request.args.getlist("id")))


@needs(Right.WRITE)
def save_media_labels() -> Response | tuple[str, int]:
    """Author and licence are asked for here, so that no picture is forgotten without them."""
    person = signed_in()
    wanted = _wanted(request.form.getlist("id"))
    items = [item for item in wanted if may_label(person, item)]
    lost = _lost(item for item in wanted if item not in items)
    typed = {item.id: _typed(item) for item in items}
    problems = _problems(typed)
    if problems:
        return _labels_page(items, typed=typed, problems=problems, lost=lost), 422
    at = now()
    with store().writing() as session:
        outdated = [
            item
            for item in items
            if isinstance(
                label(session, item.id, _version(item), typed[item.id], person.actor, at), Outdated
            )
        ]
    if outdated or lost:
        return _labels_page(outdated, typed=typed, is_behind=True, lost=lost), 409
    return redirect(url_for("desk.media", hotovo="popisky"), 303)


def _filter(name: str) -> Filter:
    return Filter(name) if name in list(Filter) else Filter.EVERY


def _upload_one(files: Sequence[FileStorage]) -> Response:
    if len(files) != 1:
        answer = jsonify(problem=_NO_FILE)
        answer.status_code = 422
        return answer
    outcome = _take(files[0])
    if outcome.item is None:
        answer = jsonify(problem=outcome.problem)
        answer.status_code = 422
        return answer
    answer = jsonify(told(outcome.item) | {"is_known": outcome.is_known})
    answer.status_code = 200 if outcome.is_known else 201
    return answer


def _take(file: FileStorage) -> Outcome:
    data = file.stream.read(MAX_BYTES + 1)
    name = file.filename or ""
    form = request.form
    labels = Labels(*(form.get(field, "") for field in ("alt", "caption", "credit", "licence")))
    taken = take_picture(store(), data, name=name, by=signed_in().id, at=now(), labels=labels)
    match taken:
        case Refused():
            return Outcome(name, None, is_known=False, problem=taken.sentence)
        case Taken():
            return Outcome(name, taken.item, is_known=taken.is_known, problem="")


def _refused_form(sentence: str) -> tuple[str, int]:
    with store().reading() as session:
        found: list[Found] = library(session, store().blobs)
    page = render_template(
        "desk/media/media.html",
        found=found[:_PAGE_ITEMS],
        count=len(found),
        is_empty=not found,
        words="",
        kind=Filter.EVERY,
        page=1,
        pages=max(1, -(-len(found) // _PAGE_ITEMS)),
        problem=sentence,
    )
    return page, 422


def _wanted(ids: Iterable[str]) -> list[MediaItem]:
    numbers = [int(each) for each in dict.fromkeys(ids) if _NUMBER.fullmatch(each)][:_MOST_FILES]
    with store().reading() as session:
        items = [session.get(MediaItem, number) for number in numbers]
    return [item for item in items if item is not None and item.deleted_at is None]


def _labels_page(
    items: Sequence[MediaItem],
    *,
    typed: dict[int, Labels] | None = None,
    problems: dict[str, str] | None = None,
    outcomes: Sequence[Outcome] = (),
    is_behind: bool = False,
    lost: Sequence[Lost] = (),
) -> str:
    """A form that is shown again goes on from what it began from, unless both are seen now."""
    if not items and not outcomes and not lost:
        abort(404)
    behind = {}
    if is_behind:
        with store().reading() as session:
            behind = {
                item.id: said_meanwhile(session, item, request.form, f"-{item.id}")
                for item in items
            }
    return render_template(
        "desk/media/labels.html",
        items=items,
        typed=typed or {item.id: labels_of(item) for item in items},
        problems=problems or {},
        outcomes=outcomes,
        lost=lost,
        meanwhile=behind,
        versions={item.id: _version(item) if problems else item.version for item in items},
    )


def _lost(items: Iterable[MediaItem]) -> list[Lost]:
    found = []
    with store().reading() as session:
        for item in items:
            typed, kept = _typed(item), labels_of(item)
            names = [
                name for name in LABELS if getattr(typed, name) not in ("", getattr(kept, name))
            ]
            if names:
                who = session.get(Account, item.updated_by) if item.updated_by else None
                mine, held = (tuple(_kept(each, names)) for each in (typed, kept))
                found.append(Lost(item, who.name if who else "", mine, held))
    return found


def _kept(labels: Labels, names: Iterable[str]) -> Iterator[Kept]:
    return (Kept(name, LABELS[name], getattr(labels, name) or "–") for name in names)


def labels_of(item: MediaItem) -> Labels:
    return Labels(item.alt, item.caption, item.credit, item.licence)


def _typed(item: MediaItem) -> Labels:
    """An author and a licence given for all are used where a picture has none of its own."""
    form = request.form
    credit = form.get(f"credit-{item.id}", "").strip() or form.get("credit-all", "")
    licence = form.get(f"licence-{item.id}", "").strip() or form.get("licence-all", "")
    return Labels(
        form.get(f"alt-{item.id}", ""), form.get(f"caption-{item.id}", ""), credit, licence
    )


def _problems(typed: dict[int, Labels]) -> dict[str, str]:
    return {
        f"{name}-{number}": sentence
        for number, labels in typed.items()
        for name, sentence in missing(labels).items()
    }


def _version(item: MediaItem) -> int:
    return request.form.get(f"version-{item.id}", 0, int)
