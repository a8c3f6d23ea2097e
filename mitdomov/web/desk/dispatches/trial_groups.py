"""The desk's pages about the named groups of people who read letters on trial."""

from collections.abc import Mapping
from typing import Final

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from mitdomov.accounts import audit
from mitdomov.accounts.roles import Right
from mitdomov.clock import now
from mitdomov.czech_words import counted
from mitdomov.delivery.trials.addresses import BadLines, read_members, write_members
from mitdomov.delivery.trials.trials import (
    NAME_CHARS,
    Member,
    TrialGroup,
    delete_group,
    groups,
    is_name_taken,
    members,
    save_group,
)
from mitdomov.magazine.numbers import number_of
from mitdomov.subscribers.names import NameRefusedError, clean_name
from mitdomov.web.access import needs, signed_in
from mitdomov.web.desk.meanwhile import Meanwhile, imprint_of, meanwhile
from mitdomov.web.instance import store

_SAVED: Final = "trial-group-saved"
_LABELS: Final = {"nazev": "Název", "adresy": "Adresy"}


def register(blueprint: Blueprint) -> None:
    all_groups = "/zkusebni-skupiny/"
    one = f"{all_groups}<row:number>"
    both = ["GET", "POST"]
    blueprint.add_url_rule(all_groups, "trial_groups", trial_groups)
    blueprint.add_url_rule(f"{all_groups}nova", "new_trial_group", new_group, methods=both)
    blueprint.add_url_rule(one, "trial_group", edit_group, methods=both)
    blueprint.add_url_rule(f"{one}/smazat", "delete_trial_group", remove_group, methods=both)


@needs(Right.SEND)
def trial_groups() -> str:
    with store().reading() as session:
        return render_template("desk/sending/trial_groups.html", groups=groups(session))


@needs(Right.SEND)
def new_group() -> str | Response | tuple[str, int]:
    if request.method == "GET":
        return _group_page(None, {})
    return _save(None)


@needs(Right.SEND)
def edit_group(number: int) -> str | Response | tuple[str, int]:
    if request.method == "POST":
        return _save(number)
    with store().reading() as session:
        group = session.get(TrialGroup, number) or abort(404)
        return _group_page(group, _kept(session, group))


@needs(Right.SEND)
def remove_group(number: int) -> str | Response:
    if request.method == "GET":
        with store().reading() as session:
            group = session.get(TrialGroup, number) or abort(404)
        return render_template("desk/sending/delete_group.html", group=group)
    with store().writing() as session:
        group = session.get(TrialGroup, number) or abort(404)
        delete_group(session, number)
        _record(session, "trial-group-deleted", f"trial-group:{number}", f"smazána: {group.name}")
    flash(f"Skupina „{group.name}“ je smazaná.")
    return redirect(url_for("desk.trial_groups"), 303)


def _save(number: int | None) -> Response | tuple[str, int]:
    name, problem = _name(request.form.get("nazev", ""))
    people = read_members(request.form.get("adresy", ""))
    problems = {"nazev": problem} if problem else {}
    if isinstance(people, BadLines) or not people:
        sentences = people.sentences if isinstance(people, BadLines) else ()
        problems["adresy"] = " ".join(sentences) or "Napište aspoň jednu adresu."
    with store().writing() as session:
        group = (session.get(TrialGroup, number) or abort(404)) if number else None
        if group and request.form.get("imprint") != imprint_of(kept := _kept(session, group)):
            return _group_page(group, kept, behind=_meanwhile(session, group, kept)), 409
        if not problem and is_name_taken(session, name, number):
            problems["nazev"] = "Skupina s tímto názvem už je; zvolte jiný."
        if not problems and not isinstance(people, BadLines):
            saved = save_group(session, number, name, people, now())
            count = counted(len(people), "adresa", "adresy", "adres")
            words = f"uložena: {name}, {count}"
            _record(session, _SAVED, f"trial-group:{saved.id}", words)
            flash(f"Skupina „{name}“ je uložená, má {count}.")
            return redirect(_way_on(), 303)
        kept = _kept(session, group) if group else {}
    return _group_page(group, kept, problems), 422


def _way_on() -> str:
    """Back to the sending of the issue whose page asked for a group, else to all groups."""
    slug = request.args.get("cislo", "")
    if number_of(slug) is None:
        return url_for("desk.trial_groups")
    return url_for("desk.choose_list", slug=slug, _anchor="zkouska")


def _kept(session: Session, group: TrialGroup) -> dict[str, str]:
    """By the names of the form's fields."""
    people = tuple(Member(each.address, each.name) for each in members(session, group.id))
    return {"nazev": group.name, "adresy": write_members(people)}


def _meanwhile(session: Session, group: TrialGroup, kept: Mapping[str, str]) -> Meanwhile:
    return meanwhile(
        session,
        f"trial-group:{group.id}",
        (_SAVED,),
        labels=_LABELS,
        typed=request.form,
        kept=MultiDict(kept),
        words={},
        boxes=(),
    )


def _name(text: str) -> tuple[str, str]:
    """The name, and what is wrong with it."""
    try:
        name = clean_name(text)
    except NameRefusedError as error:
        return "", str(error)
    if not name:
        return "", "Pojmenujte skupinu, např. Redakce."
    if len(name) > NAME_CHARS:
        return "", f"Název má přes {NAME_CHARS} znaků; zkraťte jej."
    return name, ""


def _group_page(
    group: TrialGroup | None,
    kept: Mapping[str, str],
    problems: Mapping[str, str] | None = None,
    behind: Meanwhile | None = None,
) -> str:
    """`kept` is what the group is now; what was typed stands in the form instead of it."""
    return render_template(
        "desk/sending/trial_group.html",
        group=group,
        form=request.form if request.method == "POST" else kept,
        problems=problems or {},
        meanwhile=behind,
        imprint=imprint_of(kept),
    )


def _record(session: Session, verb: str, subject: str, words: str) -> None:
    actor = signed_in().actor
    audit.record(session, actor, verb, subject, f"Zkušební skupina {words}.", now())
