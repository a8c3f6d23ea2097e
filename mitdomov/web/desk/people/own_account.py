"""A person's own account: name, address, password, and the browsers signed in."""

from flask import Blueprint, abort, jsonify, redirect, render_template, request, url_for
from flask_wtf.csrf import generate_csrf
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from mitdomov.accounts import sessions
from mitdomov.accounts.audit import record
from mitdomov.accounts.links import LASTS, find_link, make_link, use_link
from mitdomov.accounts.model import Account, LinkPurpose
from mitdomov.accounts.passwords import RULE, change_password
from mitdomov.accounts.people import account_by_email
from mitdomov.accounts.roles import Right
from mitdomov.accounts.second_factor import passkeys
from mitdomov.clock import now
from mitdomov.delivery.outbox.writing import write_letter
from mitdomov.jobs.ring import ring_for_letter
from mitdomov.web.access import needs, signed_in
from mitdomov.web.desk.people import own_codes, own_keys
from mitdomov.web.instance import settings, store
from mitdomov.web.signing.forms import Form, check_email, check_name, check_password, posted
from mitdomov.web.signing.identity import hash_password
from mitdomov.web.signing.keys import may_have_keys
from mitdomov.web.signing.proving import own_password_problem

_NOTICES = {
    "jmeno": "Jméno je uložené.",
    "heslo": "Heslo je změněné, ostatní přihlášení skončila.",
    "adresa": "Na novou adresu odešel dopis; změna platí, až v něm otevřete odkaz.",
    "adresa-potvrzena": "Nová adresa platí. Přihlašujte se odteď jí.",
    "prihlaseni": "Přihlášení skončilo.",
    "vsude": "Všechna ostatní přihlášení skončila.",
    "kody-zruseny": "Kódy z aplikace jsou zrušené.",
    "klic": "Klíč je uložený.",
    "klic-odebran": "Klíč je odebraný.",
}


def register(blueprint: Blueprint) -> None:
    add = blueprint.add_url_rule
    add("/ucet/", "own_account", own_account)
    add("/ucet/token", "form_token", form_token)
    add("/ucet/jmeno", "rename_self", rename_self, methods=["POST"])
    add("/ucet/heslo", "change_own_password", change_own_password, methods=["POST"])
    add("/ucet/adresa", "change_own_address", change_own_address, methods=["POST"])
    add("/ucet/adresa/<token>", "confirm_address", confirm_address)
    add("/ucet/adresa/<token>", "take_address", take_address, methods=["POST"])
    add("/ucet/prihlaseni", "end_own_session", end_own_session, methods=["POST"])
    add("/ucet/vsude", "end_other_sessions", end_other_sessions, methods=["POST"])
    own_codes.register(blueprint)
    own_keys.register(blueprint)


@needs(Right.SIGNED_IN)
def own_account() -> str:
    return _page(Form())


@needs(Right.SIGNED_IN)
def form_token() -> Response:
    """For a page that was open while its person signed in again in another window."""
    return jsonify(token=generate_csrf())


@needs(Right.SIGNED_IN)
def rename_self() -> Response | tuple[str, int]:
    form = posted("name")
    name = check_name(form)
    if form.problems:
        return _page(form), 422
    with store().writing() as session:
        account = _own(session)
        before, account.name = account.name, name
        _record(session, account, "account-renamed", f"{before} se nově jmenuje {name}.")
    return _done("jmeno")


@needs(Right.SIGNED_IN)
def change_own_password() -> Response | tuple[str, int]:
    person = signed_in()
    form = Form()
    form.complain("current", own_password_problem(request.form.get("current", "")))
    password = check_password(form, person.name, person.email)
    if form.problems:
        return _page(form), 422
    hashed = hash_password(password)
    with store().writing() as session:
        account = _own(session)
        keep = person.session_id
        change_password(session, account, hashed, by=person.actor, at=now(), keep=keep)
        what = "heslo, v nastavení účtu"
        letter = write_letter(session, "account_changed", account.email, now(), what=what)
    ring_for_letter(settings(), letter)
    return _done("heslo")


