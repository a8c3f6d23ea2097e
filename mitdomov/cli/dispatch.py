"""`mitdomov dispatch`: shows how a dispatch stands, holds it, lets it go on, stops it."""

import click
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mitdomov.cli.dispatch_words import sentence
from mitdomov.cli.instance import open_instance
from mitdomov.cli.kinds import DISPATCH_ID
from mitdomov.cli.output import print_json, refuse
from mitdomov.delivery import control
from mitdomov.delivery.model import Dispatch
from mitdomov.delivery.report import equation
from mitdomov.jobs.ring import ring


@click.group()
def dispatch() -> None:
    """Rozesílky: ukázat, pozastavit, znovu spustit, zrušit."""


@dispatch.command("show")
@click.argument("dispatch_id", metavar="ID", type=DISPATCH_ID)
@click.option("--json", "as_json", is_flag=True, help="Vypsat rovnici jako JSON.")
def show(dispatch_id: int, as_json: bool) -> None:  # noqa: FBT001
    """Ukáže, kolik dopisů server přijal, odmítl a kolik zbývá."""
    with open_instance().store.reading() as session:
        found = _existing(session, dispatch_id)
        terms = equation(session, dispatch_id)
    if as_json:
        print_json(terms.as_dict() | {"state": found.state.value})
    else:
        click.echo(sentence(found, terms))


@dispatch.command("pause")
@click.argument("dispatch_id", metavar="ID", type=DISPATCH_ID)
def pause(dispatch_id: int) -> None:
    """Pozastaví rozesílku; dopis, který je na cestě, ještě doběhne."""
    with open_instance().store.writing() as session:
        _existing(session, dispatch_id)
        if not control.pause(session, dispatch_id, "Pozastaveno z příkazové řádky."):
            refuse(f"Rozesílka {dispatch_id} se právě nerozesílá, není co pozastavit.")
    click.echo(f"Rozesílka {dispatch_id} je pozastavená.")


@dispatch.command("resume")
@click.argument("dispatch_id", metavar="ID", type=DISPATCH_ID)
def resume(dispatch_id: int) -> None:
    """Pustí pozastavenou rozesílku dál."""
    instance = open_instance()
    with instance.store.writing() as session:
        _existing(session, dispatch_id)
        if not control.resume(session, dispatch_id):
            refuse(f"Rozesílka {dispatch_id} není pozastavená.")
    ring(instance.settings, dispatch_id)
    click.echo(f"Rozesílka {dispatch_id} pokračuje.")


@dispatch.command("cancel")
@click.argument("dispatch_id", metavar="ID", type=DISPATCH_ID)
def cancel(dispatch_id: int) -> None:
    """Zruší rozesílku: co ještě neodešlo, už neodejde. Vrátit to nejde."""
    with open_instance().store.writing() as session:
        _existing(session, dispatch_id)
        if not control.cancel(session, dispatch_id):
            refuse(f"Rozesílka {dispatch_id} už skončila.")
    click.echo(f"Rozesílka {dispatch_id} je zrušená.")


def _existing(session: Session, dispatch_id: int) -> Dispatch:
    found = session.get(Dispatch, dispatch_id)
    if found is None:
        newest = session.scalar(select(func.max(Dispatch.id)))
        known = f"poslední má číslo {newest}" if newest else "zatím tu není žádná"
        refuse(f"Rozesílka {dispatch_id} neexistuje ({known}).")
    return found
