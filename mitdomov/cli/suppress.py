"""`mitdomov subscribers suppress|lift`: an address in; from then on nobody mails it, or again."""

from typing import Final

import click

from mitdomov.accounts import audit
from mitdomov.accounts.audit import TERMINAL
from mitdomov.cli.instance import open_instance
from mitdomov.cli.output import refuse, refusing
from mitdomov.clock import now
from mitdomov.subscribers.addresses import AddressError
from mitdomov.subscribers.model import SuppressionReason
from mitdomov.subscribers.suppressing import lift_suppression, suppress_address

_ACTOR: Final = "redakce"


@click.command("suppress", short_help="Zakáže zasílat na adresu.")
@click.argument("address", metavar="ADRESA")
@click.option(
    "--reason",
    required=True,
    metavar="DŮVOD",
    type=click.Choice([each.value for each in SuppressionReason]),
    help="request: požádal o to; complaint: označil dopis za spam; hard-bounce: schránka není.",
)
def suppress(address: str, reason: str) -> None:
    """Zakáže zasílat na adresu, na všech seznamech, dokud zákaz nezrušíte.

    Žádost a stížnost také ukončí odběry; neexistující schránka je nechá být a rozesílky ji
    přeskakují. Zakázat lze i adresu, kterou nikdo neodebírá: import ji pak nepřihlásí.
    """
    instance = open_instance()
    with refusing(AddressError), instance.store.writing() as session:
        is_known = suppress_address(
            session,
            address,
            SuppressionReason(reason),
            now(),
            secret_key=instance.settings.secret_key,
            actor=_ACTOR,
        )
        sentence = f"Zakázáno zasílat na jednu adresu ({reason})."
        audit.record(session, TERMINAL, "address-suppressed", "suppression", sentence, now())
    known = "" if is_known else " Mezi odběrateli není; zákaz platí i pro budoucí import."
    click.echo(f"Na adresu {address.strip()} se už nic nepošle.{known}")


@click.command("lift")
@click.argument("address", metavar="ADRESA")
@click.option(
    "--reason", required=True, metavar="POPIS", help="Proč smíme zase zasílat, bez jména a adresy."
)
def lift(address: str, reason: str) -> None:
    """Zruší zákaz zasílání na adresu. Odběry, které skončily, samy nezačnou."""
    instance = open_instance()
    with refusing(AddressError), instance.store.writing() as session:
        is_lifted = lift_suppression(session, address, secret_key=instance.settings.secret_key)
        if is_lifted:
            sentence = f"Zrušen zákaz zasílání na jednu adresu ({reason.strip()})."
            audit.record(session, TERMINAL, "suppression-lifted", "suppression", sentence, now())
    if not is_lifted:
        refuse("Na tuto adresu žádný zákaz neplatí.")
    click.echo(f"Na adresu {address.strip()} se zase smí zasílat.")
