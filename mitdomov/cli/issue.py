"""`mitdomov issue`: brings issue folders in and out, lists them and checks them."""

from pathlib import Path

import click

from mitdomov.cli.instance import open_instance
from mitdomov.cli.output import REFUSED, print_findings, print_json, refuse
from mitdomov.cli.source import find_issue
from mitdomov.clock import now
from mitdomov.editorial import importing, reading
from mitdomov.magazine.checks import check
from mitdomov.magazine.findings import Finding, FolderError
from mitdomov.magazine.folder import read_files, write_files


@click.group()
def issue() -> None:
    """Čísla časopisu: načíst, vydat do složky, vypsat, zkontrolovat."""


@issue.command("import")
@click.argument("directory", metavar="SLOŽKA", type=click.Path(path_type=Path))
@click.option(
    "--publication", is_flag=True, help="Převzít i publication.toml, liší-li se od uloženého."
)
def import_(directory: Path, publication: bool) -> None:  # noqa: FBT001
    """Načte číslo ze složky; totéž číslo nahradí novou podobou."""
    try:
        files = read_files(directory)
        result = importing.import_issue(
            open_instance().store, files, now(), adopt_publication=publication
        )
    except FolderError as error:
        print_findings(error.findings)
        raise SystemExit(REFUSED) from None
    click.echo(f"Načteno číslo {result.number}: {len(files)} souborů.")
    if result.kept_publication:
        click.echo(
            "Údaje v publication.toml se liší od uložených; nechávám uložené. "
            "Nové převezmete volbou --publication."
        )


@issue.command("export")
@click.argument("number", metavar="ČÍSLO")
@click.argument("directory", metavar="SLOŽKA", type=click.Path(path_type=Path))
def export(number: str, directory: Path) -> None:
    """Uloží číslo do složky, bajt po bajtu tak, jak přišlo."""
    try:
        files = importing.export_files(open_instance().store, number)
        write_files(files, directory)
    except importing.UnknownIssueError as error:
        refuse(str(error))
    except FolderError as error:
        print_findings(error.findings)
        raise SystemExit(REFUSED) from None
    click.echo(f"Číslo {number} je ve složce {directory}.")


@issue.command("list")
@click.option("--json", "as_json", is_flag=True, help="Vypsat jako JSON.")
def list_(as_json: bool) -> None:  # noqa: FBT001
    """Vypíše čísla a jejich stav."""
    with open_instance().store.reading() as session:
        issues = [
            {"number": each.number, "state": each.state.value, "theme": each.theme}
            for each in reading.issues(session)
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
        "sentence": finding.sentence,
    }


def _verdict(findings: tuple[Finding, ...]) -> str:
    blocking = sum(each.is_blocking for each in findings)
    if blocking:
        return f"Vydání brání {blocking} z {len(findings)} nálezů."
    return f"Vydání nic nebrání, upozornění: {len(findings)}." if findings else "Bez nálezů."
