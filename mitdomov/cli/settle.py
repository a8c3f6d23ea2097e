"""`mitdomov dispatch settle` and `retry`: a person's decision in; letters queued or counted out."""

from collections.abc import Callable, Sequence

import click
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from mitdomov.cli.instance import open_instance
from mitdomov.cli.kinds import DISPATCH_ID
from mitdomov.cli.output import fail, refuse, refusing
from mitdomov.clock import now
from mitdomov.czech_words import counted
from mitdomov.delivery.dispatches.settling import (
    SettlingError,
    count_as_sent,
    ids_of,
    resend_uncertain,
    retry_refused,
)
from mitdomov.delivery.model import DeliveryState, Dispatch
from mitdomov.jobs.ring import ring
from mitdomov.subscribers.addresses import AddressError


@click.command("settle", short_help="Rozhodne o nejistých zásilkách.")
@click.argument("dispatch_id", metavar="ID", type=DISPATCH_ID)
@click.argument("addresses", metavar="[ADRESA…]", nargs=-1)
@click.option("--resend", is_flag=True, help="Poslat je znovu.")
@click.option("--as-sent", is_flag=True, help="Považovat je za odeslané.")
@click.option("--all", "takes_all", is_flag=True, help="Všechny nejisté zásilky.")
def settle(
    dispatch_id: int,
    addresses: tuple[str, ...],
    resend: bool,  # noqa: FBT001
    as_sent: bool,  # noqa: FBT001
    takes_all: bool,  # noqa: FBT001
) -> None:
    """Rozhodne o nejistých zásilkách: poslat znovu, nebo považovat za odeslané.

    Komu první dopis přece jen došel, ten bude mít po --resend dva. Jména ukáže mitdomov dispatch
    show ID --names uncertain.
    """
    if resend == as_sent:
        fail("Vyberte buď --resend (poslat znovu), nebo --as-sent (považovat za odeslané).")
    action = resend_uncertain if resend else count_as_sent
    count = _apply(action, dispatch_id, DeliveryState.UNCERTAIN, addresses, takes_all=takes_all)
    _say(dispatch_id, count, "znovu k odeslání" if resend else "považováno za odeslané")


@click.command("retry")
@click.argument("dispatch_id", metavar="ID", type=DISPATCH_ID)
@click.argument("addresses", metavar="[ADRESA…]", nargs=-1)
@click.option("--all", "takes_all", is_flag=True, help="Všechny odmítnuté zásilky.")
def retry(dispatch_id: int, addresses: tuple[str, ...], takes_all: bool) -> None:  # noqa: FBT001
    """Pošle znovu jen odmítnuté dopisy, až bude příčina odstraněná."""
    count = _apply(
        retry_refused, dispatch_id, DeliveryState.REFUSED, addresses, takes_all=takes_all
    )
    _say(dispatch_id, count, "znovu k odeslání")


def existing(session: Session, dispatch_id: int) -> Dispatch:
    """Ends the command when there is no such dispatch."""
    found = session.get(Dispatch, dispatch_id)
    if found is None:
        newest = session.scalar(select(func.max(Dispatch.id)))
        known = f"poslední má číslo {newest}" if newest else "zatím tu není žádná"
        refuse(f"Rozesílka {dispatch_id} neexistuje ({known}).")
    return found


def _apply(
    action: Callable[..., int],
    dispatch_id: int,
    state: DeliveryState,
    addresses: Sequence[str],
    *,
    takes_all: bool,
) -> int:
    """How many letters were changed; the dispatch is rung for, which harms none."""
    if takes_all == bool(addresses):
        fail("Uveďte buď adresy, nebo --all (všechny).")
    instance = open_instance()
    with refusing(SettlingError, AddressError), instance.store.writing() as session:
        existing(session, dispatch_id)
        only = None if takes_all else ids_of(session, dispatch_id, state, addresses)
        count = action(session, dispatch_id, now(), only)
    ring(instance.settings, dispatch_id)
    return count


def _say(dispatch_id: int, count: int, words: str) -> None:
    if not count:
        refuse(f"Rozesílka {dispatch_id} takové zásilky nemá, nic se nezměnilo.")
    click.echo(f"Rozesílka {dispatch_id}, {words}: {counted(count, 'dopis', 'dopisy', 'dopisů')}.")
