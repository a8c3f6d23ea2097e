"""`mitdomov render`: an issue in, its letter, PDF and web edition out, in a folder."""

from collections.abc import Mapping
from pathlib import Path

import click

from mitdomov.cli.output import REFUSED, print_findings, progress, refuse
from mitdomov.cli.source import find_issue
from mitdomov.magazine.findings import FolderError
from mitdomov.magazine.snapshot import freeze
from mitdomov.render import issue as rendition
from mitdomov.render.czech import byte_size
from mitdomov.render.pdf import PdfUnavailableError

_ALL = tuple(rendition.Output)


def _outputs(
    _context: click.Context, _parameter: click.Parameter, value: str
) -> tuple[rendition.Output, ...]:
    try:
        return tuple(rendition.Output(name.strip()) for name in value.split(","))
    except ValueError:
        raise click.BadParameter(f"„{value}“ neznám; vyberte z {', '.join(_ALL)}.") from None


@click.command()
@click.argument("source", metavar="ČÍSLO|SLOŽKA")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="Kam výstupy uložit.",
)
@click.option(
    "--only", default=",".join(_ALL), show_default=True, callback=_outputs, help="Jen tyto výstupy."
)
@click.option(
    "--public-url", default="", help="Adresa webu v odkazech; jinak ta z publication.toml."
)
@click.option("--json", "as_json", is_flag=True, help="Vypsat manifest jako JSON.")
def render(
    source: str,
    out: Path,
    only: tuple[rendition.Output, ...],
    public_url: str,
    as_json: bool,  # noqa: FBT001
) -> None:
    """Vysází číslo: dopis, prostý text, PDF a webové vydání."""
    try:
        snapshot = freeze(find_issue(source))
        with progress("Sázím") as tell:
            files = rendition.render(
                snapshot,
                public_url=public_url or snapshot.publication.url,
                only=only,
                progress=tell,
            )
    except FolderError as error:
        print_findings(error.findings)
        raise SystemExit(REFUSED) from None
    except PdfUnavailableError as error:
        refuse(str(error))
    try:
        rendition.write_rendition(files, out)
    except OSError as error:
        refuse(f"Do složky {out} nejde zapsat: {error.strerror}.")
    _report(files, out, as_json=as_json)


def _report(files: Mapping[str, bytes], out: Path, *, as_json: bool) -> None:
    if as_json:
        click.echo(files["manifest.json"].decode(), nl=False)
        return
    click.echo(f"Hotovo, {len(files)} souborů ve složce {out}:")
    for path in sorted(files):
        if "/" not in path or path == "web/index.html":
            click.echo(f"  {byte_size(len(files[path])):>8}  {path}")
