"""The reader's own page behind the link in each letter: lists, a pause, the name for the greeting.

A letter may be forwarded, so the address is masked, and what could harm the reader waits behind a
link that goes to the address itself (`own_data`).
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from flask import Blueprint, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from mitdomov.clock import PRAGUE, now
from mitdomov.delivery.outbox.writing import write_letter
from mitdomov.jobs.ring import ring_for_letter
from mitdomov.subscribers import pausing
from mitdomov.subscribers.address_change import pending_change
from mitdomov.subscribers.choosing import choose_lists
from mitdomov.subscribers.folding import search_key
from mitdomov.subscribers.model import Subscriber, Suppression
from mitdomov.subscribers.names import MAX_CHARS, NameRefusedError, clean_name
from mitdomov.subscribers.own_page import open_own_page
from mitdomov.subscribers.pausing import MONTHS, PauseRefusedError, months_later
from mitdomov.subscribers.sign_up.mailboxes import mailbox_of, start_anew
from mitdomov.subscribers.subscribing import wording_for
from mitdomov.web.feedback.choices import choices, mask
from mitdomov.web.feedback.tokens import subscription_of
from mitdomov.web.instance import settings, store
from mitdomov.web.lists import as_shown
from mitdomov.web.public.frame import frame
from mitdomov.web.publication import shown_publication

CHOICE_WORDING: Final = (
    "Zaškrtnutím souhlasíte, že vám vybrané dopisy budeme posílat. "
    "Souhlas kdykoli odvoláte zde nebo odkazem v každém dopise."
)
"""The words at the button, kept with each consent behind the list's own."""
FORM: Final = "/odber/"
_SAVED: Final = {
    "1": "Uloženo. Posílat vám budeme jen to, co je zaškrtnuté.",
    "nic": "Uloženo. Nic dalšího vám nepošleme; vrátit se můžete zaškrtnutím a uložením.",
    "pauza": "Uloženo. Do toho dne vám nic nepošleme.",
    "konec": "Přestávka skončila, dopisy zase chodí.",
    "jmeno": "Uloženo. Příští dopis vás osloví takto.",
    "odkaz": (
        "Na vaši adresu jsme poslali odkaz; platí hodinu. Nepřišel-li do pěti minut, podívejte se "
        "do nevyžádané pošty. Víc než tři za den neposíláme."
    ),
}


def register(blueprint: Blueprint) -> None:
    rule = "/odber/<token>"
    blueprint.add_url_rule(rule, "preferences", preferences)
    blueprint.add_url_rule(rule, "choose", choose, methods=["POST"])
    blueprint.add_url_rule(f"{rule}/pauza", "pause", pause, methods=["POST"])
    blueprint.add_url_rule(f"{rule}/pauza/konec", "end_pause", end_pause, methods=["POST"])
    blueprint.add_url_rule(f"{rule}/osloveni", "rename", rename, methods=["POST"])
    blueprint.add_url_rule(f"{rule}/odkaz", "send_link", send_link, methods=["POST"])


def preferences(token: str) -> str:
    return _page(token, {})


def choose(token: str) -> Response:
    """Each list that is ticked is (again) active, each other one ended."""
    wanted = request.form.getlist("list")
    with store().writing() as session:
        own = subscription_of(session, token)
        start_anew(session, mailbox_of(settings().secret_key, own.subscriber.address_key))
        choose_lists(
            session,
            own.subscriber_id,
            now(),
            offered={
                each.slug: wording_for(as_shown(each.title, each.description), CHOICE_WORDING)
                for each in choices(session, own)
            },
            wanted=wanted,
            form=FORM,
        )
    return _back(token, "1" if wanted else "nic")


def pause(token: str) -> Response | tuple[str, int]:
    at = now()
    word = request.form.get("doba", "")
    try:
        until = _until(word, at.astimezone(PRAGUE).date())
        with store().writing() as session:
            pausing.pause(_subscriber(session, token), until, at)
    except PauseRefusedError as error:
        return _page(token, {"den" if word == "den" else "doba": str(error)}), 422
    return _back(token, "pauza")


def _until(word: str, today: date) -> date:
    if word in {str(months) for months in MONTHS}:
        return months_later(today, int(word))
    if word == "den":
        return pausing.day_written(request.form.get("den", ""))
    raise PauseRefusedError("Vyberte, na jak dlouho.")


def end_pause(token: str) -> Response:
    with store().writing() as session:
        pausing.end_pause(_subscriber(session, token))
    return _back(token, "konec")


def rename(token: str) -> Response | tuple[str, int]:
    try:
        name = clean_name(request.form.get("jmeno", ""))
        with store().writing() as session:
            who = _subscriber(session, token)
            who.name = name
            who.search_key = search_key(name, who.address, who.address_key)
    except NameRefusedError as error:
        return _page(token, {"jmeno": str(error)}), 422
    return _back(token, "jmeno")


def send_link(token: str) -> Response:
    """The answer is the same whether a letter leaves or enough of them have left today."""
    at, letter = now(), None
    with store().writing() as session:
        who = _subscriber(session, token)
        if session.get(Suppression, who.address_hash) is None:
            key = open_own_page(session, who.id, at)
            if key is not None:
                letter = write_letter(
                    session,
                    "reader_own_data",
                    who.address,
                    at,
                    magazine=_title(session),
                    link=f"{settings().public_url}{url_for('feedback.own_data', key=key)}",
                )
    if letter is not None:
        ring_for_letter(settings(), letter)
    return _back(token, "odkaz")


def _page(token: str, problems: Mapping[str, str]) -> str:
    at = now()
    today = at.astimezone(PRAGUE).date()
    with store().reading() as session:
        own = subscription_of(session, token)
        who = own.subscriber
        change = pending_change(session, who.id, at)
        return render_template(
            "feedback/preferences.html",
            **frame(session),
            token=token,
            address=mask(who.address),
            name=who.name,
            is_suppressed=session.get(Suppression, who.address_hash) is not None,
            choices=choices(session, own),
            choice_wording=CHOICE_WORDING,
            paused_until=pausing.paused_until(who, at),
            pauses=[(str(months), months, months_later(today, months)) for months in MONTHS],
            earliest=today + timedelta(days=1),
            latest=today + pausing.LONGEST,
            pending=mask(change.new_address) if change else "",
            most_chars=MAX_CHARS,
            saved=_SAVED.get(request.args.get("ulozeno", ""), ""),
            problems=problems,
            typed=request.form,
        )


def _title(session: Session) -> str:
    publication = shown_publication(session)
    return publication.title if publication else "Mít domov"


def _subscriber(session: Session, token: str) -> Subscriber:
    return session.get_one(Subscriber, subscription_of(session, token).subscriber_id)


def _back(token: str, saved: str) -> Response:
    return redirect(url_for("feedback.preferences", token=token, ulozeno=saved), 303)
