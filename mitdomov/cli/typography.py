"""`mitdomov typography`: Czech plain text from standard input, typeset to standard output."""

import sys

import click

from mitdomov.cli.output import fail
from mitdomov.typography.text import typeset_text


@click.command(short_help="Vysází český text ze standardního vstupu.")
def typography() -> None:
    """Vysází český text ze standardního vstupu: pevné mezery, uvozovky, pomlčky."""
    if sys.stdin is not None and sys.stdin.isatty():
        click.echo("Pište nebo vložte text; konec: Ctrl-D na novém řádku.", err=True)
    click.echo(typeset_text(_text(_standard_input())).encode(), nl=False)


def _standard_input() -> bytes:
    return sys.stdin.buffer.read() if sys.stdin is not None else b""


def _text(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        fail(
            f"Vstup není v kódování UTF-8 (řádek {line}). "
            "Převeďte jej, např. iconv -f cp1250 -t utf-8."
        )
