"""PDFs on their way to being past issues: how far the worker is, and one form about all of them."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from flask import (
    Blueprint,
    Response,
    abort,
    flash,
    jsonify,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from mitdomov.accounts.roles import Right
from mitdomov.clock import now
from mitdomov.czech_words import counted
from mitdomov.editorial.past import uploads
from mitdomov.editorial.past.describing import unseen, versions
from mitdomov.editorial.past.incoming import incoming
from mitdomov.editorial.past.upload_model import FIELDS, PastUpload, UploadState
from mitdomov.jobs.ring import ring_for_work
from mitdomov.web.access import needs, signed_in
from mitdomov.web.desk.past.describing import (
    Meeting,
    Texts,
    keep_typed,
    meeting_of,
    put_late,
    said_of,
    versions_kept,
)
from mitdomov.web.desk.past.progress import Progress, progress_of, why_waiting
from mitdomov.web.instance import settings, store

View = AnyResponse | tuple[str, int]
_RULE: Final = "/starsi-cisla/prijem"
_ONE: Final = f"{_RULE}/<row:upload_id>"
_TAKE: Final = "zaradit"
_NONE_CHOSEN: Final = "Zaškrtněte aspoň jedno číslo, které se má zařadit."
_SAVED: Final = "Rozepsané údaje jsou uložené."
_REMOVED: Final = "Soubor {} je odebraný. Dole na stránce ho ještě týden můžete vrátit."
_TOO_LATE: Final = "Soubor {} se mezitím zařadil; najdete ho mezi staršími čísly."


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule(_RULE, "past_intake", past_intake)
    blueprint.add_url_rule(_RULE, "take_past_issues", take_past_issues, methods=["POST"])
    blueprint.add_url_rule(f"{_RULE}/prubeh", "past_intake_progress", past_intake_progress)
    blueprint.add_url_rule(
        f"{_RULE}/rozepsane", "keep_typed_past", keep_typed_past, methods=["POST"]
    )
    for ending, view in _STEPS.items():
        blueprint.add_url_rule(f"{_ONE}/{ending}", view.__name__, view, methods=["POST"])
    blueprint.add_url_rule(f"{_ONE}/obalka", "past_upload_cover", past_upload_cover)


@needs(Right.EDIT)
def past_intake() -> str:
    return _page()


@needs(Right.EDIT)
def past_intake_progress() -> str:
    """The parts of the page that tell how far the reading is; what is typed is left alone."""
    return render_template("desk/past/intake_progress.html", **_shown())


@needs(Right.EDIT)
def keep_typed_past() -> tuple[Response, int]:
    """While somebody writes: kept as it is, right or wrong. Words that meet those of somebody else
    are not; the page is told of them by the ids of their files."""
    with store().writing() as session:
        unkept = keep_typed(session, is_deliberate=False)
    notes = {
        str(each.upload.id): render_template("desk/past/intake_meeting.html", found=each)
        for each in _meetings(unkept, {})
    }
    return jsonify(versions=versions_kept(unkept), notes=notes), 409 if unkept else 200


@needs(Right.EDIT)
def take_past_issues() -> AnyResponse | tuple[str, int]:
    """Takes in what is right; what is wrong stays as it was typed, with the reasons at the fields.

    What is taken in is what its page showed. Whether readers see it at once is up to who may
    publish.
    """
    person = signed_in()
    is_taking = request.form.get("akce") == _TAKE
    with store().writing() as session:
        unkept = keep_typed(session)
        chosen = _chosen(session) if is_taking else []
        moved = _moved(chosen)
        seen = [each for each in chosen if each.id not in unkept and each.id not in moved]
        is_to_show = "show" in request.form and person.may(Right.SEND)
        orders = uploads.confirm(session, seen, is_to_show=is_to_show, by=person.actor, at=now())
        wrong = [each for each in seen if each.problems]
    for order_id in orders:
        ring_for_work(settings(), order_id)
    confirmed = len(seen) - len(wrong)
    if confirmed:
        flash(f"Zařadí se {counted(confirmed, 'číslo', 'čísla', 'čísel')}.")
    if unkept or moved:
        return _page(unkept=unkept, moved=moved), 409
    if is_taking and not chosen:
        return _page(_NONE_CHOSEN), 422
    if wrong:
        return _page(), 422
    if not is_taking:
        flash(_SAVED)
    return _back()


@needs(Right.EDIT)
def cancel_past_reading(upload_id: int) -> View:
    with store().writing() as session:
        unkept = keep_typed(session)
        uploads.cancel(session, _got(session, upload_id), now())
    return _after(unkept, upload_id)


@needs(Right.EDIT)
def read_past_again(upload_id: int) -> View:
    with store().writing() as session:
        unkept = keep_typed(session)
        upload = _got(session, upload_id)
        if upload.state is UploadState.TAKEN:
            abort(409)
        order_id = uploads.order_reading(session, upload, by=signed_in().actor, at=now())
    ring_for_work(settings(), order_id)
    return _after(unkept, upload_id)


@needs(Right.EDIT)
def unconfirm_past_upload(upload_id: int) -> View:
    """What somebody typed while another confirmed it comes to its fields now."""
    with store().writing() as session:
        upload = _got(session, upload_id)
        uploads.unconfirm(session, upload, now())
        put_late(upload)
        unkept = keep_typed(session)
    return _after(unkept, upload_id)


@needs(Right.EDIT)
def remove_past_upload(upload_id: int) -> View:
    with store().writing() as session:
        unkept = keep_typed(session)
        upload = _got(session, upload_id)
        uploads.remove(session, upload, by=signed_in().actor, at=now())
    sentence = _TOO_LATE if upload.state is UploadState.TAKEN else _REMOVED
    flash(sentence.format(upload.file_name))
    return _after(unkept)


@needs(Right.EDIT)
def bring_back_past_upload(upload_id: int) -> View:
    with store().writing() as session:
        unkept = keep_typed(session)
        upload = _got(session, upload_id)
        order_id = uploads.bring_back(session, upload, by=signed_in().actor, at=now())
    if order_id is not None:
        ring_for_work(settings(), order_id)
    return _after(unkept, upload_id)


@needs(Right.EDIT)
def past_upload_cover(upload_id: int) -> Response:
    with store().reading() as session:
        upload = _got(session, upload_id)
    path = incoming(store()).cover(upload.sha256)
    if not path.is_file():
        abort(404)
    response = send_file(path, mimetype="image/jpeg", etag=upload.sha256, conditional=True)
    response.cache_control.private = True
    response.cache_control.max_age = 0
    return response


_STEPS: Final = {
    "zrusit": cancel_past_reading,
    "znovu": read_past_again,
    "upravit": unconfirm_past_upload,
    "odebrat": remove_past_upload,
    "vratit": bring_back_past_upload,
}


def _page(
    refusal: str = "",
    unkept: Mapping[int, Texts] | None = None,
    moved: Mapping[int, Texts] | None = None,
) -> str:
    """`unkept` and `moved` are what met the words of others, by the ids of their uploads."""
    with store().reading() as session:
        removed = uploads.removed_uploads(session)
        taken = uploads.taken_uploads(session, now())
    shown = _shown()
    meetings = {each.upload.id: each for each in _meetings(unkept or {}, moved or {})}
    return render_template(
        "desk/past/intake.html",
        refusal=refusal,
        removed=removed,
        taken=taken,
        problems=_problems(shown["rows"]),
        meetings=meetings,
        is_show_chosen="show" in request.form or request.method == "GET",
        left_out=_left_out(shown["rows"]),
        **shown,
    )


def _meetings(unkept: Mapping[int, Texts], moved: Mapping[int, Texts]) -> list[Meeting]:
    with store().reading() as session:
        editable = {
            each.id
            for each in uploads.open_uploads(session)
            if progress_of(session, each).is_editable
        }
        return [
            meeting_of(
                session,
                each,
                unkept.get(each, {}),
                moved.get(each, {}),
                is_editable=each in editable,
            )
            for each in sorted({*unkept, *moved})
        ]


def _moved(chosen: Sequence[PastUpload]) -> dict[int, Texts]:
    """What of those to be taken in nobody has seen beside the rest, by their ids."""
    found = {each.id: unseen(each, said_of(each.id, is_deliberate=True)) for each in chosen}
    return {upload_id: texts for upload_id, texts in found.items() if texts}


def _shown() -> dict[str, Any]:
    asked = {int(each) for each in request.args.getlist("id") if each.isdecimal()}
    with store().reading() as session:
        found = [*uploads.open_uploads(session)]
        late = uploads.taken_uploads(session, now())
        found += [each for each in late if each.id in asked]
        rows = [progress_of(session, each) for each in found]
    return {"rows": rows, "versions_of": versions, "why": why_waiting(settings(), rows, now())}


def _problems(rows: Sequence[Progress]) -> Mapping[str, str]:
    """By the names of the fields on the page."""
    return {
        f"{field}-{row.upload.id}": f"{row.upload.file_name}: {sentence}"
        for row in rows
        if row.is_editable
        for field, sentence in row.upload.problems.items()
        if field in FIELDS
    }


def _left_out(rows: Sequence[Progress]) -> set[int]:
    """What the form that is shown again had not ticked."""
    if request.form.get("akce") != _TAKE:
        return set()
    ticked = set(request.form.getlist("vybrano"))
    return {row.upload.id for row in rows if str(row.upload.id) not in ticked}


def _chosen(session: Session) -> list[PastUpload]:
    ids = set(request.form.getlist("vybrano"))
    may_be = (each for each in uploads.open_uploads(session) if str(each.id) in ids)
    return [each for each in may_be if not each.is_confirmed and _is_fit(each)]


def _is_fit(upload: PastUpload) -> bool:
    return upload.state in (UploadState.WAITING, UploadState.READ)


def _got(session: Session, upload_id: int) -> PastUpload:
    return session.get(PastUpload, upload_id) or abort(404)


def _after(unkept: Mapping[int, Texts], upload_id: int | None = None) -> View:
    """After a step that was done; words that met others are shown beside them."""
    return (_page(unkept=unkept), 409) if unkept else _back(upload_id)


def _back(upload_id: int | None = None) -> AnyResponse:
    anchor = f"soubor-{upload_id}" if upload_id else None
    return redirect(url_for("desk.past_intake", _anchor=anchor), 303)
