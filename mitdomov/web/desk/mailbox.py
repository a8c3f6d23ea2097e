"""The built-in mailbox: every letter that was kept instead of sent, as its reader sees it."""

import email
import email.policy
from email.message import EmailMessage

from flask import Blueprint, Response, abort, render_template, request
from markupsafe import escape
from sqlalchemy.orm import Session

from mitdomov.accounts.addresses import normal_or_as_typed
from mitdomov.accounts.people import account_by_email
from mitdomov.accounts.roles import Right
from mitdomov.delivery.transports.mailbox import (
    MailboxLetter,
    count_letters,
    find_letters,
    raw_letter,
)
from mitdomov.web.access import needs, signed_in
from mitdomov.web.headers import letter_policy
from mitdomov.web.instance import settings, store

_PAGE_ROWS = 50
_SHOWN_HEADERS = (
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "List-Id",
    "List-Unsubscribe",
    "List-Unsubscribe-Post",
)


def register(blueprint: Blueprint) -> None:
    blueprint.add_url_rule("/schranka/", "mailbox", mailbox)
    blueprint.add_url_rule("/schranka/<row:number>", "kept_letter", kept_letter)
    blueprint.add_url_rule("/schranka/<row:number>/html", "kept_letter_html", kept_letter_html)
    blueprint.add_url_rule("/schranka/<row:number>/zdroj", "kept_letter_source", kept_letter_source)


@needs(Right.SEND)
def mailbox() -> str:
    words = request.args.get("hledat", "").strip()
    with store().reading() as session:
        total = count_letters(session, words)
        pages = max(1, -(-total // _PAGE_ROWS))
        page = min(max(1, request.args.get("strana", 1, type=int)), pages)
        letters = find_letters(session, words, offset=(page - 1) * _PAGE_ROWS, limit=_PAGE_ROWS)
        return render_template(
            "desk/mailbox.html",
            letters=letters,
            words=words,
            page=page,
            total=total,
            pages=pages,
        )


@needs(Right.SEND)
def kept_letter(number: int) -> str:
    row, message = _letter(number)
    return render_template(
        "desk/kept_letter.html",
        letter=row,
        headers=[(name, message[name]) for name in _SHOWN_HEADERS if message[name]],
        text=_part(message, "plain"),
        has_html=bool(_part(message, "html")),
    )


@needs(Right.SEND)
def kept_letter_html(number: int) -> Response:
    """The HTML part in a sandbox; its links open in windows of their own."""
    html = _part(_letter(number)[1], "html") or f"<p>{escape('Dopis nemá část HTML.')}</p>"
    framed = html.replace("<head>", '<head><base target="_blank">', 1)
    policy = letter_policy(settings().public_url)
    return Response(framed, headers={"Content-Security-Policy": policy})


@needs(Right.SEND)
def kept_letter_source(number: int) -> Response:
    return Response(raw_letter(_letter(number)[0]), mimetype="text/plain")


def _letter(number: int) -> tuple[MailboxLetter, EmailMessage]:
    with store().reading() as session:
        row = session.get(MailboxLetter, number) or abort(404)
        _keep_to_its_owner(session, row)
    message = email.message_from_bytes(raw_letter(row), policy=email.policy.default)
    return row, message


def _keep_to_its_owner(session: Session, letter: MailboxLetter) -> None:
    """A letter to somebody of the desk may hold a link that opens the account."""
    person = signed_in()
    owner = account_by_email(session, normal_or_as_typed(letter.recipient))
    is_own = owner is None or owner.id == person.id
    if not (is_own or settings().is_demo or person.may(Right.ADMINISTER)):
        abort(403, description="Tento dopis patří někomu z redakce; otevře ho jen on a správce.")


def _part(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    return str(part.get_content()) if part is not None else ""
