"""The desk's list of readers: sought and filtered, added on a request, taken out as CSV."""

from collections.abc import Mapping
from typing import Final

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from mitdomov.accounts import audit
from mitdomov.accounts.roles import Right
from mitdomov.clock import PRAGUE, now
from mitdomov.subscribers.addresses import AddressError
from mitdomov.subscribers.csv_export import export_subscribers
from mitdomov.subscribers.names import NameRefusedError
from mitdomov.subscribers.requesting import RequestRefusedError, subscribe_on_request
from mitdomov.subscribers.seeking import Standing, Wanted, count_readers, find_readers
from mitdomov.subscribers.sign_up.inviting import count_invitable
from mitdomov.web.access import needs, signed_in
from mitdomov.web.desk.asking import WAYS, asked
from mitdomov.web.desk.paging import paging
from mitdomov.web.desk.readers import confirming as reader_confirming
from mitdomov.web.desk.readers import person as reader_page
from mitdomov.web.desk.readers import tables as reader_tables
from mitdomov.web.instance import settings, store
from mitdomov.web.lists import list_titles

_PAGE_ROWS: Final = 100
_FIELD_OF: Final[Mapping[type[Exception], str]] = {
    AddressError: "adresa",
    NameRefusedError: "jmeno",
    RequestRefusedError: "adresa",
}


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/odberatele/", "readers", readers)
    blueprint.add_url_rule("/odberatele/pridat", "new_reader", new_reader)
    blueprint.add_url_rule("/odberatele/pridat", "add_reader", add_reader, methods=["POST"])
    blueprint.add_url_rule("/odberatele/csv", "export_readers", export, methods=["POST"])
    reader_page.register(blueprint)
    reader_tables.register(blueprint)
    reader_confirming.register(blueprint)


@needs(Right.READERS)
def readers() -> str:
    wanted = _wanted()
    with store().reading() as session:
        total = count_readers(session, wanted)
        place = paging(total, _PAGE_ROWS)
        return render_template(
            "desk/readers/readers.html",
            wanted=wanted,
            rows=find_readers(session, wanted, limit=place.limit, offset=place.offset),
            total=total,
            invitable=_invitable(session, wanted),
            is_empty=not total and wanted == Wanted(),
            place=place,
            titles=list_titles(session),
            done=request.args.get("hotovo", ""),
            count=request.args.get("pocet", 0, type=int),
        )


def _invitable(session: Session, wanted: Wanted) -> int:
    """How many of a list's unconfirmed readers were not asked yet, where the page is about them."""
    is_about_them = wanted.standing is Standing.PENDING and bool(wanted.list)
    return count_invitable(session, wanted.list) if is_about_them else 0


@needs(Right.READERS)
def new_reader() -> str:
    return _form({})


def _form(problems: Mapping[str, str]) -> str:
    with store().reading() as session:
        titles = list_titles(session)
    return render_template(
        "desk/readers/new.html",
        titles=titles,
        ways=WAYS,
        typed=request.form,
        chosen=request.form.getlist("seznam"),
        problems=problems,
    )


@needs(Right.READERS)
def add_reader() -> AnyResponse | tuple[str, int]:
    """A person known before keeps the name and gets the lists besides those they have."""
    person, at = signed_in(), now()
    wording, problem = asked(at)
    problems = {"zpusob": problem} if problem else {}
    if not request.form.get("zneni", "").strip():
        problems["zneni"] = "Napište, o co požádal a čím to doložíte; je to doklad souhlasu."
    if not request.form.getlist("seznam"):
        problems["seznam"] = "Vyberte aspoň jeden seznam."
    if problems:
        return _form(problems), 422
    try:
        with store().writing() as session:
            made = subscribe_on_request(
                session,
                request.form.get("adresa", ""),
                request.form.get("jmeno", ""),
                _known(session, request.form.getlist("seznam")),
                at,
                wording=wording,
                actor=person.name,
                secret_key=settings().secret_key,
            )
            sentence = (
                f"Na žádost odběratele {made.subscriber_id} zapsán odběr: {_slugs(made.started)}."
            )
            subject = f"reader:{made.subscriber_id}"
            audit.record(session, person.actor, "reader-added", subject, sentence, at)
    except tuple(_FIELD_OF) as error:
        return _form({_FIELD_OF[type(error)]: str(error)}), 422
    done = "pridan" if made.started else "uz-ma"
    return redirect(url_for("desk.reader", number=made.subscriber_id, hotovo=done), 303)


def _slugs(slugs: tuple[str, ...]) -> str:
    return ", ".join(slugs) or "nic nového"


@needs(Right.READERS)
def export() -> Response:
    """Those of a list who may be mailed now; the audit log says who took them out."""
    person, at = signed_in(), now()
    slug = request.form.get("seznam", "")
    with store().reading() as session:
        _known(session, [slug])
        table = export_subscribers(session, slug)
    rows = table.count(b"\r\n") - 1
    sentence = f"Vydán seznam {slug} jako CSV, řádků: {rows}."
    with store().writing() as session:
        audit.record(session, person.actor, "readers-exported", f"list:{slug}", sentence, at)
    name = f"odberatele-{slug}-{at.astimezone(PRAGUE):%Y-%m-%d}.csv"
    disposition = f'attachment; filename="{name}"'
    return Response(table, mimetype="text/csv", headers={"Content-Disposition": disposition})


def _known(session: Session, slugs: list[str]) -> list[str]:
    known = list_titles(session)
    return slugs if slugs and all(each in known for each in slugs) else abort(400)


def _wanted() -> Wanted:
    standing = request.args.get("stav", "")
    if standing and standing not in set(Standing):
        abort(404)
    return Wanted(
        words=request.args.get("hledat", "").strip(),
        list=request.args.get("seznam", ""),
        standing=Standing(standing) if standing else None,
    )
