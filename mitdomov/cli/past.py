"""`mitdomov past`: takes in past issues that exist as PDF only, lists, shows and hides them."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from mitdomov.accounts.audit import TERMINAL
from mitdomov.cli.instance import open_instance
from mitdomov.cli.kinds import ISSUE_NUMBER
from mitdomov.cli.output import REFUSED, print_json, progress, refuse
from mitdomov.clock import now
from mitdomov.czech_words import byte_size, counted
from mitdomov.editorial.past import changes
from mitdomov.editorial.past.details import Details
from mitdomov.editorial.past.importing import (
    Imported,
    Problems,
    SamePdf,
    import_past,
    replace_pdf,
)
from mitdomov.editorial.past.model import PastIssue, PastState
from mitdomov.editorial.past.queries import past_issue, past_issues
from mitdomov.editorial.past.reading import MAX_BYTES
from mitdomov.editorial.past.table import NAME, Row, TableError, day_in, file_in, rows_of

if TYPE_CHECKING:
    from mitdomov.database.store import Store

_OPTIONS: Final = {
    "number": "--number",
    "dated": "--dated",
    "theme": "--theme",
    "description": "--description",
    "credit": "--credit",
    "note": "--note",
    "file": "PDF",
}
_SAME: Final = "Přesně tento soubor už je číslo {}; nic se nezměnilo."
_FILE: Final = click.Path(exists=True, dir_okay=False, path_type=Path)
_FOLDER: Final = click.Path(exists=True, file_okay=False, path_type=Path)


@click.group()
def past() -> None:
    """Starší čísla, která jsou jen v PDF: načíst, ukázat, skrýt."""


@past.command("import")
@click.argument("pdf", metavar="PDF", type=_FILE)
@click.option("--number", required=True, metavar="ČÍSLO", type=ISSUE_NUMBER, help="Např. 2/2023.")
@click.option("--dated", required=True, metavar="DATUM", help="Den vydání, např. 2023-10-01.")
@click.option("--theme", required=True, metavar="TÉMA", help="Téma čísla.")
@click.option("--description", default="", metavar="POPIS", help="O čem číslo je.")
@click.option("--credit", default="", metavar="PRÁVA", help="Čí je a pod jakou licencí.")
@click.option("--hidden", is_flag=True, help="Zatím neukazovat čtenářům.")
def import_(
    pdf: Path,
    number: str,
    dated: str,
    theme: str,
    description: str,
    credit: str,
    hidden: bool,  # noqa: FBT001
) -> None:
    """Načte číslo z PDF.

    Soubor zůstane, jak je; přečte se z něj obálka, obsah a text.
    """
    details = Details(number, theme, day_in(dated), description, credit)
    done = import_past(
        open_instance().store, _bytes(pdf), details, by=TERMINAL, at=now(), is_shown=not hidden
    )
    match done:
        case Problems():
            refuse(_sentences(done.by_field))
        case SamePdf():
            click.echo(_SAME.format(done.issue.number))
        case Imported():
            _report(done)


@past.command("import-all")
@click.argument("folder", metavar="SLOŽKA", type=_FOLDER)
@click.option("--hidden", is_flag=True, help="Zatím neukazovat čtenářům.")
def import_all(folder: Path, hidden: bool) -> None:  # noqa: FBT001
    """Načte čísla, která vypisuje cisla.csv ve složce.

    Co je špatně s jedním, ostatním nevadí.

    Sloupce: soubor, cislo, datum, tema, popis, prava. Číslo smí chybět, je-li v názvu souboru.
    """
    table = folder / NAME
    if not table.is_file():
        refuse(f"Ve složce chybí {NAME} se sloupci soubor, cislo, datum, tema, popis, prava.")
    try:
        rows = rows_of(table.read_bytes())
    except TableError as error:
        refuse(str(error))
    store = open_instance().store
    problems: list[str] = []
    with progress("Načítám") as tell:
        for done, row in enumerate(rows):
            tell(row.file, done / len(rows))
            problems += [] if (said := _take(store, folder, row, hidden=hidden)) == "" else [said]
    taken = counted(len(rows) - len(problems), "číslo", "čísla", "čísel")
    click.echo(f"Načteno: {taken} z\u00a0{len(rows)}.")
    for sentence in problems:
        click.echo(f"CHYBA  {sentence}", err=True)
    raise SystemExit(REFUSED if problems else 0)


def _take(store: "Store", folder: Path, row: Row, *, hidden: bool) -> str:
    """What is wrong with the row, in Czech, or nothing; the same file once more is not wrong."""
    place = f"řádek {row.line}"
    path = file_in(folder, row.file)
    if path is None:
        return f"{place}: soubor „{row.file}“ v této složce není."
    done = import_past(store, _bytes(path), row.details, by=TERMINAL, at=now(), is_shown=not hidden)
    return (
        f"{place} ({row.file}): {_sentences(done.by_field)}" if isinstance(done, Problems) else ""
    )


@past.command("replace")
@click.argument("number", metavar="ČÍSLO", type=ISSUE_NUMBER)
@click.argument("pdf", metavar="PDF", type=_FILE)
@click.option("--note", required=True, metavar="VĚTA", help="Proč se mění; čtenáři ji uvidí.")
def replace_(number: str, pdf: Path, note: str) -> None:
    """Vymění PDF čísla; adresy zůstanou."""
    store = open_instance().store
    done = replace_pdf(
        store, _issue(store, number).id, _bytes(pdf), note=note, by=TERMINAL, at=now()
    )
    match done:
        case Problems():
            refuse(_sentences(done.by_field))
        case SamePdf():
            click.echo("Je to přesně stejný soubor; nic se nezměnilo.")
        case Imported():
            _report(done)


@past.command("show")
@click.argument("number", metavar="ČÍSLO", type=ISSUE_NUMBER)
def show(number: str) -> None:
    """Ukáže číslo čtenářům."""
    store = open_instance().store
    changes.show(store, _issue(store, number).id, by=TERMINAL, at=now())
    click.echo(f"Číslo {number} je v archivu a v hledání.")


@past.command("hide")
@click.argument("number", metavar="ČÍSLO", type=ISSUE_NUMBER)
def hide(number: str) -> None:
    """Skryje číslo; příkaz show ho vrátí."""
    store = open_instance().store
    changes.hide(store, _issue(store, number).id, by=TERMINAL, at=now())
    click.echo(f"Číslo {number} je skryté.")


@past.command("list")
@click.option("--json", "as_json", is_flag=True, help="Vypsat jako JSON.")
def list_(as_json: bool) -> None:  # noqa: FBT001
    """Vypíše starší čísla."""
    with open_instance().store.reading() as session:
        found = past_issues(session)
    if as_json:
        print_json([_as_json(each) for each in found])
        return
    if not found:
        click.echo("Žádné starší číslo tu není. Načtěte první: mitdomov past import PDF …")
    for each in found:
        state = "v archivu" if each.state is PastState.PUBLISHED else "skryté"
        pages = counted(each.pages, "strana", "strany", "stran")
        click.echo(f"{each.number:>8}  {state:<10} {each.theme} ({_size(each)}, {pages})")


def _as_json(issue: PastIssue) -> dict[str, object]:
    return {
        "number": issue.number,
        "state": issue.state.value,
        "theme": issue.theme,
        "dated": issue.dated.isoformat(),
        "pages": issue.pages,
        "pages_without_text": issue.mute_pages,
        "pdf_bytes": issue.pdf_bytes,
        "pdf_sha256": issue.pdf_sha256,
    }


def _report(done: Imported) -> None:
    issue = done.issue
    pages = counted(issue.pages, "strana", "strany", "stran")
    click.echo(f"Načteno číslo {issue.number}: {_size(issue)}, {pages}.")
    if done.warning:
        click.echo(f"pozor  {done.warning}", err=True)


def _size(issue: PastIssue) -> str:
    return f"PDF {byte_size(issue.pdf_bytes)}"


def _issue(store: "Store", number: str) -> PastIssue:
    with store.reading() as session:
        found = past_issue(session, number)
    if found is None:
        refuse(f"Starší číslo {number} tu není. Co tu je, vypíše mitdomov past list.")
    return found


def _bytes(path: Path) -> bytes:
    """No more than decides that it is too much."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError:
        refuse(f"Soubor {path} nejde přečíst.")


def _sentences(problems: Mapping[str, str]) -> str:
    return " ".join(f"{_OPTIONS[name]}: {sentence}" for name, sentence in problems.items())
