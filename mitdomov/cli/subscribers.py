"""`mitdomov subscribers`: brings addresses with proven consent in and out."""

from pathlib import Path

import click

from mitdomov.cli.instance import Instance, open_instance
from mitdomov.cli.output import print_json, refuse
from mitdomov.cli.person import erase, export_person, show
from mitdomov.cli.suppress import lift, suppress
from mitdomov.clock import now
from mitdomov.editorial.queries import known_lists
from mitdomov.subscribers.csv_export import export_subscribers
from mitdomov.subscribers.csv_import import (
    Fate,
    ImportRefusedError,
    ImportReport,
    import_subscribers,
    preview_import,
)
from mitdomov.subscribers.csv_reading import Parsed, read_csv
from mitdomov.subscribers.lists import UnknownListError, require_known
from mitdomov.subscribers.model import SubscriptionState
from mitdomov.subscribers.subscribing import counts_by_list

_SHOWN_ERRORS = 20
_SHOWN_ROWS = 5
_MAX_BYTES = 64 * 2**20
"""Half a million readers and more."""

_FATES = {
    Fate.NEW: "nových",
    Fate.ALREADY_ACTIVE: "už odebírá",
    Fate.PENDING: "čeká na vlastní potvrzení, nechávám být",
    Fate.ENDED: "se dříve odhlásilo, nechávám být",
    Fate.SUPPRESSED: "má zákaz zasílání, nechávám být",
}


@click.group(short_help="Odběratelé: načíst, vypsat, vydat, zakázat, vymazat.")
def subscribers() -> None:
    """Odběratelé: načíst z CSV, vydat, vypsat, zakázat; údaje jednoho člověka vydat a vymazat."""


for each in (suppress, lift, show, export_person, erase):
    subscribers.add_command(each)


@subscribers.command("import", short_help="Načte odběratele z CSV.")
@click.argument(
    "file", metavar="SOUBOR", type=click.Path(path_type=Path, exists=True, dir_okay=False)
)
@click.option("--list", "list_slug", required=True, metavar="SEZNAM", help="Na který seznam.")
@click.option(
    "--consent-source",
    required=True,
    metavar="TEXT",
    help="Kde a kdy odběratelé souhlasili se zasíláním.",
)
@click.option("--dry-run", is_flag=True, help="Jen ukázat, co by se stalo.")
def import_(
    file: Path,
    list_slug: str,
    consent_source: str,
    dry_run: bool,  # noqa: FBT001
) -> None:
    """Načte odběratele z CSV: všechny, nebo při jediné chybě žádného."""
    instance = open_instance()
    known = require_list(instance, list_slug)
    parsed = read_csv(_bytes(file))
    _preview(parsed)
    if parsed.errors:
        _refuse_rows(parsed)
    try:
        report = (
            _preview_import(instance, parsed, list_slug)
            if dry_run
            else _import(instance, parsed, list_slug, consent_source, known)
        )
    except ImportRefusedError as error:
        refuse(str(error))
    for fate, words in _FATES.items():
        if report.count(fate) or fate is Fate.NEW:
            click.echo(f"{report.count(fate):>8}  {words}")
    click.echo("Zkouška: nic se neuložilo." if dry_run else f"Uloženo na seznam {list_slug}.")


def _bytes(file: Path) -> bytes:
    with file.open("rb") as table:
        data = table.read(_MAX_BYTES + 1)
    if len(data) > _MAX_BYTES:
        refuse(f"Soubor má přes {_MAX_BYTES // 2**20} MB; rozdělte jej na menší.")
    return data


def _import(
    instance: Instance, parsed: Parsed, list_slug: str, consent_source: str, known: list[str]
) -> ImportReport:
    with instance.store.writing() as session:
        return import_subscribers(
            session,
            parsed,
            list_slug,
            consent_source,
            now(),
            known_lists=known,
            secret_key=instance.settings.secret_key,
        )


def _preview_import(instance: Instance, parsed: Parsed, list_slug: str) -> ImportReport:
    with instance.store.reading() as session:
        return preview_import(session, parsed, list_slug, secret_key=instance.settings.secret_key)


def _preview(parsed: Parsed) -> None:
    """The first rows as they were understood, so that a person sees whether háčky came through.

    Nothing when not even the header was understood.
    """
    if not parsed.delimiter:
        return
    names = {";": "středník", ",": "čárka", "\t": "tabulátor"}
    click.echo(f"Kódování {parsed.encoding}, oddělovač {names[parsed.delimiter]}.")
    for row in parsed.rows[:_SHOWN_ROWS]:
        click.echo(f"  {row.address}  {row.name}")
    if len(parsed.rows) > _SHOWN_ROWS:
        click.echo(f"  … celkem {len(parsed.rows)}")


def _refuse_rows(parsed: Parsed) -> None:
    for error in parsed.errors[:_SHOWN_ERRORS]:
        click.echo(str(error), err=True)
    if len(parsed.errors) > _SHOWN_ERRORS:
        click.echo(f"… a dalších {len(parsed.errors) - _SHOWN_ERRORS}", err=True)
    refuse("Soubor má chyby, nic se nenačetlo. Opravte je a načtěte jej znovu.")


@subscribers.command("export", short_help="Vypíše odběratele seznamu jako CSV.")
@click.option("--list", "list_slug", required=True, metavar="SEZNAM", help="Který seznam.")
def export(list_slug: str) -> None:
    """Vypíše jako CSV ty odběratele seznamu, kterým lze poslat dopis.

    Pro tabulkový procesor: UTF-8, středník, první řádek je záhlaví. Např. mitdomov subscribers
    export --list magazin > magazin.csv
    """
    instance = open_instance()
    require_list(instance, list_slug)
    with instance.store.reading() as session:
        table = export_subscribers(session, list_slug)
    click.echo(table, nl=False)


@subscribers.command("list")
@click.option("--json", "as_json", is_flag=True, help="Vypsat jako JSON.")
def list_(as_json: bool) -> None:  # noqa: FBT001
    """Vypíše seznamy a počty odběratelů."""
    rows = _counted_lists(open_instance())
    if as_json:
        print_json(rows)
        return
    for row in rows:
        click.echo(
            f"{row['list']:<12} {row['active']:>7} odebírá {row['ended']:>7} odhlášeno   "
            f"{row['title']}"
        )


def _counted_lists(instance: Instance) -> list[dict[str, str | int]]:
    with instance.store.reading() as session:
        counts = counts_by_list(session)
        lists = known_lists(session, instance.store.blobs)
    none = dict.fromkeys(SubscriptionState, 0)
    return [
        {
            "list": each.slug,
            "title": each.title,
            **{state.value: count for state, count in counts.get(each.slug, none).items()},
        }
        for each in lists
    ]


def require_list(instance: Instance, slug: str) -> list[str]:
    """The slugs of the instance's lists; ends the command when `slug` is not among them."""
    with instance.store.reading() as session:
        known = [each.slug for each in known_lists(session, instance.store.blobs)]
    try:
        require_known(slug, known)
    except UnknownListError as error:
        refuse(str(error))
    return known
