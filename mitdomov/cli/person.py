"""`mitdomov subscribers show|export-person|erase`: an address in; what is known out, or its end."""

import json
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from mitdomov.accounts import audit
from mitdomov.accounts.audit import TERMINAL
from mitdomov.cli.instance import Instance, open_instance
from mitdomov.cli.output import is_confirmed, print_json, refuse, refusing
from mitdomov.clock import now
from mitdomov.czech_words import counted, short_date, time_of_day
from mitdomov.delivery.bounces.model import ReturnedLetter
from mitdomov.delivery.bounces.words import CAUSES, KINDS
from mitdomov.delivery.outbox.queue import SingleLetterRecord
from mitdomov.delivery.personal_data.erasing import erase_person
from mitdomov.delivery.personal_data.everything_kept import Event, Mailed, known_of, personal_data
from mitdomov.durable import PRIVATE, replace_file
from mitdomov.subscribers.addresses import AddressError, normalise
from mitdomov.subscribers.dossier import ACTIONS, METHODS, dossier_data, dossier_of
from mitdomov.subscribers.erasing import erasures_data
from mitdomov.subscribers.model import (
    Consent,
    ConsentAction,
    ConsentMethod,
    ErasureRecord,
    Subscriber,
    Suppression,
)
from mitdomov.subscribers.suppressing import look_up

_ADDRESS = click.argument("address", metavar="ADRESA")


@click.command("show", short_help="Ukáže, co se o odběrateli ví a co se dělo.")
@_ADDRESS
@click.option("--json", "as_json", is_flag=True, help="Vypsat jako JSON.")
def show(address: str, as_json: bool) -> None:  # noqa: FBT001
    """Ukáže odběry a souhlasy jednoho člověka a co se dělo s jeho zásilkami; o vymazaném záznam
    o výmazu."""
    instance = open_instance()
    secret_key = instance.settings.secret_key
    with refusing(AddressError), instance.store.reading() as session:
        looked = look_up(session, address, secret_key=secret_key)
        erasures = looked.erasures
        if looked.subscriber_id is None and erasures:
            _show_erasures(erasures, as_json=as_json)
            return
        who = _person(session, address)
        if as_json:
            print_json(personal_data(session, who, now(), secret_key=secret_key))
            return
        known = known_of(session, who)
    click.echo(f"{who.address}  {who.name}".rstrip())
    for each in known.subscriptions:
        click.echo(f"  {each.list:<12} {each.state.value}")
    for at, event in known.timeline:
        click.echo(f"{_moment(at)}  {_words(event)}")
    _show_erasures(erasures)


def _show_erasures(records: Sequence[ErasureRecord], *, as_json: bool = False) -> None:
    if as_json:
        print_json({"výmazy": erasures_data(records)})
        return
    for each in records:
        click.echo(
            f"{_moment(each.at)}  výmaz {each.id}: {each.reason} ({each.actor}); "
            f"{counted(len(each.proof), 'úkon v dokladu', 'úkony v dokladu', 'úkonů v dokladu')}"
        )
        for act in each.proof:
            words = ACTIONS[ConsentAction(act["action"])], METHODS[ConsentMethod(act["method"])]
            click.echo(f"  {act['at']}  {act['list']}: {' '.join(words)} {act['wording']}".rstrip())


@click.command("export-person", short_help="Vydá člověku kopii jeho údajů jako JSON.")
@_ADDRESS
@click.option(
    "--out",
    metavar="SOUBOR",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Kam zapsat; jinak na standardní výstup.",
)
def export_person(address: str, out: Path | None) -> None:
    """Vydá všechno, co je o člověku uloženo (GDPR, čl. 15 a 20), i se spisem souhlasu.

    Vydání se zapíše do záznamu.
    """
    instance = open_instance()
    with refusing(AddressError), instance.store.writing() as session:
        who = _person(session, address)
        at = now()
        data = personal_data(session, who, at, secret_key=instance.settings.secret_key)
        data["spis souhlasu"] = dossier_data(dossier_of(session, who), at)
        sentence = f"Vydána kopie údajů odběratele {who.id}."
        audit.record(session, TERMINAL, "reader-exported", f"reader:{who.id}", sentence, at)
    if out is None:
        print_json(data)
        return
    replace_file(out, json.dumps(data, ensure_ascii=False, indent=2).encode(), PRIVATE)
    click.echo(f"Údaje jsou v souboru {out}.")


@click.command("erase", short_help="Vymaže údaje jednoho člověka.")
@_ADDRESS
@click.option(
    "--reason", required=True, metavar="POPIS", help="Jak o výmaz požádal, bez jména a adresy."
)
@click.option(
    "--forget",
    is_flag=True,
    help="Neponechat ani otisk adresy mezi zákazy; příští import ji pak může přidat.",
)
@click.option("--yes", is_flag=True, help="Neptat se.")
def erase(address: str, reason: str, forget: bool, yes: bool) -> None:  # noqa: FBT001
    """Vymaže adresu, jméno, odběry a souhlasy člověka (GDPR, čl. 17). Nejde vzít zpět.

    V rozesílkách po něm zůstanou zásilky beze jména a adresy, aby součty platily.
    """
    instance = open_instance()
    with refusing(AddressError), instance.store.reading() as session:
        number = _person(session, address).id
    question = f"Vymazat natrvalo všechny údaje odběratele {number}?"
    unanswered = "Nic se nevymazalo: bez odpovědi se nemaže. Ve skriptu přidejte --yes."
    if not yes and not is_confirmed(question, otherwise=unanswered):
        refuse("Nic se nevymazalo.")
    _erase(instance, address, reason, suppresses=not forget)


def _erase(instance: Instance, address: str, reason: str, *, suppresses: bool) -> None:
    with refusing(AddressError), instance.store.writing() as session:
        who = _person(session, address)
        record = erase_person(session, who, TERMINAL, now(), reason=reason, suppresses=suppresses)
    kept = "Zákaz zasílání zůstává." if record.is_suppressed else "Zákaz zasílání nezůstal žádný."
    rows = counted(record.deliveries, "zásilka", "zásilky", "zásilek")
    click.echo(f"Vymazáno; záznam o výmazu {record.id}, beze jména {rows}. {kept}")


def _person(session: Session, address: str) -> Subscriber:
    """Ends the command when nobody has the address; raises `AddressError`."""
    _, key = normalise(address)
    who = session.scalar(select(Subscriber).where(Subscriber.address_key == key))
    return who or refuse("Takovou adresu žádný odběratel nemá.")


def _words(event: Event) -> str:
    match event:
        case Consent():
            return (
                f"{event.list}: {ACTIONS[event.action]} {METHODS[event.method]} ({event.actor}) "
                f"{event.wording}"
            ).rstrip()
        case Mailed(delivery, issue):
            why = delivery.reason or delivery.answer
            return f"zásilka čísla {issue}: {delivery.state.value} {why}".rstrip()
        case ReturnedLetter():
            return (
                f"{KINDS[event.kind]}: {CAUSES[event.cause]} {event.status} {event.words}".rstrip()
            )
        case SingleLetterRecord():
            return f"jednotlivý dopis „{event.subject}“ nedošel: {event.problem}"
        case Suppression():
            return f"zákaz zasílání: {event.reason.value}"
        case _:
            return "zapsán mezi odběratele"


def _moment(at: datetime) -> str:
    return f"{short_date(at)} {time_of_day(at)}"
