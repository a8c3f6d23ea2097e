"""The desk's page of one reader: what is known, what happened, and what the reader may ask for."""

import json
from collections.abc import Mapping, Sequence

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from mitdomov.accounts import audit
from mitdomov.accounts.roles import Right
from mitdomov.clock import PRAGUE, now
from mitdomov.delivery.bounces.words import CAUSES, DEEDS
from mitdomov.delivery.personal_data.erasing import erase_person
from mitdomov.delivery.personal_data.everything_kept import known_of, personal_data
from mitdomov.subscribers.addresses import AddressError, normalise
from mitdomov.subscribers.model import (
    ConsentMethod,
    EndedReason,
    Subscriber,
    Subscription,
    SubscriptionState,
)
from mitdomov.subscribers.names import NameRefusedError
from mitdomov.subscribers.pausing import paused_until
from mitdomov.subscribers.requesting import RequestRefusedError, correct_on_request, start_list
from mitdomov.subscribers.sign_up.inviting import latest_sign_up
from mitdomov.subscribers.subscribing import AT_DESK, end_subscription
from mitdomov.web.access import needs, signed_in
from mitdomov.web.desk.asking import WAYS, asked, asked_namelessly
from mitdomov.web.desk.meanwhile import Meanwhile, imprint_of, meanwhile
from mitdomov.web.instance import settings, store
from mitdomov.web.lists import list_titles


def register(blueprint: Blueprint) -> None:
    rule = "/odberatele/<row:number>"
    blueprint.add_url_rule(rule, "reader", reader)
    blueprint.add_url_rule(f"{rule}/odber", "change_list", change_list, methods=["POST"])
    blueprint.add_url_rule(f"{rule}/udaje", "correct_reader", correct_reader, methods=["POST"])
    blueprint.add_url_rule(f"{rule}/kopie", "reader_data", reader_data, methods=["POST"])
    blueprint.add_url_rule(f"{rule}/vymaz", "ask_to_erase", ask_to_erase)
    blueprint.add_url_rule(f"{rule}/vymaz", "erase_reader", erase_reader, methods=["POST"])


@needs(Right.READERS)
def reader(number: int) -> str:
    return _page(number, {})


def _page(number: int, problems: Mapping[str, str], *, is_behind: bool = False) -> str:
    with store().reading() as session:
        known = known_of(session, _subscriber(session, number))
        titles = list_titles(session)
        states = {each.list: each.state for each in known.subscriptions}
        return render_template(
            "desk/readers/reader.html",
            known=known,
            who=known.subscriber,
            titles=titles,
            states={slug: states.get(slug) for slug in (*titles, *(states.keys() - titles.keys()))},
            ways=WAYS,
            typed=request.form,
            problems=problems,
            waiting_sign_up=latest_sign_up(session, known.subscriber),
            paused_until=paused_until(known.subscriber, now()),
            causes=CAUSES,
            deeds=DEEDS,
            done=request.args.get("hotovo", ""),
            imprint=(problems and request.form.get("imprint"))
            or imprint_of(_kept(known.subscriber)),
            meanwhile=_meanwhile(session, known.subscriber) if is_behind else None,
        )


def _kept(who: Subscriber) -> dict[str, str]:
    """By the names of the form's fields."""
    return {"adresa": who.address, "jmeno": who.name}


def _meanwhile(session: Session, who: Subscriber) -> Meanwhile:
    """Readers change their own data, too, and the log does not name them."""
    return meanwhile(
        session,
        f"reader:{who.id}",
        (),
        labels={"adresa": "E-mailová adresa", "jmeno": "Jméno"},
        typed=request.form,
        kept=MultiDict(_kept(who)),
        words={},
        boxes=(),
    )


@needs(Right.READERS)
def change_list(number: int) -> AnyResponse | tuple[str, int]:
    """Turns one list on or off for the reader, who asked for it."""
    person, at = signed_in(), now()
    slug, is_on = request.form.get("seznam", ""), request.form.get("ukon") == "zapnout"
    wording, problem = asked(at)
    with store().writing() as session:
        who = _subscriber(session, number)
        if is_on and slug not in list_titles(session):
            abort(400)
        if problem:
            is_changed = False
        elif is_on:
            is_changed = start_list(session, who.id, slug, at, wording=wording, actor=person.name)
        else:
            is_changed = _end(session, who, slug, wording)
        if is_changed:
            what = "zapnut" if is_on else "ukončen"
            sentence = f"Na žádost odběratele {number} {what} odběr {slug}."
            verb = "reader-subscribed" if is_on else "reader-unsubscribed"
            audit.record(session, person.actor, verb, f"reader:{number}", sentence, at)
    if problem:
        return _page(number, {"zpusob": problem}), 422
    done = ("zapnuto" if is_on else "ukonceno") if is_changed else "beze-zmeny"
    return _back(number, done)


