"""`mitdomov doctor`: what is installed, reachable and writable, and what to do where it is not."""

from collections.abc import Iterator
from dataclasses import asdict

import click

from mitdomov.cli.output import REFUSED, print_json
from mitdomov.clock import now
from mitdomov.running import health
from mitdomov.running.health import Diagnosis
from mitdomov.settings import SettingsError, read_settings


@click.command(short_help="Řekne, co chybí nebo nefunguje a co s tím.")
@click.option("--json", "as_json", is_flag=True, help="Vypsat jako JSON.")
def doctor(as_json: bool) -> None:  # noqa: FBT001
    """Prohlédne, co je nainstalované, dostupné a zapisovatelné, a poradí, co s tím, co není."""
    diagnoses = list(_examine())
    if as_json:
        print_json([asdict(each) for each in diagnoses])
    for each in diagnoses if not as_json else ():
        click.echo(
            f"{'v pořádku' if each.is_well else 'CHYBÍ    '}  {each.subject}: {each.sentence}"
        )
    raise SystemExit(0 if all(each.is_well for each in diagnoses) else REFUSED)


def _examine() -> Iterator[Diagnosis]:
    yield health.python()
    yield health.typesetting()
    yield health.assets()
    if unknown := health.unknown_settings():
        yield unknown
    try:
        settings = read_settings()
    except SettingsError as error:
        yield Diagnosis("nastavení", is_well=False, sentence=str(error))
        return
    yield Diagnosis("nastavení", is_well=True, sentence=f"web na {settings.public_url}")
    for examine in (health.data_dir, health.database, health.search, health.broker, health.relay):
        yield examine(settings)
    yield health.editions(settings)
    yield health.returned(settings)
    yield health.retention(settings, now())
