"""Who forgot a password: an address in, the same answer to everybody out, a letter to its owner."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from mitdomov.accounts import back_off
from mitdomov.accounts.addresses import normal_or_as_typed
from mitdomov.accounts.audit import Actor, record
from mitdomov.accounts.back_off import trier
from mitdomov.accounts.links import LASTS, Found, find_link, make_link, use_link
from mitdomov.accounts.model import AttemptKind, LinkPurpose
from mitdomov.accounts.passwords import RULE, change_password
from mitdomov.accounts.people import account_by_email
from mitdomov.clock import now
from mitdomov.delivery.outbox.writing import write_letter
from mitdomov.web.instance import settings, store
from mitdomov.web.signing.browser import remember_device
from mitdomov.web.signing.forms import Form, check_password
from mitdomov.web.signing.identity import hash_password
from mitdomov.web.signing.refusals import useless_link


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/zapomenute-heslo", "forgotten", forgotten)
    blueprint.add_url_rule("/zapomenute-heslo", "ask_for_letter", ask_for_letter, methods=["POST"])
    blueprint.add_url_rule("/nove-heslo/<token>", "new_password", new_password)
    blueprint.add_url_rule(
        "/nove-heslo/<token>", "set_new_password", set_new_password, methods=["POST"]
    )


def forgotten() -> str:
    return render_template("signing/forgotten.html", is_sent=False, problem="")


def ask_for_letter() -> str | tuple[str, int]:
    """No bell is rung: the sweep finds the letter, so that no answer takes longer than another."""
    if _write_letter(normal_or_as_typed(request.form.get("email", ""))):
        return render_template("signing/forgotten.html", is_sent=True, problem="")
    problem = "Z vaší sítě přišlo příliš mnoho žádostí. Zkuste to znovu za hodinu."
    return render_template("signing/forgotten.html", is_sent=False, problem=problem), 429


def new_password(token: str) -> str | tuple[str, int]:
    found = _found(token)
    return _page(token, Form()) if found else useless_link()


def set_new_password(token: str) -> Response | str | tuple[str, int]:
    found = _found(token)
    if found is None or found.account is None:
        return useless_link()
    account, form = found.account, Form()
    password = check_password(form, account.name, account.email)
    if form.problems:
        return _page(token, form), 422
    hashed = hash_password(password)
    with store().writing() as session:
        again = find_link(session, LinkPurpose.RECOVERY, token, now())
        if again is None or again.account is None:
            return useless_link()
        use_link(session, again, now())
        actor = Actor(account.name, account.id)
        change_password(session, again.account, hashed, by=actor, at=now())
        write_letter(
            session, "account_changed", account.email, now(), what="heslo, odkazem z dopisu"
        )
    remember_device(account.id)
    return redirect(url_for("signing.sign_in", zprava="heslo"), 303)


def _write_letter(email: str) -> bool:
    """False when the network has asked too often; whether there was a letter nobody learns."""
    at = now()
    who = trier(settings().secret_key, email, request.remote_addr or "", "")
    with store().writing() as session:
        if back_off.register_attempt(session, AttemptKind.RECOVERY, who, at):
            return False
        account = account_by_email(session, email)
        is_owner = account is not None and account.is_active and not account.is_sample
        if account and is_owner and back_off.may_write_letter(session, who, at):
            link = make_link(session, LinkPurpose.RECOVERY, account.id, settings().public_url, at)
            hours = LASTS[LinkPurpose.RECOVERY].seconds // 3600
            write_letter(session, "account_recovery", account.email, at, link=link, hours=hours)
            sentence = f"{account.name}: dopis s odkazem na nové heslo."
            actor = Actor("přihlašovací stránka")
            record(session, actor, "recovery-asked", f"account:{account.id}", sentence, at)
    return True


def _found(token: str) -> Found | None:
    with store().reading() as session:
        return find_link(session, LinkPurpose.RECOVERY, token, now())


def _page(token: str, form: Form) -> str:
    return render_template("signing/new_password.html", token=token, form=form, rule=RULE)
