"""`mitdomov blobs`: stored files that nothing refers to, listed, and removed on request."""

from datetime import timedelta

import click

from mitdomov.accounts import audit
from mitdomov.accounts.audit import TERMINAL
from mitdomov.cli.instance import Instance, open_instance
from mitdomov.cli.kinds import DAYS
from mitdomov.cli.output import is_confirmed, print_json, refusing
from mitdomov.clock import now
from mitdomov.czech_words import byte_size, counted
from mitdomov.database.blobs import Kept
from mitdomov.database.unused_blobs import NothingNamedError, unused_blobs


@click.group()
def blobs() -> None:
    """Uložené soubory: texty, obrázky, PDF a další ve složce blobs."""


@blobs.command(short_help="Vypíše soubory, na které už nic neodkazuje; umí je smazat.")
@click.option(
    "--older-than",
    "days",
    default=30,
    show_default=True,
    metavar="DNÍ",
    type=DAYS,
    help="Jen soubory, které aspoň tolik dní nikdo neuložil.",
)
@click.option("--remove", is_flag=True, help="Smazat je; bez toho se jen vypíšou.")
@click.option("--yes", is_flag=True, help="Neptat se.")
@click.option("--json", "as_json", is_flag=True, help="Vypsat jako JSON.")
def unused(days: int, remove: bool, yes: bool, as_json: bool) -> None:  # noqa: FBT001
    """Vypíše uložené soubory, na které už neodkazuje žádný záznam ani jiný uložený soubor.

    S --remove je po dotazu smaže. Program přitom smí běžet. Předtím si zálohujte složku s daty.
    """
    instance = open_instance()
    before = now() - timedelta(days=days)
    with refusing(NothingNamedError):
        found = unused_blobs(instance.store, before)
    if as_json:
        print_json([{"file": str(each.path), "bytes": each.size_bytes} for each in found])
    else:
        _show(found)
    if not remove or not found:
        return
    question = f"Smazat {_counted(found)}?"
    if not yes and not is_confirmed(question, otherwise="Nic se nesmazalo; chybí odpověď."):
        click.echo("Nic se nesmazalo.", err=True)
        return
    gone = [each for each in found if instance.store.blobs.remove_if_older(each, before)]
    _record(instance, gone)
    click.echo(f"Smazáno: {_counted(gone)}.", err=as_json)


def _show(found: list[Kept]) -> None:
    for each in found:
        click.echo(f"{byte_size(each.size_bytes):>10}  {each.path}")
    words = f"Nic neodkazuje na {_counted(found)}." if found else "Žádný takový soubor tu není."
    click.echo(words, err=True)


def _record(instance: Instance, gone: list[Kept]) -> None:
    if not gone:
        return
    sentence = f"Smazané uložené soubory, na které nic neodkazovalo: {_counted(gone)}."
    with instance.store.writing() as session:
        audit.record(session, TERMINAL, "blobs-removed", "blobs", sentence, now())


def _counted(files: list[Kept]) -> str:
    size = byte_size(sum(each.size_bytes for each in files))
    return f"{counted(len(files), 'soubor', 'soubory', 'souborů')} ({size})"
