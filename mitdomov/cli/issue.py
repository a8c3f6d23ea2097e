"""`mitdomov issue`: brings issue folders in and out, lists them and checks them.

What needs the database is imported where it is used, so that checking a folder needs none.
"""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from mitdomov.cli.kinds import ISSUE_NUMBER, REVISION
from mitdomov.cli.output import REFUSED, print_findings, print_json, refusing
from mitdomov.cli.source import find_issue
from mitdomov.clock import now
from mitdomov.czech_words import counted
from mitdomov.magazine.checks import check
from mitdomov.magazine.findings import Finding, FolderError
from mitdomov.magazine.folder.disk import read_files, write_files

if TYPE_CHECKING:
    from mitdomov.editorial.importing import ImportedIssue
    from mitdomov.editorial.revisions import Changes


@click.group()
def issue() -> None:
    """Čísla časopisu: načíst, uložit, vypsat, zkontrolovat."""


@issue.command("import")
@click.argument("directory", metavar="SLOŽKA", type=click.Path(path_type=Path))
@click.option(
    "--publication", is_flag=True, help="Převzít i publication.toml, liší-li se od uloženého."
)
def import_(directory: Path, publication: bool) -> None:  # noqa: FBT001
    """Načte číslo ze složky; totéž číslo nahradí novou podobou."""
    with refusing():
        files = read_files(directory)
        from mitdomov.cli.instance import open_instance
        from mitdomov.editorial.importing import import_issue

        result = import_issue(open_instance().store, files, now(), adopt_publication=publication)
    _report_import(result, len(files))


def _report_import(result: "ImportedIssue", files: int) -> None:
    count = counted(files, "soubor", "soubory", "souborů")
    if not result.changes:
        click.echo(f"Číslo {result.number} je beze změny, nic se nepřepsalo.")
    elif result.revision == 1:
        click.echo(f"Načteno číslo {result.number}: {count}.")
    else:
        click.echo(f"Načteno číslo {result.number}: {count}. Změny oproti předchozí podobě:")
        _print_changes(result.changes)
        click.echo(
            "Předchozí podoba zůstává uložená: "
            f"mitdomov issue export {result.number} SLOŽKA --revision {result.revision - 1}"
        )
    if result.kept_publication:
        click.echo(
            "Údaje v publication.toml se liší od uložených; nechávám uložené. "
            "Nové převezmete volbou --publication."
        )


def _print_changes(changes: "Changes") -> None:
    groups = (
        ("přibylo", changes.added),
        ("změněno", changes.changed),
        ("ubylo", changes.removed),
    )
    for word, paths in groups:
        for path in paths:
            click.echo(f"  {word:<8} {path}")


@issue.command("export")
@click.argument("number", metavar="ČÍSLO", type=ISSUE_NUMBER)
@click.argument("directory", metavar="SLOŽKA", type=click.Path(path_type=Path))
@click.option(
    "--revision",
    metavar="N",
    type=REVISION,
    help="Podoba z N-tého načtení; jinak poslední.",
)
def export(number: str, directory: Path, revision: int | None) -> None:
    """Uloží číslo do nové složky, bajt po bajtu tak, jak přišlo."""
    from mitdomov.cli.instance import open_instance
    from mitdomov.editorial.importing import UnknownIssueError, export_files
    from mitdomov.editorial.revisions import UnknownRevisionError

    with refusing(UnknownIssueError, UnknownRevisionError):
        write_files(export_files(open_instance().store, number, revision), directory)
    click.echo(f"Číslo {number} je ve složce {directory}.")


@issue.command("list")
@click.option("--json", "as_json", is_flag=True, help="Vypsat jako JSON.")
def list_(as_json: bool) -> None:  # noqa: FBT001
    """Vypíše čísla a jejich stav."""
    from mitdomov.cli.instance import open_instance
    from mitdomov.editorial import queries

    with open_instance().store.reading() as session:
        issues = [
            {"number": each.number, "state": each.state.value, "theme": each.theme}
            for each in queries.issues(session)
        ]
    if as_json:
        print_json(issues)
    elif not issues:
        click.echo("Zatím tu není žádné číslo. Načtěte první: mitdomov issue import SLOŽKA")
    for each in issues if not as_json else ():
        click.echo(f"{each['number']:>8}  {_STATES[each['state']]:<12} {each['theme']}")


_STATES = {"draft": "rozpracované", "published": "vydané"}


@issue.command("check")
@click.argument("source", metavar="ČÍSLO|SLOŽKA")
@click.option("--json", "as_json", is_flag=True, help="Vypsat nálezy jako JSON.")
def check_(source: str, as_json: bool) -> None:  # noqa: FBT001
    """Zkontroluje číslo; vydání brání jen nálezy označené CHYBA."""
    findings = _findings(source)
    is_refused = any(each.is_blocking for each in findings)
    if as_json:
        print_json({"findings": [_as_json(each) for each in findings], "blocking": is_refused})
    else:
        print_findings(findings)
        click.echo(_verdict(findings))
    raise SystemExit(REFUSED if is_refused else 0)


def _findings(source: str) -> tuple[Finding, ...]:
    try:
        return check(find_issue(source))
    except FolderError as error:
        return error.findings


def _as_json(finding: Finding) -> dict[str, object]:
    place = finding.place
    return {
        "severity": finding.severity.value,
        "code": finding.code,
        "file": place.file,
        "line": place.line,
        "field": place.field,
        "block": place.block,
        "sentence": finding.sentence,
    }


def _verdict(findings: tuple[Finding, ...]) -> str:
    blocking = sum(each.is_blocking for each in findings)
    if blocking:
        return f"Nálezy, které brání vydání: {blocking}. Upozornění: {len(findings) - blocking}."
    return f"Vydání nic nebrání, upozornění: {len(findings)}." if findings else "Bez nálezů."
