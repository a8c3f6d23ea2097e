"""`mitdomov send`: publishes an issue if needed, and mails it to everyone on a list."""

import click

from mitdomov.cli.dispatch_words import sentence
from mitdomov.cli.instance import Instance, open_instance
from mitdomov.cli.kinds import ISSUE_NUMBER
from mitdomov.cli.output import REFUSED, is_confirmed, print_findings, progress, refuse, refusing
from mitdomov.cli.subscribers import require_list
from mitdomov.cli.waiting import NobodySendsError, follow
from mitdomov.clock import now
from mitdomov.czech_words import counted
from mitdomov.delivery.dispatches.ordering import OrderedBeforeError, order_dispatch
from mitdomov.delivery.dispatches.planning import PlanningError
from mitdomov.delivery.model import Dispatch, DispatchState
from mitdomov.editorial.importing import UnknownIssueError, issue_named
from mitdomov.editorial.publishing import ChangedMeanwhileError, NotPublishable, publish
from mitdomov.jobs.ring import ring
from mitdomov.render.errors import RenditionError
from mitdomov.subscribers.subscribing import audience_size


@click.command(short_help="Rozešle číslo odběratelům seznamu.")
@click.argument("number", metavar="ČÍSLO", type=ISSUE_NUMBER)
@click.option(
    "--list", "list_slug", required=True, metavar="SEZNAM", help="Komu: magazin, novinky…"
)
@click.option("--yes", is_flag=True, help="Neptat se na potvrzení.")
@click.option("--again", is_flag=True, help="Poslat i to, co na seznam už jednou odešlo.")
@click.option("--wait", is_flag=True, help="Počkat, až bude rozesláno.")
def send(
    number: str,
    list_slug: str,
    yes: bool,  # noqa: FBT001
    again: bool,  # noqa: FBT001
    wait: bool,  # noqa: FBT001
) -> None:
    """Rozešle číslo odběratelům seznamu; nevydané číslo nejdřív vydá.

    Co na seznam už odešlo, podruhé neodejde; poslat totéž znovu všem dovolí jen volba --again.
    Poslední slovo, které vypíše, je číslo rozesílky.
    """
    instance = open_instance()
    require_list(instance, list_slug)
    _confirm(instance, number, list_slug, is_sure=yes)
    planned = _order(instance, _publish(instance, number), list_slug, again=again)
    is_heard = ring(instance.settings, planned.id)
    if not is_heard:
        click.echo(
            "Fronta neběží. Rozesílka je uložená a začne, jakmile spustíte mitdomov up."
            + (" Nečekám na ni." if wait else ""),
            err=True,
        )
    is_good = not wait or (is_heard and _wait(instance, planned.id))
    click.echo(f"Rozesílka {planned.id}")
    raise SystemExit(0 if is_good else REFUSED)


def _confirm(instance: Instance, number: str, list_slug: str, *, is_sure: bool) -> None:
    """Refuses or asks before the long work of publishing."""
    with refusing(UnknownIssueError), instance.store.reading() as session:
        issue_named(session, number)
        size = audience_size(session, list_slug)
    if not size:
        refuse(
            f"Seznam „{list_slug}“ nemá nikoho, komu lze poslat dopis; nejdřív odběratele přidejte."
        )
    if is_sure:
        return
    readers = counted(size, "odběratel", "odběratelé", "odběratelů")
    question = f"Rozeslat číslo {number} na seznam {list_slug} ({readers})?"
    otherwise = "Odpověď nepřišla, nic se nerozesílá. Bez ptaní rozesílá volba --yes."
    if not is_confirmed(question, otherwise=otherwise):
        refuse("Nepotvrzeno, nic se nerozesílá.")


def _publish(instance: Instance, number: str) -> int:
    """The snapshot to mail: the current one, or a new one when the issue has changed since."""
    expected = (UnknownIssueError, ChangedMeanwhileError, RenditionError)
    try:
        with refusing(*expected), progress("Vydávám") as tell:
            return publish(
                instance.store,
                number,
                public_url=instance.settings.public_url,
                at=now(),
                progress=tell,
            ).id
    except NotPublishable as error:
        print_findings(error.findings)
        refuse(f"Číslo {number} nejde vydat, dokud se neopraví nálezy označené CHYBA.")


def _order(instance: Instance, snapshot_id: int, list_slug: str, *, again: bool) -> Dispatch:
    try:
        with instance.store.writing() as session:
            return order_dispatch(
                session, snapshot_id=snapshot_id, list=list_slug, at=now(), again=again
            )
    except OrderedBeforeError as error:
        refuse(f"{error} Nic se neposílá; znovu všem je pošle volba --again.")
    except PlanningError as error:
        refuse(str(error))


def _wait(instance: Instance, dispatch_id: int) -> bool:
    """Whether everything that could be sent was."""
    try:
        found, terms = follow(instance.store, dispatch_id)
    except NobodySendsError as error:
        click.echo(f"\nChyba: {error}", err=True)
        return False
    except KeyboardInterrupt:
        click.echo(
            f"\nUž nečekám. Rozesílka {dispatch_id} pokračuje na pozadí; ukáže ji "
            f"mitdomov dispatch show {dispatch_id}, pozastaví mitdomov dispatch pause "
            f"{dispatch_id}.",
            err=True,
        )
        return False
    click.echo(sentence(found, terms))
    return found.state is DispatchState.FINISHED
