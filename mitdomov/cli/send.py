"""`mitdomov send`: publishes an issue if needed, and mails it to everyone on a list."""

import time

import click

from mitdomov.cli.dispatch_words import sentence
from mitdomov.cli.instance import Instance, open_instance
from mitdomov.cli.output import REFUSED, print_findings, progress, refuse
from mitdomov.cli.subscribers import require_list
from mitdomov.clock import now
from mitdomov.delivery.model import Dispatch, DispatchState
from mitdomov.delivery.planning import PlanningError, plan_dispatch
from mitdomov.delivery.report import equation
from mitdomov.editorial.importing import UnknownIssueError
from mitdomov.editorial.publishing import NotPublishable, publish
from mitdomov.jobs.ring import ring
from mitdomov.render.czech import counted
from mitdomov.render.errors import RenditionError
from mitdomov.subscribers.subscribing import audience_size

_POLL_SECONDS = 0.3


@click.command()
@click.argument("number", metavar="ČÍSLO")
@click.option(
    "--list", "list_slug", required=True, metavar="SEZNAM", help="Komu: magazin, novinky…"
)
@click.option("--yes", is_flag=True, help="Neptat se na potvrzení.")
@click.option("--wait", is_flag=True, help="Počkat, až bude rozesláno.")
def send(number: str, list_slug: str, yes: bool, wait: bool) -> None:  # noqa: FBT001
    """Rozešle číslo odběratelům seznamu; nevydané číslo nejdřív vydá."""
    instance = open_instance()
    require_list(instance, list_slug)
    snapshot_id = _publish(instance, number)
    _confirm(instance, number, list_slug, is_sure=yes)
    try:
        with instance.store.writing() as session:
            planned = plan_dispatch(session, snapshot_id=snapshot_id, list=list_slug, at=now())
    except PlanningError as error:
        refuse(str(error))
    if not ring(instance.settings, planned.id):
        click.echo(
            "Fronta neběží. Rozesílka je uložená a začne, jakmile spustíte mitdomov up.", err=True
        )
    state = _wait(instance, planned.id) if wait else DispatchState.SENDING
    click.echo(f"Rozesílka {planned.id}")
    raise SystemExit(REFUSED if state is DispatchState.PAUSED else 0)


def _publish(instance: Instance, number: str) -> int:
    """The snapshot to mail: the current one, or a new one when the issue has changed since."""
    try:
        with progress("Vydávám") as tell:
            snapshot = publish(
                instance.store,
                number,
                public_url=instance.settings.public_url,
                at=now(),
                progress=tell,
            )
    except UnknownIssueError as error:
        refuse(str(error))
    except NotPublishable as error:
        print_findings(error.findings)
        refuse(f"Číslo {number} nejde vydat, dokud se neopraví nálezy označené CHYBA.")
    except RenditionError as error:
        refuse(str(error))
    return snapshot.id


def _confirm(instance: Instance, number: str, list_slug: str, *, is_sure: bool) -> None:
    with instance.store.reading() as session:
        size = audience_size(session, list_slug)
    readers = counted(size, "odběrateli", "odběratelům", "odběratelům")
    if size and not is_sure:
        click.confirm(
            f"Rozeslat číslo {number} {readers} seznamu {list_slug}?", abort=True, err=True
        )


def _wait(instance: Instance, dispatch_id: int) -> DispatchState:
    """Follows the dispatch until it is no longer being sent; says why when it was paused."""
    with progress("Rozesílám") as tell:
        while True:
            with instance.store.reading() as session:
                found = session.get_one(Dispatch, dispatch_id)
                terms = equation(session, dispatch_id)
            tell(
                found.outage or f"{terms.settled} z {terms.audience}",
                terms.settled / terms.audience,
            )
            if found.state is not DispatchState.SENDING:
                break
            time.sleep(_POLL_SECONDS)
    click.echo(sentence(found, terms))
    return found.state
