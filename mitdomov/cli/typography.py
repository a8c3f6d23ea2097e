"""`mitdomov typography`: Czech plain text from standard input, typeset to standard output."""

import sys

import click

from mitdomov.cli.output import fail
from mitdomov.typography.text import typeset_text


@click.command()
def typography() -> None:
    """Vysází český text ze standardního vstupu: pevné mezery, uvozovky, pomlčky."""
    data = click.get_binary_stream("stdin").read()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        fail(
            f"Vstup není v kódování UTF-8 (řádek {line}). "
            "Převeďte jej, např. iconv -f cp1250 -t utf-8."
        )
    sys.stdout.buffer.write(typeset_text(text).encode())
