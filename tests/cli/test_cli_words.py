"""Every word that the command line says is Czech, Click's own words too."""

import ast
import inspect
import re
import shlex
from collections.abc import Iterator
from types import ModuleType

import click
import pytest
from click import core, decorators, exceptions, formatting, parser, termui, types

from mitdomov.cli import mitdomov
from mitdomov.cli.czech_click import CZECH
from mitdomov.cli.examples import EXAMPLES
from tests.cli.commanding import WRONG_USAGE, complaint, run_here
from tests.journeys.running import run

CLICK = (core, decorators, exceptions, formatting, parser, termui, types)
OF_PARAMETER_TYPES = {"file", "directory", "path"}
"""Click takes these from variables."""


def strings_of(module: ModuleType) -> set[str]:
    tree = ast.parse(inspect.getsource(module))
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def pages(command: click.Command, parent: click.Context | None = None) -> Iterator[tuple[str, str]]:
    """The help of `command` and of all below it."""
    context = click.Context(
        command, parent=parent, info_name=command.name, **command.context_settings
    )
    yield context.command_path, command.get_help(context)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from pages(inner, context)


PAGES = dict(pages(mitdomov))


def test_every_word_of_click_that_is_translated_is_still_there() -> None:
    known = set().union(*map(strings_of, CLICK))
    assert set(CZECH) - known - OF_PARAMETER_TYPES == set()


@pytest.mark.parametrize("path", PAGES)
def test_no_help_has_an_english_word_or_a_cut_sentence(path: str) -> None:
    english = (
        r"Options|Usage|Show|Commands|OPTIONS|COMMAND|ARGS|TEXT\b(?!\s+Kde)|INTEGER|RANGE|PATH"
        r"|DIRECTORY|FILENAME|required|default|<=|\.\.\."
    )
    assert re.findall(english, PAGES[path]) == []
    assert PAGES[path].startswith("Použití: ")


def leaves(command: click.Command, path: str = "") -> Iterator[tuple[str, click.Command]]:
    """The commands that do something, by their words."""
    if not isinstance(command, click.Group):
        yield path, command
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        inner = command.get_command(context, name)
        assert inner is not None
        yield from leaves(inner, f"{path} {name}".strip())


LEAVES = dict(leaves(mitdomov))


@pytest.mark.parametrize("path", LEAVES)
def test_every_command_shows_examples_that_it_understands(path: str) -> None:
    assert EXAMPLES[path]
    command = LEAVES[path]
    for line in EXAMPLES[path]:
        assert f"mitdomov {line}" in PAGES[f"mitdomov {path}"]
        typed = shlex.split(line.partition(" <")[0].partition(" >")[0])
        words = path.removesuffix(" find").split()
        assert typed[: len(words)] == words
        context = click.Context(command, info_name=path)
        values, left, _ = command.make_parser(context).parse_args(typed[len(words) :])
        assert left == []
        required = [each.name or "" for each in command.params if each.required]
        assert all(values.get(name) for name in required), line


def test_every_example_is_of_a_command() -> None:
    assert set(EXAMPLES) == set(LEAVES)


USAGE = {
    "isue": "Příkaz isue neexistuje. Mysleli jste „issue“?",
    "issue improt": "Příkaz improt neexistuje. Mysleli jste „import“?",
    "issue import": "Chybí argument „SLOŽKA“.",
    "issue list --jsno": "Volba --jsno neexistuje. Mysleli jste „--json“?",
    "send 1/2026": "Chybí volba „--list“.",
    "send 1/2026 --list": "Volba --list potřebuje hodnotu.",
    "typography text": "Nadbytečný argument: text",
    "dispatch show x": "Neplatná hodnota „ID“: má to být číslo rozesílky, ne „x“.",
    "dispatch show 99999999999999999999": (
        "Neplatná hodnota „ID“: má to být číslo rozesílky, ne „99999999999999999999“."
    ),
    "account invite jana@obec.example --role kral": (
        "Neplatná hodnota „--role“: „kral“ neznám; vyberte z „author“, „translator“, „editor“, "
        "„publisher“, „administrator“."
    ),
    f"account invite jana@obec.example --name {'x' * 201}": "Jméno má nejvýš 200 znaků.",
    "bounces read /nikde": "Neplatná hodnota „SOUBOR…“: Soubor /nikde neexistuje.",
    "bounces read /": "Neplatná hodnota „SOUBOR…“: Soubor /: toto je složka, ne soubor.",
    "blobs unused --older-than 0": "Neplatná hodnota „--older-than“: má to být počet dní, ne „0“.",
    "issue export 1/2026 x --revision -1": (
        "Neplatná hodnota „--revision“: má to být pořadí načtení, ne „-1“."
    ),
    "up --port 99999": ("Neplatná hodnota „--port“: má to být číslo od 1 do 65535, ne „99999“."),
    "up --demo --host 0.0.0.0": (
        "V ukázce se přihlašuje tlačítkem, proto smí běžet jen na adrese 127.0.0.1."
    ),
    "render x --out y --only foo": (
        "Neplatná hodnota „--only“: „foo“ neznám; vyberte z email, text, pdf, epub, web."
    ),
}


@pytest.mark.parametrize("line", USAGE)
def test_wrong_usage_is_told_in_czech_with_code_two(line: str, environment: dict[str, str]) -> None:
    said = complaint(run_here(environment, *line.split()), WRONG_USAGE)
    assert said == f"Chyba: {USAGE[line]}"


def test_the_program_itself_ends_with_that_code(environment: dict[str, str]) -> None:
    said = complaint(run(environment, "send", "1/2026"), WRONG_USAGE)
    assert said == f"Chyba: {USAGE['send 1/2026']}"


def test_a_command_without_words_shows_help(environment: dict[str, str]) -> None:
    done = run(environment)
    assert done.returncode == WRONG_USAGE
    assert "Příkazy:" in done.stderr
