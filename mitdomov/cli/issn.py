"""`mitdomov issn`: what the magazine still lacks for an ISSN, rule by rule."""

from typing import Final

import click

from mitdomov.cli.instance import open_instance
from mitdomov.cli.output import REFUSED, print_json, refuse
from mitdomov.database.blobs import BlobDamagedError
from mitdomov.editorial.issn import State, is_ready, report
from mitdomov.editorial.issn_facts import facts
from mitdomov.magazine.findings import FolderError

_WORDS: Final = {State.MET: "splněno", State.MISSING: "CHYBÍ", State.LATER: "zatím ne"}


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Vypsat jako JSON.")
def issn(as_json: bool) -> None:  # noqa: FBT001 - click hands flags over by name
    """Řekne, co časopisu chybí k přidělení ISSN."""
    instance = open_instance()
    try:
        with instance.store.reading() as session:
            known = facts(session, instance.store.blobs, instance.settings.public_url)
    except (BlobDamagedError, FolderError):
        refuse("Údaje publikace nejde přečíst. Co je s nimi, řekne mitdomov doctor.")
    rules = report(known)
    if as_json:
        keys = ("name", "found", "todo")
        print_json(
            [
                {"state": rule.state.value} | {key: getattr(rule, key) for key in keys}
                for rule in rules
            ]
        )
    for rule in rules if not as_json else ():
        click.echo(f"{_WORDS[rule.state]:<9} {rule.name}: {rule.found}")
        if rule.todo:
            click.echo(f"{'':<9} → {rule.todo}")
    raise SystemExit(0 if is_ready(rules) else REFUSED)
