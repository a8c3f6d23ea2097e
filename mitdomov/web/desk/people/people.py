"""People of the desk: who they are, what they may do; invited, switched off, signed out."""

from typing import Final

from flask import Blueprint, abort, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from mitdomov.accounts import sessions
from mitdomov.accounts.audit import record
from mitdomov.accounts.links import LASTS, make_link, void_links
from mitdomov.accounts.model import Account, LinkPurpose
from mitdomov.accounts.people import (
    AddressTakenError,
    LastAdministratorError,
    activate,
    create_account,
    deactivate,
    everyone,
    is_last_administrator,
    role_words,
    roles_of,
    roles_of_everyone,
    set_roles,
)
from mitdomov.accounts.roles import ROLE_NAMES, Right, Role
from mitdomov.accounts.second_factor import forget_second_factor, passkeys
from mitdomov.clock import now
from mitdomov.delivery.outbox.writing import write_letter
from mitdomov.jobs.ring import ring_for_letter
from mitdomov.web.access import needs, signed_in
from mitdomov.web.instance import settings, store
from mitdomov.web.signing.forms import Form, check_email, check_name, posted

ROLE_HELP: Final = {
    Role.AUTHOR: "píše články, které mu redakce svěří",
    Role.TRANSLATOR: "překládá články, které mu redakce svěří",
    Role.EDITOR: "píše a upravuje všechny články, sestavuje čísla, zve autory ke korektuře",
    Role.PUBLISHER: "navíc schvaluje, vydává a rozesílá čísla a vidí odběratele",
    Role.ADMINISTRATOR: "spravuje účty, nastavení a záznam a vidí odběratele",
}
_NOTICES: Final = {
    "pozvan": "Pozvánka odešla. Odkaz v ní platí 7 dní.",
    "role": "Role jsou uložené a platí hned.",
    "vypnut": "Účet je vypnutý a všechna jeho přihlášení skončila.",
    "zapnut": "Účet je zapnutý.",
    "odhlasen": "Všechna přihlášení skončila.",
    "bez-druheho": "Druhé ověření i klíče jsou zrušené, zůstává heslo.",
}


def register(blueprint: Blueprint) -> None:
    add = blueprint.add_url_rule
    add("/ucty/", "people", people)
    add("/ucty/pozvat", "invite_person", invite_person, methods=["POST"])
    add("/ucty/<row:account_id>", "person", person)
    add("/ucty/<row:account_id>/role", "change_roles", change_roles, methods=["POST"])
    add(
        "/ucty/<row:account_id>/"
        "<any(pozvat, vypnout, zapnout, odhlasit, 'zrusit-druhe-overeni'):verb>",
        "change_person",
        change_person,
        methods=["POST"],
    )


@needs(Right.ADMINISTER)
def people() -> str:
    return _list_page(Form(), [])


@needs(Right.ADMINISTER)
def invite_person() -> Response | tuple[str, int]:
    form, chosen = posted("name", "email"), _chosen_roles()
    name, email = check_name(form), check_email(form)
    if not chosen:
        form.complain("roles", "Vyberte aspoň jednu roli.")
    if form.problems:
        return _list_page(form, chosen), 422
    try:
        with store().writing() as session:
            account = create_account(
                session, name=name, email=email, roles=chosen, by=signed_in().actor, at=now()
            )
            letter = _invite(session, account)
    except AddressTakenError as error:
        form.complain("email", str(error))
        return _list_page(form, chosen), 422
    ring_for_letter(settings(), letter)
    return _done("pozvan", account.id)


@needs(Right.ADMINISTER)
def person(account_id: int) -> str:
    return _person_page(account_id)


@needs(Right.ADMINISTER)
def change_roles(account_id: int) -> Response | tuple[str, int]:
    try:
        with store().writing() as session:
            account = session.get(Account, account_id) or abort(404)
            set_roles(session, account, _chosen_roles(), by=signed_in().actor, at=now())
    except LastAdministratorError as error:
        return _person_page(account_id, str(error)), 409
    return _done("role", account_id)


@needs(Right.ADMINISTER)
def change_person(account_id: int, verb: str) -> Response | tuple[str, int]:
    try:
        with store().writing() as session:
            account = session.get(Account, account_id) or abort(404)
            notice, letter = _change(session, account, verb)
    except LastAdministratorError as error:
        return _person_page(account_id, str(error)), 409
    if letter:
        ring_for_letter(settings(), letter)
    return _done(notice, account_id)


def _change(session: Session, account: Account, verb: str) -> tuple[str, int]:
    """Which notice to show, and the letter to ring for or 0."""
    at, by = now(), signed_in().actor
    match verb:
        case "pozvat":
            return "pozvan", _invite(session, account)
        case "vypnout":
            deactivate(session, account, by=by, at=at)
            void_links(session, account.id, at)
            return "vypnut", 0
        case "zapnout":
            activate(session, account, by=by, at=at)
            return "zapnut", 0
        case "odhlasit":
            sessions.end_sessions(session, account.id, at)
            sentence = f"Všechna přihlášení účtu {account.name} skončila."
            record(session, by, "sessions-ended", f"account:{account.id}", sentence, at)
            return "odhlasen", 0
        case _:
            forget_second_factor(session, account, by=by, at=at)
            return "bez-druheho", 0


def _invite(session: Session, account: Account) -> int:
    """The letter's id; who has chosen a password already gets a new one by another letter."""
    if account.password_hash or account.is_sample or not account.is_active:
        abort(409)
    at, inviter = now(), signed_in()
    link = make_link(session, LinkPurpose.INVITATION, account.id, settings().public_url, at)
    sentence = f"Pozvánka pro účet {account.name}."
    record(session, inviter.actor, "account-invited", f"account:{account.id}", sentence, at)
    return write_letter(
        session,
        "account_invitation",
        account.email,
        at,
        link=link,
        inviter=inviter.name,
        roles=role_words(roles_of(session, account.id)),
        days=LASTS[LinkPurpose.INVITATION].days,
    )


def _chosen_roles() -> list[Role]:
    known = {role.value: role for role in Role}
    return [known[text] for text in request.form.getlist("role") if text in known]


def _done(notice: str, account_id: int) -> Response:
    return redirect(url_for("desk.person", account_id=account_id, zprava=notice), 303)


def _list_page(form: Form, chosen: list[Role]) -> str:
    with store().reading() as session:
        return render_template(
            "desk/people/people.html",
            everyone=everyone(session),
            roles=roles_of_everyone(session),
            form=form,
            chosen=chosen,
            names=ROLE_NAMES,
            help=ROLE_HELP,
            role_words=role_words,
        )


def _person_page(account_id: int, problem: str = "") -> str:
    with store().reading() as session:
        account = session.get(Account, account_id) or abort(404)
        held = roles_of(session, account_id)
        return render_template(
            "desk/people/person.html",
            account=account,
            held=held,
            names=ROLE_NAMES,
            help=ROLE_HELP,
            role_words=role_words,
            sessions=sessions.open_sessions(session, account_id, now()),
            keys=passkeys(session, account_id),
            is_last=is_last_administrator(session, account),
            problem=problem,
            notice=_NOTICES.get(request.args.get("zprava", ""), ""),
        )
