"""The desk's pages of the publication: what all issues share, its forms, and the confirmed help.

Anybody at the desk may read what every reader can read. Who approves issues changes it, because
the masthead, the publicity and the help box are published in their name; any editor may confirm
the contacts of the help box, because calling a number needs no more than a telephone.
"""

from collections.abc import Callable, Mapping
from typing import Final

from flask import Blueprint, abort, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response

from mitdomov.accounts import audit
from mitdomov.accounts.roles import Right
from mitdomov.clock import PRAGUE, now
from mitdomov.editorial.helping import outdated
from mitdomov.editorial.publication_profile import (
    Profile,
    ProfileConflict,
    ProfileSaved,
    confirmed,
    held_profile,
    save_part,
)
from mitdomov.magazine.emblem import EmblemError, emblem_from
from mitdomov.magazine.model import EuPublicity
from mitdomov.render.drawing.emblem import emblem_of
from mitdomov.web.access import needs, signed_in
from mitdomov.web.desk.founding import founding_form
from mitdomov.web.desk.publication.profile_form import (
    PARTS,
    ProfileFormError,
    changed,
    compacted,
    part_of,
    values_of,
)
from mitdomov.web.instance import store
from mitdomov.web.uploads import takes_files

_EMBLEM_BYTES: Final = 8 * 2**20


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/publikace/", "publication", publication)
    blueprint.add_url_rule("/publikace/potvrdit", "ask_to_confirm", ask_to_confirm)
    blueprint.add_url_rule("/publikace/potvrdit", "confirm_help", confirm_help, methods=["POST"])
    rule = f"/publikace/<any({', '.join(PARTS)}):part>"
    blueprint.add_url_rule(rule, "publication_part", publication_part)
    blueprint.add_url_rule(rule, "save_publication", save_publication, methods=["POST"])


@needs(Right.SIGNED_IN)
def publication() -> str:
    with store().reading() as session:
        profile = held_profile(session, store().blobs)
        others = outdated(session, store().blobs)
    if profile is None and signed_in().may(Right.FOUND):
        return founding_form()
    return render_template(
        "desk/profile/publication.html",
        profile=profile,
        publication=profile.publication if profile else None,
        emblem=_emblem(profile.publication.eu) if profile else "",
        outdated=others,
        done=request.args.get("hotovo", ""),
    )


def _emblem(eu: EuPublicity) -> Markup:
    return Markup(emblem_of(eu, height=48))  # noqa: S704 - our own drawing or a checked picture


@needs(Right.APPROVE)
def publication_part(part: str) -> str:
    profile = _held()
    return _form(part, profile, values_of(profile.publication), {})


def _form(
    part: str,
    profile: Profile,
    values: Mapping[str, str],
    problems: Mapping[str, str],
    theirs: Mapping[str, str] | None = None,
) -> str:
    """`theirs` is what somebody else saved meanwhile, by field, where it differs."""
    return render_template(
        f"desk/profile/{part}.html",
        part=part,
        title=PARTS[part],
        profile=profile,
        values=values,
        problems=problems,
        theirs=theirs or {},
        emblem=_emblem(profile.publication.eu),
        is_asked=request.method == "POST",
    )


@needs(Right.APPROVE)
@takes_files(_EMBLEM_BYTES)
def save_publication(part: str) -> Response | tuple[str, int]:
    person, at, blobs = signed_in(), now(), store().blobs
    try:
        emblem = _sent_emblem()
        with store().writing() as session:
            saved = save_part(
                session,
                blobs,
                lambda held: changed(held, part, request.form, emblem),
                lambda each: part_of(each, part),
                base_sha256=request.form.get("zaklad", ""),
                at=at,
            )
            if isinstance(saved, ProfileSaved) and saved.is_changed:
                sentence = f"Změněn profil publikace: {PARTS[part]}."
                audit.record(
                    session, person.actor, "publication-changed", "publication", sentence, at
                )
    except LookupError:
        abort(409)
    except ProfileFormError as error:
        return _form(part, _held(), compacted(request.form), error.problems), 422
    if isinstance(saved, ProfileConflict):
        return _conflict(part, saved.current), 409
    done = "ulozeno" if saved.is_changed else "beze-zmeny"
    return redirect(url_for("desk.publication", hotovo=done, _anchor=part), 303)


def _sent_emblem() -> Callable[[str], str]:
    """What becomes of the emblem: a new one was sent, or our own is wanted back, or it stays."""
    file = request.files.get("emblem")
    data = file.read() if file else b""
    if data:
        try:
            sent = emblem_from(data)
        except EmblemError as error:
            raise ProfileFormError({"emblem": str(error)}) from error
        return lambda _held: sent
    return (lambda _held: "") if "kresleny" in request.form else (lambda held: held)


def _conflict(part: str, current: Profile) -> str:
    """Both texts: what was typed in the fields, what holds now beside them."""
    typed, held = compacted(request.form), values_of(current.publication)
    names = {name for name in (*typed, *held) if _is_of(name, part)}
    theirs = {name: held.get(name, "") for name in sorted(names)}
    different = {name: text for name, text in theirs.items() if text != typed.get(name, "").strip()}
    return _form(part, current, typed, {}, different)


def _is_of(name: str, part: str) -> bool:
    heads = {"redakce": "editors.", "pomoc": "help_box.", "eu": "eu."}
    if part in heads:
        return name.startswith(heads[part]) and "confirmed" not in name
    return "." not in name and name not in {"zaklad", "csrf_token"}


@needs(Right.EDIT)
def ask_to_confirm() -> str:
    profile = _held()
    return render_template(
        "desk/profile/confirm.html", profile=profile, box=profile.publication.help_box
    )


@needs(Right.EDIT)
def confirm_help() -> Response:
    """Only for the contacts that the person saw; the name and the day stand in every issue."""
    person, at = signed_in(), now()
    _held()  # there is nothing to confirm before there is a publication
    with store().writing() as session:
        saved = save_part(
            session,
            store().blobs,
            lambda held: confirmed(held, person.name, at.astimezone(PRAGUE).date()),
            lambda each: part_of(each, "pomoc"),
            base_sha256=request.form.get("zaklad", ""),
            at=at,
        )
        if isinstance(saved, ProfileConflict):
            abort(409)
        sentence = "Potvrzeny kontakty v poradním boxu."
        audit.record(session, person.actor, "help-box-confirmed", "publication", sentence, at)
    return redirect(url_for("desk.publication", hotovo="potvrzeno", _anchor="pomoc"), 303)


def _held() -> Profile:
    with store().reading() as session:
        return held_profile(session, store().blobs) or abort(404)
