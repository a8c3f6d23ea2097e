"""New people: a link of an invitation or of the first start in, an account with a password out."""

from flask import Blueprint, redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from mitdomov.accounts.audit import TERMINAL, Actor, record
from mitdomov.accounts.links import Found, find_link, use_link
from mitdomov.accounts.model import Account, LinkPurpose
from mitdomov.accounts.passwords import RULE, change_password
from mitdomov.accounts.people import AddressTakenError, create_account, role_words, roles_of
from mitdomov.accounts.roles import Role
from mitdomov.clock import now
from mitdomov.web.instance import store
from mitdomov.web.signing.browser import begin_session
from mitdomov.web.signing.forms import Form, check_email, check_name, check_password, posted
from mitdomov.web.signing.identity import hash_password
from mitdomov.web.signing.refusals import useless_link

_FIRST, _INVITED = LinkPurpose.FIRST_ADMINISTRATOR, LinkPurpose.INVITATION


def register(blueprint: Blueprint) -> None:
    add = blueprint.add_url_rule
    add("/pozvanka/<token>", "invitation", invitation)
    add("/pozvanka/<token>", "accept_invitation", accept_invitation, methods=["POST"])
    add("/prvni-spravce/<token>", "first", first)
    add("/prvni-spravce/<token>", "create_first", create_first, methods=["POST"])


def invitation(token: str) -> str | tuple[str, int]:
    found = _found(_INVITED, token)
    if found is None or found.account is None:
        return useless_link()
    return _invited_page(token, found.account, Form({"name": found.account.name}))


def accept_invitation(token: str) -> Response | str | tuple[str, int]:
    found = _found(_INVITED, token)
    if found is None or found.account is None:
        return useless_link()
    form = posted("name")
    name = check_name(form)
    password = check_password(form, name, found.account.email)
    if form.problems:
        return _invited_page(token, found.account, form), 422
    hashed = hash_password(password)
    with store().writing() as session:
        account = _taken(session, _INVITED, token)
        if account is None or account.account is None:
            return useless_link()
        account.account.name = name
        _begin(session, account.account, hashed, Actor(name, account.account.id))
        number = account.account.id
    begin_session(number, "pozvánkou")
    return redirect(url_for("desk.home"), 303)


def first(token: str) -> str | tuple[str, int]:
    return _first_page(token, Form()) if _found(_FIRST, token) else useless_link()


def create_first(token: str) -> Response | str | tuple[str, int]:
    if _found(_FIRST, token) is None:
        return useless_link()
    form = posted("name", "email")
    name, email = check_name(form), check_email(form)
    password = check_password(form, name, email)
    if form.problems:
        return _first_page(token, form), 422
    number = _create_administrator(token, name, email, hash_password(password), form)
    if number is None:
        return (_first_page(token, form), 422) if form.problems else useless_link()
    begin_session(number, "odkazem z terminálu")
    return redirect(url_for("desk.home"), 303)


def _create_administrator(token: str, name: str, email: str, hashed: str, form: Form) -> int | None:
    at = now()
    with store().writing() as session:
        found = find_link(session, _FIRST, token, at)
        if found is None:
            return None
        try:
            account = create_account(
                session, name=name, email=email, roles=[Role.ADMINISTRATOR], by=TERMINAL, at=at
            )
        except AddressTakenError as error:
            form.complain("email", str(error))
            return None
        use_link(session, found, at)
        _begin(session, account, hashed, TERMINAL)
        return account.id


def _taken(session: Session, purpose: LinkPurpose, token: str) -> Found | None:
    """Looked up again where it is used up, so that two who hurry get one account."""
    found = find_link(session, purpose, token, now())
    if found is not None:
        use_link(session, found, now())
    return found


def _begin(session: Session, account: Account, hashed: str, by: Actor) -> None:
    change_password(session, account, hashed, by=by, at=now())
    roles = role_words(roles_of(session, account.id))
    sentence = f"{account.name} otevírá účet: {roles}."
    record(session, by, "account-opened", f"account:{account.id}", sentence, now())


def _found(purpose: LinkPurpose, token: str) -> Found | None:
    with store().reading() as session:
        return find_link(session, purpose, token, now())


def _invited_page(token: str, account: Account, form: Form) -> str:
    with store().reading() as session:
        roles = role_words(roles_of(session, account.id))
    return render_template(
        "signing/invitation.html", token=token, form=form, account=account, roles=roles, rule=RULE
    )


def _first_page(token: str, form: Form) -> str:
    return render_template("signing/first.html", token=token, form=form, rule=RULE)
