"""The desk's directory of implementers: its entries, and a CSV that is seen before it is shown."""

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from mitdomov.accounts import audit
from mitdomov.accounts.roles import Right
from mitdomov.bulletin.implementers.csv_reading import (
    COLUMNS,
    Table,
    read_table,
    telling,
    write_table,
)
from mitdomov.bulletin.implementers.directory import (
    Implementer,
    Mode,
    bring_back,
    carried,
    difference,
    implementers_in,
    keep_draft,
    kept_draft,
    past_tables,
    show,
    shown_implementers,
    shown_table,
    state_of,
)
from mitdomov.bulletin.implementers.editing import changes, may_be_taken_back, words_of
from mitdomov.bulletin.implementers.model import ImplementerTable, TableState
from mitdomov.bulletin.implementers.regions import BY_CODE
from mitdomov.clock import now
from mitdomov.czech_order import czech_key
from mitdomov.search.index import replace
from mitdomov.subscribers.encodings import CHOICES, readings
from mitdomov.subscribers.folding import fold
from mitdomov.web.access import needs, signed_in
from mitdomov.web.desk.listings import implementer
from mitdomov.web.desk.listings.implementers_found import prepared
from mitdomov.web.desk.paging import paging
from mitdomov.web.instance import store
from mitdomov.web.uploads import takes_files

_MOST_BYTES = 4 * 2**20
_SHOWN_ROWS = 12
_SHOWN_ERRORS = 50
_NAME_CHARS = 200
_ON_PAGE = 50
_SHOWN_CHANGES = 10
View = AnyResponse | str | tuple[str, int]


def register(blueprint: Blueprint) -> None:
    rule, one, post = "/realizatori/", "/realizatori/<row:number>", ["POST"]
    blueprint.add_url_rule(rule, "implementers", directory)
    blueprint.add_url_rule(rule, "take_implementers", take, methods=post)
    implementer.register(blueprint)
    blueprint.add_url_rule(f"{rule}tabulka.csv", "implementers_csv", export)
    blueprint.add_url_rule(one, "implementers_preview", preview)
    blueprint.add_url_rule(one, "settle_implementers", settle, methods=post)
    blueprint.add_url_rule(f"{one}/vratit", "bring_back_implementers", undo, methods=post)


@needs(Right.EDIT)
def directory() -> str:
    return _directory("")


def _directory(problem: str) -> str:
    wanted = {name: request.args.get(name, "").strip() for name in ("hledat", "kraj", "stav")}
    with store().reading() as session:
        everybody = shown_implementers(session)
        found = sorted(
            (each for each in everybody if _fits(each, wanted)),
            key=lambda each: czech_key(f"{each.name} {each.town}"),
        )
        place = paging(len(found), _ON_PAGE)
        return render_template(
            "desk/listings/implementers.html",
            shown=shown_table(session),
            past=past_tables(session),
            total=len(everybody),
            visible=sum(not each.is_hidden for each in everybody),
            placeless=sum(each.latitude is None for each in everybody),
            found=len(found),
            rows=found[place.offset : place.offset + place.limit],
            place=place,
            wanted=wanted,
            regions=BY_CODE,
            changes=_changes(session, everybody),
            columns=list(COLUMNS.values()),
            problem=problem,
        )


def _fits(each: Implementer, wanted: dict[str, str]) -> bool:
    words = fold(f"{each.name} {each.town} {each.kind} {each.project}")
    is_in_state = {"skryti": each.is_hidden, "bez-mista": each.latitude is None}
    return (
        all(word in words for word in fold(wanted["hledat"]).split())
        and wanted["kraj"] in ("", each.region)
        and is_in_state.get(wanted["stav"], True)
    )


def _changes(session: Session, everybody: Sequence[Implementer]) -> list[dict[str, Any]]:
    """The last ones, each with its words and whether it can be taken back."""
    rows = []
    for each in changes(session, _SHOWN_CHANGES):
        done, entry = words_of(each)
        may = may_be_taken_back(each, everybody)
        rows.append({"change": each, "done": done, "entry": entry, "may": may})
    return rows


@needs(Right.EDIT)
def export() -> Response:
    """The whole directory, hidden entries too, as a table that can be changed and loaded again."""
    with store().reading() as session:
        data = write_table(shown_implementers(session))
    headers = {"Content-Disposition": 'attachment; filename="realizatori.csv"'}
    return Response(data, content_type="text/csv; charset=utf-8", headers=headers)


