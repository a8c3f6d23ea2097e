"""`mitdomov render`: an issue in, its letter, PDF, EPUB and web edition out, in a folder."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryFile
from typing import NoReturn

import click

from mitdomov.cli.output import progress, refuse, refusing
from mitdomov.cli.source import find_issue
from mitdomov.czech_words import byte_size, counted
from mitdomov.magazine.snapshot import freeze
from mitdomov.render import issue as rendition
from mitdomov.render.errors import RenditionError
from mitdomov.running.troubles import reason

_ALL = tuple(rendition.Output)


def _outputs(
    _context: click.Context, _parameter: click.Parameter, value: str
) -> tuple[rendition.Output, ...]:
    try:
        return tuple(rendition.Output(name.strip()) for name in value.split(","))
    except ValueError:
        raise click.BadParameter(f"„{value}“ neznám; vyberte z {', '.join(_ALL)}.") from None


def _web_address(_context: click.Context, _parameter: click.Parameter, value: str) -> str:
    if value and not value.startswith(("https://", "http://")):
        raise click.BadParameter(f"„{value}“ není adresa webu; začíná https:// nebo http://.")
    return value


@click.command()
@click.argument("source", metavar="ČÍSLO|SLOŽKA")
@click.option(
    "--out",
    required=True,
    metavar="SLOŽKA",
    type=click.Path(path_type=Path),
    help="Kam výstupy uložit; složka vznikne, není-li.",
)
@click.option(
    "--only",
    default=",".join(_ALL),
    show_default=True,
    metavar="VÝSTUPY",
    callback=_outputs,
    help="Jen tyto výstupy.",
)
@click.option(
    "--public-url",
    default="",
    metavar="ADRESA",
    callback=_web_address,
    help="Adresa webu v odkazech; jinak ta z publication.toml.",
)
@click.option("--json", "as_json", is_flag=True, help="Vypsat manifest jako JSON.")
def render(
    source: str,
    out: Path,
    only: tuple[rendition.Output, ...],
    public_url: str,
    as_json: bool,  # noqa: FBT001
) -> None:
    """Vysází číslo: dopis, prostý text, PDF, EPUB a webové vydání."""
    with refusing(RenditionError):
        snapshot = freeze(find_issue(source))
        _make(out)
        with progress("Sázím") as tell:
            files = rendition.render(
                snapshot,
                public_url=public_url or snapshot.publication.url,
                only=only,
                progress=tell,
            )
    try:
        rendition.write_rendition(files, out)
    except OSError as error:
        _refuse_folder(out, error)
    _report(files, out, as_json=as_json)


def _make(out: Path) -> None:
    """Finds out before the work is done whether there will be a place for it."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        TemporaryFile(dir=out).close()
    except FileExistsError:
        refuse(f"{out} je soubor; do --out patří složka.")
    except OSError as error:
        _refuse_folder(out, error)


def _refuse_folder(out: Path, error: OSError) -> NoReturn:
    refuse(f"Do složky {out} nejde zapsat: {reason(error)}.")


def _report(files: Mapping[str, bytes], out: Path, *, as_json: bool) -> None:
    if as_json:
        click.echo(files["manifest.json"].decode(), nl=False)
        return
    click.echo(f"Hotovo, {counted(len(files), 'soubor', 'soubory', 'souborů')} ve složce {out}:")
    for path in sorted(files):
        if "/" not in path or path == "web/index.html":
            click.echo(f"  {byte_size(len(files[path])):>8}  {path}")
