"""`mitdomov dispatch`: shows how dispatches stand, holds one, lets it go on, stops it."""

import click

from mitdomov.cli.dispatch_rows import as_row, line, print_names
from mitdomov.cli.dispatch_words import sentence
from mitdomov.cli.instance import open_instance
from mitdomov.cli.kinds import DISPATCH_ID
from mitdomov.cli.output import print_json, refuse, refusing
from mitdomov.cli.settle import existing, retry, settle
from mitdomov.delivery.dispatches import control
from mitdomov.delivery.dispatches.planning import EmptyAudienceError
from mitdomov.delivery.dispatches.report import deliveries, dispatches, equation
from mitdomov.delivery.model import DeliveryState
from mitdomov.jobs.ring import ring


@click.group()
def dispatch() -> None:
    """Rozesílky: vypsat, ukázat, řídit, rozhodnout o nejistých."""


dispatch.add_command(settle)
dispatch.add_command(retry)


@dispatch.command("list")
@click.option("--json", "as_json", is_flag=True, help="Vypsat jako JSON.")
def list_(as_json: bool) -> None:  # noqa: FBT001
    """Vypíše všechny rozesílky, nejnovější první."""
    with open_instance().store.reading() as session:
        found = dispatches(session)
    if as_json:
        print_json([as_row(*each) for each in found])
        return
    for each, number, terms in found:
        click.echo(line(each, number, terms))
    if not found:
        click.echo("Zatím se nic nerozesílalo.", err=True)


@dispatch.command("show")
@click.argument("dispatch_id", metavar="ID", type=DISPATCH_ID)
@click.option(
    "--names",
    metavar="STAV",
    type=click.Choice([each.value for each in DeliveryState]),
    help="Vypsat adresy v tomto stavu: " + ", ".join(each.value for each in DeliveryState) + ".",
)
@click.option("--json", "as_json", is_flag=True, help="Vypsat jako JSON.")
def show(dispatch_id: int, names: str | None, as_json: bool) -> None:  # noqa: FBT001
    """Ukáže počty dopisů; s --names, komu a proč."""
    with open_instance().store.reading() as session:
        found = existing(session, dispatch_id)
        terms = equation(session, dispatch_id)
        rows = deliveries(session, dispatch_id, DeliveryState(names)) if names else ()
    if names:
        print_names(rows, as_json=as_json)
    elif as_json:
        print_json(terms.as_dict())
    else:
        click.echo(sentence(found, terms))


@dispatch.command("pause")
@click.argument("dispatch_id", metavar="ID", type=DISPATCH_ID)
def pause(dispatch_id: int) -> None:
    """Pozastaví rozesílku; dopis, který je na cestě, ještě doběhne."""
    with open_instance().store.writing() as session:
        existing(session, dispatch_id)
        if not control.pause(session, dispatch_id, "Pozastaveno z příkazové řádky."):
            refuse(f"Rozesílka {dispatch_id} se právě nerozesílá, není co pozastavit.")
    click.echo(f"Rozesílka {dispatch_id} je pozastavená.")


@dispatch.command("resume")
@click.argument("dispatch_id", metavar="ID", type=DISPATCH_ID)
def resume(dispatch_id: int) -> None:
    """Pustí pozastavenou rozesílku dál."""
    instance = open_instance()
    with refusing(EmptyAudienceError), instance.store.writing() as session:
        existing(session, dispatch_id)
        if not control.resume(session, dispatch_id):
            refuse(f"Rozesílka {dispatch_id} není pozastavená.")
    ring(instance.settings, dispatch_id)
    click.echo(f"Rozesílka {dispatch_id} pokračuje.")


@dispatch.command("cancel")
@click.argument("dispatch_id", metavar="ID", type=DISPATCH_ID)
def cancel(dispatch_id: int) -> None:
    """Zruší rozesílku: co ještě neodešlo, už neodejde. Vrátit to nejde."""
    with open_instance().store.writing() as session:
        existing(session, dispatch_id)
        if not control.cancel(session, dispatch_id):
            refuse(f"Rozesílka {dispatch_id} už skončila.")
    click.echo(f"Rozesílka {dispatch_id} je zrušená.")
