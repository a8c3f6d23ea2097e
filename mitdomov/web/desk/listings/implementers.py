"""The desk's directory of implementers: a CSV in, what it would change seen, then shown or not."""

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from mitdomov.accounts import audit
from mitdomov.accounts.roles import Right
from mitdomov.bulletin import implementers
from mitdomov.bulletin.implementers import (
    Implementer,
    Mode,
    bring_back,
    by_region,
    difference,
    implementers_in,
    keep_draft,
    kept_draft,
    past_tables,
    show,
    shown_implementers,
    shown_table,
)
from mitdomov.bulletin.implementers_csv import COLUMNS, read_table, telling, write_table
from mitdomov.bulletin.implementers_model import ImplementerTable, TableState
from mitdomov.bulletin.implementers_regions import BY_CODE
from mitdomov.clock import PRAGUE, now
from mitdomov.search.index import Prepared, prepare, replace
from mitdomov.search.kinds import Kind
from mitdomov.subscribers.encodings import CHOICES, readings
from mitdomov.web.access import needs, signed_in
from mitdomov.web.instance import store
from mitdomov.web.uploads import takes_files

_MOST_BYTES = 4 * 2**20
_SHOWN_ROWS = 12
_SHOWN_ERRORS = 50
_NAME_CHARS = 200
View = AnyResponse | str | tuple[str, int]


def register(blueprint: Blueprint) -> None:
    rule, one, post = "/realizatori/", "/realizatori/<row:number>", ["POST"]
    blueprint.add_url_rule(rule, "implementers", directory)
    blueprint.add_url_rule(rule, "take_implementers", take, methods=post)
    blueprint.add_url_rule(f"{rule}tabulka.csv", "implementers_csv", export)
    blueprint.add_url_rule(one, "implementers_preview", preview)
    blueprint.add_url_rule(one, "settle_implementers", settle, methods=post)
    blueprint.add_url_rule(f"{one}/vratit", "bring_back_implementers", undo, methods=post)


@needs(Right.EDIT)
def directory() -> str:
    return _directory("")


def _directory(problem: str) -> str:
    with store().reading() as session:
        found = shown_implementers(session)
        return render_template(
            "desk/listings/implementers.html",
            shown=shown_table(session),
            past=past_tables(session),
            total=len(found),
            groups=by_region(found),
            columns=list(COLUMNS.values()),
            problem=problem,
        )


@needs(Right.EDIT)
def export() -> Response:
    """What readers see, as a table that can be changed and loaded again."""
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
            seen_against=_number_of(shown_table(session)),
            differences={mode.value: difference(before, table.rows, mode) for mode in Mode},
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
        found = difference(shown_implementers(session), read.rows, mode)
    prepared = _prepared(found.result)
    with store().writing() as session:
        table = kept_draft(session, number, now()) or abort(409)
        seen_against = request.form.get("videno", "")
        if _number_of(shown_table(session)) != seen_against or table.encoding != draft.encoding:
            abort(409)
        show(session, table, found.result, now())
        replace(session, prepared)
        sentence = (
            f"Seznam realizátorů z tabulky {table.file_name}: přidáno {len(found.added)}, "
            f"změněno {len(found.changed)}, odebráno {len(found.removed)}."
        )
        _record(session, "implementers-shown", sentence)
    flash(f"{sentence} Předchozí podobu můžete níže vrátit.")
    return redirect(url_for("desk.implementers"), 303)


def _number_of(table: ImplementerTable | None) -> str:
    return str(table.id) if table else ""


@needs(Right.EDIT)
def undo(number: int) -> AnyResponse:
    with store().reading() as session:
        prepared = _prepared(implementers_in(_past(session, number)))
    with store().writing() as session:
        table = _past(session, number)
        bring_back(session, table, now())
        replace(session, prepared)
        sentence = f"Vrácen seznam realizátorů z tabulky {table.file_name}."
        _record(session, "implementers-returned", sentence)
    flash(sentence)
    return redirect(url_for("desk.implementers"), 303)


def _past(session: Session, number: int) -> ImplementerTable:
    table = session.get(ImplementerTable, number) or abort(404)
    return table if table.state is TableState.PAST else abort(409)


def _prepared(found: tuple[Implementer, ...]) -> Prepared:
    dated = now().astimezone(PRAGUE).date()
    return prepare(Kind.IMPLEMENTER, implementers.GROUP, implementers.entries_of(found, dated))


def _record(session: Session, verb: str, sentence: str) -> None:
    audit.record(session, signed_in().actor, verb, "implementers:", sentence, now())
