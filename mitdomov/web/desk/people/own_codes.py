"""Codes of an application as a second factor of one's own account: set up, renewed, given up."""

from flask import Blueprint, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from mitdomov.accounts.audit import record
from mitdomov.accounts.model import Account
from mitdomov.accounts.roles import Right
from mitdomov.accounts.second_factor import new_paper_codes
from mitdomov.clock import now
from mitdomov.delivery.outbox.writing import write_letter
from mitdomov.jobs.ring import ring_for_letter
from mitdomov.web.access import needs, signed_in
from mitdomov.web.instance import settings, store
from mitdomov.web.signing.forms import Form
from mitdomov.web.signing.identity import codes
from mitdomov.web.signing.proving import own_password_problem
from mitdomov.web.signing.second_step import code_fits

_NEW = "new_totp_secret"


def register(blueprint: Blueprint) -> None:
    add = blueprint.add_url_rule
    add("/ucet/kody", "own_codes", own_codes)
    add("/ucet/kody", "set_up_codes", set_up_codes, methods=["POST"])
    add("/ucet/kody/na-papir", "renew_paper_codes", renew_paper_codes, methods=["POST"])
    add("/ucet/kody/zrusit", "give_up_codes", give_up_codes, methods=["POST"])


@needs(Right.SIGNED_IN)
def own_codes() -> str:
    return _page(Form())


@needs(Right.SIGNED_IN)
def set_up_codes() -> str | tuple[str, int] | Response:
    """The secret counts only once a code of it was typed in: no slip locks anybody out."""
    form, secret = Form(), session.get(_NEW, "")
    if not secret:
        return redirect(url_for("desk.own_codes"), 303)
    form.complain("own_password", own_password_problem(request.form.get("own_password", "")))
    at = now()
    with store().writing() as state:
        account = state.get_one(Account, signed_in().id)
        if not form.problems and not code_fits(account, secret, request.form.get("code", "")):
            form.complain("code", "Tento kód nesouhlasí. Opište ten, který teď aplikace ukazuje.")
        if not form.problems:
            account.totp_secret = secret
            paper = new_paper_codes(account)
            sentence = f"{account.name}: přihlášení nově chrání kódy z aplikace."
            subject = f"account:{account.id}"
            record(state, signed_in().actor, "second-factor-added", subject, sentence, at)
            what = "přibylo ověření kódem z aplikace"
            letter = write_letter(state, "account_changed", account.email, at, what=what)
    if form.problems:
        return _page(form), 422
    session.pop(_NEW, None)
    ring_for_letter(settings(), letter)
    return _paper_page(paper)


@needs(Right.SIGNED_IN)
def renew_paper_codes() -> str | tuple[str, int]:
    form = Form()
    form.complain("own_password", own_password_problem(request.form.get("own_password", "")))
    if form.problems:
        return _page(form), 422
    with store().writing() as state:
        account = state.get_one(Account, signed_in().id)
        paper = new_paper_codes(account)
        sentence = f"{account.name}: nové záložní kódy, staré neplatí."
        subject = f"account:{account.id}"
        record(state, signed_in().actor, "paper-codes-renewed", subject, sentence, now())
    return _paper_page(paper)


@needs(Right.SIGNED_IN)
def give_up_codes() -> Response | tuple[str, int]:
    form = Form()
    form.complain("own_password", own_password_problem(request.form.get("own_password", "")))
    if form.problems:
        return _page(form), 422
    at = now()
    with store().writing() as state:
        account = state.get_one(Account, signed_in().id)
        account.totp_secret, account.totp_last_counter, account.recovery_codes = "", None, []
        sentence = f"{account.name}: kódy z aplikace jsou zrušené."
        subject = f"account:{account.id}"
        record(state, signed_in().actor, "second-factor-removed", subject, sentence, at)
        what = "ověření kódem z aplikace je zrušené"
        letter = write_letter(state, "account_changed", account.email, at, what=what)
    ring_for_letter(settings(), letter)
    return redirect(url_for("desk.own_account", zprava="kody-zruseny"), 303)


def _page(form: Form) -> str:
    with store().reading() as state:
        account = state.get_one(Account, signed_in().id)
    if account.totp_secret:
        return render_template(
            "desk/own_account/codes.html", form=form, left=len(account.recovery_codes)
        )
    secret = session.setdefault(_NEW, codes().generate_totp_secret())
    return render_template(
        "desk/own_account/set_up_codes.html",
        form=form,
        picture=codes().generate_qrcode(account.email, secret),
        key=codes().get_totp_pretty_key(secret),
        has_password=bool(account.password_hash),
    )


def _paper_page(paper: list[str]) -> str:
    return render_template("desk/own_account/paper_codes.html", paper=paper)
