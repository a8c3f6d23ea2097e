"""The `mitdomov` command: the verbs of the web, for the terminal and for scripts."""

import sys
from importlib import import_module
from typing import Final

import click
from click.exceptions import NoSuchCommand

from mitdomov.cli.czech_click import name_parts_in_czech, speak_czech
from mitdomov.cli.ending import run
from mitdomov.cli.examples import with_examples

_COMMANDS: Final = {
    "up": "mitdomov.cli.up",
    "issue": "mitdomov.cli.issue",
    "past": "mitdomov.cli.past",
    "issn": "mitdomov.cli.issn",
    "news": "mitdomov.cli.news",
    "render": "mitdomov.cli.render",
    "subscribers": "mitdomov.cli.subscribers",
    "send": "mitdomov.cli.send",
    "dispatch": "mitdomov.cli.dispatch",
    "bounces": "mitdomov.cli.bounces",
    "account": "mitdomov.cli.account",
    "search": "mitdomov.cli.search",
    "blobs": "mitdomov.cli.blobs",
    "typography": "mitdomov.cli.typography",
    "doctor": "mitdomov.cli.doctor",
    "bench": "mitdomov.bench.command",
}


class _LazyGroup(click.Group):
    """Imports a command when it is asked for, so that none pays for the libraries of the others."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - Click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(_COMMANDS[cmd_name]), cmd_name)
        return with_examples(name_parts_in_czech(command), cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except NoSuchCommand as error:
            # Click looks for similar names only among commands that are imported already.
            raise NoSuchCommand(error.command_name, possibilities=_COMMANDS, ctx=ctx) from None


speak_czech()


@click.group(
    cls=_LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    options_metavar="[VOLBY]",
    subcommand_metavar="PŘÍKAZ [ARGUMENTY]…",
    no_args_is_help=True,
)
@click.version_option(package_name="mitdomov", message="mitdomov %(version)s")
def mitdomov() -> None:
    """Mít domov: z textů číslo časopisu, z čísla dopis, PDF a web, každému odběrateli jednou.

    Začněte příkazem „mitdomov up --demo“; co kde chybí, řekne „mitdomov doctor“.
    """


def main() -> None:
    """The console script."""
    sys.exit(run(mitdomov))
