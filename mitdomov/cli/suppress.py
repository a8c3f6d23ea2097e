"""`mitdomov subscribers suppress`: an address in; from then on nobody mails it."""

from typing import Final

import click

from mitdomov.cli.instance import open_instance
from mitdomov.cli.output import refusing
from mitdomov.clock import now
from mitdomov.subscribers.addresses import AddressError
from mitdomov.subscribers.model import SuppressionReason
from mitdomov.subscribers.suppressing import suppress_address

_ACTOR: Final = "redakce"


@click.command("suppress")
@click.argument("address", metavar="ADRESA")
@click.option(
    "--reason",
    required=True,
    metavar="DŮVOD",
    type=click.Choice([each.value for each in SuppressionReason]),
    help="request: požádal o to; complaint: označil dopis za spam; hard-bounce: schránka není.",
)
def suppress(address: str, reason: str) -> None:
    """Zakáže zasílat na adresu, na všech seznamech a natrvalo.

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
    known = "" if is_known else " Mezi odběrateli není; zákaz platí i pro budoucí import."
    click.echo(f"Na adresu {address.strip()} se už nic nepošle.{known}")
