"""`mitdomov bench`: an issue in, its costs as ratios to a reference of the same run out."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import click

from mitdomov import places

_SAMPLE: Final = places.ISSUES / "1-2026"
_COUNT: Final = click.IntRange(min=1)


def _rounds(default: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return click.option(
        "--rounds",
        default=default,
        show_default=True,
        metavar="POČET",
        type=_COUNT,
        help="Kolik kol.",
    )


def _letters(default: int) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return click.option(
        "--letters",
        default=default,
        show_default=True,
        metavar="POČET",
        type=_COUNT,
        help="Kolik dopisů v jednom kole.",
    )


_issue = click.option(
    "--issue",
    default=_SAMPLE,
    metavar="SLOŽKA",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Složka čísla; jinak ukázkové číslo.",
)
_json = click.option("--json", "as_json", is_flag=True, help="Vypsat výsledky jako JSON.")


@click.group(short_help="Změří výkon na tomto počítači.")
def bench() -> None:
    """Změří výkon na tomto počítači, vždy v poměru ke srovnání měřenému v témže běhu.

    Nepotřebuje databázi ani nastavení a nic neodešle z počítače.
    """


@bench.command()
@_rounds(9)
@_issue
@_json
def typography(rounds: int, issue: Path, as_json: bool) -> None:  # noqa: FBT001
    """Změří českou sazbu textů čísla."""
    from mitdomov.bench.sample import read_folder
    from mitdomov.bench.typography import measure

    with _refusing():
        _print(measure(read_folder(issue), rounds), as_json=as_json)


@bench.command()
@_letters(1000)
@_rounds(9)
@_issue
@_json
def compose(letters: int, rounds: int, issue: Path, as_json: bool) -> None:  # noqa: FBT001
    """Změří sestavení dopisu pro jednoho příjemce."""
    from mitdomov.bench.composing import measure
    from mitdomov.bench.sample import read_folder

    with _refusing():
        _print(measure(read_folder(issue), letters, rounds), as_json=as_json)


@bench.command()
@_letters(500)
@_rounds(5)
@_issue
@_json
def send(letters: int, rounds: int, issue: Path, as_json: bool) -> None:  # noqa: FBT001
    """Změří rozesílání přes SMTP serveru, který dopisy jen počítá."""
    from mitdomov.bench.sending import measure

    with _refusing():
        _print(measure(issue, letters, rounds), as_json=as_json)


@bench.command()
@_rounds(3)
@_issue
@_json
def render(rounds: int, issue: Path, as_json: bool) -> None:  # noqa: FBT001
    """Změří uzávěrku, dopis, webové vydání a PDF; trvá minuty."""
    from mitdomov.bench.rendering import measure
    from mitdomov.bench.sample import read_folder

    with _refusing():
        _print(measure(read_folder(issue), rounds), as_json=as_json)


@bench.command()
@_rounds(9)
@_issue
@_json
def preview(rounds: int, issue: Path, as_json: bool) -> None:  # noqa: FBT001
    """Změří uložení článku a jeho náhledy, jak na ně čeká redaktor."""
    from mitdomov.bench.previewing import measure

    with _refusing():
        _print(measure(issue, rounds), as_json=as_json)


@bench.command()
@click.option(
    "--requests",
    default=3000,
    show_default=True,
    metavar="POČET",
    type=_COUNT,
    help="Kolik dotazů v jednom kole.",
)
@_rounds(7)
@_issue
@_json
def read(requests: int, rounds: int, issue: Path, as_json: bool) -> None:  # noqa: FBT001
    """Změří, kolik čtenářů obslouží jeden proces webu."""
    from mitdomov.bench.reading import measure

    with _refusing():
        _print(measure(issue, requests, rounds), as_json=as_json)


@bench.command()
@click.option(
    "--issues",
    default=50,
    show_default=True,
    metavar="POČET",
    type=_COUNT,
    help="Kolik čísel má archiv.",
)
@_rounds(9)
@_issue
@_json
def search(issues: int, rounds: int, issue: Path, as_json: bool) -> None:  # noqa: FBT001
    """Změří hledání v čísle a v celém archivu."""
    from mitdomov.bench.searching import measure

    with _refusing():
        _print(measure(issue, issues, rounds), as_json=as_json)


@contextmanager
def _refusing() -> Iterator[None]:
    """Ends with the Czech sentence of an error that says what to do, and exit code 1."""
    from mitdomov.bench.sink_process import LettersLostError
    from mitdomov.bench.web_process import WebError
    from mitdomov.editorial.publishing import NotPublishable
    from mitdomov.magazine.findings import FolderError
    from mitdomov.render.errors import RenditionError

    try:
        yield
    except (FolderError, NotPublishable, RenditionError, LettersLostError, WebError) as error:
        raise click.ClickException(str(error)) from error


def _print(report: Any, *, as_json: bool) -> None:
    from mitdomov.bench.table import table

    if as_json:
        click.echo(json.dumps(asdict(report), ensure_ascii=False, indent=2))
    else:
        click.echo(table(report))