def _end(session: Session, who: Subscriber, slug: str, wording: str) -> bool:
    own = select(Subscription).where(
        Subscription.subscriber_id == who.id,
        Subscription.list == slug,
        Subscription.state != SubscriptionState.ENDED,
    )
    found = session.scalar(own)
    return found is not None and end_subscription(
        session,
        found,
        EndedReason.EDITOR,
        ConsentMethod.DESK,
        now(),
        actor=signed_in().name,
        wording=wording,
        form=AT_DESK,
    )


@needs(Right.READERS)
def correct_reader(number: int) -> AnyResponse | tuple[str, int]:
    """Who asked for it, and how, stands in the dossier: consents move to another address."""
    person, at = signed_in(), now()
    wording, problem = asked(at)
    if problem:
        return _page(number, {"zpusob": problem}), 422
    changed: Sequence[str] = ()
    try:
        with store().writing() as session:
            who = _subscriber(session, number)
            is_behind = request.form.get("imprint") != imprint_of(_kept(who))
            if not is_behind:
                changed = correct_on_request(
                    session,
                    who,
                    at,
                    address=request.form.get("adresa", ""),
                    name=request.form.get("jmeno", ""),
                    wording=wording,
                    actor=person.name,
                    secret_key=settings().secret_key,
                )
            if changed:
                what = " a ".join(changed)
                sentence = f"Na žádost odběratele {number} se změnilo: {what}."
                subject = f"reader:{number}"
                audit.record(session, person.actor, "reader-corrected", subject, sentence, at)
    except (AddressError, RequestRefusedError) as error:
        return _page(number, {"adresa": str(error)}), 422
    except NameRefusedError as error:
        return _page(number, {"jmeno": str(error)}), 422
    if is_behind:
        return _page(number, {}, is_behind=True), 409
    return _back(number, "opraveno" if changed else "beze-zmeny")


@needs(Right.READERS)
def reader_data(number: int) -> Response:
    """A copy for the person; the audit log says who took it out."""
    person, at = signed_in(), now()
    with store().writing() as session:
        data = personal_data(
            session, _subscriber(session, number), at, secret_key=settings().secret_key
        )
        sentence = f"Vydána kopie údajů odběratele {number}."
        subject = f"reader:{number}"
        audit.record(session, person.actor, "reader-exported", subject, sentence, at)
    name = f"odberatel-{number}-{at.astimezone(PRAGUE):%Y-%m-%d}.json"
    disposition = f'attachment; filename="{name}"'
    return Response(
        json.dumps(data, ensure_ascii=False, indent=2),
        mimetype="application/json",
        headers={"Content-Disposition": disposition},
    )


@needs(Right.READERS)
def ask_to_erase(number: int) -> str:
    return _erasure(number, {})


def _erasure(number: int, problems: Mapping[str, str]) -> str:
    with store().reading() as session:
        known = known_of(session, _subscriber(session, number))
        return render_template(
            "desk/readers/erase.html",
            known=known,
            who=known.subscriber,
            ways=WAYS,
            typed=request.form,
            is_asked=request.method == "POST",
            problems=problems,
        )


@needs(Right.READERS)
def erase_reader(number: int) -> AnyResponse | tuple[str, int]:
    """Only when the reader's address was typed out."""
    person, at = signed_in(), now()
    with store().writing() as session:
        who = _subscriber(session, number)
        problems = _erasure_problems(who)
        if not problems:
            erase_person(
                session,
                who,
                person.actor,
                at,
                reason=asked_namelessly(at)[0],
                suppresses="zakaz" in request.form,
            )
    if problems:
        return _erasure(number, problems), 422
    return redirect(url_for("desk.readers", hotovo="vymazano"), 303)


def _erasure_problems(who: Subscriber) -> dict[str, str]:
    _, problems = asked_namelessly(now())
    try:
        is_typed = normalise(request.form.get("adresa", ""))[1] == who.address_key
    except AddressError:
        is_typed = False
    if not is_typed:
        problems["adresa"] = "Opište adresu odběratele přesně, jak stojí výše."
    return problems


def _back(number: int, done: str) -> AnyResponse:
    return redirect(url_for("desk.reader", number=number, hotovo=done), 303)


def _subscriber(session: Session, number: int) -> Subscriber:
    return session.get(Subscriber, number) or abort(404)
