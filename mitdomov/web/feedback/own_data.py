"""Behind the link that went to the address itself: address changed, data handed out or erased."""

import json
from collections.abc import Mapping
from typing import Final

from flask import Blueprint, Response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from mitdomov.accounts import audit
from mitdomov.accounts.audit import Actor
from mitdomov.clock import PRAGUE, now
from mitdomov.delivery.outbox.writing import write_letter
from mitdomov.delivery.personal_data.erasing import erase_person
from mitdomov.delivery.personal_data.everything_kept import personal_data
from mitdomov.jobs.ring import ring_for_letter
from mitdomov.subscribers.address_change import (
    CONFIRM_WITHIN,
    TAKE_BACK_WITHIN,
    Asked,
    ChangeRefusedError,
    ask,
    pending_change,
)
from mitdomov.subscribers.addresses import AddressError
from mitdomov.subscribers.model import Subscriber
from mitdomov.subscribers.own_page import reader_behind
from mitdomov.web.feedback.choices import mask
from mitdomov.web.feedback.guessing import refuse_token
from mitdomov.web.feedback.tokens import page_token
from mitdomov.web.instance import settings, store
from mitdomov.web.public.frame import frame
from mitdomov.web.publication import shown_publication

READER: Final = Actor("odběratel")
_REASON: Final = "na vlastní stránce"


def register(blueprint: Blueprint) -> None:
    rule = "/odber/overeni/<key>"
    blueprint.add_url_rule(rule, "own_data", own_data)
    blueprint.add_url_rule(f"{rule}/kopie", "own_copy", own_copy, methods=["POST"])
    blueprint.add_url_rule(f"{rule}/adresa", "ask_address", ask_address, methods=["POST"])
    blueprint.add_url_rule(f"{rule}/vymaz", "ask_erasure", ask_erasure)
    blueprint.add_url_rule(f"{rule}/vymaz", "erase", erase, methods=["POST"])
    blueprint.add_url_rule("/odber/vymazano", "erased", erased)


def own_data(key: str) -> str:
    return _page(key, {})


def _page(key: str, problems: Mapping[str, str]) -> str:
    at = now()
    with store().reading() as session:
        who = _reader(session, key)
        change = pending_change(session, who.id, at)
        return render_template(
            "feedback/own_data.html",
            **frame(session),
            key=key,
            who=who,
            token=page_token(session, who.id),
            pending=change.new_address if change else "",
            is_asked="adresa" in request.args,
            days=CONFIRM_WITHIN.days,
            problems=problems,
            typed=request.form,
        )


def own_copy(key: str) -> Response:
    """Everything that is kept about the reader (GDPR art. 15 and 20)."""
    at = now()
    with store().writing() as session:
        who = _reader(session, key)
        data = personal_data(session, who, at, secret_key=settings().secret_key)
        sentence = f"Odběratel {who.id} si stáhl kopii svých údajů."
        audit.record(session, READER, "reader-exported", f"reader:{who.id}", sentence, at)
    name = f"moje-udaje-{at.astimezone(PRAGUE):%Y-%m-%d}.json"
    return Response(
        json.dumps(data, ensure_ascii=False, indent=2),
        mimetype="application/json",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "no-store",
        },
    )


def ask_address(key: str) -> AnyResponse | tuple[str, int]:
    """The answer says nothing of whether anybody has the new address already."""
    at = now()
    try:
        with store().writing() as session:
            who = _reader(session, key)
            asked = ask(
                session,
                who,
                request.form.get("adresa", ""),
                at,
                secret_key=settings().secret_key,
            )
            letters = _write(session, who, asked)
    except (AddressError, ChangeRefusedError) as error:
        return _page(key, {"adresa": str(error)}), 422
    for letter in letters:
        ring_for_letter(settings(), letter)
    return redirect(url_for("feedback.own_data", key=key, adresa=1), 303)


def _write(session: Session, who: Subscriber, asked: Asked) -> list[int]:
    at = now()
    publication = shown_publication(session)
    title = publication.title if publication else "Mít domov"
    stop = url_for("feedback.ask_to_stop", key=asked.stop_token)
    letters = [
        write_letter(
            session,
            "reader_leaving_address",
            who.address,
            at,
            magazine=title,
            masked=mask(asked.new_address),
            until=at + TAKE_BACK_WITHIN,
            link=f"{settings().public_url}{stop}",
        )
    ]
    if asked.confirm_token is not None:
        confirm = url_for("feedback.ask_new_address", key=asked.confirm_token)
        refuse = url_for("public.refuse_sign_up", token=asked.refuse_token)
        letters.append(
            write_letter(
                session,
                "reader_new_address",
                asked.new_address,
                at,
                magazine=title,
                until=at + CONFIRM_WITHIN,
                link=f"{settings().public_url}{confirm}",
                refuse_url=f"{settings().public_url}{refuse}",
            )
        )
    return letters


def ask_erasure(key: str) -> str:
    with store().reading() as session:
        return render_template(
            "feedback/erase.html", **frame(session), key=key, who=_reader(session, key)
        )


def erase(key: str) -> AnyResponse:
    """Cannot be taken back; the page before has said what stays and why."""
    with store().writing() as session:
        erase_person(
            session,
            _reader(session, key),
            READER,
            now(),
            reason=_REASON,
            suppresses="zakaz" in request.form,
        )
    return redirect(url_for("feedback.erased"), 303)


def erased() -> str:
    with store().reading() as session:
        return render_template("feedback/erased.html", **frame(session))


def _reader(session: Session, key: str) -> Subscriber:
    return reader_behind(session, key, now()) or refuse_token()