@needs(Right.EDIT)
@takes_files(_MOST_BYTES)
def take() -> View:
    """Keeps the file until somebody has seen how it reads; readers see nothing of it yet."""
    file = request.files.get("soubor")
    data = file.read() if file else b""
    if not data or file is None:
        return _directory("Vyberte soubor CSV; prázdný soubor načíst nejde."), 422
    draft = ImplementerTable(
        file_name=(file.filename or "tabulka.csv")[-_NAME_CHARS:],
        data=data,
        rows=[],
        uploaded_at=now(),
        uploaded_by=signed_in().id,
    )
    with store().writing() as session:
        number = keep_draft(session, draft)
    return redirect(url_for("desk.implementers_preview", number=number), 303)


@needs(Right.EDIT)
def preview(number: int) -> str:
    """How the table reads, what is wrong in it, and what it would change."""
    with store().reading() as session:
        draft = kept_draft(session, number, now()) or abort(404)
        table = read_table(draft.data, draft.encoding)
        before = shown_implementers(session)
        rows = _rows(before, table)
        return render_template(
            "desk/listings/implementers_preview.html",
            draft=draft,
            table=table,
            choices=CHOICES,
            readings=readings(draft.data) if not table.encoding else {},
            shown_rows=list(telling(table.rows, _SHOWN_ROWS)),
            shown_errors=table.errors[:_SHOWN_ERRORS],
            regions=BY_CODE,
            columns=COLUMNS,
            before=len(before),
            seen_against=state_of(shown_table(session)),
            differences={mode.value: difference(before, rows, mode) for mode in Mode},
        )


@needs(Right.EDIT)
def settle(number: int) -> View:
    """A person's word about the table: read it otherwise, throw it away, or show it."""
    word = request.form.get("ukon", "")
    if word == "kodovani":
        return _read_otherwise(number)
    if word in set(Mode):
        return _show(number, Mode(word))
    if word != "zahodit":
        abort(400)
    with store().writing() as session:
        session.delete(kept_draft(session, number, now()) or abort(404))
    flash("Soubor je zahozený, seznam se nezměnil.")
    return redirect(url_for("desk.implementers"), 303)


def _read_otherwise(number: int) -> AnyResponse:
    chosen = request.form.get("kodovani", "")
    with store().writing() as session:
        draft = kept_draft(session, number, now()) or abort(404)
        draft.encoding = chosen if chosen in ("", *CHOICES) else abort(400)
    return redirect(url_for("desk.implementers_preview", number=number), 303)


def _show(number: int, mode: Mode) -> AnyResponse:
    """What was seen in the preview is what happens: against another directory it is refused."""
    with store().reading() as session:
        draft = kept_draft(session, number, now()) or abort(409)
        read = read_table(draft.data, draft.encoding)
        if read.errors:
            abort(409)
        before = shown_implementers(session)
        found = difference(before, _rows(before, read), mode)
    entries = prepared(found.result)
    with store().writing() as session:
        table = kept_draft(session, number, now()) or abort(409)
        seen_against = request.form.get("videno", "")
        if state_of(shown_table(session)) != seen_against or table.encoding != draft.encoding:
            abort(409)
        show(session, table, found.result, now())
        replace(session, entries)
        sentence = (
            f"Seznam realizátorů z tabulky {table.file_name}: přidáno {len(found.added)}, "
            f"změněno {len(found.changed)}, odebráno {len(found.removed)}."
        )
        _record(session, "implementers-shown", sentence)
    flash(f"{sentence} Předchozí podobu můžete níže vrátit.")
    return redirect(url_for("desk.implementers"), 303)


def _rows(before: Sequence[Implementer], table: Table) -> tuple[Implementer, ...]:
    return carried(before, table.rows, tells_hidden=table.tells_hidden)


@needs(Right.EDIT)
def undo(number: int) -> AnyResponse:
    with store().reading() as session:
        entries = prepared(implementers_in(_past(session, number)))
    with store().writing() as session:
        table = _past(session, number)
        bring_back(session, table, now())
        replace(session, entries)
        sentence = f"Vrácen seznam realizátorů z tabulky {table.file_name}."
        _record(session, "implementers-returned", sentence)
    flash(sentence)
    return redirect(url_for("desk.implementers"), 303)


def _past(session: Session, number: int) -> ImplementerTable:
    table = session.get(ImplementerTable, number) or abort(404)
    return table if table.state is TableState.PAST else abort(409)


def _record(session: Session, verb: str, sentence: str) -> None:
    audit.record(session, signed_in().actor, verb, "implementers:", sentence, now())
