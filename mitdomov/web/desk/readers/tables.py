"""The desk's import of readers: a CSV in, what it says seen by a person, then a list out."""

from collections.abc import Mapping
from typing import Final

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from mitdomov.accounts import audit
from mitdomov.accounts.roles import Right
from mitdomov.clock import now
from mitdomov.subscribers.csv_import import (
    Fate,
    ImportRefusedError,
    import_subscribers,
    preview_import,
)
from mitdomov.subscribers.csv_reading import Parsed, Row, read_csv
from mitdomov.subscribers.encodings import CHOICES, readings
from mitdomov.subscribers.lists import UnknownListError
from mitdomov.subscribers.model import TableDraft
from mitdomov.subscribers.table_drafts import claim_table, drop_table, keep_table, kept_table
from mitdomov.web.access import needs, signed_in
from mitdomov.web.instance import settings, store
from mitdomov.web.lists import list_titles
from mitdomov.web.uploads import takes_files

_MOST_BYTES: Final = 16 * 2**20
"""A hundred thousand readers and more; the terminal takes larger ones."""
_NAME_CHARS: Final = 200
SHOWN_ROWS: Final = 12
SHOWN_ERRORS: Final = 50


def register(blueprint: Blueprint) -> None:
    rule = "/odberatele/nacteni"
    blueprint.add_url_rule(f"{rule}/", "choose_table", choose_table)
    blueprint.add_url_rule(f"{rule}/", "take_table", take_table, methods=["POST"])
    blueprint.add_url_rule(f"{rule}/<row:number>", "table_preview", table_preview)
    blueprint.add_url_rule(f"{rule}/<row:number>", "settle_table", settle_table, methods=["POST"])


@needs(Right.READERS)
def choose_table() -> str:
    return _form({})


def _form(problems: Mapping[str, str]) -> str:
    with store().reading() as session:
        titles = list_titles(session)
    return render_template(
        "desk/readers/table.html", titles=titles, typed=request.form, problems=problems
    )


@needs(Right.READERS)
@takes_files(_MOST_BYTES)
def take_table() -> Response | tuple[str, int]:
    """Keeps the file until somebody has seen how it reads; nobody is subscribed yet."""
    file = request.files.get("soubor")
    data = file.read() if file else b""
    problems = _problems(data)
    if problems or file is None:
        return _form(problems), 422
    draft = TableDraft(
        file_name=(file.filename or "tabulka.csv")[-_NAME_CHARS:],
        data=data,
        list=request.form.get("seznam", ""),
        source=request.form.get("zdroj", "").strip(),
        is_proven=request.form.get("doklad") == "ano",
        uploaded_at=now(),
        uploaded_by=signed_in().id,
    )
    with store().writing() as session:
        if draft.list not in list_titles(session):
            abort(400)
        number = keep_table(session, draft)
    return redirect(url_for("desk.table_preview", number=number), 303)


def _problems(data: bytes) -> dict[str, str]:
    problems = {}
    if not data:
        problems["soubor"] = "Vyberte soubor CSV; prázdný soubor načíst nejde."
    if not request.form.get("zdroj", "").strip():
        problems["zdroj"] = "Uveďte zdroj: kde a kdy odběratelé souhlasili se zasíláním."
    if request.form.get("doklad") not in {"ano", "ne"}:
        problems["doklad"] = "Řekněte, zda máte souhlasy doložené."
    return problems


@needs(Right.READERS)
def table_preview(number: int) -> str:
    """How the table reads, what is wrong in it, and what would become of each row."""
    return _preview(number)


def _preview(number: int, problem: str = "") -> str:
    with store().reading() as session:
        draft = kept_table(session, number, now()) or abort(404)
        parsed = read_csv(draft.data, draft.encoding)
        report = preview_import(session, parsed, draft.list, secret_key=settings().secret_key)
        return render_template(
            "desk/readers/preview.html",
            draft=draft,
            parsed=parsed,
            report=report,
            fates=Fate,
            choices=CHOICES,
            readings=readings(draft.data) if not parsed.encoding else {},
            titles=list_titles(session),
            shown_rows=_telling(parsed),
            shown_errors=parsed.errors[:SHOWN_ERRORS],
            problem=problem,
        )


def _telling(parsed: Parsed) -> list[Row]:
    """The first rows, and those whose háčky would show a wrong encoding before the others."""
    telling = [row for row in parsed.rows if not row.name.isascii()]
    return [*telling, *(row for row in parsed.rows if row.name.isascii())][:SHOWN_ROWS]


@needs(Right.READERS)
def settle_table(number: int) -> Response | tuple[str, int]:
    """A person's word about the table: read it otherwise, throw it away, or import it."""
    word = request.form.get("ukon", "")
    if word == "kodovani":
        return _read_otherwise(number)
    if word == "nacist":
        return _import(number)
    if word != "zahodit":
        abort(400)
    with store().writing() as session:
        drop_table(session, number)
    return redirect(url_for("desk.readers", hotovo="zahozeno"), 303)


def _read_otherwise(number: int) -> Response:
    chosen = request.form.get("kodovani", "")
    with store().writing() as session:
        draft = kept_table(session, number, now()) or abort(404)
        draft.encoding = chosen if chosen in ("", *CHOICES) else abort(400)
    return redirect(url_for("desk.table_preview", number=number), 303)


def _import(number: int) -> Response | tuple[str, int]:
    """The draft goes with the import, so sending the form again imports nothing twice."""
    with store().reading() as session:
        draft = kept_table(session, number, now()) or abort(409)
    parsed = read_csv(draft.data, draft.encoding)  # takes seconds, so nobody waits for the lock
    try:
        with store().writing() as session:
            if not claim_table(session, draft):
                abort(409)
            added = _imported(session, draft, parsed)
    except (ImportRefusedError, UnknownListError) as error:
        return _preview(number, str(error)), 422
    return redirect(url_for("desk.readers", seznam=draft.list, hotovo="nacteno", pocet=added), 303)


def _imported(session: Session, draft: TableDraft, parsed: Parsed) -> int:
    person, at = signed_in(), now()
    report = import_subscribers(
        session,
        parsed,
        draft.list,
        draft.source,
        at,
        known_lists=tuple(list_titles(session)),
        secret_key=settings().secret_key,
        actor=person.name,
        is_proven=draft.is_proven,
    )
    added = report.count(Fate.NEW)
    how = "" if draft.is_proven else " bez doloženého souhlasu"
    sentence = f"Načten soubor CSV na seznam {draft.list}, nových odběratelů{how}: {added}."
    audit.record(session, person.actor, "readers-imported", f"list:{draft.list}", sentence, at)
    return added
