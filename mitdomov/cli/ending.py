"""A command in, its exit code out: whatever happens, it ends in one Czech sentence.

Exit codes: 0 good, 1 refused or interrupted, 2 wrong usage. What nobody foresaw is written in full
to the data directory's logs, where there are any.
"""

import os
import re
import sys
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path
from typing import Final

import click
from click.exceptions import NoArgsIsHelpError

from mitdomov.cli.output import REFUSED
from mitdomov.running.troubles import sentence_of

_LOG: Final = "command.log"
_QUOTED: Final = re.compile(r"'([^'\n]+)'")


def run(command: click.Command) -> int:
    _never_fail_on_a_letter()
    try:
        code = command.main(standalone_mode=False)
        return code if isinstance(code, int) else 0
    except click.ClickException as error:
        _show(error)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("Přerušeno.", err=True)
        return REFUSED
    except Exception as error:  # noqa: BLE001 - the last resort
        _say(sentence_of(error) or _unforeseen(error))
        return REFUSED


def _never_fail_on_a_letter() -> None:
    """A terminal that cannot show ř shows a question mark instead."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _show(error: click.ClickException) -> None:
    """Usage and complaint as Click shows them, in Czech quotation marks."""
    if isinstance(error, click.UsageError) and not isinstance(error, NoArgsIsHelpError):
        complaint = _QUOTED.sub("„\\1“", error.format_message())
        click.UsageError(complaint, error.ctx).show()
    else:
        error.show()


def _say(sentence: str) -> None:
    with suppress(OSError):
        click.echo(f"Chyba: {sentence}", err=True)


def _unforeseen(error: Exception) -> str:
    log = _write_down(error)
    name = type(error).__name__
    if log is not None:
        return (
            f"Program narazil na něco, s čím nepočítá ({name}), a příkaz nedokončil. "
            f"Podrobnosti jsou na konci souboru {log}; pošlete je správci."
        )
    frames = [
        f"{Path(frame.filename).name}:{frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if "mitdomov" in Path(frame.filename).parts
    ]
    return (
        f"Program narazil na něco, s čím nepočítá, a příkaz nedokončil. Správci pošlete toto: "
        f"{name}: {error} [{' '.join(frames)}]"
    )


def _write_down(error: Exception) -> Path | None:
    """Where the details are now; nowhere when there is no data directory to write to."""
    data_dir = Path(os.environ.get("MITDOMOV_DATA_DIR") or "var")
    if not data_dir.is_dir():
        return None
    log = data_dir.resolve() / "logs" / _LOG
    try:
        log.parent.mkdir(exist_ok=True)
        with log.open("a", encoding="utf-8", errors="replace") as file:
            file.write(f"== {datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC\n")
            file.writelines(traceback.format_exception(error))
    except OSError:
        return None
    return log
