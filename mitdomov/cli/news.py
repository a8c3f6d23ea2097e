"""`mitdomov news`: brings news in from a folder of plain text."""

from pathlib import Path

import click

from mitdomov.bulletin.news.folder import NewsFolderError, read_news
from mitdomov.bulletin.news.importing import import_news
from mitdomov.cli.instance import open_instance
from mitdomov.cli.output import refusing
from mitdomov.clock import now
from mitdomov.czech_words import counted


@click.group()
def news() -> None:
    """Novinky: načíst ze složky."""


@news.command("import")
@click.argument(
    "directory",
    metavar="SLOŽKA",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
)
def import_(directory: Path) -> None:
    """Načte novinky ze složky; novinku téže adresy nahradí novým zněním."""
    with refusing(NewsFolderError):
        files = read_news({path.name: path.read_bytes() for path in directory.glob("*.md")})
        done = import_news(open_instance().store, files, now())
    added = counted(done.added, "nová novinka", "nové novinky", "nových novinek")
    click.echo(f"Načteno: {added}, změněno {done.changed}, beze změny {done.same}.")