@needs(Right.SIGNED_IN)
def change_own_address() -> Response | tuple[str, int]:
    """The new address counts once its owner has opened the link; the old one is told at once."""
    person = signed_in()
    form = posted("email")
    form.complain("own_password", own_password_problem(request.form.get("own_password", "")))
    email = check_email(form)
    if form.problems:
        return _page(form), 422
    at = now()
    with store().writing() as session:
        account = _own(session)
        link = make_link(
            session, LinkPurpose.NEW_ADDRESS, person.id, settings().public_url, at, new_email=email
        )
        hours = int(LASTS[LinkPurpose.NEW_ADDRESS].total_seconds()) // 3600
        name = account.name
        # To a taken address no letter goes, and nobody is told that it is taken.
        letters = [
            write_letter(
                session, "account_changed", account.email, at, what="žádost o novou adresu"
            )
        ]
        if account_by_email(session, email) is None:
            letters.append(
                write_letter(
                    session, "account_new_address", email, at, link=link, name=name, hours=hours
                )
            )
        _record(session, account, "address-asked", f"{name} žádá o novou adresu účtu.")
    for letter in letters:
        ring_for_letter(settings(), letter)
    return _done("adresa")


@needs(Right.SIGNED_IN)
def confirm_address(token: str) -> str | tuple[str, int]:
    with store().reading() as session:
        found = find_link(session, LinkPurpose.NEW_ADDRESS, token, now())
    if found is None or found.account is None or found.account.id != signed_in().id:
        return render_template("signing/useless_link.html"), 404
    return render_template(
        "desk/own_account/confirm_address.html", token=token, email=found.new_email
    )


@needs(Right.SIGNED_IN)
def take_address(token: str) -> Response | tuple[str, int]:
    with store().writing() as session:
        found = find_link(session, LinkPurpose.NEW_ADDRESS, token, now())
        is_free = found is not None and account_by_email(session, found.new_email) is None
        if found is None or not is_free or found.account is None:
            return render_template("signing/useless_link.html"), 404
        if found.account.id != signed_in().id:
            abort(404)
        use_link(session, found, now())
        found.account.email = found.new_email
        _record(session, found.account, "address-changed", f"{found.account.name} má novou adresu.")
    return _done("adresa-potvrzena")


@needs(Right.SIGNED_IN)
def end_own_session() -> Response:
    text = request.form.get("session", "")
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else abort(404)
    with store().writing() as session:
        if sessions.end_session(session, signed_in().id, number, now()):
            account = _own(session)
            _record(
                session, account, "session-ended", f"{account.name}: jedno přihlášení skončilo."
            )
    return _done("prihlaseni")


@needs(Right.SIGNED_IN)
def end_other_sessions() -> Response:
    with store().writing() as session:
        account = _own(session)
        sessions.end_sessions(session, account.id, now(), keep=signed_in().session_id)
        sentence = f"{account.name}: všechna ostatní přihlášení skončila."
        _record(session, account, "sessions-ended", sentence)
    return _done("vsude")


def _own(session: Session) -> Account:
    return session.get_one(Account, signed_in().id)


def _record(session: Session, account: Account, verb: str, sentence: str) -> None:
    record(session, signed_in().actor, verb, f"account:{account.id}", sentence, now())


def _done(notice: str) -> Response:
    return redirect(url_for("desk.own_account", zprava=notice), 303)


def _page(form: Form) -> str:
    person = signed_in()
    with store().reading() as session:
        account = _own(session)
        return render_template(
            "desk/own_account/own_account.html",
            account=account,
            form=Form({"name": account.name} | form.values, form.problems),
            rule=RULE,
            sessions=sessions.open_sessions(session, person.id, now()),
            keys=passkeys(session, person.id),
            may_have_keys=may_have_keys(),
            notice=_NOTICES.get(request.args.get("zprava", ""), ""),
        )
