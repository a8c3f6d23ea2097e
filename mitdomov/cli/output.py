"""How the command line speaks: Czech sentences, JSON for machines, three exit codes.

Exit codes: 0 good, 1 refused (with the reasons), 2 wrong usage.
"""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any, Final, NoReturn

import click

from mitdomov.magazine.findings import Finding, FolderError

REFUSED: Final = 1
WRONG_USAGE: Final = 2
_YES: Final = ("a", "ano", "y", "yes")
_NO: Final = ("", "n", "ne", "no")


def refuse(sentence: str) -> NoReturn:
    """Ends with exit code 1: the command was understood, but cannot be carried out."""
    click.echo(f"Chyba: {sentence}", err=True)
    sys.exit(REFUSED)


def fail(sentence: str) -> NoReturn:
    """Ends with exit code 2: the command was used wrongly."""
    click.echo(f"Chyba: {sentence}", err=True)
    sys.exit(WRONG_USAGE)


@contextmanager
def refusing(*expected: type[Exception]) -> Iterator[None]:
    """Refuses when a folder has findings, or on an error whose message is a Czech sentence."""
    try:
        yield
    except FolderError as error:
        print_findings(error.findings)
        sys.exit(REFUSED)
    except expected as error:
        refuse(str(error))


def is_confirmed(question: str, *, otherwise: str) -> bool:
    """Asks on standard error until the answer is yes or no; `otherwise` is said when none comes."""
    while True:
        click.echo(f"{question} [ano/ne] ", nl=False, err=True)
        line = sys.stdin.readline() if sys.stdin is not None else ""
        answer = line.strip().lower()
        if not line:
            click.echo(err=True)
            refuse(otherwise)
        if answer in (*_YES, *_NO):
            return answer in _YES
        click.echo("Odpovězte ano, nebo ne.", err=True)


def print_json(value: Any) -> None:
    click.echo(json.dumps(value, ensure_ascii=False, indent=2))


def print_findings(findings: Iterable[Finding]) -> None:
    for finding in findings:
        click.echo(f"{'CHYBA' if finding.is_blocking else 'pozor'}  {finding}", err=True)


@contextmanager
def progress(label: str) -> Iterator["Progress"]:
    """A progress bar on standard error, which a terminal shows and a pipe does not."""
    with click.progressbar(
        length=1000, label=label, file=sys.stderr, show_eta=False, item_show_func=lambda item: item
    ) as bar:
        yield Progress(bar)


class Progress:
    """Called with the name of the step and the share done, 0 to 1."""

    def __init__(self, bar: Any) -> None:
        self._bar = bar

    def __call__(self, step: str, share: float) -> None:
        self._bar.update(max(0, int(share * 1000) - self._bar.pos), step)
